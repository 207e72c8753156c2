"""Numerals: what number a string of digits or Chinese numerals shows, and what shows none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.coding.numerals import find_numerals, parse_approximate, parse_chinese, parse_magnitude

CHINESE = [
    ("十", 10, "ten alone"),
    ("十五", 15, "teens"),
    ("二十", 20, "tens"),
    ("一百零八", 108, "zero inside"),
    ("一百十五", 115, "ten without one"),
    ("一百二", 120, "shorthand behind 百"),
    ("百二", 120, "shorthand without its first digit"),
    ("三千六", 3600, "shorthand behind 千"),
    ("两千零五", 2005, "zero over two places"),
    ("两万五", 25_000, "shorthand behind 万"),
    ("一万零五百", 10_500, "zero behind 万"),
    ("四亿六千万", 460_000_000, "two magnitudes"),
    ("一百二十三亿五千万", 12_350_000_000, "long numeral"),
    ("三万亿", 3_000_000_000_000, "万亿"),
    ("百万", 1_000_000, "magnitudes alone"),
    ("千亿", 100_000_000_000, "magnitudes alone"),
    ("廿五", 25, "廿"),
    ("卅", 30, "卅"),
    ("三点五", Decimal("3.5"), "decimal"),
    ("三点五万", 35_000, "decimal with a magnitude"),
    ("十二点零八", Decimal("12.08"), "decimal with zero"),
]
NO_NUMBER = [
    ("", "nothing"),
    ("零", "nought alone is a slogan"),
    ("二〇二四", "a year, digit by digit"),
    ("十四五", "the name of a plan"),
    ("一二三", "digits in a row"),
    ("万一", "a word"),
    ("五百千", "magnitudes that rise"),
    ("十百", "magnitudes that rise"),
    ("三点", "a decimal without digits"),
]
APPROXIMATE = [
    ("七八", (7, 8), "neighbours"),
    ("三五", (3, 5), "the idiom 三五"),
    ("三四十", (30, 40), "before 十"),
    ("两三百", (200, 300), "两 and 三"),
    ("十七八", (17, 18), "behind 十"),
    ("两千四五百", (2400, 2500), "inside a longer numeral"),
    ("五六万", (50_000, 60_000), "before 万"),
    ("九三", None, "no neighbours"),
    ("五四", None, "falling digits are a date"),
    ("一二", None, "一二 counts nothing; a count would be 一两"),
    ("二十", None, "no two digits side by side"),
]
# text, then (slice, low, high, more) of each numeral
FOUND = [
    ("1,234.5亿", [("1,234.5亿", 123_450_000_000, 123_450_000_000, "")], "comma thousands"),
    ("1 240户", [("1 240", 1240, 1240, "")], "space thousands"),
    ("2024 100", [("2024", 2024, 2024, ""), ("100", 100, 100, "")], "a year is no head of space thousands"),
    ("2万7千多人", [("2万7千多", 27_000, 27_000, "多")], "mixed magnitudes"),
    ("3万5000", [("3万5000", 35_000, 35_000, "")], "mixed, last magnitude left out"),
    ("4亿3000万", [("4亿3000万", 430_000_000, 430_000_000, "")], "mixed"),
    ("100多万", [("100多万", 1_000_000, 1_000_000, "多")], "多 inside"),
    ("300余名", [("300余", 300, 300, "余")], "余 behind"),
    ("120万余额", [("120万", 1_200_000, 1_200_000, "")], "余额 is a word"),
    ("十来个", [("十来", 10, 10, "来")], "来 behind"),
    ("七八个", [("七八", 7, 8, "")], "two ends"),
    ("120万千瓦", [("120万", 1_200_000, 1_200_000, "")], "千 belongs to 千瓦"),
    ("三百分点", [("三", 3, 3, "")], "百 belongs to 百分点"),
    ("增长-3.5", [("-3.5", Decimal("-3.5"), Decimal("-3.5"), "")], "minus behind a predicate"),
    ("3天-5天", [("3", 3, 3, ""), ("5", 5, 5, "")], "a dash between units is no minus"),
    ("3.2.1", [], "a version is no number"),
    ("二〇二四年", [], "a year in Chinese numerals"),
    ("175。9亿", [("175。9亿", 17_590_000_000, 17_590_000_000, "")], "a full stop in place of the point"),
]


@pytest.mark.parametrize(("text", "value", "why"), CHINESE)
def test_parse_chinese(text: str, value: Decimal | int, why: str) -> None:
    assert parse_chinese(text) == value, why


@pytest.mark.parametrize(("text", "why"), NO_NUMBER)
def test_parse_chinese_refuses(text: str, why: str) -> None:
    assert parse_chinese(text) is None, why


@pytest.mark.parametrize(("text", "ends", "why"), APPROXIMATE)
def test_parse_approximate(text: str, ends: tuple[int, int] | None, why: str) -> None:
    assert parse_approximate(text) == ends, why


@pytest.mark.parametrize(("text", "expected", "why"), FOUND)
def test_find_numerals(text: str, expected: list[tuple], why: str) -> None:
    found = [(text[n.start : n.end], n.low, n.high, n.more) for n in find_numerals(text)]
    assert found == expected, why


@pytest.mark.parametrize(
    "value", [1, 9, 10, 11, 19, 20, 99, 100, 101, 110, 111, 999, 1001, 1010, 9999, 10_000, 10_001, 100_000_000, 100_010_001]
)
def test_every_written_out_number_is_read_back(value: int) -> None:
    assert parse_chinese(_write_chinese(value)) == value


def test_magnitudes_multiply() -> None:
    assert (parse_magnitude(""), parse_magnitude("百万"), parse_magnitude("万亿")) == (1, 10**6, 10**12)


def _write_chinese(value: int) -> str:
    """Write a number out in full, the way a clerk does: the test's own route back."""
    for mark, scale in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if value >= scale:
            rest = value % scale
            gap = "零" if rest and rest < scale // 10 else ""
            return _write_chinese(value // scale) + mark + gap + (_write_chinese(rest) if rest else "")
    return "一二三四五六七八九"[value - 1]
