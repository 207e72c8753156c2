"""Undo what sites do to a page against copying: pinyin in brackets, doubled punctuation, traditional characters.

Each mend is a `Change` of the text at hand; whether a page was garbled at all is decided from the whole page.
The pinyin is a checksum: a bracket is taken off only where it is a reading of the character before it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby

import opencc
from pypinyin import Style, pinyin

from analysis.corpus.aligned import Change

HANZI = "㐀-䶿一-鿿豈-﫿"
_BRACKET = re.compile(rf"(?P<char>[{HANZI}])(?P<bracket>[(（](?P<reading>[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ]{{1,6}})[)）])")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]")
_DOUBLED = re.compile(r"[,，](?=[,，。、;；:：.．!！?？])")
_STOP_DECIMAL = re.compile(r"(?<=[0-9０-９])。(?=[0-9０-９]{1,2}(?![0-9０-９]))")
_DECIMAL = re.compile(r"[0-9０-９][.．][0-9０-９]")
_BRACKETS_PROVE = 3  # fewer toneless brackets could be an author's own gloss
_DOUBLED_PROVE = 3
_STOPS_PROVE = 3
_TRADITIONAL_PROVE = 0.02  # a simplified page has hardly a character that only traditional script writes; a quoted shop name may


@cache
def _readings(char: str) -> frozenset[str]:
    """Return all readings of `char`, toned and toneless, of its traditional and its simplified form."""
    forms = {char, to_simplified(char)}
    toned = {reading for form in forms for reading in pinyin(form, style=Style.TONE, heteronym=True)[0]}
    return frozenset(toned | {_strip_tone(reading) for reading in toned})


def _strip_tone(reading: str) -> str:
    decomposed = unicodedata.normalize("NFD", reading)
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn" or char == "̈").replace("ü", "v")


def find_pinyin(text: str) -> list[Change]:
    """Return the pinyin brackets to take off: those that read the character before them; none where a page shows too few to be garbled."""
    agreeing = [match for match in _BRACKET.finditer(text) if _agrees(match)]
    toned = any(_TONED.search(match["reading"]) for match in agreeing)
    if not toned and len(agreeing) < _BRACKETS_PROVE:
        return []
    return [Change(*match.span("bracket"), "", "pinyin") for match in agreeing]


def find_doubted_pinyin(text: str) -> list[tuple[int, int]]:
    """Return the characters of a garbled page, with their brackets, whose reading disagrees: the character is not to be trusted."""
    return [match.span() for match in _BRACKET.finditer(text) if _TONED.search(match["reading"]) and not _agrees(match)]


def _agrees(match: re.Match[str]) -> bool:
    reading = match["reading"]
    return reading in _readings(match["char"]) or _strip_tone(reading) in _readings(match["char"])


def find_doubled_punctuation(text: str) -> list[Change]:
    """Return the commas that were put before another mark; none where the page has so few that they are slips of its author."""
    found = [Change(*match.span(), "", "punctuation") for match in _DOUBLED.finditer(text)]
    return found if len(found) >= _DOUBLED_PROVE else []


def find_stop_decimals(text: str) -> list[Change]:
    """Return the full stops that stand for a decimal point (2200。4亿元): only where the page shows several and no ordinary decimal."""
    found = [Change(*match.span(), ".", "punctuation") for match in _STOP_DECIMAL.finditer(text)]
    return found if len(found) >= _STOPS_PROVE and not _DECIMAL.search(text) else []


def is_traditional(text: str) -> bool:
    """Return whether `text` is written in traditional characters, wholly or mostly."""
    converted = to_simplified(text)
    hanzi = sum(1 for char in text if "一" <= char <= "鿿")
    changed = sum(1 for old, new in zip(text, converted, strict=False) if old != new)
    return hanzi > 0 and len(converted) == len(text) and changed / hanzi > _TRADITIONAL_PROVE


def find_traditional(text: str) -> list[Change]:
    """Return one change for each run of characters that simplified script writes otherwise."""
    if not is_traditional(text):
        return []
    converted = to_simplified(text)
    differs = [old != new for old, new in zip(text, converted, strict=True)]
    changes = []
    for different, run in groupby(range(len(text)), key=differs.__getitem__):
        places = list(run)
        if different:
            changes.append(Change(places[0], places[-1] + 1, converted[places[0] : places[-1] + 1], "script"))
    return changes


def to_simplified(text: str) -> str:
    """Return `text` in simplified characters, line by line; a line whose length would change is converted sign by sign."""
    return "".join(_convert_line(line) for line in text.splitlines(keepends=True))


def _convert_line(line: str) -> str:
    converted: str = _converter().convert(line)
    if len(converted) == len(line):
        return converted
    signs = [_converter().convert(char) for char in line]
    return "".join(new if len(new) == 1 else old for old, new in zip(line, signs, strict=True))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")  # Taiwan's table also knows 著 → 着
