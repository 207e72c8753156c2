"""Accuracy figures on two small documents, every expected figure worked out by hand from the labels below."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.compare.accuracy import format_misses, format_scores, list_misses, score_tables
from analysis.compare.accuracy_corpus import character_error_rate
from analysis.compare.accuracy_gold import GoldError, document_of
from analysis.compare.accuracy_metrics import is_same_item
from analysis.compare.accuracy_practices import core_of, is_same_practice
from analysis.schema import TABLES, make_table
from analysis.tables import Tables

# document, start, end, role, report, themes, and what else a label may hold
UNITS: list[tuple[str, int, int, str, str | None, list[str], dict[str, Any]]] = [
    ("101", 0, 10, "headline", "r1", [], {}),
    ("101", 10, 30, "body", "r1", ["party", "platform"], {"metrics": ["rules"], "practices": ["study_day"]}),
    ("101", 30, 50, "body", "r1", ["outreach"], {"themes_doubtful": ["party"], "metrics": ["optional"], "practices": ["optional"]}),
    ("101", 50, 60, "chrome", None, [], {}),
    ("102", 0, 20, "body", "r2", ["party"], {"metrics": ["proposals"], "practices": ["parlour"]}),
    ("102", 20, 40, "body", "r2", [], {}),
]
LABELS: dict[str, dict[str, Any]] = {
    "rules": {
        "start": 12,
        "end": 15,
        "surface": "50项",
        "value": 50,
        "bound": "exact",
        "unit": "项",
        "item": "工作举措",
        "indicator": "rules",
    },
    "proposals": {
        "start": 5,
        "end": 9,
        "surface": "近千件",
        "value": 1000,
        "bound": "under",
        "unit": "件",
        "item": "提案",
        "indicator": "proposals",
    },
    "study_day": {"surface": "学习日活动", "name": "学习日活动", "kind": "campaign"},
    "parlour": {"surface": "委员会客厅", "name": "委员会客厅", "name_also": "会客厅", "kind": "venue"},
}
OPTIONAL = {
    "metrics": {**LABELS["rules"], "start": 35, "end": 38, "optional": True},
    "practices": {"surface": "议事堂", "name": "议事堂", "kind": "venue", "optional": True},
}
LEDGER = [
    ("101", 0, 10, "headline", "甲"),
    ("101", 10, 30, "body", "甲"),
    ("101", 30, 50, "body", "甲"),
    ("101", 50, 60, "body", "甲"),  # chrome that was kept
    ("102", 0, 20, "body", "乙"),
    ("102", 20, 40, "byline", None),  # body that was dropped
]
SENTENCES = [
    ("甲", 0, "101", 10, 25, "主席会议", "party"),
    ("甲", 1, "101", 25, 42, "下沉", "outreach"),
    ("乙", 0, "102", 0, 20, "协商为民,共商大事", "platform"),
]
METRICS = [
    ("甲", "101", 12, 15, 50.0, "exact", "项", "举措", "rules"),
    ("甲", "101", 36, 38, 7.0, "exact", "个", "optional", None),
    ("乙", "102", 8, 14, 1000.0, "about", "件", "委员提案", "proposals"),  # the bound is wrong, the span poor
    ("乙", "102", 25, 27, 3.0, "exact", "次", None, None),  # no metric; and its report is not the ledger's
]
PRACTICES = [
    ("甲", "101", 11, 14, "“学习日”", "brand"),  # right name, wrong kind
    ("甲", "101", 31, 34, "议事堂", "venue"),  # optional: neither right nor wrong
    ("甲", "101", 40, 44, "陌生平台", "digital"),
    ("甲", "102", 3, 6, "码上议", "digital"),  # stands in 乙
]
EXPECTED = {
    "role_accuracy": 4 / 6,
    "kept_f1": 8 / 10,
    "report_assignment": 4 / 5,
    "reports_found": 2,
    "reports_gold": 2,
    "metric_found_p": 2 / 3,
    "metric_found_r": 1,
    "metric_found_f1": 4 / 5,
    "metric_span": 1 / 2,
    "metric_report": 2 / 3,
    "metric_value_f1": 4 / 5,
    "metric_bound": 1 / 2,
    "metric_unit": 1,
    "metric_indicator": 1,
    "metric_item": 1,
    "metric_full_record_f1": 2 / 5,
    "theme_outreach_f1": 1,
    "theme_outreach_alpha": 1,
    # units 2, 5, 6: (1,1) (1,0) (0,0); unit 3 is doubtful. observed 1/3, expected 2·½·½·6/5
    "theme_party_f1": 2 / 3,
    "theme_party_alpha": 1 - (1 / 3) / 0.6,
    # units 2, 3, 5, 6: (1,0) (0,0) (0,1) (0,0). observed 1/2, expected 2·¼·¾·8/7
    "theme_platform_f1": 0,
    "theme_platform_alpha": 1 - 0.5 / (3 / 7),
    "theme_micro_f1": 4 / 7,
    "theme_min_alpha": 1 - 0.5 / (3 / 7),
    "practice_p": 1 / 3,
    "practice_r": 1 / 2,
    "practice_f1": 2 / 5,
    "practice_kind": 0,
    "practice_report": 3 / 4,
    "restored_102_cer": 1 / 9,
}


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    lines = []
    for number, (document, start, end, role, report, themes, more) in enumerate(UNITS, 1):
        label = {"u": f"{number:03}", "doc": document, "start": start, "end": end, "role": role, "report": report, "themes": themes}
        label |= {kind: [LABELS.get(name, OPTIONAL[kind]) for name in more.get(kind, [])] for kind in ("metrics", "practices")}
        label |= {key: value for key, value in more.items() if key == "themes_doubtful"}
        lines.append(json.dumps(label, ensure_ascii=False))
    (tmp_path / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "102.restored.txt").write_text("- 本报栏目\n协商为民，\n共议大事\n", encoding="utf-8")
    return tmp_path


def _source(document: str) -> str:
    return f"{document}_0a1b.txt"


def _rows() -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    rows["reports"] = [
        {"report": name, "source": "x", "start": 0, "end": 1, "n_sentences": 1, "n_chars": 1, "ordinal": 1} for name in "甲乙"
    ]
    rows["ledger"] = [{"source": _source(d), "start": s, "end": e, "role": role, "report": r, "rule": "x"} for d, s, e, role, r in LEDGER]
    for report, number, document, start, end, text, theme in SENTENCES:
        place = {"report": report, "sentence": number, "source": _source(document), "start": start, "end": end}
        rows["sentences"].append({**place, "role": "body", "text": text})
        rows["themes"].append({**place, "theme": theme, "rule": "r", "evidence": text, "start": start, "end": start + 2})
    for report, document, start, end, value, bound, unit, item, indicator in METRICS:
        row = {"report": report, "sentence": 0, "source": _source(document), "start": start, "end": end, "surface": "数", "kind": "count"}
        rows["metrics"].append(
            {**row, "value": value, "bound": bound, "unit": unit, "item": item, "indicator": indicator, "status": "done", "repeat": False}
        )
    for report, document, start, end, name, kind in PRACTICES:
        row = {"report": report, "sentence": 0, "source": _source(document), "start": start, "end": end, "surface": name}
        rows["practices"].append({**row, "name": name, "kind": kind})
    return rows


@pytest.fixture
def tables() -> Tables:
    return Tables(**{name: make_table(name, rows) for name, rows in _rows().items()})


def _value(scores: pd.DataFrame, measure: str) -> float:
    return float(scores.set_index("measure")["value"][measure])


def test_no_figure_is_left_out_or_added(tables: Tables, gold_folder: Path) -> None:
    assert score_tables(tables, gold_folder)["measure"].to_list() == list(EXPECTED)


@pytest.mark.parametrize("measure", EXPECTED)
def test_figures_by_hand(tables: Tables, gold_folder: Path, measure: str) -> None:
    assert _value(score_tables(tables, gold_folder), measure) == pytest.approx(EXPECTED[measure])


def test_every_figure_says_what_it_rests_on(tables: Tables, gold_folder: Path) -> None:
    scores = score_tables(tables, gold_folder).set_index("measure")
    assert scores["counted"].str.len().gt(0).all()
    assert scores["n"].to_dict()["theme_party_alpha"] == 3  # the doubtful unit is not counted
    assert scores["n"].to_dict()["metric_found_p"] == 3  # the row on an optional label is not counted


def test_nothing_found_is_unknown_where_nothing_was_predicted(tables: Tables, gold_folder: Path) -> None:
    empty = {name: make_table(name, []) for name in ("metrics", "themes", "practices")}
    scores = score_tables(replace(tables, **empty), gold_folder)
    assert math.isnan(_value(scores, "metric_found_p"))
    assert math.isnan(_value(scores, "practice_p"))
    assert _value(scores, "metric_found_r") == 0
    assert _value(scores, "theme_micro_f1") == 0
    assert "unknown" in format_scores(scores)


def test_a_report_is_taken_for_one_labelled_report_only(tables: Tables, gold_folder: Path) -> None:
    merged = tables.ledger.assign(report="甲")
    assert _value(score_tables(replace(tables, ledger=merged), gold_folder), "report_assignment") == pytest.approx(3 / 5)


def test_misses_name_what_was_missed_and_what_is_false(tables: Tables, gold_folder: Path) -> None:
    misses = list_misses(tables, gold_folder)
    names = misses.groupby("list")["name"].apply(list).to_dict()
    assert names["practice_missed"] == ["委员会客厅"]
    assert names["practice_false"] == ["陌生平台", "码上议"]
    assert names["theme_missed"] == ["party", "platform"]
    assert names["theme_false"] == ["platform"]
    assert names["role_wrong"] == ["chrome", "body"]
    assert "metric_missed" not in names
    false = misses[misses["list"] == "metric_false"]
    assert false[["document", "start", "end"]].to_numpy().tolist() == [["102", 25, 27]]
    differs = misses[misses["list"] == "metric_differs"]
    assert differs["detail"].to_list() == ["bound: about, labelled under"]


def test_misses_are_printed_under_their_list_with_their_place(tables: Tables, gold_folder: Path) -> None:
    page = format_misses(tables, gold_folder)
    assert "metric_missed: 0" in page
    assert "metric_false: 1\n  102:25-27" in page
    assert "nan" not in page.lower()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, r"has no gold\.jsonl, so there are no labels to score against\.$"),
        ("", r"gold\.jsonl is empty"),
        ("{broken", r"line 1: not valid JSON"),
        ('{"doc": "101"}', r"line 1: start is missing"),
        ("[1]", r"line 1: doc is missing"),
    ],
)
def test_bad_labels_are_told_in_one_sentence(tables: Tables, tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "gold.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=message) as raised:
        score_tables(tables, tmp_path)
    assert "\n" not in str(raised.value)


def test_a_folder_that_is_not_there_is_told(tables: Tables, tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="is not a folder of labels"):
        list_misses(tables, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("source", "document"),
    [("000_0efa.txt", "000"), ("a.zip/004.html", "004"), ("deep/101.restored.txt", "101"), ("plain", "plain")],
)
def test_document_of(source: str, document: str) -> None:
    assert document_of(source) == document


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("民生议事堂", "民生议事堂平台", True),  # a loose head noun
        ("“码上议”", "码上议", True),  # quotes
        ("委员会客厅", "会客厅", True),  # one within the other, over half as long
        ("厅", "会客厅", False),  # too short to know
        ("政协云", "数字政协云服务大厅", False),  # within, but less than half
        ("委员工作室", "委员工作站", False),
    ],
)
def test_is_same_practice(first: str, second: str, same: bool) -> None:
    assert is_same_practice(first, second) is same
    assert is_same_practice(second, first) is same


def test_core_keeps_a_name_that_is_a_head_noun_and_little_else() -> None:
    assert core_of("大平台") == "大平台"
    assert core_of("议事平台机制") == "议事"


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("提案", "委员提案", True),
        ("委员读书室", "委员书屋", False),
        ("协商议事会议", "协商议事会", True),
        ("案", "提案", False),  # a single character says too little
        ("提案", "关于推动全市高质量发展的委员提案", False),  # below a quarter of the other
        ("", "提案", False),
    ],
)
def test_is_same_item(found: str, wanted: str, same: bool) -> None:
    assert is_same_item(found, wanted) is same


@pytest.mark.parametrize(
    ("found", "wanted", "rate"),
    [
        ("协商民主议事厅在基层落地生根", "协商民主议事厅在基层落地生根", 0.0),
        ("协商民主议事厅", "协商民主议事堂", 1 / 7),
        ("", "协商民主议事厅在基层落地生根", 1.0),  # nothing kept of 14 characters, 12 forgiven
        ("甲甲乙", "", 1.0),
    ],
)
def test_character_error_rate(found: str, wanted: str, rate: float) -> None:
    assert character_error_rate(found, wanted) == pytest.approx(rate)
