from __future__ import annotations

import pandas as pd
import pytest

from analysis.schema import TABLES, SchemaError, check_table, make_table

UNIT = {"source": "a.txt", "start": 0, "end": 5, "role": "body", "report": "甲2024", "rule": "running_text"}


def test_the_eleven_tables_of_the_contract() -> None:
    assert list(TABLES) == [
        "documents", "reports", "ledger", "edits", "sentences", "tokens", "themes", "quantities", "metrics", "practices", "loops",
    ]  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_keeps_its_columns(name: str) -> None:
    table = make_table(name, [])
    check_table(name, table)
    assert list(table.columns) == TABLES[name].column_names


def test_rows_are_sorted_by_the_key() -> None:
    table = make_table("ledger", [{**UNIT, "start": 5, "end": 9}, UNIT])
    assert table["start"].tolist() == [0, 5]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"role": "text"}, "table ledger, column role, row 1: 'text' is none of body"),
        ({"start": 9, "end": 7}, "table ledger, column start, end, row 1"),
        ({"start": -1}, "table ledger, column start, row 0: -1 is below 0"),
        ({"rule": None}, "table ledger, column rule, row 1: .* is null"),
        ({"start": 0}, "table ledger, column source . start, row 1: the key stands twice"),
    ],
)
def test_a_broken_row_is_named_by_table_column_and_row(change: dict[str, object], message: str) -> None:
    table = make_table("ledger", [UNIT, {**UNIT, "start": 5, "end": 9, **change}])
    with pytest.raises(SchemaError, match=message):
        check_table("ledger", table)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(SchemaError, match="table ledger: column rule is missing"):
        check_table("ledger", make_table("ledger", [UNIT]).drop(columns="rule"))


def test_a_value_of_another_type_is_named() -> None:
    with pytest.raises(SchemaError, match="table ledger, column start: cannot be read as int"):
        make_table("ledger", [{**UNIT, "start": "zero"}])


def test_null_is_kept_as_null() -> None:
    table = make_table("ledger", [{**UNIT, "report": None}])
    check_table("ledger", table)
    assert pd.isna(table["report"].iloc[0])


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        ([("a", 5), ("b", 0), ("b", 3)], [0, 1, 2]),
        ([("b", 0), ("a", 5)], [1, 0]),
        ([("a", 5), ("a", 0)], [1, 0]),
        ([("a", 0), ("a", 0)], [0, 1]),
        ([("a", 5), ("b", 9), ("b", 3)], [0, 2, 1]),
        ([], []),
    ],
    ids=["sorted", "by the first", "by the second", "equal keys stay", "tie then fall", "empty"],
)
def test_rows_are_sorted_by_the_key_wherever_they_come_from(keys: list[tuple[str, int]], order: list[int]) -> None:
    rows = [{**UNIT, "source": source, "start": start, "end": 20, "rule": str(place)} for place, (source, start) in enumerate(keys)]
    assert make_table("ledger", rows)["rule"].tolist() == list(map(str, order))
