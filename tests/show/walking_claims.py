"""What a piece of evidence must hold to count: a unit, a mend, a number, a theme, a word, a practice, a chain.

Each claim is read off the characters anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

import pandas as pd

from analysis.coding.loops import default_finder
from analysis.coding.theme_matching import MatchingForm
from analysis.coding.themes import default_coder
from analysis.corpus.clean import clean_text
from tests.show.walking import Book, Piece, Row

Claim = Callable[[Book, Row, Piece], bool]


def is_unit(book: Book, row: Row, piece: Piece) -> bool:
    return any((unit.start, unit.end, unit.role) == (piece.start, piece.end, row["role"]) for unit in book.units[piece.source])


@cache
def _mends(text: str) -> dict[tuple[int, int, str], str | None]:
    return {(edit.start, edit.end, edit.kind): edit.after for edit in clean_text(text).edits}


def is_mend(book: Book, row: Row, piece: Piece) -> bool:
    if row["kind"] == "join":
        return book.raw(*piece[:3]).isspace()
    return (piece.start, piece.end, row["kind"]) in _mends(book.texts[piece.source])


def is_lost(book: Book, row: Row, piece: Piece) -> bool:
    return _mends(book.texts[piece.source])[piece.start, piece.end, row["kind"]] is None


def is_number(book: Book, row: Row, piece: Piece) -> bool:
    book.read_number(piece)
    metric = book.metrics[piece.source, piece.start, piece.end]
    return metric["indicator"] == row["indicator"] if "indicator" in row else not metric["repeat"]


_BASES = {"unspecified": None, "answer_rate": "answered", "completion_rate": "completed", "handling_rate": "handled"}


def is_statistic(book: Book, row: Row, piece: Piece) -> bool:
    """A number of proposals on the basis that the statistic is named after."""
    book.read_number(piece)
    basis = book.metrics[piece.source, piece.start, piece.end]["basis"]
    return (None if pd.isna(basis) else basis) == _BASES.get(row["statistic"], row["statistic"])


@cache
def _theme_terms(theme: str) -> frozenset[str]:
    return frozenset(term for rule in default_coder().rules if rule.theme == theme for term in rule.terms)


def has_theme(column: str) -> Claim:
    """The slice holds a term of the theme, and the coder finds the theme in its sentence again, with the report around it."""

    def claim(book: Book, row: Row, piece: Piece) -> bool:
        text = MatchingForm(book.mended(*piece[:3])).text
        coded = book.themes[book.sentence_at(piece)]
        return row[column] in coded and any(term in text for term in _theme_terms(row[column]))

    return claim


def has_both(book: Book, row: Row, piece: Piece) -> bool:
    return has_theme("theme")(book, row, piece) and has_theme("other")(book, row, piece)


def is_word(book: Book, row: Row, piece: Piece) -> bool:
    return book.mended(*piece[:3]) == row["text"]


def is_word_elsewhere(book: Book, row: Row, piece: Piece) -> bool:
    return is_word(book, row, piece) and book.report_at(piece) != row["report"]


def is_practice(book: Book, row: Row, piece: Piece) -> bool:
    """The slice and the name are one name: the letters of one stand in the other, in order; without a name, the kind is the mention's."""
    if "name" not in row:
        return row["kind"] in _kinds(book)[piece.source, piece.start, piece.end]
    shorter, longer = sorted((_letters(book.mended(*piece[:3])), _letters(row["name"])), key=len)
    rest = iter(longer)
    return all(letter in rest for letter in shorter)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def _kinds(book: Book) -> dict[tuple[str, int, int], set[str]]:
    """Place of a mention → the kind that most mentions of its name in the corpus have; of equals any."""
    mentions = book.tables.practices.to_dict("records")
    counts: dict[str, Counter[str]] = {}
    for row in mentions:
        counts.setdefault(row["name"], Counter())[row["kind"]] += 1
    kinds: dict[tuple[str, int, int], set[str]] = {}
    for row in mentions:
        most = max(counts[row["name"]].values())
        named = {kind for kind, count in counts[row["name"]].items() if count == most}
        kinds.setdefault((row["source"], row["start"], row["end"]), set()).update(named)
    return kinds


def is_chain(book: Book, row: Row, piece: Piece) -> bool:
    """Whether the finder reads this chain at its very place in its sentence, with its steps and its end."""
    sentence = book.sentence_at(piece)
    before = len(book.mended(piece.source, sentence.start, piece.start).lstrip())
    after = before + len(book.mended(*piece[:3]))
    chains = {(loop.start, loop.end, "→".join(loop.steps), str(loop.closed)) for loop in default_finder().find(sentence.text)}
    return (before, after, row["chain"], row["closed"]) in chains
