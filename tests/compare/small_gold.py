"""Two small documents with labels, small enough to work every accuracy figure out by hand."""

import json
from pathlib import Path
from typing import Any

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
        "action": "制定",
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
        "action": "办理",
        "action_also": "办复",
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
    ("甲", "101", 12, 15, 50.0, "exact", "项", "举措", "修订", "rules"),  # the action is wrong
    ("甲", "101", 36, 38, 7.0, "exact", "个", "optional", None, None),
    ("乙", "102", 8, 14, 1000.0, "about", "件", "委员提案", "办复", "proposals"),  # the bound is wrong, the span poor
    ("乙", "102", 25, 27, 3.0, "exact", "次", None, None, None),  # no metric; and its report is not the ledger's
]
PRACTICES = [
    ("甲", "101", 11, 14, "“学习日”", "brand"),  # right name, wrong kind
    ("甲", "101", 31, 34, "议事堂", "venue"),  # optional: neither right nor wrong
    ("甲", "101", 40, 44, "陌生平台", "digital"),
    ("甲", "102", 3, 6, "码上议", "digital"),  # stands in 乙
]


def write_gold(folder: Path) -> Path:
    """Write the labels and the restored page to `folder` and return it."""
    lines = []
    for number, (document, start, end, role, report, themes, more) in enumerate(UNITS, 1):
        label = {"u": f"{number:03}", "doc": document, "start": start, "end": end, "role": role, "report": report, "themes": themes}
        label |= {kind: [LABELS.get(name, OPTIONAL[kind]) for name in more.get(kind, [])] for kind in ("metrics", "practices")}
        label |= {key: value for key, value in more.items() if key == "themes_doubtful"}
        lines.append(json.dumps(label, ensure_ascii=False))
    (folder / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "102.restored.txt").write_text("- 本报栏目\n协商为民，\n共议大事\n", encoding="utf-8")
    return folder


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
    for report, document, start, end, value, bound, unit, item, action, indicator in METRICS:
        row = {"report": report, "sentence": 0, "source": _source(document), "start": start, "end": end, "surface": "数", "kind": "count"}
        row |= {"value": value, "bound": bound, "unit": unit, "item": item, "action": action, "indicator": indicator}
        rows["metrics"].append({**row, "status": "done", "repeat": False})
    for report, document, start, end, name, kind in PRACTICES:
        row = {"report": report, "sentence": 0, "source": _source(document), "start": start, "end": end, "surface": name}
        rows["practices"].append({**row, "name": name, "kind": kind})
    return rows


def labelled_tables() -> Tables:
    """Return the tables that the labels are held against; what is wrong in them stands beside the rows."""
    return Tables(**{name: make_table(name, rows) for name, rows in _rows().items()})
