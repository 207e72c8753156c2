from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.compare.differences import diff_tables, format_differences
from analysis.pipeline import build
from analysis.tables import Tables


def test_equal_tables_have_no_differences(seed_tables: Tables) -> None:
    assert diff_tables(seed_tables, seed_tables).empty
    assert format_differences(diff_tables(seed_tables, seed_tables)) == "no differences"


def test_a_changed_a_removed_and_an_added_row_are_told(seed_tables: Tables) -> None:
    metrics = seed_tables.metrics.copy()
    key = f"{metrics.loc[0, 'source']} {metrics.loc[0, 'start']} {metrics.loc[0, 'end']}"
    metrics.loc[0, "value"] += 1
    new = replace(seed_tables, metrics=metrics, themes=seed_tables.themes.iloc[1:], loops=seed_tables.loops)
    old = replace(seed_tables, loops=seed_tables.loops.iloc[1:])
    found = diff_tables(old, new)
    assert sorted(zip(found["table"], found["change"], strict=True)) == [("loops", "added"), ("metrics", "changed"), ("themes", "removed")]
    changed = found[found["change"] == "changed"].iloc[0]
    assert (changed["key"], changed["column"]) == (key, "value")
    assert float(changed["after"]) == float(changed["before"]) + 1
    assert key.replace(" ", ":", 1).replace(" ", "-") in format_differences(found)


def _without_rule(tables: Tables, rule: str) -> Tables:
    return replace(tables, themes=tables.themes[tables.themes["rule"] != rule].reset_index(drop=True))


def test_a_changed_rule_shows_the_sentences_it_touches(seed_tables: Tables) -> None:
    """A term that goes from one theme to another: each sentence once, what it lost and what it gained under it."""
    rule = str(seed_tables.themes["rule"].iloc[0])
    touched = seed_tables.themes[seed_tables.themes["rule"] == rule]
    new = seed_tables.themes.copy()
    new.loc[new["rule"] == rule, ["theme", "rule"]] = ["unity", "unity-999"]
    found = diff_tables(seed_tables, replace(seed_tables, themes=new))
    texts = seed_tables.sentences.set_index(["report", "sentence"])["text"]
    sentences = {texts[place] for place in zip(touched["report"], touched["sentence"], strict=True)}
    assert set(found["text"]) == sentences
    page = format_differences(found)
    assert f"{len(sentences)} sentences concerned" in page
    for text in sentences:
        assert page.count(f": {text}\n") == 1
    first = touched.iloc[0]
    place = f"({first['source']}:{first['start']}-{first['end']})"
    assert f"  - themes: {first['theme']} {rule} {first['evidence']}  {place}" in page
    assert f"  + themes: unity unity-999 {first['evidence']}  {place}" in page


def test_a_rule_that_is_gone_only_takes_away(seed_tables: Tables) -> None:
    rule = str(seed_tables.themes["rule"].iloc[0])
    found = diff_tables(seed_tables, _without_rule(seed_tables, rule))
    assert set(found["change"]) == {"removed"}
    assert found["row"].str.contains(rule).all()


def test_a_changed_value_is_told_with_what_it_was(seed_tables: Tables) -> None:
    metrics = seed_tables.metrics.copy()
    metrics["indicator"] = metrics["indicator"].astype(object)
    metrics.loc[0, "indicator"] = None
    page = format_differences(diff_tables(seed_tables, replace(seed_tables, metrics=metrics)))
    before = seed_tables.metrics.loc[0, "indicator"]
    assert f"; indicator: {before} → null" in page
    assert f"  ~ metrics: {seed_tables.metrics.loc[0, 'surface']} " in page


def test_a_column_that_only_one_build_has_is_told(seed_tables: Tables) -> None:
    loops = seed_tables.loops.assign(colour="red")
    found = diff_tables(seed_tables, replace(seed_tables, loops=loops))
    assert set(found["column"]) == {"colour"}
    assert len(found) == len(loops)


WITH_SENTENCES = ("sentences", "tokens", "themes", "quantities", "metrics", "practices", "loops")


def _without_sentence(tables: Tables, report: str, number: int) -> Tables:
    """The same build without one sentence, the later ones of its report counted anew."""
    fewer = {}
    for name in WITH_SENTENCES:
        rows = getattr(tables, name)
        rows = rows[~((rows["report"] == report) & (rows["sentence"] == number))]
        later = (rows["report"] == report) & (rows["sentence"] > number)
        fewer[name] = rows.assign(sentence=rows["sentence"] - later.astype("int64")).reset_index(drop=True)
    return replace(tables, **fewer)


def test_a_sentence_that_is_gone_makes_no_later_one_differ(seed_tables: Tables) -> None:
    gone = seed_tables.themes.iloc[0]
    report, number = str(gone["report"]), int(gone["sentence"])
    text = seed_tables.sentences.set_index(["report", "sentence"])["text"][report, number]
    fewer = _without_sentence(seed_tables, report, number)
    found = diff_tables(seed_tables, fewer)
    assert set(found["change"]) == {"removed"}
    assert set(found["text"]) == {text}, "a removed row stands under the sentence it was in, not under the one that has its number now"
    for name in WITH_SENTENCES:
        rows = getattr(seed_tables, name)
        assert (found["table"] == name).sum() == ((rows["report"] == report) & (rows["sentence"] == number)).sum()
    assert "1 sentences concerned" in format_differences(found)
    back = diff_tables(fewer, seed_tables)
    assert (set(back["change"]), set(back["text"])) == ({"added"}, {text})


def test_what_a_sentence_with_another_number_lost_is_told_under_it(seed_tables: Tables) -> None:
    """Where an earlier sentence is gone, what a later one lost and gained stands in one place, by the number it has now."""
    gone, hit = seed_tables.themes.iloc[0], seed_tables.themes.iloc[5]
    assert gone["report"] == hit["report"]
    assert gone["sentence"] < hit["sentence"]
    fewer = _without_sentence(seed_tables, str(gone["report"]), int(gone["sentence"]))
    themes = fewer.themes.copy()
    place = (themes[["start", "end", "rule"]] == hit[["start", "end", "rule"]]).all(axis=1)
    themes.loc[place, ["theme", "rule"]] = ["unity", "unity-999"]
    found = diff_tables(seed_tables, replace(fewer, themes=themes))
    text = seed_tables.sentences.set_index(["report", "sentence"])["text"][hit["report"], hit["sentence"]]
    rows = found[found["text"] == text]
    assert sorted(zip(rows["change"], rows["sentence"], strict=True)) == [
        ("added", str(hit["sentence"] - 1)),
        ("removed", str(hit["sentence"] - 1)),
    ]
    assert "2 sentences concerned" in format_differences(found)


HEAD = "中国人民政治协商会议甲市委员会2024年工作情况\n\n"
SENTENCES = [
    "市政协党组坚持党的全面领导，召开党组会议12次。",
    "开展民主监督3次。",
    "全年收到提案210件，办复率达98%。",
    "开展民主监督3次。",  # told twice
    "委员下沉社区，走访群众1200人次，举办委员读书活动8场。",
]
NEW = "市政协组织视察6次，报送社情民意信息45篇。"


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (SENTENCES, [*SENTENCES[:1], NEW, *SENTENCES[1:]], "added"),
        (SENTENCES, [NEW, *SENTENCES], "added"),
        (SENTENCES, [*SENTENCES, NEW], "added"),
        ([*SENTENCES[:3], NEW, *SENTENCES[3:]], SENTENCES, "removed"),
    ],
    ids=["second", "first", "last", "taken out"],
)
def test_only_the_sentence_that_a_text_gained_or_lost_differs(tmp_path: Path, before: list[str], after: list[str], change: str) -> None:
    """The later sentences of a text that was edited have other numbers and other places, and say the same."""
    builds = []
    for name, sentences in (("before", before), ("after", after)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "101_a.txt").write_text(HEAD + "".join(sentences) + "\n", encoding="utf-8")
        (tmp_path / name / "102_b.txt").write_text(HEAD + "\n\n".join(sentences) + "\n", encoding="utf-8")
        builds.append(build(tmp_path / name))
    found = diff_tables(*builds)
    in_sentences = found[found["text"].notna()]
    assert set(in_sentences["change"]) == {change}
    assert set(in_sentences["source"]) == {"101_a.txt", "102_b.txt"}, "sentences of one paragraph, and a line each"
    assert {text.replace(",", "，") for text in in_sentences["text"]} == {NEW}
    assert {"sentences", "tokens", "themes", "metrics"} <= set(in_sentences["table"])
    rest = found[found["text"].isna()]
    assert {table: set(rows["change"]) for table, rows in rest.groupby("table") if table in ("documents", "reports")} == {
        "documents": {"changed"},
        "reports": {"changed"},
    }
    assert len(rest[~rest["table"].isin(["documents", "reports"])]) <= 6  # its units of the ledger, and mends in them


def test_one_digit_is_told_without_the_words_around_it(tmp_path: Path) -> None:
    """A sentence with another figure in it is gone and new: its tokens are counted, and no number is said to have changed its sentence."""
    opening = "甲市政协2024年工作综述\n一年来，市政协认真履职，取得了新的成效，为全市发展作出了贡献。"
    page = f"{opening}\n全年共收到提案300件，立案270件，办复率100%。\n"
    builds = []
    for name, text in (("old", page), ("new", page.replace("270", "271"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(text, encoding="utf-8")
        builds.append(build(tmp_path / name))
    told = format_differences(diff_tables(*builds))
    assert "value: 270.0 → 271.0" in told
    assert "tokens: " not in told
    assert "sentence: " not in told
    assert told.count(" tokens\n") == 2
