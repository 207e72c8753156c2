"""One row of a table after the other, for what is drawn or worded row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def each_row(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of `table` as named tuples: row.city, row.share …"""
    yield from table.itertuples(index=False, name="Row")


def first_row(table: pd.DataFrame) -> Any:
    """Return the first row of `table` as a named tuple; raises `StopIteration` where the table is empty."""
    return next(each_row(table))
