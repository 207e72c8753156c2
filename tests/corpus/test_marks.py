from __future__ import annotations

import pytest

from analysis.corpus.clean import clean_text
from analysis.corpus.marks import find_damage

TAKEN_OFF = [
    ("民生议事堂[1]建成", "民生议事堂建成", "footnote", "a number in square brackets after a word"),
    ("“三联系”〔4〕制度", "“三联系”制度", "footnote", "a number in tortoise-shell brackets after a quote"),
    ("零关税[^3]清单", "零关税清单", "footnote", "a Markdown footnote"),
    ("协商驿站①，委员之家", "协商驿站，委员之家", "footnote", "a circled number before a mark"),
    ("国发〔2024〕15号", "国发〔2024〕15号", None, "the year of a document is no footnote"),
    ("①建平台②建队伍", "①建平台②建队伍", None, "circled numbers that count a list"),
    ("A&amp;B&nbsp;C", "A&B\xa0C", "entity", "entities"),
    ("R&D投入", "R&D投入", None, "an ampersand that is no entity"),
    ("政\u200b协\ufeff", "政协", "layout", "characters without a shape"),
    ("**一、工作回顾**", "一、工作回顾", "layout", "Markdown's bold"),
    ("共***件，占**%", "共***件，占**%", "damage", "asterisks for lost digits are no bold"),
]
DAMAGED = [
    ("地区生产总值****.*亿元", ["****.*"], "masked digits"),
    ("提案xxx件", ["xxx"], "placeholders"),
    ("总值220$1.$2亿元", ["220$1.$2"], "a lost group of a replacement"),
    ("立案率为%，办复率100%", ["%"], "a rate without its number"),
    ("总值.亿元", ["."], "a decimal point that lost its digits"),
    ("市政\ufffd\ufffd召开", ["\ufffd\ufffd"], "replacement characters"),
    ("全省??1位", ["??"], "question marks for lost bytes"),
    ("全省??1位，占比??提高，重量?肯洌?9家", ["??1", "??", "?肯洌?9"], "a page that lost bytes: the debris between marks is lost as well"),
    ("为什么？因为好", [], "a question"),
    ("做什么?怎么做?", [], "two questions"),
    ("增长5%，占30%", [], "percents with their numbers"),
    ("□条块结合抓落实", [], "a box at the head of a line is a bullet"),
    ("■个性化服务", [], "so is a square"),
    ("X光检查", [], "a letter that masks nothing"),
    ("2×3米展板", [], "a multiplication sign between numbers"),
]


@pytest.mark.parametrize(("text", "expected", "kind", "why"), TAKEN_OFF)
def test_marks_are_taken_off_and_put_on_record(text: str, expected: str, kind: str | None, why: str) -> None:
    clean = clean_text(text)
    assert clean.aligned.text == expected, why
    assert {edit.kind for edit in clean.edits} == ({kind} if kind else set()), why


@pytest.mark.parametrize(("text", "lost", "why"), DAMAGED)
def test_lost_places_are_marked_and_nothing_is_put_there(text: str, lost: list[str], why: str) -> None:
    clean = clean_text(text)
    assert clean.aligned.text == text
    assert [(edit.before, edit.after) for edit in clean.edits] == [(before, None) for before in lost], why


@pytest.mark.parametrize(
    ("text", "spans", "why"),
    [
        (
            "煤炭984?万吨、玻璃49?万件，书５本\ue086瘛",
            [(5, 6), (13, 14), (20, 21)],
            "where bytes were lost, what is no character is debris",
        ),
        ("\uf06c 召开会议５次", [], "a bullet of an office program in a sound text"),
    ],
)
def test_signs_that_are_no_characters(text: str, spans: list[tuple[int, int]], why: str) -> None:
    assert find_damage(text) == spans, why
