"""Makes the two fonts in `analysis/fonts`: a subset of Noto Sans CJK SC under a name of its own, the same bytes on every run.

Sources, both Debian packages: fonts-noto-cjk (the fonts) and unicode-data (the Unihan table that lists 通用规范汉字表).
"""

from __future__ import annotations

import bz2
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Zhengxie Sans SC"
SOURCE_FAMILY = "Noto Sans CJK SC"
WEIGHTS = ("Regular", "Bold")
TARGET = Path(__file__).parent.parent / "analysis" / "fonts"
COLLECTIONS = Path("/usr/share/fonts/opentype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
BASED_ON = f"Subset of {SOURCE_FAMILY}, renamed."

# Half- and full-width punctuation, mathematical signs, circled numbers, arrows and the shapes of reports and plots.
SIGNS = "‐‑–—―‖‘’“”†‡•…‰′″※€№™ΔΣαβμσ←↑→↓↔⇒∑−√∞∩≈≠≡≤≥■□▲△▶▷▼▽◆◇○◎●★☆♀♂✓✔✕✗ 　、。〃々〇〈〉《》「」『』【】〒〓〔〕〖〗㎡㎏㎜㎝㎞￥"
RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xFF),  # Latin-1
    (0x1CD, 0x1DC),  # pinyin
    (0x2150, 0x217F),  # fractions and Roman numerals
    (0x2460, 0x249B),  # circled, bracketed and dotted numbers
    (0x2500, 0x25FF),  # box drawing, blocks and shapes
    (0x3000, 0x303F),  # CJK punctuation
    (0x3220, 0x3229),  # bracketed numerals
    (0xFF01, 0xFFE5),  # full- and half-width forms
)

# What the name table says, by the number of the entry; copyright, trademark and licence (0, 7, 13, 14) stay as they are.
_NAMES_KEPT = (0, 7, 8, 9, 11, 13, 14)


def read_standard_hanzi(unihan: Path) -> set[str]:
    """Return the 8,105 characters of 通用规范汉字表 (2013), Unihan's property kTGH."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines if "\tkTGH\t" in line and not line.startswith("#"))
        return {chr(int(row[0].removeprefix("U+"), 16)) for row in rows}


def list_charset(encoding: str, first: range) -> set[str]:
    """Return the characters of a two-byte charset whose first byte is in `first`."""
    pairs = (bytes((high, low)) for high in first for low in range(0x40, 0xFF))
    return {text for text in (pair.decode(encoding, "ignore") for pair in pairs) if len(text) == 1 and ord(text) > 0x7F}


def list_characters(unihan: Path) -> set[str]:
    """Return every character of the fonts: the standard's hanzi, GB2312, the frequent half of Big5, signs."""
    hanzi = read_standard_hanzi(unihan)
    simplified = list_charset("gb2312", range(0xA1, 0xF8))
    traditional = list_charset("big5", range(0xA4, 0xC7))
    signs = {chr(code) for start, end in RANGES for code in range(start, end + 1)}
    return hanzi | simplified | traditional | signs | set(SIGNS)


def read_face(collection: Path, family: str) -> TTFont:
    """Return the face of `family` in a font collection; raises `LookupError` where there is none."""
    for face in TTCollection(collection, lazy=True).fonts:
        if face["name"].getBestFamilyName() == family:
            face.recalcTimestamp = False
            return face
    raise LookupError(f"{collection}: no face of the family {family}")


def subset_face(face: TTFont, characters: set[str]) -> None:
    """Keep the glyphs of `characters`; hinting and what only vertical or other languages' text needs go."""
    options = Options()
    options.layout_features = ["kern", "ccmp", "mark"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(face)


def rename_face(face: TTFont, weight: str) -> None:
    """Give the face the family name `FAMILY`: a changed font does not go by the name of its source."""
    names = face["name"]
    kept = {number: names.getDebugName(number) for number in _NAMES_KEPT}
    version = f"{names.getDebugName(5)}; {BASED_ON}"
    postscript = f"{FAMILY.replace(' ', '')}-{weight}"
    own = {1: FAMILY, 2: weight, 3: f"0.1;{postscript}", 4: f"{FAMILY} {weight}", 5: version, 6: postscript, 10: BASED_ON}
    names.names = []
    for number, text in sorted({**kept, **own}.items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)
    cff = face["CFF "].cff
    cff.fontNames = [postscript]
    top = cff.topDictIndex[0]
    top.FamilyName, top.FullName, top.Weight = FAMILY, f"{FAMILY} {weight}", weight


def make_font(weight: str, characters: set[str]) -> Path:
    """Write the font of one weight to `TARGET` and return its path."""
    face = read_face(COLLECTIONS / f"NotoSansCJK-{weight}.ttc", SOURCE_FAMILY)
    subset_face(face, characters)
    rename_face(face, weight)
    file = TARGET / f"ZhengxieSansSC-{weight}.otf"
    face.save(file, reorderTables=True)
    return file


def main() -> int:
    """Make both fonts; say what is missing if a source is not there."""
    missing = [str(path) for path in (COLLECTIONS, UNIHAN) if not path.exists()]
    if missing:
        print(f"not there: {', '.join(missing)}; install the Debian packages fonts-noto-cjk and unicode-data", file=sys.stderr)
        return 2
    characters = list_characters(UNIHAN)
    for weight in WEIGHTS:
        file = make_font(weight, characters)
        print(f"{file.name}: {file.stat().st_size:,} bytes, {len(TTFont(file).getBestCmap()):,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
