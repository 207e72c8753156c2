from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.clean import clean_text
from analysis.corpus.units import split_lines

CASES = [
    ("召开会议。开展调研！", ["召开会议。", "开展调研！"], "full stops and exclamation marks"),
    ("议得深；做得实;干得好", ["议得深；", "做得实;", "干得好"], "semicolons of both widths"),
    ("“这下可舒心了!”近日,居民说。", ["“这下可舒心了!”", "近日,居民说。"], "the quote that closes a sentence belongs to it"),
    ('他说:"好。"大家鼓掌。', ['他说:"好。"', "大家鼓掌。"], "a straight quote closes where one is open"),
    ('好。"新机制"落地。', ["好。", '"新机制"落地。'], "a straight quote after a sentence end opens where none is open"),
    ("(详见附件。)会议要求", ["(详见附件。)", "会议要求"], "a bracket closes with its sentence"),
    ("占比3.5%，位列第1。12345热线", ["占比3.5%，位列第1。", "12345热线"], "a decimal point is no stop, and a stop splits two numbers"),
    ("真的吗？！好。", ["真的吗？！", "好。"], "marks in a row are one end"),
    ("最终达成共识……一年来，开展活动", ["最终达成共识……一年来，开展活动"], "an ellipsis is no end"),
]


def units_of(text: str) -> list[str]:
    return [unit.text for line in split_lines(clean_text(text)) for unit in line.units]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_a_line_is_split_after_its_sentence_ends(text: str, expected: list[str], why: str) -> None:
    assert units_of(text) == expected, why


def test_a_line_ends_a_unit_and_white_space_belongs_to_none() -> None:
    assert units_of("　　标题 \n\n  第一句。 第二句\u3000\n") == ["标题", "第一句。", "第二句"]


def test_a_damaged_question_mark_ends_no_unit() -> None:
    assert units_of("共立案3?件，办复。") == ["共立案3?件，办复。"]


@given(st.text(alphabet=st.sampled_from("政协召开。；;!?”“\"') 1.%\n\t　"), max_size=80))
def test_units_hold_every_character_but_white_space(text: str) -> None:
    assert "".join("".join(units_of(text)).split()) == "".join(clean_text(text).aligned.text.split())
