"""The fonts of the repo: they load by path, under their own name, and no character of the reports or lexicons is missing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, get_font

from tools.make_font import FAMILY, list_charset

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "analysis" / "fonts"
FILES = sorted(FONTS.glob("*.otf"))
SIGNS = "—–…·“”‘’《》〈〉「」、。，；：？！（）％‰＋－×÷±≥≤→←↑↓▲△▼□■◆◇○●★☆※㎡℃№" + "".join(map(chr, range(0x2460, 0x2474)))


@cache
def characters_of(file: Path) -> frozenset[str]:
    """Return the characters a font has glyphs for."""
    with TTFont(file, lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap())


def printable(text: str) -> set[str]:
    """Return the characters of a text that leave ink or room; layout and control characters are none."""
    return {character for character in text if character.isprintable()}


def test_both_weights_are_there() -> None:
    assert [file.stem.split("-")[1] for file in FILES] == ["Bold", "Regular"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_loads_in_matplotlib_by_path(file: Path) -> None:
    assert FontProperties(fname=file).get_name() == FAMILY
    assert get_font(str(file)).get_char_index(ord("政")) > 0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_is_small(file: Path) -> None:
    assert file.stat().st_size < 3_000_000


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_name_table(file: Path) -> None:
    with TTFont(file, lazy=True) as font:
        names = {record.nameID: str(record) for record in font["name"].names}
    assert names[1] == FAMILY
    assert not any("Noto" in names[number] for number in (1, 3, 4, 6))
    assert "Adobe" in names[0]
    assert "SIL Open Font License" in names[13]


def test_licence_is_beside() -> None:
    licence = (FONTS / "OFL.txt").read_text("utf-8")
    assert licence.startswith("Copyright 2014-2021 Adobe")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_has_the_charsets(file: Path) -> None:
    hanzi = list_charset("gb2312", range(0xB0, 0xF8))
    assert len(hanzi) == 6763
    assert hanzi | set(SIGNS) | set(map(chr, range(0x20, 0x7F))) <= characters_of(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_has_rare_hanzi_of_the_standard(file: Path) -> None:
    # In 通用规范汉字表 but not in GB2312: names of places and people, one beyond the basic plane.
    assert set("衢堃珺喆祎媖䴓鿏𬭎") <= characters_of(file)


@pytest.mark.parametrize("source", sorted((ROOT / "seeds").glob("*.*")), ids=lambda file: file.name)
def test_no_character_of_the_seeds_is_missing(source: Path) -> None:
    lacking = printable(source.read_text("utf-8")) - characters_of(FILES[1])
    assert lacking == set()


@pytest.mark.parametrize("lexicon", sorted((ROOT / "analysis" / "lexicons").glob("*.csv")), ids=lambda file: file.stem)
def test_no_hanzi_of_the_lexicons_is_missing(lexicon: Path) -> None:
    # Signs stand in lexicons as what is found and mended in a source; hanzi are also shown.
    hanzi = {character for character in lexicon.read_text("utf-8") if "\u4e00" <= character <= "\u9fa5"}
    assert hanzi - characters_of(FILES[1]) == set()
