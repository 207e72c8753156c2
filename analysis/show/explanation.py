"""What happened to one source, readable: its ledger and edits, and what stands behind a span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.schema import KEPT_ROLES
from analysis.tables import Tables

_PLACE = re.compile(r"(?P<source>.+):(?P<start>\d+)[-–](?P<end>\d+)")
_CODED = ("themes", "quantities", "metrics", "practices", "loops")
_SHOWN = 60


def explain_source(tables: Tables, source: str) -> str:
    """Return the ledger of `source` as text, a row a unit with its role and rule, and below each unit the edits made in it."""
    text = tables.source_text(source)
    ledger = tables.ledger[tables.ledger["source"] == source]
    edits = tables.edits[tables.edits["source"] == source]
    lines = [_summarise(ledger, edits), ""]
    for unit in _each_row(ledger):
        kept = "+" if unit.role in KEPT_ROLES else "-"
        lines.append(f"{kept} {unit.start:>6}–{unit.end:<6} {unit.role:<9} {unit.rule:<18} {_shorten(text[unit.start : unit.end])}")
        inside = edits[(edits["start"] >= unit.start) & (edits["start"] < unit.end)]
        lines += [f"      {edit.kind}: {_show_edit(edit.before, edit.after)}" for edit in _each_row(inside)]
    return "\n".join(lines)


def _summarise(ledger: pd.DataFrame, edits: pd.DataFrame) -> str:
    chars = (ledger["end"] - ledger["start"]).groupby(ledger["role"]).sum()
    roles = ", ".join(f"{role} {count}" for role, count in chars.items())
    kinds = ", ".join(f"{kind} {count}" for kind, count in edits["kind"].value_counts().sort_index().items()) or "none"
    return f"characters by role: {roles}\nedits: {kinds}"


def _show_edit(before: str, after: object) -> str:
    lost = after is None or after != after
    return f"{_shorten(before)} → {'(lost; nothing is put in its place)' if lost else _shorten(str(after)) or '(taken off)'}"


def _shorten(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _SHOWN else one_line[: _SHOWN - 1] + "…"


def parse_place(place: str) -> tuple[str, int, int]:
    """Return source, start and end of `SOURCE:START-END`; raises `ValueError` where it is written otherwise."""
    match = _PLACE.fullmatch(place)
    if not match or int(match["start"]) >= int(match["end"]):
        raise ValueError(f"{place!r}: write the place as SOURCE:START-END, for example report.txt:120-135")
    return match["source"], int(match["start"]), int(match["end"])


def trace_span(tables: Tables, source: str, start: int, end: int) -> str:
    """Return what stands behind `[start, end)` of `source`: the characters, sentence, section and report, and what was coded there.

    Raises `ValueError` where the tables know no such source, or the source is shorter.
    """
    if source not in set(tables.documents["source"]):
        raise ValueError(f"{source}: the tables hold no such source; they hold {', '.join(tables.documents['source'].head(5))} …")
    text = tables.source_text(source)
    if end > len(text):
        raise ValueError(f"{source}: has {len(text)} characters, so {start}-{end} is not in it")
    lines = [f"characters: {text[start:end]}"]
    sentences = _overlapping(tables.sentences, source, start, end)
    for row in _each_row(sentences):
        lines += [f"sentence:   {row.text}", f"section:    {row.section if isinstance(row.section, str) else '—'}"]
        lines += [f"report:     {row.report} (sentence {row.sentence}, {row.role})"]
    lines.append(f"source:     {source}, characters {start} to {end} of {len(text)}")
    for name in _CODED:
        for coded in _overlapping(getattr(tables, name), source, start, end).to_dict("records"):
            said = ", ".join(f"{key} {value}" for key, value in coded.items() if _is_said(str(key), value))
            lines.append(f"{name}: {said}")
    return "\n".join(lines)


def _each_row(table: pd.DataFrame) -> Iterator[Any]:
    """Give the rows as named tuples; their columns are the contract's, which the type checker cannot know."""
    return table.itertuples(index=False)


def _overlapping(table: pd.DataFrame, source: str, start: int, end: int) -> pd.DataFrame:
    return table[(table["source"] == source) & (table["start"] < end) & (table["end"] > start)]


def _is_said(key: str, value: object) -> bool:
    if key in ("report", "sentence", "source"):
        return False
    return not (value is None or (isinstance(value, float) and value != value))
