"""What changed between two builds, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.compare.rows import each_row
from analysis.schema import TABLES
from analysis.tables import Tables, table_names

COLUMNS = ["table", "change", "key", "column", "before", "after"]


def diff_tables(old: Tables, new: Tables) -> pd.DataFrame:
    """Return one row per difference: table, change (`added`, `removed`, `changed`), key, column, before, after.

    A row is known again by the unique key of its table; of an added or removed row column, before and after are null.
    How to read it: where the key itself moved (a span that grew), the row is removed and added.
    """
    rows = [row for name in table_names() for row in _diff_table(name, getattr(old, name), getattr(new, name))]
    return pd.DataFrame(rows, columns=COLUMNS).astype("str").where(lambda frame: frame != "nan")


def _diff_table(name: str, old: pd.DataFrame, new: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    before, after = _by_key(name, old), _by_key(name, new)
    for key in sorted({*before, *after}):
        if key not in after:
            yield name, "removed", key, None, None, None
        elif key not in before:
            yield name, "added", key, None, None, None
        else:
            for column, value in before[key].items():
                if value != after[key][column]:
                    yield name, "changed", key, column, value, after[key][column]


def _by_key(name: str, table: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return the rows as text, by their key as text: nulls, numbers and lists of both builds are then compared alike."""
    key = list(TABLES[name].key)
    records = table.to_dict("records")
    return {" ".join(str(row[part]) for part in key): {str(column): _as_text(value) for column, value in row.items()} for row in records}


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if hasattr(value, "tolist"):
        value = value.tolist()
    return "" if value is None or value is pd.NA or value != value else str(value)


def format_differences(differences: pd.DataFrame) -> str:
    """Return the differences as text, a line each, after a line that counts them by table."""
    if differences.empty:
        return "no differences"
    counts = differences.groupby(["table", "change"]).size().rename("n").reset_index()
    head = ", ".join(f"{row.table} {row.n} {row.change}" for row in each_row(counts))
    return "\n".join([head, *map(_format_row, each_row(differences))])


def _format_row(row: Any) -> str:
    detail = f"  {row.column}: {row.before} → {row.after}" if row.change == "changed" else ""
    return f"{row.table} {row.change}: {row.key}{detail}"
