"""A corpus small enough to count by hand: five reports, two of one city, one without city and text.

| report | coded sentences | outreach | party | numbers |
|---|---|---|---|---|
| 杭州2024 | 20 | 16 | 2 | 521场 (told twice), planned 600场, 72条 |
| 宁波2024 | 20 | 4 | 3 | 900余次, 150余条 |
| 衢州2023 | 12 | 2 | 0 | none |
| 衢州2024 | 4 | 4 | 0 | 近200条 of the term |
| e | 0 | – | – | none |
"""

from dataclasses import replace

import pandas as pd

from analysis.schema import TABLES, make_table
from analysis.tables import Tables

REPORTS = [("杭州2024", "a.txt", "杭州", 2024, 20), ("宁波2024", "b.txt", "宁波", 2024, 20), ("衢州2023", "c.txt", "衢州", 2023, 12),
           ("衢州2024", "d.txt", "衢州", 2024, 4), ("e", "e.txt", None, None, 0)]  # fmt: skip
SOURCES = {report: source for report, source, *_ in REPORTS}
WIDTH = 50


def place(report, sentence):
    return {"report": report, "sentence": sentence, "source": SOURCES[report], "start": sentence * WIDTH, "end": (sentence + 1) * WIDTH}


def report_rows():
    common = {"province": "浙江", "level": "prefecture", "published": None, "title": None, "genre": None, "start": 0, "ordinal": 1}
    unknown = {"city_evidence": None, "year_evidence": None}
    return [
        {
            "report": key,
            "source": source,
            "city": city,
            "year": year,
            "end": n * WIDTH,
            "n_sentences": n,
            "n_chars": n * 40,
            **common,
            **unknown,
        }
        for key, source, city, year, n in REPORTS
    ]


def sentence_rows():
    rows = [
        {**place(key, i), "role": "body", "section": "一、委员下沉", "text": f"{key}第{i}句：委员下沉、走访群众。"}
        for key, _, _, _, n in REPORTS
        for i in range(n)
    ]
    return [*rows, {**place("e", 0), "role": "headline", "section": None, "text": "标题"}]


def theme_rows():
    hits = {("杭州2024", "outreach"): 16, ("宁波2024", "outreach"): 4, ("衢州2023", "outreach"): 2, ("衢州2024", "outreach"): 4,
            ("杭州2024", "party"): 2, ("宁波2024", "party"): 3}  # fmt: skip
    rows = [
        {**place(report, i), "theme": theme, "rule": f"{theme}-001", "evidence": "委员下沉"}
        for (report, theme), n in hits.items()
        for i in range(n)
    ]
    # a second word in the same sentence makes more evidence, not another sentence
    second = {**place("杭州2024", 3), "theme": "outreach", "rule": "outreach-002", "evidence": "走访", "start": 3 * WIDTH + 9}
    return [*rows, second]


def metric(report, sentence, surface, value, unit, indicator, **more):
    row = {**place(report, sentence), "surface": surface, "kind": "count", "value": value, "low": value, "high": value, "bound": "exact"}
    work = {"unit": unit, "item": "协商", "action": "开展", "indicator": indicator, "status": "done", "period": None, "repeat": False}
    return {**row, **work, **more}


def metric_rows():
    return [
        metric("杭州2024", 1, "521场", 521, "场", "consultations"),
        metric("杭州2024", 2, "521场", 521, "场", "consultations", repeat=True),
        metric("杭州2024", 3, "600场", 600, "场", "consultations", status="plan"),
        metric("杭州2024", 4, "72条", 72, "条", "suggestions"),
        metric("宁波2024", 1, "900余次", 900, "次", "consultations", bound="over", high=None),
        metric("宁波2024", 2, "150余条", 150, "条", "suggestions", bound="over", high=None),
        metric("衢州2024", 1, "近200条", 200, "条", "suggestions", bound="under", low=None, period="term"),
        metric("衢州2024", 2, "3个", 3, "个", None),
    ]


def practice_rows():
    named = [("杭州2024", 0, "民生议事堂", "venue"), ("杭州2024", 1, "民生议事堂", "venue"), ("衢州2023", 0, "民生议事堂", "brand"),
             ("衢州2024", 0, "民生议事堂", "venue"), ("宁波2024", 0, "甬上协商机制", "mechanism")]  # fmt: skip
    return [{**place(report, i), "surface": f"“{name}”", "name": name, "kind": kind} for report, i, name, kind in named]


def loop_rows():
    told = [
        ("杭州2024", ["协商", "落实", "反馈"], True, ["consult", "carry_out", "feed_back"]),
        ("宁波2024", ["试点", "推广"], False, ["", ""]),
    ]
    return [
        {**place(report, 5), "steps": steps, "n_steps": len(steps), "closed": closed, "kind": "process", "stages": stages}
        for report, steps, closed, stages in told
    ]


def token_rows():
    words = {
        "杭州2024": ["下沉"] * 10 + ["协商"] * 10,
        "宁波2024": ["协商"] * 18 + ["甬商"] * 2,
        "衢州2023": ["协商"] * 12,
        "衢州2024": ["协商"] * 4,
    }
    return [{**place(report, i), "token": 0, "text": word, "pos": "n"} for report, texts in words.items() for i, word in enumerate(texts)]


def many_tokens(times: int) -> pd.DataFrame:
    """Return the tokens of the small corpus, each told `times` times in its sentence."""
    rows = [row | {"token": number} for row in token_rows() for number in range(times)]
    return make_table("tokens", rows)


def ledger_rows():
    rows = [
        {"source": source, "start": 0, "end": max(1, n) * WIDTH, "role": "body" if n else "headline", "report": key, "rule": "test"}
        for key, source, _, _, n in REPORTS
    ]
    chrome = {"source": "a.txt", "start": 20 * WIDTH, "end": 20 * WIDTH + 250, "role": "chrome", "report": None, "rule": "test"}
    stray = {"source": "b.txt", "start": 20 * WIDTH, "end": 20 * WIDTH + 30, "role": "headline", "report": None, "rule": "test"}
    return [*rows, chrome, stray]


def edit_rows():
    return [
        {"source": "a.txt", "start": 0, "end": 2, "kind": "script", "before": "協", "after": "协"},
        {"source": "a.txt", "start": 4, "end": 6, "kind": "script", "before": "議", "after": "议"},
        {"source": "a.txt", "start": 8, "end": 9, "kind": "damage", "before": "***", "after": None},
    ]


def document_rows():
    read = {"format": "txt", "encoding": "utf-8", "n_chars": 1000, "n_reports": 1, "repairs": 0, "error": None}
    return [{"source": source, "sha256": f"{number:064}", "status": "ok", **read} for number, (_, source, *_) in enumerate(REPORTS)]


ROWS = {
    "documents": document_rows, "reports": report_rows, "ledger": ledger_rows, "edits": edit_rows, "sentences": sentence_rows,
    "tokens": token_rows, "themes": theme_rows, "quantities": list, "metrics": metric_rows, "practices": practice_rows, "loops": loop_rows,
}  # fmt: skip


def small_tables(**changed: pd.DataFrame) -> Tables:
    """Return the small corpus, with the tables in `changed` in place of its own."""
    return replace(Tables(**{name: make_table(name, rows()) for name, rows in ROWS.items()}), **changed)


def empty_tables() -> Tables:
    """Return a corpus in which nothing was read."""
    return Tables(**{name: make_table(name, []) for name in TABLES})


def lone_tables() -> Tables:
    """Return one report without city, numbers, themes, practices or chains."""
    tables = small_tables()
    kept = {name: getattr(tables, name) for name in ("documents", "reports", "sentences", "ledger", "tokens")}
    alone = {name: frame[frame["source"] == "c.txt"].reset_index(drop=True) for name, frame in kept.items()}
    alone["reports"] = alone["reports"].assign(city=pd.Series([None], dtype="str"))
    return replace(empty_tables(), **alone)
