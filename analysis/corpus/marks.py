"""Marks that stand on a text without being part of it, and places where a text was lost.

Marks (HTML entities, invisible characters, footnote numbers) are taken off. Lost places are only marked: nothing is put there.
"""

from __future__ import annotations

import html
import re

from analysis.corpus.aligned import Change
from analysis.corpus.degarble import HANZI

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
_FOOTNOTE = re.compile(
    rf"(?<=[{HANZI}”’》）)])(?:\[\^?\d{{1,3}}\]|〔\d{{1,3}}〕|［\d{{1,3}}］|\[注\d{{0,3}}\])|(?<=[{HANZI}”’》）)])[①-⑳](?=[。，、；：,;:]|$)",
    re.M,
)
_EMPHASIS = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*")
_LOSSY_PROVE = 2
# Where bytes were lost, what stands between two question marks is debris, and digits right after may be.
_LOST_BYTES = re.compile(r"[?\ufffd]+(?:[^\s，。；：、,.;:?\ufffd]{0,8}[?\ufffd]+)*[0-9]*")
_NO_SIGNS = re.compile("[\ue000-\uf8ff]+")  # no character stands at these; where bytes were lost they are debris as well
_UNITS = "件条个次场人名项篇份期处家户间亿万元吨亩%％年"
_DAMAGE = (
    ("replacement", re.compile("\ufffd+")),
    ("lost group", re.compile(r"[0-9０-９.]*(?:\$\d\.?)+[0-9０-９.]*")),
    ("masked", re.compile(rf"(?<=[{HANZI}0-9，,、（(—∶“])[*＊×□Xx_]{{1,8}}(?:[.．][*＊×□Xx_]{{1,4}})?(?=[余多]?[{_UNITS}])|[*＊]{{2,}}")),
    ("question marks", re.compile(rf"[?？]{{2,}}(?=[0-9{HANZI}])|(?<=\d)\?(?=[{HANZI}])")),
    ("broken end", re.compile(r"[?？][!！][?？]")),
    ("rate without number", re.compile(r"(?<=[率达到为长降升占比至])[.．]?[%％](?![0-9])")),
    ("unit without number", re.compile(rf"(?<=[{HANZI}])[.．](?=亿|万|倍|个百分点|[%％])")),
)  # fmt: skip


def find_entities(text: str) -> list[Change]:
    """Return one change for each HTML entity that stands in the text as it is written."""
    found = []
    for match in _ENTITY.finditer(text):
        sign = html.unescape(match.group())
        if sign != match.group():
            found.append(Change(*match.span(), sign, "entity"))
    return found


def find_layout(text: str) -> list[Change]:
    """Return the characters that have no shape, and the asterisks of Markdown's bold, where they come in pairs on a line."""
    invisible = [Change(*match.span(), "", "layout") for match in _INVISIBLE.finditer(text)]
    return invisible + [change for line in re.finditer(r".+", text) for change in _bold_marks(line)]


def _bold_marks(line: re.Match[str]) -> list[Change]:
    marks = list(_EMPHASIS.finditer(line.group()))
    if len(marks) < 2 or len(marks) % 2 or "***" in line.group():
        return []
    return [Change(line.start() + mark.start(), line.start() + mark.end(), "", "layout") for mark in marks]


def find_footnotes(text: str) -> list[Change]:
    """Return the footnote numbers that hang on a word."""
    return [Change(*match.span(), "", "footnote") for match in _FOOTNOTE.finditer(text)]


def find_damage(text: str) -> list[tuple[int, int]]:
    """Return the spans at which characters were lost or masked, sorted and without overlap."""
    patterns = [pattern for _, pattern in _DAMAGE]
    if len(re.findall(rf"[?]{{2,}}|\ufffd|[0-9]\?(?=[{HANZI}])", text)) >= _LOSSY_PROVE:
        patterns += [_LOST_BYTES, _NO_SIGNS]
    spans = sorted(match.span() for pattern in patterns for match in pattern.finditer(text))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
