"""The year of a report: the one its title names, else the one whose work it tells.

A date is no name of a year: a report of January 2025 (——2025年1月8日在…会议上) tells the work of 2024. What 今年 and 去年 mean
is read off the date of the session or of publication; years that only begin something (2021年以来) or are still to come
(2026年，将…) are not told.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?=年|[—~至、-]|[)）]|$)")
_BARE_YEAR = re.compile(r"(?<![\d第])((?:19|20)\d{2})(?=[\s，,：:|｜·!！])")
_HANZI_YEAR = re.compile(r"([一二][九〇○零])([〇○零一二三四五六七八九]{2})年")
_HANZI_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SESSION_LINE = re.compile(r"^[*\s]*[—–―－(（-]|^[*\s]*(?:19|20)\d{2}|会议上|大会上")
_BEGINNINGS = re.compile(r"(?:自|从|早在)?(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:以来|起|至今|启动|开始|成立|换届|创办|首创|建成)")
_AHEAD = re.compile(
    r"(?:19|20)\d{2}年(?:的)?(?:主要|重点)?(?:工作)?(?:安排|打算|部署|思路|要点|任务|计划|目标|规划|[，,]?[^。，,]{0,16}将)"
)
_TOLD_NOW = re.compile("今年|本年度")
_TOLD_BEFORE = re.compile("过去一年|过去的一年|一年来|去年|上一年")
_SPRING = 4  # a report given so early in the year tells the year before


def find_years(text: str) -> list[int]:
    """Return the years that `text` names, in order; full-width digits and 一九九三年 as well."""
    return [int(year) for year in _YEAR.findall(_plain(text))]


def find_date(text: str) -> str | None:
    """Return the first full date of `text` as YYYY-MM-DD; null where it has none."""
    match = _DATE.search(_plain(text))
    return f"{int(match[1]):04d}-{int(match[2]):02d}-{int(match[3]):02d}" if match else None


def find_year(titles: Sequence[Sequence[str]], body: Sequence[str], stem: str, published: str | None) -> tuple[int | None, str | None]:
    """Return the year of a report and the evidence for it; null where nothing says it.

    `titles` are groups of lines that name the report, the surest first; `published` is its date (YYYY-MM-DD), if one is known.
    """
    for lines in titles:
        named = [year for line in lines for year in _find_title_years(line)]
        if named:
            return named[0], f"title: {named[0]}"
    date = next((found for lines in titles for line in lines if (found := find_date(line))), None) or published
    told = Counter(year for text in body for year in find_years(_AHEAD.sub("", _BEGINNINGS.sub("", _plain(text)))))
    if date:
        told = _weigh_by_date(told, body, date)
    if told:
        year = max(told, key=lambda one: (told[one], one))
        return year, f"text: {year} × {told[year]}" + (f", dated {date}" if date else "")
    if date and int(date[5:7]) > _SPRING:
        return int(date[:4]), f"dated {date}"
    in_name = find_years(re.sub(r"[_.]", " ", stem) + " ")
    return (in_name[0], f"file name: {in_name[0]}") if in_name else (None, None)


def _weigh_by_date(told: Counter[int], body: Sequence[str], date: str) -> Counter[int]:
    """Return how often each year up to the date is told, 今年 and (early in a year) 去年 counted as the years they mean."""
    year, month = int(date[:4]), int(date[5:7])
    past = Counter({one: count for one, count in told.items() if one <= year})
    past[year] += sum(len(_TOLD_NOW.findall(text)) for text in body)
    if month <= _SPRING:
        past[year - 1] += sum(len(_TOLD_BEFORE.findall(text)) for text in body)
    return +past


def _find_title_years(line: str) -> list[int]:
    """Return the years a title names; in a line that says when and where a report was given, a date is no name."""
    plain = _plain(line)
    if _SESSION_LINE.search(plain):
        plain = _DATE.sub("", plain)
    return [int(year) for year in _YEAR.findall(plain)] or [int(year) for year in _BARE_YEAR.findall(plain)]


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return _HANZI_YEAR.sub(lambda match: (match[1] + match[2]).replace("二", "2").translate(_HANZI_DIGITS) + "年", plain)
