"""The numbers that reports tell about their practices: 民生议事堂 → 74场, 委员工作室 → 82个, with the place of both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.compare.cities import with_city
from analysis.compare.practice_links import Number, Practice, link_numbers
from analysis.compare.rows import each_row
from analysis.corpus.aligned import AlignedText, Change
from analysis.tables import Tables

COLUMNS = [
    "city", "report", "name", "kind", "surface", "value", "low", "high", "bound", "unit", "item", "relation",
    "sentence", "source", "start", "end", "practice_start", "practice_end",
]  # fmt: skip
_KEY = ["source", "start", "end"]


def practice_numbers(tables: Tables) -> pd.DataFrame:
    """Return the numbers told about practices: one row per mention of a practice and number of its sentence that belongs to it.

    city, report, name and kind of the practice; surface, value, low and high (in `unit`), bound, unit and item of the number; relation (see
    `link_numbers`); sentence, source; start, end of the number and practice_start, practice_end of the mention (code points).
    How to read it: a number with the relation `joint` is shared by several practices, so it must not be added up over them; a practice
    without a row was told without a number in its own sentence, which is not zero. What is planned is no number of a practice.
    """
    rows = [row for place in _shared_sentences(tables) for row in _link_sentence(tables, *place)]
    frame = pd.DataFrame(rows, columns=[column for column in COLUMNS if column != "city"])
    typed = frame.astype({"sentence": "int64", "value": "float64", "low": "float64", "high": "float64", "start": "int64", "end": "int64"})
    labelled = with_city(typed, tables.reports)[COLUMNS]
    return labelled.sort_values(["source", "start", "practice_start", "name"], ignore_index=True)


def _shared_sentences(tables: Tables) -> Iterator[tuple[pd.DataFrame, pd.DataFrame, Any]]:
    """Yield the practices, the numbers (planned ones left out) and the row of every sentence that has both."""
    known = tables.quantities.merge(tables.metrics[[*_KEY, "item", "status"]], on=_KEY, how="left")
    counted = known[known["status"] != "plan"].drop(columns="status")
    numbers = dict(list(counted.groupby(["report", "sentence"])))
    sentences = {(row.report, row.sentence): row for row in each_row(tables.sentences)}
    for key, mentions in tables.practices.groupby(["report", "sentence"]):
        if key in numbers and key in sentences:
            yield mentions, numbers[key], sentences[key]


def _link_sentence(tables: Tables, mentions: pd.DataFrame, counted: pd.DataFrame, sentence: Any) -> list[dict[str, Any]]:
    text = _clean_again(tables, sentence)
    told, stated = list(each_row(mentions)), list(each_row(counted))
    practices = [Practice(*_clean_span(text, row), row.name, row.kind) for row in told]
    numbers = [Number(*_clean_span(text, row), row.kind, _known(row.unit), _known(row.item)) for row in stated]
    links = link_numbers(text.text, practices, numbers)
    return [_make_row(told[link.practice], stated[link.number], link.relation) for link in links]


def _clean_again(tables: Tables, sentence: Any) -> AlignedText:
    """Return the sentence as it was mended, each character with its place: names and numbers are found by place, not by spelling."""
    source = tables.source_text(sentence.source)
    raw = AlignedText.from_source(source).slice(sentence.start, sentence.end)
    edits = tables.edits[(tables.edits["source"] == sentence.source) & tables.edits["after"].notna()]
    inside = edits[(edits["start"] >= sentence.start) & (edits["end"] <= sentence.end)]
    changes = [Change(row.start - sentence.start, row.end - sentence.start, row.after, row.kind) for row in each_row(inside)]
    return raw.apply(changes, source)[0]


def _clean_span(text: AlignedText, row: Any) -> tuple[int, int]:
    return bisect_left(text.starts, row.start), bisect_right(text.ends, row.end)


def _known(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _make_row(told: Any, stated: Any, relation: str) -> dict[str, Any]:
    number = {name: getattr(stated, name) for name in ("surface", "value", "low", "high", "bound", "unit", "item", "start", "end")}
    mention = {"practice_start": told.start, "practice_end": told.end, "relation": relation}
    return {
        "report": told.report,
        "sentence": told.sentence,
        "source": told.source,
        "name": told.name,
        "kind": told.kind,
        **number,
        **mention,
    }
