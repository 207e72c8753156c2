"""Themes: every row of the lexicon by its own examples, judgments as cases, and agreement with the labels."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.theme_agreement import LabelledSentence, code_guarded, code_sentences, measure_agreement, read_labelled_sentences
from analysis.coding.theme_matching import MatchingForm, Place, PlaceIndex, TermFinder
from analysis.coding.themes import Passage, ThemeCoder, default_coder
from analysis.lexicon import LexiconError, load_lexicon
from analysis.schema import THEMES

HERE = Path(__file__).parent
GOLD = HERE.parent / "gold"
SEEDS = HERE.parents[1] / "seeds"
RULES = load_lexicon("themes")
ROWS = RULES.to_dict("records")
CASES = pd.read_csv(HERE / "theme_cases.csv", dtype=str, keep_default_na=False).to_dict("records")
# Every term and every condition of the lexicon has a sentence of its own, so that no row can change unseen; a new row needs new sentences.
TERMS = pd.read_csv(HERE / "theme_terms.csv", dtype=str, keep_default_na=False)
CONDITIONS = pd.read_csv(HERE / "theme_conditions.csv", dtype=str, keep_default_na=False)
SENTENCES = pd.read_csv(HERE / "theme_sentences.csv", dtype=str, keep_default_na=False)


def make_rules(**cells: str) -> pd.DataFrame:
    row = dict.fromkeys(RULES.columns, "") | {"rule": "party-001", "theme": "party", "term": "党组"} | cells
    return pd.DataFrame([row])


def themes_of(text: str, role: str = "body", prior: frozenset[str] = frozenset()) -> set[str]:
    return {hit.theme for hit in default_coder().code(text, role, prior)}


def case_parameters() -> list:
    marks = [[pytest.mark.xfail(strict=True, reason=case["known_failure"])] if case["known_failure"] else [] for case in CASES]
    return [pytest.param(case, id=case["why"] + "-" + case["text"][:8], marks=mark) for case, mark in zip(CASES, marks, strict=True)]


@pytest.fixture(scope="module")
def labelled() -> list[LabelledSentence]:
    """The labelled sentences; the garbled source 004 in its restored form (its units 004-007 … 034 in order)."""
    restored = (GOLD / "004.restored.txt").read_text(encoding="utf-8")
    parts = [part for line in restored.split("\n") for part in re.findall(r"[^。！？；!?;]+[。！？；!?;]*[”’]*", line) if part.strip()]
    return read_labelled_sentences(GOLD, {f"004-{number:03d}": parts[number - 1] for number in range(7, 35)})


@pytest.mark.parametrize("row", ROWS, ids=[row["rule"] for row in ROWS])
def test_rule_fires_on_its_positive_and_not_on_its_negative_example(row: dict[str, str]) -> None:
    assert row["why"]
    assert row["source"]
    prior = frozenset({row["theme"]} if row["prior"] else ())
    assert ThemeCoder(pd.DataFrame([row])).code(row["positive"], prior=prior), "the row alone gives nothing"
    assert row["theme"] in themes_of(row["positive"], prior=prior)
    assert row["theme"] not in themes_of(row["negative"], prior=prior)


def test_every_term_of_the_lexicon_has_a_sentence() -> None:
    terms = RULES.assign(term=RULES["term"].str.split("|")).explode("term")
    columns = ["theme", "term", "prior"]
    assert {*terms[columns].itertuples(index=False, name=None)} == {*TERMS[columns].itertuples(index=False, name=None)}


@pytest.mark.parametrize("theme", THEMES)
def test_a_term_gives_its_sentence_the_theme(theme: str) -> None:
    """A term that speaks only in a passage on its theme is given that passage."""
    own = TERMS[TERMS["theme"] == theme].to_dict("records")
    passages = [frozenset({theme} if row["prior"] else ()) for row in own]
    coded = [default_coder().code(row["text"], "body", passage) for row, passage in zip(own, passages, strict=True)]
    silent = [row["text"] for row, hits in zip(own, coded, strict=True) if theme not in {hit.theme for hit in hits}]
    assert silent == []
    assert [row["text"] for row in own if row["term"] not in row["text"]] == []


def test_every_condition_of_the_lexicon_has_a_sentence() -> None:
    conditions = ("near", "within", "not_in", "unless", "at_start", "alone", "prior")
    given = {(row["rule"], condition) for row in ROWS for condition in conditions if row[condition]}
    assert given == {*zip(CONDITIONS["rule"], CONDITIONS["condition"], strict=True)}


@pytest.mark.parametrize("row", CONDITIONS.to_dict("records"), ids=lambda row: f"{row['rule']} {row['condition']}")
def test_a_condition_keeps_its_rule_from_firing(row: dict[str, str]) -> None:
    """With the condition the rule is silent, without it (and what hangs on it) it speaks; `idle`: another condition silences it as well."""
    freed = {row["condition"]: ""} | ({"within": ""} if row["condition"] == "near" else {})
    rules = RULES if row["condition"] == "alone" else RULES[RULES["rule"] == row["rule"]]
    without = rules.mask(rules["rule"] == row["rule"], rules.assign(**freed))
    on_theme = row["condition"] != "prior" and rules.loc[rules["rule"] == row["rule"], "prior"].eq("1").any()
    passage = frozenset({row["rule"].rsplit("-", 1)[0]} if on_theme else ())
    fires = [row["rule"] in {hit.rule for hit in ThemeCoder(table).code(row["text"], "body", passage)} for table in (rules, without)]
    assert fires == [False, not row["idle"]]


@pytest.mark.parametrize("case", case_parameters())
def test_judgment(case: dict[str, str]) -> None:
    assert themes_of(case["text"], case["role"]) == set(filter(None, case["themes"].split("|")))


@pytest.mark.parametrize("row", ROWS, ids=[row["rule"] for row in ROWS])
def test_no_row_holds_a_seeds_own_words(row: dict[str, str]) -> None:
    seeds = re.sub(r"\s", "", "".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))))
    runs = re.findall(r"[\u4e00-\u9fff]{14,}", "\n".join(str(cell) for cell in row.values()))
    assert not [run[at : at + 14] for run in runs for at in range(len(run) - 13) if run[at : at + 14] in seeds]


@pytest.mark.parametrize("row", [row for row in ROWS if row["prior"]], ids=[row["rule"] for row in ROWS if row["prior"]])
def test_common_words_say_nothing_outside_a_passage_on_the_theme(row: dict[str, str]) -> None:
    assert row["rule"] not in {hit.rule for hit in default_coder().code(row["positive"])}


PRIOR_CASES = [
    (["提案工作情况的报告", "一件一件过堂，难啃的也不放过。"], ["headline", "body"], "proposals", True, "the title says it"),
    (["（二）提案办理", "一件一件过堂，难啃的也不放过。"], ["heading", "body"], "proposals", True, "the heading says it"),
    (["走深走实", "提案收到三百件。", "提案办复率过九成。", "一件一件过堂。"], ["heading", "body", "body", "body"], "proposals", True,
     "most of the section is on it"),
    (["走深走实", "提案收到三百件。", "一件一件过堂。"], ["heading", "body", "body"], "proposals", False, "one sentence makes no passage"),
    (["走深走实", "提案收到三百件。", "提案办复。", "山高水长。", "风光正好。", "一件一件过堂。"], ["heading", *["body"] * 5],
     "proposals", True, "two in five"),
    (["走深走实", "提案收到三百件。", "提案办复。", "山高水长。", "风光正好。", "晴。", "一件一件过堂。"], ["heading", *["body"] * 6],
     "proposals", False, "two in six are too few"),
    (["（二）提案办理", "山水之间，风光正好。"], ["heading", "body"], "proposals", False, "the passage alone gives no code"),
    (["（二）提案办理", "一件件党课送到村里。"], ["heading", "body"], "proposals", False, "silent where another theme speaks"),
    (["甲市政协工作综述", "一件一件过堂，难啃的也不放过。"], ["headline", "body"], "proposals", False, "no passage, no word"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "roles", "theme", "has", "why"), PRIOR_CASES, ids=[case[-1] for case in PRIOR_CASES])
def test_the_passage_lets_common_words_speak(texts: list[str], roles: list[str], theme: str, has: bool, why: str) -> None:
    section = texts[0] if roles[0] == "heading" else None
    hits = default_coder().code_report([Passage(text, role, section) for text, role in zip(texts, roles, strict=True)])
    assert (theme in {hit.theme for hit in hits[-1]}) is has


def test_every_theme_has_rules_and_a_name() -> None:
    names = load_lexicon("theme_names")
    assert set(RULES["theme"]) == set(THEMES)
    assert tuple(names["code"]) == THEMES
    assert names[["chinese", "english", "why"]].ne("").all(axis=None)


def test_a_rule_id_begins_with_its_theme() -> None:
    assert (RULES["rule"].str.rsplit("-", n=1).str[0] == RULES["theme"]).all()


@pytest.mark.parametrize("role", ["headline", "issuer", "byline", "note", "chrome"])
def test_other_roles_have_no_themes(role: str) -> None:
    assert default_coder().code("召开党组会议。", role) == []


def test_evidence_walks_back_to_the_characters_of_the_sentence() -> None:
    text = "搭建“协” 商平台，推广ＡＰＰ。"
    hits = default_coder().code(text)
    assert [(hit.theme, text[hit.start : hit.end]) for hit in hits] == [("digital", "ＡＰＰ"), ("platform", "协” 商平台")]


def test_evidence_of_a_pair_reaches_from_the_first_to_the_last_word() -> None:
    coder = ThemeCoder(make_rules(term="政协工作", near="县委常委会", within="6"))
    text = "中共县委常委会两次听取政协工作汇报。"
    assert [text[hit.start : hit.end] for hit in coder.code(text)] == ["县委常委会两次听取政协工作"]
    assert coder.code("县委常委会今年先后两次专门安排时间听取政协工作汇报。") == []


def test_the_longest_term_counts_once() -> None:
    coder = ThemeCoder(make_rules(term="党组|机关党组|党组会"))
    text = "机关党组会"
    assert [text[hit.start : hit.end] for hit in coder.code(text)] == ["机关党组"]


def test_a_term_inside_a_longer_name_does_not_count() -> None:
    coder = ThemeCoder(make_rules(not_in="党组书记"))
    assert coder.code("党组书记到会。") == []
    assert len(coder.code("党组书记到会，党组开会。")) == 1


def test_a_second_term_inside_a_longer_name_does_not_count() -> None:
    coder = ThemeCoder(make_rules(near="就", not_in="就业"))
    assert coder.code("党组谈就业。") == []
    assert len(coder.code("党组就此开会。")) == 1


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("把牢正确方向 上下同心发力", "把牢正确方向 上下同心发力"),
        ("把牢正确方向\u3000“上下”同心", "把牢正确方向 上下同心"),
        ("党 建 引 领", "党建引领"),
        ("“协” 商平台建在村口", "协商平台建在村口"),
        ("聘请信息员1 050名在册", "聘请信息员1050名在册"),
        (" 把牢正确方向 ", "把牢正确方向"),
    ],
)
def test_white_space_parts_clauses_and_nothing_else(text: str, form: str) -> None:
    assert MatchingForm(text).text == form


def test_a_term_does_not_reach_over_a_break_between_clauses() -> None:
    coder = ThemeCoder(make_rules(term="方向上"))
    assert coder.code("把牢正确方向 上下同心发力", "heading") == []
    assert [hit.start for hit in coder.code("把牢正确方向上下同心发力", "heading")] == [4]


places = st.builds(lambda start, length: Place(start, start + length), st.integers(0, 20), st.integers(1, 6))


@given(st.lists(places, max_size=8), places, st.none() | st.integers(0, 12))
def test_a_place_index_answers_as_a_search_through_all_places_does(others: list[Place], place: Place, within: int | None) -> None:
    index = PlaceIndex(others)
    gaps = [max(other.start - place.end, place.start - other.end) for other in others]
    near = [gap for gap in gaps if gap >= 0 and (within is None or gap <= within)]
    found = index.find_nearest(place, within)
    assert index.holds(place) == any(other.start <= place.start and place.end <= other.end for other in others)
    assert (found is None) == (not near)
    assert found is None or (found in others and max(found.start - place.end, place.start - found.end) == min(near))


@pytest.mark.parametrize("unit", ["党组（调研）走访企业，就建言协商。", "协商", "就建言", "（", "凝聚各方人心 汇聚各方力量 ", "一"])
def test_time_grows_in_step_with_the_length_of_a_sentence(unit: str) -> None:
    coder = default_coder()

    def measure(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        begun = time.perf_counter()
        coder.code(text)
        return time.perf_counter() - begun

    measure(1_000)
    short = min(measure(12_500) for _ in range(3))
    assert measure(200_000) < 80 * short + 0.5  # 16 times the length: in step 16 times the time, squared 256 times


def test_a_blocking_term_blocks_the_whole_sentence() -> None:
    assert ThemeCoder(make_rules(unless="企业")).code("党组到企业。") == []


def test_at_start_reads_behind_a_list_marker() -> None:
    coder = ThemeCoder(make_rules(at_start="1"))
    assert [len(coder.code(text)) for text in ("党组引领", "（三）党组引领", "▲党组开会", "二、党组", "开好党组会")] == [1, 1, 1, 1, 0]


def test_a_common_term_gives_way_to_another_theme() -> None:
    rules = pd.concat([make_rules(alone="1"), make_rules(rule="economy-001", theme="economy", term="招商")])
    coder = ThemeCoder(rules)
    assert [hit.theme for hit in coder.code("党组开会")] == ["party"]
    assert [hit.theme for hit in coder.code("党组招商")] == ["economy"]


def test_hits_are_sorted_and_repeat_for_every_place() -> None:
    hits = default_coder().code("提案多，提案好，党组抓提案。")
    assert hits == sorted(hits, key=lambda hit: (hit.theme, hit.start, hit.end, hit.rule))
    assert [hit.theme for hit in hits] == ["party", "proposals", "proposals", "proposals"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"theme": "sport"}, "'party-001': unknown theme 'sport'"),
        ({"term": " “” "}, "'party-001' has no term"),
        ({"within": "near"}, "within is 'near'"),
        ({"at_start": "yes"}, "at_start is 'yes'"),
    ],
)
def test_an_unusable_rule_is_named(cells: dict[str, str], message: str) -> None:
    with pytest.raises(LexiconError, match=re.escape(message)):
        ThemeCoder(make_rules(**cells))


def test_a_missing_column_and_a_repeated_rule_are_named() -> None:
    with pytest.raises(LexiconError, match="column 'unless' is missing"):
        ThemeCoder(make_rules().drop(columns="unless"))
    with pytest.raises(LexiconError, match="'party-001' stands twice"):
        ThemeCoder(pd.concat([make_rules(), make_rules()]))


def test_empty_lexicon_and_empty_text() -> None:
    assert ThemeCoder(make_rules().iloc[:0]).code("党组") == []
    assert default_coder().code("") == []
    assert TermFinder([]).find(MatchingForm("党组")) == {}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("党组提案协商会监督“”（）(),，、。 ＡPp一是▲\n调研İß𠀀")), max_size=40))
def test_spans_lie_in_any_text(text: str) -> None:
    for hit in default_coder().code(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end].strip() == text[hit.start : hit.end]


def test_agreement_with_the_labels(labelled: list[LabelledSentence]) -> None:
    table = measure_agreement(labelled, code_sentences(default_coder(), labelled)).set_index("theme")
    assert table.loc["all", "f1"] >= 0.90
    assert (table.loc[list(THEMES), "alpha"] >= 0.80).all()
    assert (table.loc[["party", "platform", "outreach"], "alpha"] >= 0.88).all()


def test_agreement_holds_without_what_one_report_alone_teaches(labelled: list[LabelledSentence]) -> None:
    guarded = measure_agreement(labelled, code_guarded(RULES, labelled)).set_index("theme")
    attested = measure_agreement(labelled, code_guarded(RULES, labelled, attested=True)).set_index("theme")
    assert guarded.loc["all", "f1"] >= 0.82
    assert attested.loc["all", "f1"] >= 0.80
    assert attested.loc["all", "f1"] <= guarded.loc["all", "f1"]


def test_agreement_on_sentences_of_the_genre_that_no_seed_holds() -> None:
    made = [
        LabelledSentence(str(row.Index), row.batch, row.role, row.text, frozenset(filter(None, row.themes.split("|"))), frozenset())
        for row in SENTENCES.itertuples()
    ]
    table = measure_agreement(made, code_sentences(default_coder(), made)).set_index("theme")
    assert table.loc["all", "f1"] >= 0.90


def test_agreement_is_computed_as_defined() -> None:
    sentences = [
        LabelledSentence("1", "a", "body", "", frozenset({"party"}), frozenset()),
        LabelledSentence("2", "a", "body", "", frozenset({"party"}), frozenset()),
        LabelledSentence("3", "a", "body", "", frozenset(), frozenset({"party"})),
        LabelledSentence("4", "a", "body", "", frozenset(), frozenset()),
    ]
    coded = [frozenset({"party"}), frozenset(), frozenset({"party"}), frozenset({"party"})]
    party = measure_agreement(sentences, coded).set_index("theme").loc["party"]
    assert (party["n"], party["precision"], party["recall"], party["f1"]) == (2, 0.5, 0.5, 0.5)
    assert party["alpha"] == pytest.approx(-0.25)  # by hand: 1 - (6 - 1) * 2 / (2 * 4)


def test_a_rule_that_only_its_own_report_bears_out_is_left_out() -> None:
    rules = make_rules(term="清风")
    sentences = [LabelledSentence("1", "a", "body", "清风拂面", frozenset({"party"}), frozenset())]
    sentences += [LabelledSentence(str(n), "b", "body", "清风拂面", frozenset(), frozenset()) for n in (2, 3)]
    assert code_guarded(rules, sentences) == [frozenset(), frozenset({"party"}), frozenset({"party"})]


def test_left_out_by_rules_keeps_a_word_that_only_its_own_report_uses() -> None:
    rules = make_rules(term="清风|正气")
    sentences = [LabelledSentence(str(n), f"r{n}", "body", text, frozenset({"party"}), frozenset()) for n, text in
                 enumerate(["清风拂面", "清风徐来", "正气充盈"])]  # fmt: skip
    party, nothing = frozenset({"party"}), frozenset()
    assert code_guarded(rules, sentences, attested=True, by_term=False) == [party, party, party]
    assert code_guarded(rules, sentences, attested=True) == [party, party, nothing]
    assert code_guarded(rules, sentences) == [party, party, party]
