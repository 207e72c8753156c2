"""A possible mention of a practice, and the words round a quotation that are read to judge it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.coding.practice_quotes import Quotation
from analysis.coding.practice_words import Head

_CLAUSE_BREAK = re.compile(r"[，。；！？,;!?:：…\s]")
BRACKET = re.compile(r"^[（(][^（）()]*[）)]")
WINDOW = 240  # characters before a quotation that are read: clauses are shorter, and a sentence without marks stays linear


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible mention in one sentence: its span, its name as written, its kind, and the strength of its evidence (1–5).

    `is_open`: neither name nor noun says the kind, so that what is told of the practice may.
    """

    start: int
    end: int
    name: str
    kind: str
    rank: int
    quoted: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before a quotation in its clause and what follows it."""

    before: str
    after: str


def is_said(behind: Head, inside: Head) -> bool:
    """Return whether the noun behind says what a name is, whatever it ends in: “江边议事厅”栏目 is a column, “庭院夜谈”议事法 a method."""
    medium = behind.kind in ("lecture", "digital") and inside.kind == "venue"
    return behind.strong and (medium or behind.noun.endswith("法"))


def span_with_noun(quotation: Quotation, after: str, behind: Head | None) -> tuple[int, int]:
    """Return the span of a quotation with the noun behind it and a bracket between them."""
    bracket = BRACKET.match(after)
    return quotation.start, quotation.end + (len(behind.text) + (bracket.end() if bracket else 0) if behind else 0)


def clause_before(text: str, place: int) -> str:
    """Return the clause up to `place`, the inside of earlier quotations left out."""
    return _CLAUSE_BREAK.split(re.sub(r"[“‘「『][^“”]*[”’」』]", "", text[max(0, place - WINDOW) : place]))[-1]
