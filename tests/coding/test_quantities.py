"""Quantities: cases as data, then the properties every answer keeps.

`expected` holds `surface value unit kind`, parted by ` ; `. The value's sign is its bound: = exact, > over, < under, ~ about;
a..b is a range; a unit - is none.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis.coding.quantities import Quantity, QuantityFinder, default_finder
from analysis.lexicon import load_lexicon
from analysis.schema import BOUNDS, QUANTITY_KINDS

_SIGNS = {"=": "exact", ">": "over", "<": "under", "~": "about"}


def _read_cases() -> list:
    with Path(__file__).with_name("cases_quantities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [pytest.param(row["text"], row["expected"], id=row["text"], marks=_marks(row["known_failure"])) for row in rows]


def _marks(reason: str) -> tuple:
    return (pytest.mark.xfail(strict=True, reason=reason),) if reason else ()


def _expected(text: str) -> list[tuple]:
    rows = []
    for part in filter(None, text.split(" ; ")):
        surface, number, unit, kind = part.rsplit(" ", 3)
        low, dots, high = number.partition("..")
        unit = None if unit == "-" else unit
        if dots:
            rows.append((surface, kind, "range", None, pytest.approx(float(low)), pytest.approx(float(high)), unit))
            continue
        bound, value = _SIGNS[number[0]], pytest.approx(float(number[1:]))
        ends = {"exact": (value, value), "over": (value, None), "under": (None, value), "about": (None, None)}[bound]
        rows.append((surface, kind, bound, value, *ends, unit))
    return rows


def _found(text: str, quantities: list[Quantity]) -> list[tuple]:
    return [(text[q.start : q.end], q.kind, q.bound, q.value, q.low, q.high, q.unit) for q in quantities]


@pytest.mark.parametrize(("text", "expected"), _read_cases())
def test_case(text: str, expected: str) -> None:
    assert _found(text, default_finder().find(text)) == _expected(expected)


TEXTS = [param.values[0] for param in _read_cases()]


@pytest.mark.parametrize("text", TEXTS)
def test_answers_keep_the_contract(text: str) -> None:
    quantities = default_finder().find(text)
    assert all(0 <= q.start < q.end <= len(text) for q in quantities)
    assert all(first.end <= second.start for first, second in zip(quantities, quantities[1:], strict=False))
    for quantity in quantities:
        assert quantity.kind in QUANTITY_KINDS
        assert quantity.bound in BOUNDS
        assert (quantity.value is None) == (quantity.bound == "range")
        assert (quantity.low is None) == (quantity.bound in ("under", "about"))
        assert (quantity.high is None) == (quantity.bound in ("over", "about"))


@pytest.mark.parametrize("text", ["提案312件、建议46条", "约3.5万人次", "三分之二", "翻了一番", "5—6万人", "近百名"])
def test_nothing_that_touches_damage_is_a_quantity(text: str) -> None:
    """Every code point in turn is damaged: no answer may hold it, and the whole text damaged gives none."""
    finder = default_finder()
    for place in range(len(text)):
        assert all(q.end <= place or place + 1 <= q.start for q in finder.find(text, [(place, place + 1)]))
    assert finder.find(text, [(0, len(text))]) == []


def test_damage_beside_a_number_takes_it_and_leaves_the_others() -> None:
    text = "提案312件、建议46条"
    assert _found(text, default_finder().find(text, [(2, 3)])) == _expected("46条 =46 条 count")


@pytest.mark.parametrize(
    ("text", "damaged", "expected"),
    [
        ("玻璃4922万重□□", (8, 10), ""),
        ("玻璃4922万吨□□", (8, 10), ""),
        ("玻璃4922万吨、□□", (9, 11), "4922万吨 =49220000 吨 measure"),
        ("玻璃达4922万，产值□□", (11, 13), "4922万 =49220000 - count"),
    ],
)
def test_a_number_whose_unit_may_be_lost_is_no_quantity(text: str, damaged: tuple[int, int], expected: str) -> None:
    assert _found(text, default_finder().find(text, [damaged])) == _expected(expected)


@pytest.mark.parametrize(
    ("plain", "written"),
    [("1240户", "１２４０户"), ("1240户", "1,240户"), ("1240户", "1 240户"), ("1240户", "1&nbsp;240户"), ("1240户", "一千二百四十户")],
)
def test_ways_of_writing_show_one_number(plain: str, written: str) -> None:
    finder = default_finder()
    first, second = finder.find(plain)[0], finder.find(written)[0]
    assert (first.value, first.bound, first.unit, first.kind) == (second.value, second.bound, second.unit, second.kind)
    assert (second.start, second.end) == (0, len(written))


def test_a_users_unit_is_found() -> None:
    names = ("quantity_qualifiers", "quantity_contexts", "quantity_names")
    units = load_lexicon("units").query("unit == '件'").assign(unit="匣", normal="匣")
    finder = QuantityFinder(units, *(load_lexicon(name) for name in names))
    text = "整理档案35匣、12件"
    assert _found(text, finder.find(text)) == _expected("35匣 =35 匣 count")


def test_every_unit_of_the_lexicon_is_read_as_it_says() -> None:
    """37 before each unit, as in a list: no row is shadowed by another or by a rule (unless the lexicon calls it doubtful)."""
    doubtful = {"日", "届", "大", "成"}
    units = load_lexicon("units")
    wrong = []
    for row in units[~units["unit"].isin(doubtful)].itertuples(index=False):
        found = default_finder().find(f"共计37{row.unit},")
        if [(q.unit, q.kind) for q in found] != [(row.normal, row.kind)]:
            wrong.append(row.unit)
    assert wrong == []


@pytest.mark.parametrize("name", ["units", "quantity_qualifiers", "quantity_contexts", "quantity_names"])
def test_every_row_has_its_reason_and_stands_once(name: str) -> None:
    table = load_lexicon(name)
    assert (table["why"].str.len() > 0).all()
    assert not table.drop(columns="why").duplicated().any()


def test_unit_rows_are_of_the_contract() -> None:
    units = load_lexicon("units")
    assert set(units["kind"]) <= set(QUANTITY_KINDS)
    assert not units["unit"].duplicated().any()
    assert (units["scale"].astype(float) > 0).all()


def test_long_text_without_numbers_and_long_runs_are_harmless() -> None:
    finder = default_finder()
    assert finder.find("协商" * 20_000) == []
    assert finder.find("1" * 50_000) == []
    assert finder.find("一" * 2_000) == []
