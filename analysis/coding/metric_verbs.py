"""Finds the verbs of a clause, leftmost and longest first: those of the lexicon `metric_verbs`, and of the dictionary what is surely one.

A verb is `act` (governs), `act_first` (governs where its phrase opens with it), `pivot` (makes somebody else act: a later verb governs),
`move` (goes somewhere to do what follows), `work` (work of a 政协, noun as often as verb) or `reach` (占).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.coding.metric_dictionary import DictionaryVerbs
from analysis.coding.metric_words import Words
from analysis.coding.tokens import default_tokenizer

_JOINED = re.compile("[、等]|和(?!合|谐|平|美|睦)|及(?!时)|与(?!会)")

_ASPECT = ("了", "过")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb in a text: its place, the word, its kind, and whether it is part of a noun there (调研报告, 采纳率)."""

    start: int
    end: int
    word: str
    kind: str
    nominal: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    blocked_after: tuple[str, ...]
    blocked_before: tuple[str, ...]
    needed_next: tuple[str, ...]

    def allows(self, text: str, start: int, end: int) -> bool:
        if self.blocked_after and text.endswith(self.blocked_after, 0, start):
            return False
        if self.blocked_before and text.startswith(self.blocked_before, end):
            return False
        return not self.needed_next or text.startswith(self.needed_next, end)


class VerbFinder:
    """Finds verbs; built once from the lexicons `metric_verbs` and `metric_words`."""

    def __init__(self, verbs: pd.DataFrame, words: Words) -> None:
        columns = ("blocked_after", "blocked_before", "needed_next")
        self._rules = {
            row["verb"]: _Rule(row["kind"], *(tuple(filter(None, row[column].split("|"))) for column in columns))
            for row in verbs.to_dict("records")
        }
        self._lengths = sorted({len(verb) for verb in self._rules}, reverse=True)
        self._words = words
        self._dictionary = DictionaryVerbs(words, lambda text: default_tokenizer().cut(text))

    def find(self, text: str, start: int, end: int) -> list[Verb]:
        """Return the verbs of `text[start:end]` in order, not overlapping; what follows `end` is seen as context."""
        others = self._dictionary.find(text)
        found: list[tuple[int, int, str]] = []
        at = start
        while at < end:
            length = self._length_at(text, at, end)
            other = others.get(at)
            if other and at + length < other[0] <= end and self._stands_alone(text, at, other[0]):
                found.append((at, *other))
            elif length:
                found.append((at, at + length, self._rules[text[at : at + length]].kind))
            at = found[-1][1] if found and found[-1][1] > at else at + 1
        return self._mark_nouns(text, found, end)

    def is_listed(self, word: str) -> bool:
        """Return whether the word is a verb of the lexicon, and not of the dictionary only."""
        return word in self._rules

    def adverbs(self, text: str, start: int, end: int) -> list[int]:
        """Return the places in `text[start:end]` where an adverb stands before a verb of the dictionary."""
        return [place for place in self._dictionary.adverbs(text) if start <= place < end]

    def _stands_alone(self, text: str, start: int, end: int) -> bool:
        """The dictionary's word is none of the lexicon's, which has its own rules, and takes no character of one (共建设)."""
        if text[start:end] in self._rules and not text.startswith(_ASPECT, end):
            return False
        return all(at + self._length_at(text, at, len(text)) <= end for at in range(start + 1, end))

    def _length_at(self, text: str, at: int, end: int) -> int:
        for length in self._lengths:
            rule = self._rules.get(text[at : at + length]) if at + length <= end else None
            if rule and rule.allows(text, at, at + length) and not self._dictionary.cuts(text, at, at + length):
                return length
        return 0

    def _mark_nouns(self, text: str, places: Sequence[tuple[int, int, str]], end: int) -> list[Verb]:
        verbs: list[Verb] = []
        follower: Verb | None = None
        for start, stop, kind in reversed(places):
            nominal = self._is_noun(text, stop, kind, follower)
            follower = Verb(start, stop, text[start:stop], kind, nominal)
            verbs.append(follower)
        return verbs[::-1]

    def _is_noun(self, text: str, stop: int, kind: str, follower: Verb | None) -> bool:
        if self._words.pattern("act_noun_head").match(text, stop):
            return True
        if kind == "act" and _JOINED.match(text, stop):
            return not (follower and follower.start == stop + 1)  # 旁听、评议等活动 lists nouns; 收集、梳理 lists verbs
        if kind != "work":
            return False
        if follower and follower.start == stop and follower.nominal:
            return True
        return bool(self._words.pattern("noun_head").match(text, stop))
