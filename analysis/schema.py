"""The tables of the suite: their names, columns, types, keys and order, and the one check they all pass.

A table is tidy, has a unique key, is sorted by it, and holds null where a report says nothing.
`check_table` raises `SchemaError` with a sentence that names table, column and row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

ROLES = ("body", "headline", "heading", "issuer", "caption", "byline", "note", "chrome")
KEPT_ROLES = ("body", "headline", "heading", "caption", "issuer")
EDIT_KINDS = ("pinyin", "script", "punctuation", "footnote", "join", "damage", "entity", "width", "layout")
THEMES = (
    "party", "platform", "outreach", "supervision", "proposals", "opinion",
    "research", "livelihood", "economy", "digital", "capacity", "unity",
)  # fmt: skip
QUANTITY_KINDS = ("count", "measure", "money", "percent", "points", "multiple", "duration")
BOUNDS = ("exact", "over", "under", "about", "range")
METRIC_STATUS = ("done", "plan", "rate")
PERIODS = ("year", "term", "month", "quarter", "cumulative")
AREAS = ("own", "two_levels", "three_levels", "whole", "lower", "unit")
PRACTICE_KINDS = ("venue", "mechanism", "brand", "campaign", "digital", "lecture")
LOOP_KINDS = ("process", "organisation", "platform")
STAGES = ("propose", "consult", "decide", "carry_out", "supervise", "feed_back", "evaluate")
FORMATS = ("txt", "md", "html", "docx", "pdf", "csv", "jsonl", "xlsx")
LEVELS = ("province", "prefecture", "county")


class SchemaError(ValueError):
    """A table breaks the contract; the message names table, column and row."""


@dataclass(frozen=True)
class Column:
    """One column: its dtype (`str`, `int`, `float`, `bool`, `list`), whether null is allowed, and its codes if it is coded."""

    name: str
    dtype: str
    nullable: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns in order, and its unique key, by which it is sorted."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]


def _text(name: str, nullable: bool = False, codes: tuple[str, ...] = ()) -> Column:
    return Column(name, "str", nullable, codes)


def _whole(name: str, nullable: bool = False) -> Column:
    return Column(name, "int", nullable)


def _number(name: str) -> Column:
    return Column(name, "float", True)


_SPAN = (_whole("start"), _whole("end"))
_SENTENCE_PLACE = (_text("report"), _whole("sentence"), _text("source"), *_SPAN)
_QUANTITY = (
    *_SENTENCE_PLACE,
    _text("surface"),
    _text("kind", codes=QUANTITY_KINDS),
    _number("value"),
    _number("low"),
    _number("high"),
    _text("bound", codes=BOUNDS),
    _text("unit", nullable=True),
)

# fmt: off
TABLES: dict[str, Table] = {table.name: table for table in (
    Table("documents", "source file", (
        _text("source"), _text("sha256", nullable=True), _text("format", nullable=True, codes=FORMATS), _text("encoding", nullable=True),
        _whole("n_chars"), _whole("n_reports"), _whole("repairs"), _text("status", codes=("ok", "failed")), _text("error", nullable=True),
    ), ("source",)),
    Table("reports", "report", (
        _text("report"), _text("source"), _text("city", nullable=True), _text("province", nullable=True),
        _text("level", nullable=True, codes=LEVELS), _whole("year", nullable=True), _text("published", nullable=True),
        _text("title", nullable=True), _text("genre", nullable=True), *_SPAN, _whole("n_sentences"), _whole("n_chars"), _whole("ordinal"),
        _text("city_evidence", nullable=True), _text("year_evidence", nullable=True),
    ), ("report",)),
    Table("ledger", "unit of a source", (
        _text("source"), *_SPAN, _text("role", codes=ROLES), _text("report", nullable=True), _text("rule"),
    ), ("source", "start")),
    Table("edits", "mend inside a unit", (
        _text("source"), *_SPAN, _text("kind", codes=EDIT_KINDS), _text("before"), _text("after", nullable=True),
    ), ("source", "start", "end", "kind")),
    Table("sentences", "sentence of a kept unit that belongs to a report", (
        *_SENTENCE_PLACE, _text("role", codes=KEPT_ROLES), _text("section", nullable=True), _text("text"),
    ), ("report", "sentence")),
    Table("tokens", "token", (
        _text("report"), _whole("sentence"), _whole("token"), _text("source"), _text("text"), _text("pos"), *_SPAN,
    ), ("report", "sentence", "token")),
    Table("themes", "theme hit in a sentence", (
        _text("report"), _whole("sentence"), _text("source"), _text("theme", codes=THEMES), _text("rule"), _text("evidence"), *_SPAN,
    ), ("report", "sentence", "theme", "start", "end", "rule")),
    Table("quantities", "number expression that states a quantity", _QUANTITY, ("source", "start", "end")),
    Table("metrics", "quantity that counts 政协 work", (
        *_QUANTITY, _text("item", nullable=True), _text("action", nullable=True), _text("indicator", nullable=True),
        _text("status", codes=METRIC_STATUS), _text("period", nullable=True, codes=PERIODS), Column("repeat", "bool"),
        _text("basis", nullable=True), _text("area", nullable=True, codes=AREAS),
        _whole("year", nullable=True), _whole("part_of", nullable=True),
    ), ("source", "start", "end")),
    Table("practices", "mention of a named practice", (
        *_SENTENCE_PLACE, _text("surface"), _text("name"), _text("kind", codes=PRACTICE_KINDS),
    ), ("source", "start", "end", "name")),
    Table("loops", "process chain", (
        *_SENTENCE_PLACE, Column("steps", "list"), _whole("n_steps"), Column("closed", "bool"),
        _text("kind", codes=LOOP_KINDS), Column("stages", "list"),
    ), ("source", "start", "end")),
)}
# fmt: on

_DTYPES = {"str": "str", "int": "int64", "float": "float64", "bool": "bool", "list": "object"}


def make_table(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return table `name` from `rows`, typed, in column order, sorted by its key; unknown columns are an error."""
    table = TABLES[name]
    frame = pd.DataFrame(rows, columns=table.column_names)
    return type_table(name, frame)


def type_table(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` with the dtypes, column order and sorting of table `name`."""
    table = TABLES[name]
    typed = {}
    for column in table.columns:
        if column.name not in frame.columns:
            raise SchemaError(f"table {name}: column {column.name} is missing")
        dtype = "Int64" if column.dtype == "int" and column.nullable else _DTYPES[column.dtype]
        try:
            typed[column.name] = frame[column.name].astype(pd.api.types.pandas_dtype(dtype))
        except (TypeError, ValueError) as error:
            raise SchemaError(f"table {name}, column {column.name}: cannot be read as {column.dtype} ({error})") from error
    result = pd.DataFrame(typed, columns=table.column_names)
    if _is_sorted(result, table.key):
        return result.reset_index(drop=True)
    return result.sort_values(list(table.key), kind="stable", ignore_index=True)


def _is_sorted(frame: pd.DataFrame, key: tuple[str, ...]) -> bool:
    """Tell whether the rows stand in the order of their key: tables come so from disk, and to look costs a tenth of sorting."""
    tied = np.ones(max(0, len(frame) - 1), dtype=bool)
    for name in key:
        before, after = frame[name].array[:-1], frame[name].array[1:]
        if frame[name].hasnans or (tied & np.asarray(before > after)).any():
            return False
        tied &= np.asarray(before == after)
    return True


def check_table(name: str, frame: pd.DataFrame) -> None:
    """Raise `SchemaError` where `frame` breaks the contract of table `name`: columns, nulls, codes, spans, unique key."""
    table = TABLES[name]
    missing = [column for column in table.column_names if column not in frame.columns]
    if missing:
        raise SchemaError(f"table {name}: column {missing[0]} is missing")
    import pandera.pandas as pa  # late: a notebook that only reads tables does not wait for it

    try:
        _pandera_schema(table, pa).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        raise SchemaError(_first_failure(table, errors.failure_cases)) from None
    twice = frame.duplicated(list(table.key))
    if twice.any():
        row = int(twice.to_numpy().argmax())
        raise SchemaError(f"table {name}, column {' + '.join(table.key)}, row {row}: the key stands twice")


def _pandera_schema(table: Table, pa: Any) -> Any:
    columns = {}
    for column in table.columns:
        checks = []
        if column.codes:
            checks.append(pa.Check.isin(column.codes, error=f"is none of {', '.join(column.codes)}"))
        if column.name in ("start", "end", "sentence", "token", "n_chars"):
            checks.append(pa.Check.ge(0, error="is below 0"))
        columns[column.name] = pa.Column(checks=checks, nullable=column.nullable)
    spans = pa.Check(lambda frame: frame["start"] <= frame["end"], error="start is after end")
    has_span = {"start", "end"} <= set(table.column_names)
    return pa.DataFrameSchema(columns, checks=[spans] if has_span else [], strict=False)


def _first_failure(table: Table, failures: pd.DataFrame) -> str:
    first = failures.sort_values(["index"], kind="stable", na_position="last").iloc[0]
    column = first["column"] if first["schema_context"] == "Column" else "start, end"
    reason = "is null" if first["check"] == "not_nullable" else first["check"]
    value = first["failure_case"]
    shown = value.item() if hasattr(value, "item") else value
    return f"table {table.name}, column {column}, row {first['index']}: {shown!r} {reason}"
