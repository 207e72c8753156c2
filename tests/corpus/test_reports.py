from __future__ import annotations

import pytest

from analysis.corpus.places import PlaceFinder
from analysis.corpus.reports import IdentityFinder, ReportIdentity
from analysis.lexicon import load_lexicon
from tests.corpus.pages import PAGES, page_text, read_page

PLACES = PlaceFinder(load_lexicon("places"))
IDENTITIES = IdentityFinder(load_lexicon("places"), load_lexicon("genres"))


def identify(text: str, stem: str = "report") -> list[ReportIdentity]:
    _, lines, n_reports = read_page(text)
    units = [unit for line in lines for unit in line.units]
    nearby = [unit for unit in units if unit.report is None]
    return [IDENTITIES.find([unit for unit in units if unit.report == number], nearby, stem) for number in range(n_reports)]


@pytest.mark.parametrize(("name", "count"), [("article", 1), ("portal", 1), ("wrapped", 1), ("collection", 3), ("marked", 2)])
def test_how_many_reports_a_page_holds(name: str, count: int) -> None:
    assert read_page(page_text(PAGES[name]))[2] == count


def test_a_second_report_opened_by_the_name_of_another_committee() -> None:
    page = (
        "侨都协商进万家——江门市政协工作综述\n一年来，江门市政协认真履行职能，各项工作取得了新的成效。\n台山市政协：协商到侨村\n"
        "台山市政协把协商平台建到家门口，受到群众欢迎。\n"
    )
    assert [one.city for one in identify(page)] == ["江门", "台山"]
    same = page.replace("台山市政协：协商到侨村", "江门市政协：协商到侨村")
    assert len(identify(same)) == 1


def test_what_stands_before_the_first_report_belongs_to_none() -> None:
    _, lines, _ = read_page(page_text(PAGES["marked"]))
    assert [line.units[0].report for line in lines] == [None, None, None, 0, 0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("text", "label", "level", "province", "why"),
    [
        ("政协第六届商洛市委员会常务委员会工作报告", "商洛", "prefecture", "陕西", "the committee's own name"),
        ("衢州政协这样干", "衢州", "prefecture", "浙江", "a short name before 政协"),
        ("中国人民政治协商会议第十二届南宁市委员会", "南宁", "prefecture", "广西", "the full name of the institution"),
        ("瑞安市政协：委员进社区", "瑞安", "county", "浙江", "a city at county level"),
        ("延边州政协工作综述", "延边", "prefecture", "吉林", "an autonomous prefecture by its short name"),
        ("浙江省政协全体会议", "浙江", "province", "浙江", "a province"),
        ("上海市政协工作报告", "上海", "province", "上海", "a municipality"),
    ],
)
def test_the_place_a_line_names(text: str, label: str, level: str, province: str, why: str) -> None:
    found = PLACES.find(text)
    assert found is not None, why
    assert (found[0].label, found[0].level, found[0].province) == (label, level, province), why


@pytest.mark.parametrize("text", ["市政协召开全体会议", "海洋协商平台", "和平统一", ""])
def test_where_no_place_is_named_none_is_guessed(text: str) -> None:
    assert PLACES.find(text) is None


@pytest.mark.parametrize(
    ("text", "running", "city", "why"),
    [
        ("市政协会同市委督查室现场督办。", True, None, "会同 is a county: 会同市委 is nobody's"),
        ("会同县政协走访农户。", True, "会同", "the county's own 政协"),
        ("临安市政协2015年工作综述", False, "临安区", "a title keeps a level that the place had once"),
        ("湖南省政协委员蹲在树下。衡阳市政协开展走访。", True, "衡阳", "a member of another 政协 is a person, no sender"),
        ("湖南省政协委员蹲在树下。", True, None, "a member alone names no sender"),
        ("委员赴大石桥市调研企业。", True, None, "named once in running text: only spoken of"),
        ("委员赴大石桥市调研。大石桥市企业受益。", True, "大石桥", "named again and again"),
        ("大石桥市工作综述", False, "大石桥", "a title names its place once"),
    ],
)
def test_a_place_is_the_senders_only_where_it_is_more_than_spoken_of(text: str, running: bool, city: str | None, why: str) -> None:
    found = PLACES.find(text, running)
    assert (found[0].label if found else None) == city, why


def test_a_name_that_several_places_bear_has_no_province_unless_the_text_says() -> None:
    bare = PLACES.find("鼓楼区政协工作报告")
    assert bare is not None
    assert bare[0].province is None
    told = PLACES.find("鼓楼区政协工作报告 福州市")
    assert told is not None
    assert told[0].province == "福建"


def test_the_year_of_the_title_wins_over_the_years_of_the_text() -> None:
    page = "某市政协2022年工作回眸\n2023年，2023年和2023年，市政协认真履职，取得了新的成效。\n再创佳绩，续写新篇，为全市发展作贡献。"
    assert identify(page)[0].year == 2022


def test_without_a_title_year_the_year_most_told_of() -> None:
    page = "某市政协这样干\n2024年，市政协认真履职，取得成效。2024年6月，召开会议，学习2023年经验。\n再创佳绩，续写新篇章，作出新的贡献。"
    assert identify(page)[0].year == 2024


def test_unknown_stays_null() -> None:
    found = identify("深化协商 服务大局\n一年来，市政协认真履职，取得了新的成效，为发展作贡献。\n再创佳绩，续写新篇，为全市发展作贡献。")[0]
    assert (found.city, found.province, found.level, found.year, found.published, found.genre) == (None,) * 6


def test_identity_of_an_article_put_online() -> None:
    found = identify(page_text(PAGES["article"]))[0]
    assert (found.city, found.province, found.year, found.published) == ("宜春", "江西", 2024, "2025-01-08")


def test_identity_of_a_collection() -> None:
    found = identify(page_text(PAGES["collection"]))
    assert [(one.city, one.level, one.year) for one in found] == [
        ("鹿城区", "county", 2024),
        ("瑞安", "county", 2024),
        ("平阳", "county", 2024),
    ]


def test_the_manifest_wins_and_its_empty_cells_say_nothing() -> None:
    inferred = ReportIdentity(city="甲", year=2020, genre="综述")
    known = IDENTITIES.apply(inferred, {"city": "海口市", "province": "海南省", "year": "2021", "genre": "", "title": "题"}, "manifest")
    wanted = ReportIdentity(
        city="海口", province="海南", year=2021, genre="综述", title="题", city_evidence="manifest", year_evidence="manifest"
    )  # fmt: skip
    assert known == wanted
