from __future__ import annotations

import pytest

from analysis.corpus.clean import clean_text
from analysis.corpus.shape import find_wrap, is_bullet, is_numbered
from analysis.corpus.units import split_lines

PARAGRAPH = "一年来，市政协坚持党的领导，聚焦中心大局，认真履行政治协商、民主监督、参政议政职能，各项工作取得了新的成效。"


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        ("一、工作回顾", True),
        ("（二）坚持党建引领", True),
        ("3.强化监督", True),
        ("3.5万人参加", False),
        ("①建平台", True),
        ("第一章 总则", True),
        ("第一议题制度", False),
    ],
)
def test_numbered_headings(text: str, numbered: bool) -> None:
    assert is_numbered(text) is numbered


def test_a_bulleted_headline_is_a_bullet_and_a_dash_before_a_subtitle_is_none() -> None:
    assert is_bullet("- 全国政协召开远程协商会")
    assert not is_bullet("——某市政协工作综述")
    assert not is_bullet("- 开展调研36次。")


@pytest.mark.parametrize("width", [24, 34, 45])
def test_a_hard_wrap_is_seen(width: int) -> None:
    text = "\n".join((PARAGRAPH * 7)[i : i + width] for i in range(0, len(PARAGRAPH) * 7, width))
    wrap = find_wrap(split_lines(clean_text(text)))
    assert wrap is not None
    assert abs(wrap.width - width) <= 1


def test_paragraphs_and_headings_are_no_hard_wrap() -> None:
    text = "\n".join([PARAGRAPH, "围绕中心服务大局 展现委员新作为", PARAGRAPH[:50] + "。", "强基固本提升效能 树好政协新形象"] * 4)
    assert find_wrap(split_lines(clean_text(text))) is None
