from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from analysis.corpus.clean import clean_text

FILLER = "市政協(xié)召開會(huì)議,，學(xué)習(xí)精神，交流經(jīng)驗。"

MENDED = [
    ("政協(xié)組織調(diào)研", "政协组织调研", "pinyin with tones"),
    ("履職為(wéi)民", "履职为民", "one of several readings"),
    ("縣(區(qū))政協(xié)", "县(区)政协", "a genuine bracket around a garbled character stays"),
    ("銅鼓文化(河池)保護區(qū)", "铜鼓文化(河池)保护区", "a genuine bracket of characters stays"),
    ("市政協(xié)著力推動", "市政协着力推动", "著 is 着 where it is a particle"),
    ("乾隆年間的干部", "乾隆年间的干部", "乾隆 is no 干"),
    ("近年來,,市政協(xié)", "近年来,市政协", "a doubled comma"),
    ("會議精神,。再出發(fā)", "会议精神。再出发", "a comma before a full stop"),
    ("中央,、自治區(qū)", "中央、自治区", "a comma before an enumeration mark"),
    ("增長3,000元", "增长3,000元", "a comma between digits is no doubled mark"),
]
LEFT_ALONE = [
    ("智慧政协APP(app)上线", "letters that are no reading"),
    ("镇(街道)协商(xié)平台。", "one toneful bracket that disagrees with its character stays"),
    ("一条鱼(yu)", "a single toneless gloss is the author's"),
    ("他说,,好吧", "two commas in a page are a slip"),
    ("王後羲任主席，著名作家", "a few old characters do not make a page traditional: " + "市政协召开全体会议，" * 20),
]


@pytest.mark.parametrize(("garbled", "expected", "why"), MENDED)
def test_garbling_is_undone(garbled: str, expected: str, why: str) -> None:
    page = f"{FILLER * 3}\n{garbled}"
    assert clean_text(page).aligned.text.split("\n")[1] == expected, why


@pytest.mark.parametrize(("text", "why"), LEFT_ALONE)
def test_what_is_not_garbled_stays(text: str, why: str) -> None:
    padded = text + ("市政协召开全体会议，" * 20 if "old characters" in why else "")
    assert clean_text(padded).aligned.text == padded, why


def test_toneless_pinyin_is_undone_where_the_page_shows_several() -> None:
    assert clean_text("审议(yi)，委员(yuan)，政(zheng)府，提(ti)前。").aligned.text == "审议，委员，政府，提前。"


def test_a_bracket_that_disagrees_with_its_character_is_marked_and_kept() -> None:
    clean = clean_text("政协(xié)會議(yì)，學(xué)習(xí)，協(tíng)商。")
    damage = [edit for edit in clean.edits if edit.kind == "damage"]
    assert [(edit.before, edit.after) for edit in damage] == [("協(tíng)", None)]
    assert "协(tíng)商" in clean.aligned.text


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("总值2200。4亿元，收入175。9亿元，增长12。4%。", "总值2200.4亿元，收入175.9亿元，增长12.4%。", "several, and no ordinary decimal"),
        ("总值2200。4亿元，收入175.9亿元，增长12。4%，占3。5%。", None, "an ordinary decimal in the page: the stops are stops"),
        ("位列第1。12345热线受理。", None, "one such place is a sentence end"),
    ],
)
def test_full_stops_for_decimal_points(text: str, expected: str | None, why: str) -> None:
    assert clean_text(text).aligned.text == (expected or text), why


def test_the_garbled_seed_is_restored() -> None:
    source = next(Path("seeds").glob("004_*.txt")).read_bytes().decode("utf-8")
    wanted = re.sub(r"\s", "", Path("tests/gold/004.restored.txt").read_text(encoding="utf-8"))
    got = re.sub(r"\s", "", clean_text(source).aligned.text)
    matched = sum(block.size for block in difflib.SequenceMatcher(None, got, wanted, autojunk=False).get_matching_blocks())
    assert 1 - matched / max(len(got), len(wanted)) <= 0.003


def test_no_digit_is_lost_or_made_by_degarbling() -> None:
    source = next(Path("seeds").glob("004_*.txt")).read_bytes().decode("utf-8")
    assert re.sub(r"\D", "", clean_text(source).aligned.text) == re.sub(r"\D", "", source)
