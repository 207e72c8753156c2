"""Reads the noun phrase that follows a number (12个调研组, 30篇调研报告得到重视) and where it ends.

It ends at a pause, a function word (lexicon `metric_words`, kind edge) or a verb; a verb may be part of it (6篇调研报告, 198件立案提案).
"""

from __future__ import annotations

import re

from analysis.coding.metric_clauses import BRACKET, NAME, NUMBER
from analysis.coding.metric_verbs import Verb, VerbFinder
from analysis.coding.metric_words import Words

_ATTRIBUTE = re.compile(r"(?<!党)(?<!中国)的(?=[^的]{2,}$)")
_CONNECTIVES = ("和", "及", "与", "以及", "、")
_PLACES = frozenset("村镇乡县市区校")  # nouns of one character
_PEOPLE_REACH = 4


class FollowingNoun:
    """Reads what a number is followed by."""

    def __init__(self, words: Words, verbs: VerbFinder) -> None:
        self._words = words
        self._verbs = verbs

    def read(self, masked: str, bounds: tuple[int, int], bare_verb: bool, counts_events: bool) -> tuple[int, int] | None:
        """Return the span of the noun phrase between `bounds`, or null.

        `bare_verb`: a verb governs the number and nothing stands between them (召开1次…); `counts_events`: the unit is 次, 场, 期 …
        """
        start, stop = bounds
        start += masked.startswith("的", start)
        start += len(masked[start:stop]) - len(masked[start:stop].lstrip(BRACKET))
        if masked.startswith(_CONNECTIVES, start):
            return None
        end = self._end(masked, (start, stop), bare_verb and counts_events, counts_events)
        end = self._words.strip_end("after_noun", masked, start, end)
        if end < stop or masked[stop : stop + 1] == NUMBER:
            end = self._words.strip_end("tail", masked, start, end)
        while end > start and masked[end - 1] in " \u3000、":
            end -= 1
        found = _ATTRIBUTE.search(masked[start:end])
        start += found.end() if found else 0
        return (start, end) if end - start >= 2 or masked[start:end] in _PLACES else None

    def _end(self, masked: str, bounds: tuple[int, int], verb_inside: bool, counts_events: bool) -> int:
        start, stop = bounds
        ends = [stop]
        verbs = self._verbs.find(masked, start, stop)
        opening = verbs[0].end if verb_inside and verbs and verbs[0].start == start else start
        edge = self._words.search("edge", masked, opening, stop)
        if edge:
            ends.append(edge.start())
        name = masked.find(NAME, start, stop)
        if name > start and self._words.closes("person", masked[start:name]):  # 12名委员“组团”进驻
            ends.append(name)
        comma = masked.find("、", start, stop)
        if comma >= 0 and masked[stop : stop + 1] == NUMBER and not masked.endswith(_CONNECTIVES, comma + 1, stop):
            ends.append(comma)
        for verb in verbs:
            if verb.nominal:
                continue
            opens = verb.start == start
            if opens and not self._may_open(masked, verb, verb_inside or (verb.kind == "work" and counts_events)):
                ends.append(start)
            elif not opens:
                ends += self._noun_ends(masked, (start, stop), verb)
        return min(ends)

    def _may_open(self, masked: str, verb: Verb, verb_inside: bool) -> bool:
        return verb_inside or masked.startswith("提案", verb.end)  # 198件立案提案

    def _acts(self, masked: str, start: int, verb: Verb, stop: int) -> bool:
        """12个村结对, 8个县区考察30次, 9个党支部联系委员60名: the verb tells what they did, or what was done there."""
        before, rest = masked[start : verb.start], masked[verb.end : stop]
        if before in _PLACES:
            return True
        number_next = masked.startswith(NUMBER, stop)
        place = self._words.closes("body", before.rstrip(BRACKET)) is not None
        return number_next and place and (not rest or len(rest) >= 2)

    def _noun_ends(self, masked: str, bounds: tuple[int, int], verb: Verb) -> list[int]:
        """Return where the phrase ends on account of a verb inside it, if it does."""
        start, stop = bounds
        if verb.kind == "act" or masked.startswith(("了", "给"), verb.end):
            return [verb.start]
        people = [found.end() for found in self._words.pattern("person").finditer(masked, start, verb.start)]
        if people and verb.start - people[-1] <= _PEOPLE_REACH:  # 12名港澳委员回乡考察
            return [people[-1]]
        if verb.kind == "work" and self._acts(masked, start, verb, stop):
            return [verb.start]
        serves = verb.kind == "work" and self._words.pattern("served").match(masked, verb.end) is not None
        return [verb.start] if serves and verb.start - start >= 3 else []
