from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.corpus.roles import line_role
from tests.corpus.pages import PAGES, page_text, read_page

GOLD = [json.loads(line) for line in Path("tests/gold/gold.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", PAGES)
def test_each_line_of_an_invented_page_gets_its_role(name: str) -> None:
    _, lines, _ = read_page(page_text(PAGES[name]))
    assert [(line_role(line), line.text) for line in lines] == PAGES[name]


@pytest.mark.parametrize("blank", ["\n\n", "\n\n\n  ", "\n　　"])
def test_blank_lines_and_indents_change_no_role(blank: str) -> None:
    page = [row for row in PAGES["portal"] if row[1]]
    _, lines, _ = read_page(blank.join(text for _, text in page))
    assert [line_role(line) for line in lines] == [role for role, _ in page]


@pytest.mark.parametrize(
    ("text", "role", "why"),
    [
        ("放大政协优势", "heading", "a heading may begin with the word of a font-size button"),
        ("主题教育走深走实", "heading", "nor is a theme a forum's field"),
        ("声明远播的协商品牌", "heading", "nor is every word that begins like a licence"),
        ("图强奋进谱新篇", "heading", "图 alone marks no caption"),
        ("（一）坚持党的领导，把牢政治方向", "heading", "a numbered heading in brackets"),
        ("“策”把重点。", "body", "a run-in heading ends a sentence and is body"),
        ("来源于群众的建议落地见效。", "body", "a sentence may begin like a byline"),
        ("记者在现场看到，委员们围坐一起。", "body", "running text may name a reporter"),
        ("……", "body", "an ellipsis alone is the text's"),
        ("×", "chrome", "a button without words"),
        ("提案\t612件", "body", "a row of a table is no heading"),
    ],
)
def test_a_line_between_paragraphs(text: str, role: str, why: str) -> None:
    prose = "一年来，市政协认真履行职能，各项工作取得新的成效，为全市发展作出了贡献。"
    _, lines, _ = read_page(f"某市政协工作综述\n{prose}\n{text}\n{prose}\n")
    assert line_role(lines[2]) == role, why


def test_a_sentence_cut_by_a_page_break_goes_on() -> None:
    _, lines, _ = read_page("某市政协工作综述\n一年来成效明显。全市推动学习教育走深走\n\n实、见行见效。\n市政协将继续努力，再创佳绩。")
    assert [line.units[0].continues for line in lines] == [False, False, True, False]


def test_a_heading_is_not_joined_to_the_paragraph_below() -> None:
    opening = "某市政协工作综述\n一年来，市政协认真履职，成效明显。"
    text = f"{opening}\n围绕中心服务大局，委员履职展现新作为\n拓展协商视野，助推中心城市建设。再创佳绩。"
    _, lines, _ = read_page(text)
    assert [unit.continues for line in lines for unit in line.units] == [False] * 5
    assert line_role(lines[2]) == "heading"


def test_the_labels_of_the_seeds() -> None:
    wrong, total = [], 0
    for path in sorted(Path("seeds").glob("*.txt")):
        clean, lines, _ = read_page(path.read_bytes().decode("utf-8"))
        found = {clean.aligned.starts[unit.start]: unit for line in lines for unit in line.units}
        for label in (one for one in GOLD if one["doc"] == path.name[:3]):
            total += 1
            unit = found.get(label["start"])
            if (
                unit is None
                or unit.role not in (label["role"], *label.get("role_also", ()))
                or unit.continues != label.get("continues", False)
            ):
                wrong.append((label["u"], label["role"], unit and unit.role))
    assert total == 512
    assert len(wrong) <= 0.01 * total, wrong


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("（吴皖宁）", "byline"),
        ("统筹：蓝志　设计：关明　文字：骆伟", "byline"),
        ("（陈亮 摄）", "byline"),
        ("（文字整理：省政协研究室）", "byline"),
        ("网站声明：凡本网转载作品，版权归原作者所有。", "chrome"),
        ("甲省政协网 首页 时政 市州 理论 文史", "chrome"),
    ],
)
def test_lines_around_a_page(line: str, role: str) -> None:
    body = "一年来，市政协围绕中心、服务大局，认真履行各项职能，推动各项工作取得了新的成效，为全市发展作出了积极贡献。"
    assert _roles(f"某市政协工作综述\n{body}\n{body}\n{line}")[-1] == role


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("市政协主席　俞健民", "byline"),
        ("【信息时间：2024-02-21　阅读次数：　】", "byline"),
        ("各界新闻网 2023年12月08日 星期五 第05版：市县政协", "chrome"),
        ("手机看 | 分享到：微信 微博 QQ空间", "chrome"),
    ],
)
def test_lines_under_a_title(line: str, role: str) -> None:
    body = "一年来，市政协围绕中心、服务大局，认真履行各项职能，推动各项工作取得了新的成效，为全市发展作出了积极贡献。"
    assert _roles(f"某市政协工作综述\n{line}\n{body}\n{body}")[1] == role


def test_a_list_of_figures_is_text_also_without_a_full_stop() -> None:
    figures = "党组会议学习32次、中心组研学12次、主席会议学习15次"
    page = f"某市政协2024年履职数读\n来源：某报 2025-01-14\n01 政治引领\n{figures}\n读书班吸引460多名委员参加。"
    assert _roles(page)[2:4] == ["heading", "body"]


def test_an_editors_note_ends_where_it_takes_leave() -> None:
    note = "过去一年，市政协履职为民的足迹遍布城乡，本报今起推出专版，以数字回望。\n敬请垂注。"
    text = f"{note}\n一组组数字，是脚印，也是答卷，写在街巷和田野之间。"
    assert _roles(f"数读履职\n编者按\n{text}")[1:] == ["note", "note", "note", "body"]


def _roles(page: str) -> list[str]:
    return [line_role(line) for line in read_page(page)[1]]
