"""Metrics: own cases from the reports' way of writing (cases_metrics.csv), the lexicons' own examples, and the hand-made labels.

The cases give each number's span, kind and unit themselves, so that they judge the coding and not the finding of numbers.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.coding.metric_context import told_before
from analysis.coding.metric_indicators import IndicatorRules
from analysis.coding.metric_verbs import Verb, VerbFinder
from analysis.coding.metric_voices import cut_pieces
from analysis.coding.metrics import Metric, MetricCoder, Sentence, default_coder
from analysis.coding.quantities import Quantity, default_finder
from analysis.lexicon import load_lexicon
from analysis.schema import METRIC_STATUS, PERIODS

CASES = Path(__file__).with_name("cases_metrics.csv")
GOLD = Path(__file__).parents[1] / "gold"
FIELDS = ("item", "action", "indicator", "status", "period")


def read_cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make_quantity(text: str, surface: str, kind: str = "count", unit: str | None = None, value: float | None = None) -> Quantity:
    start = text.index(surface)
    assert start == 0 or not text[start - 1].isdigit(), f"{surface} begins inside another number of {text}"
    return Quantity(start, start + len(surface), kind, value, value, value, "exact", unit)


@cache
def code_text(text: str) -> dict[int, Metric]:
    rows = [row for row in read_cases() if row["text"] == text]
    quantities = sorted((make_quantity(text, row["number"], row["kind"], row["unit"]) for row in rows), key=lambda q: q.start)
    return {metric.quantity.start: metric for metric in default_coder().code([Sentence(text, "body", None, quantities)])}


def case_parameters() -> list[object]:
    parameters: list[object] = []
    for row in read_cases():
        marks = [pytest.mark.xfail(strict=True, reason=row["known_failure"])] if row["known_failure"] else []
        parameters.append(pytest.param(row, id=f"{row['number']}-{row['text'][:24]}", marks=marks))
    return parameters


@pytest.mark.parametrize("row", case_parameters())
def test_case_is_coded_as_the_codebook_says(row: dict[str, str]) -> None:
    metric = code_text(row["text"]).get(row["text"].index(row["number"]))
    if row["metric"] == "no":
        assert metric is None, row["why"]
        return
    assert metric is not None, row["why"]
    for field in FIELDS:
        assert (getattr(metric, field) or "") in row[field].split("|"), f"{field}: {row['why']}"


def test_cases_are_many_and_have_negatives() -> None:
    rows = read_cases()
    assert len(rows) >= 300
    assert sum(row["metric"] == "no" for row in rows) >= 40
    assert sum(bool(row["known_failure"]) for row in rows) <= 10
    assert all(row["why"] for row in rows)


# --- what reaches over a sentence


def code_report(*sentences: tuple[str, str, list[tuple[str, str, float]]], section: str | None = None) -> list[Metric]:
    """Code sentences given as (text, role, [(surface, unit, value)])."""
    built = []
    for text, role, numbers in sentences:
        quantities = [make_quantity(text, surface, "count", unit, value) for surface, unit, value in numbers]
        built.append(Sentence(text, role, section, quantities))
    return default_coder().code(built)


def test_caption_repeats_the_text_even_where_it_stands_above_it() -> None:
    caption = ("▲协商议事室建成1628个", "caption", [("1628个", "个", 1628.0)])
    body = ("全市共建成协商议事室1628个。", "body", [("1628个", "个", 1628.0)])
    assert [metric.repeat for metric in code_report(caption, body)] == [True, False]


def test_later_sentence_repeats_a_telling_number_under_another_name() -> None:
    first = ("为群众办理民生实事1482件。", "body", [("1482件", "件", 1482.0)])
    again = ("一年里为基层办理具体事项1482件。", "body", [("1482件", "件", 1482.0)])
    assert [metric.repeat for metric in code_report(first, again)] == [False, True]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (("召开专题协商会6次。", "6次", "次"), ("召开主席会议6次。", "6次", "次"), "same number of another thing"),
        (("提出意见建议12条。", "12条", "条"), ("报送社情民意信息12条。", "12条", "条"), "same unit, another indicator"),
        (("立案提案298件。", "298件", "件"), ("办复提案299件。", "299件", "件"), "another number"),
    ],
)
def test_equal_numbers_of_other_facts_are_no_repetition(first: tuple[str, str, str], second: tuple[str, str, str], why: str) -> None:
    told = [(text, "body", [(surface, unit, float(re.sub(r"\D", "", surface)))]) for text, surface, unit in (first, second)]
    assert [metric.repeat for metric in code_report(*told)] == [False, False], why


def test_two_numbers_of_one_sentence_are_never_repetitions_of_each_other() -> None:
    text = "市级层面开展专题协商9次，县级层面开展专题协商会商共计9场次。"
    metrics = code_report((text, "body", [("9次", "次", 9.0), ("9场次", "次", 9.0)]))
    assert [metric.repeat for metric in metrics] == [False, False]


def test_section_on_work_to_come_makes_a_plan() -> None:
    sentence = ("组织开展专题视察6次。", "body", [("6次", "次", 6.0)])
    assert code_report(sentence, section="三、2025年工作安排")[0].status == "plan"
    assert code_report(sentence, section="一、2024年工作回顾")[0].status == "done"


def test_section_of_a_later_year_makes_a_plan() -> None:
    text = "组织开展专题视察6次。"
    numbers = [make_quantity(text, "6次", "count", "次", 6.0)]
    sections = ("一、2024年工作", "二、2025年工作", "三、2025年工作回顾")
    metrics = default_coder().code([Sentence(text, "body", section, numbers) for section in sections])
    assert [metric.status for metric in metrics] == ["done", "plan", "done"]


def test_outlook_goes_on_until_a_sentence_tells_of_what_was_done() -> None:
    first = ("新的一年，市政协将组织专题协商7次。", "body", [("7次", "次", 7.0)])
    second = ("每名委员联系界别群众10人。", "body", [("10人", "人", 10.0)])
    back = ("去年以来，县政协走访企业84家。", "body", [("84家", "家", 84.0)])
    assert [metric.status for metric in code_report(first, second, back)] == ["plan", "plan", "done"]


GOVERNMENT = "全市地区生产总值稳步增长，重点项目加快建设，城乡面貌持续改善，营商环境不断优化。" * 60


@pytest.mark.parametrize(
    ("text", "number", "metrics", "why"),
    [
        ("新建农村公路120公里，改造老旧小区35个。", "35个", 0, "a government's works"),
        ("自觉接受人大法律监督和政协民主监督，办理政协提案286件。", "286件", 0, "a government handles proposals"),
        ("市人大、市政协开展视察12次。", "12次", 0, "not the CPPCC alone"),
        ("市政协开展民主监督12次。", "12次", 1, "a CPPCC that acts"),
    ],
)
def test_report_of_others_has_metrics_only_where_a_cppcc_acts(text: str, number: str, metrics: int, why: str) -> None:
    unit = number[-1]
    told = code_report((GOVERNMENT, "body", []), (text, "body", [(number, unit, float(number[:-1]))]))
    assert len(told) == metrics, why


def test_endless_sentence_is_cut_between_numbers_and_keeps_its_places() -> None:
    text = "市政协召开会议3,417次，" * 300
    quantities = [Quantity(f.start(), f.end(), "count", 3417.0, 3417.0, 3417.0, "exact", "次") for f in re.finditer("3,417次", text)]
    metrics = default_coder().code([Sentence(text, "body", None, quantities)])
    assert [metric.quantity for metric in metrics] == quantities
    assert {(metric.sentence, metric.item, metric.action) for metric in metrics} == {(0, "会议", "召开")}


@pytest.mark.parametrize("text", ["市" * 5000, "，" * 5000, "市政协收到提案12件" + "长" * 3000, "12" * 1500])
def test_pieces_are_the_sentence(text: str) -> None:
    quantities = [Quantity(f.start(), f.end(), "count", 12.0, 12.0, 12.0, "exact", "件") for f in re.finditer("12", text)]
    pieces = list(cut_pieces(text, quantities))
    assert "".join(piece.text for piece in pieces) == text
    assert sum(len(piece.quantities) for piece in pieces) == len(quantities)
    assert all(0 <= q.start < q.end <= len(piece.text) for piece in pieces for q in piece.quantities)
    assert max(len(piece.text) for piece in pieces) <= 1002


def test_taking_hold_of_members_is_no_plan() -> None:
    text = "将468名委员编成12个活动组。"
    metrics = code_report((text, "body", [("468名", "名", 468.0), ("12个", "个", 12.0)]))
    assert [metric.status for metric in metrics] == ["done", "done"]


def test_noun_is_found_in_the_sentence_before() -> None:
    first = ("全年提出意见建议360条。", "body", [("360条", "条", 360.0)])
    second = ("86条被市政府采纳。", "body", [("86条", "条", 86.0)])
    metric = code_report(first, second)[1]
    assert (metric.item, metric.action, metric.indicator) == ("意见建议", "采纳", "adopted")


@pytest.mark.parametrize(
    ("headline", "section", "before", "text", "expected", "why"),
    [
        ("", "三、提案办理", "", "A类（已经解决）320件。", ("A类提案", "proposals"), "the section tells of proposals"),
        ("", "三、委员诉求办理", "", "A类（已经解决）320件。", ("A类", None), "a section on something else"),
        (
            "",
            None,
            "编好社情民意信息，传递一线声音。",
            "省政协采用320篇。",
            (None, "opinion_reports"),
            "the sentence before tells of information",
        ),
        ("", None, "编好文史资料，留住城市记忆。", "省政协采用320篇。", (None, "adopted"), "no word of information"),
        ("委员工作站成了解忧铺", None, "", "打造示范站320个。", ("示范站", "studios"), "the headline tells whose stations"),
        ("名师工作站成了加油站", None, "", "打造示范站320个。", ("示范站", None), "stations of others"),
    ],
)
def test_what_is_told_before_decides_what_is_left_out(
    headline: str, section: str | None, before: str, text: str, expected: tuple[str | None, str | None], why: str
) -> None:
    number = re.search(r"320.", text)
    assert number is not None
    told = [Sentence(headline, "headline", None, []), Sentence(before, "body", section, [])]
    metric = default_coder().code(
        [*told, Sentence(text, "body", section, [make_quantity(text, number[0], "count", number[0][-1], 320.0)])]
    )[0]
    assert metric.indicator == expected[1], why
    assert expected[0] in (metric.item, None), why


def test_context_is_of_the_same_section_and_short() -> None:
    sentences = [
        Sentence("甲" * 900, "headline", None, []),
        Sentence("乙" * 900, "body", "一、丙", []),
        Sentence("丁", "body", "一、丙", []),
    ]
    assert told_before(sentences, 2) == "\n".join(("甲" * 200, "一、丙", "乙" * 200))
    assert told_before([*sentences, Sentence("戊", "body", "二、己", [])], 3).endswith("二、己\n")


@pytest.mark.parametrize(
    ("text", "metrics", "why"),
    [
        ("在一次专题协商会上，委员们各抒己见。", 0, "an article: nothing governs the number"),
        ("召开一次专题协商会。", 1, "a verb governs the number"),
    ],
)
def test_one_without_a_verb_is_an_article(text: str, metrics: int, why: str) -> None:
    assert len(code_report((text, "body", [("一次", "次", 1.0)]))) == metrics, why


def test_item_that_nothing_names_is_null() -> None:
    metric = code_report(("市政协共组织了12次。", "body", [("12次", "次", 12.0)]))[0]
    assert metric.item is None


def test_bracket_counts_but_a_bracket_that_spells_out_a_slogan_does_not() -> None:
    counted = "收到提案326件（其中委员提案281件）。"
    assert [m.item for m in code_report((counted, "body", [("326件", "件", 326.0), ("281件", "件", 281.0)]))] == ["提案", "委员提案"]
    slogan = "开展“三个一”（提交一件提案、参加一次调研、反映一条信息）活动。"
    assert code_report((slogan, "body", [("一件", "件", 1.0), ("一次", "次", 1.0), ("一条", "条", 1.0)])) == []


@pytest.mark.parametrize("quoted", ["“十百千”工程", "《关于办好10件民生实事的建议》", "“万名委员进万家”活动"])
def test_number_in_a_name_or_title_is_no_metric(quoted: str) -> None:
    surface = next(part for part in ("十百千", "10件", "万名") if part in quoted)
    assert code_report((f"市政协深入推进{quoted}。", "body", [(surface, "件", 10.0)])) == []


# --- what a text may hold


@pytest.mark.parametrize(
    "text", ["", "。", "12", "12件", "，，，12件，，，", "<script>alert(12件)</script>", "“12件", "12件”）》", "的的的12件的的的", "�12件�"]
)
def test_odd_text_is_read_without_failing(text: str) -> None:
    numbers = [("12件" if "12件" in text else "12", "件", 12.0)] if "12" in text else []
    for metric in code_report((text, "body", numbers)):
        assert metric.status in METRIC_STATUS


def test_long_list_is_read_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each number sees its own stretch only: ten times the list looks for verbs in about ten times the characters."""
    read: list[int] = []
    find = VerbFinder.find

    def counting_find(self: VerbFinder, text: str, start: int, end: int) -> list[Verb]:
        read.append(max(0, end - start))
        return find(self, text, start, end)

    monkeypatch.setattr(VerbFinder, "find", counting_find)
    totals = []
    for times in (20, 200):
        read.clear()
        text = "市政协" + "".join(f"开展调研{100 + place}次、" for place in range(times))
        quantities = [Quantity(found.start(), found.end(), "count", 1.0, 1.0, 1.0, "exact", "次") for found in re.finditer(r"\d+次", text)]
        assert len(default_coder().code([Sentence(text, "body", None, quantities)])) == times
        totals.append(sum(read))
    assert totals[1] <= 12 * totals[0]


# --- the lexicons


def split_example(example: str) -> tuple[str, str, str, str]:
    parts = [*example.split("·"), "", ""]
    return parts[0], parts[1], parts[2], parts[3]


@pytest.mark.parametrize("row", load_lexicon("indicators").to_dict("records"), ids=lambda row: row["rule"])
def test_rule_holds_on_its_own_examples(row: dict[str, str]) -> None:
    rules = IndicatorRules(load_lexicon("indicators"))
    decided = rules.find(*split_example(row["positive"]))
    assert decided is not None
    assert decided.rule == row["rule"]
    other = rules.find(*split_example(row["negative"]))
    assert other is None or other.rule != row["rule"]
    assert row["why"]


def read_indicator_examples() -> list[dict[str, str]]:
    with Path(__file__).with_name("indicator_examples.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_rule_and_condition_of_the_indicators_has_an_example() -> None:
    """So that no row can change unseen; a new rule needs its examples."""
    rows, conditions = load_lexicon("indicators").to_dict("records"), ("item", "action", "unit", "context", "unless")
    given = {(row["rule"], condition) for row in rows for condition in conditions if row[condition]} | {(row["rule"], "") for row in rows}
    assert given == {(row["rule"], row["condition"]) for row in read_indicator_examples()}


@pytest.mark.parametrize("example", read_indicator_examples(), ids=lambda row: f"{row['rule']} {row['condition']}".strip())
def test_rule_alone_decides_its_example_and_each_condition_is_needed(example: dict[str, str]) -> None:
    rules = load_lexicon("indicators")
    alone = rules[rules["rule"] == example["rule"]]
    decided = IndicatorRules(alone).find(*split_example(example["example"]))
    if not example["condition"]:
        assert decided is not None
        assert (decided.indicator or "") == example["indicator"]
    else:
        freed = IndicatorRules(alone.assign(**{example["condition"]: ""}))
        assert decided is None
        assert freed.find(*split_example(example["example"])) is not None


def test_indicators_are_those_of_the_codebook() -> None:
    known = set(load_lexicon("indicator_names")["code"])
    assert set(load_lexicon("indicators")["indicator"]) == {"", *known}


@pytest.mark.parametrize(("name", "key"), [("indicators", ["rule"]), ("metric_verbs", ["verb"]), ("metric_words", ["kind", "word"])])
def test_lexicon_has_one_decision_a_row_and_its_reason(name: str, key: list[str]) -> None:
    table = load_lexicon(name)
    assert not table.duplicated(key).any()
    assert (table["why"] != "").all()


def test_lexicon_words_compile_and_match_no_empty_text() -> None:
    for row in load_lexicon("metric_words").to_dict("records"):
        assert not re.compile(row["word"]).match(""), row
    assert set(load_lexicon("metric_verbs")["kind"]) == {"act", "act_first", "pivot", "move", "work", "reach"}
    assert set(PERIODS) <= set(load_lexicon("metric_words")["kind"])


def test_own_lexicon_changes_the_coding() -> None:
    rules = load_lexicon("indicators")
    only = pd.DataFrame([{**dict.fromkeys(rules.columns, ""), "rule": "own-01", "indicator": "rules", "priority": "1", "item": "协商会"}])
    coder = MetricCoder(only, *map(load_lexicon, ("metric_verbs", "metric_words", "indicator_bases", "places")))
    text = "召开协商会6次、座谈会2次。"
    metrics = coder.code([Sentence(text, "body", None, [make_quantity(text, "6次", unit="次"), make_quantity(text, "2次", unit="次")])])
    assert [metric.indicator for metric in metrics] == ["rules", None]


# --- the labels of two coders, sources 000 to 003


@cache
def gold_pairs() -> tuple[list[tuple[dict[str, Any], Metric | None]], int]:
    """Return each labelled number with the metric found there, and the number of metrics found."""
    units = {(unit := json.loads(line))["u"]: unit for line in (GOLD / "units.jsonl").read_text(encoding="utf-8").splitlines()}
    labels = [json.loads(line) for line in (GOLD / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    kept = [row for row in labels if row["doc"] != "004" and row["role"] in ("body", "headline", "heading", "caption")]
    reports: dict[str, list[dict[str, Any]]] = {}
    for row in kept:
        reports.setdefault(row["report"], []).append(row)
    pairs: list[tuple[dict[str, Any], Metric | None]] = []
    found = 0
    for rows in reports.values():
        sentences = [Sentence(text := units[row["u"]]["text"], str(row["role"]), None, default_finder().find(text)) for row in rows]
        metrics = default_coder().code(sentences)
        for place, row in enumerate(rows):
            here = [metric for metric in metrics if metric.sentence == place]
            found += len(here)
            pairs += [(label, _metric_at(label, here, units[row["u"]]["start"])) for label in row["metrics"]]
    return pairs, found


def _metric_at(label: dict[str, Any], metrics: list[Metric], start: int) -> Metric | None:
    begin, end = label["start"] - start, label["end"] - start
    return next((metric for metric in metrics if metric.quantity.start < end and begin < metric.quantity.end), None)


def same_item(label: dict[str, Any], got: str) -> bool:
    for want in {str(label["item"]), str(label.get("item_also", label["item"]))}:
        near = min(len(got), len(want)) >= max(2, 0.25 * max(len(got), len(want)))
        shared = 2 * sum((Counter(got) & Counter(want)).values()) / max(1, len(got) + len(want))
        if near and (got in want or want in got or shared >= 0.7):
            return True
    return False


def test_metrics_agree_with_the_labels() -> None:
    pairs, found = gold_pairs()
    wanted = [(label, metric) for label, metric in pairs if not label.get("optional")]
    hit = [(label, metric) for label, metric in wanted if metric is not None]
    optional = sum(metric is not None for label, metric in pairs if label.get("optional"))
    assert len(hit) / len(wanted) >= 0.97
    assert len(hit) / (found - optional) >= 0.97
    assert sum(metric.indicator == label["indicator"] for label, metric in hit) / len(hit) >= 0.95
    assert sum(same_item(label, metric.item or "") for label, metric in hit) / len(hit) >= 0.92
    assert all(metric.repeat == label.get("repeat", False) for label, metric in hit)
