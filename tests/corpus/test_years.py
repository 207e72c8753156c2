from __future__ import annotations

import pytest

from analysis.corpus.years import find_date, find_year, find_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("随州市政协2022年工作回眸", [2022]),
        ("――一九九三年六月十九日", [1993]),
        ("２０１２年２月１５日", [2012]),
        ("二〇二四年工作", [2024]),
        ("12345热线", []),
        ("第2024号", []),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    assert find_years(text) == years


@pytest.mark.parametrize(
    ("titles", "body", "published", "year", "why"),
    [
        (["随州市政协2022年工作回眸"], ["2023年，2023年。"], None, 2022, "the title wins over the text"),
        (["数读履职｜2024，政协的成绩单"], [], "2025-01-14", 2024, "a bare year in a title"),
        (["某市政协这样干"], ["2024年，履职尽责。2024年6月，学习2023年经验。"], None, 2024, "the year most told of"),
        (["常委会工作报告", "——2025年1月8日在政协某市第五届委员会第四次会议上"], ["2024年，召开会议。2025年工作安排。"], None, 2024,
         "the date of a session is no name; what is to come is not told"),
        (["（2025年1月7日）"], ["过去一年，召开会议。去年9月调研。"], None, 2024, "the year before a session in spring"),
        (["市政府工作报告（2023年1月7日 某人）"], ["过去一年"], None, 2023, "a title with a date in it names that year"),
        (["办公桌搬到家门口"], ["自2023年启动以来，挂牌436家。今年头五个月，接访万人。"], "2025-06-12", 2025, "a beginning is not told"),
        (["某市政协这样干"], ["今年以来，市政协认真履职。"], "2025-08-01", 2025, "今年 is the year of publication"),
        (["某市政协这样干"], ["去年9月，市政协走访企业。今年以来走访农户。"], "2025-08-01", 2025, "late in a year 去年 compares"),
        (["某市政协这样干"], ["近年来，市政协认真履职。"], "2025-09-11", 2025, "nothing but the date, late in its year"),
        (["某市政协这样干"], ["近年来，市政协认真履职。"], "2025-01-11", None, "nothing but a date in spring: either year"),
        (["某市政协这样干"], ["一年来，市政协认真履职。"], None, None, "nothing says it"),
        (["某市政协这样干"], ["到2035年建成。2024年，召开会议。"], "2024-12-01", 2024, "a goal lies ahead of the date"),
    ],
)  # fmt: skip
def test_the_year_of_a_report(titles: list[str], body: list[str], published: str | None, year: int | None, why: str) -> None:
    assert find_year([titles], body, "report", published)[0] == year, why


def test_the_name_of_the_file_comes_last() -> None:
    assert find_year([["工作综述"]], ["近年来"], "某市_2021", None) == (2021, "file name: 2021")


@pytest.mark.parametrize(
    ("text", "date"), [("发布时间：2025-1-8 10:00", "2025-01-08"), ("２０２５年１月８日", "2025-01-08"), ("2025年", None)]
)
def test_dates(text: str, date: str | None) -> None:
    assert find_date(text) == date
