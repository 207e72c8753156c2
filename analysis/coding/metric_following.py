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
ONE_CHARACTER_NOUNS = frozenset("村镇乡县市区校")
_BODY_UNITS = frozenset({"个", "家", "所"})
_PEOPLE_REACH = 4
_BODIES = re.compile("(?:乡镇|镇街|街道|社区|行政村|村|县区|县（市、区）|区县|市州|地市|部门|单位|党派|界别|专委会|企业|小区|园区)的")
_GROUP = re.compile("[^，,；;、#的]{0,4}(?:队|组|团|站|室|岗|中心|基地|平台|机构)")
_GROUP_END = re.compile("(?:分队|服务队|志愿队|小队|小组|服务团|宣讲团)$")
_CLAUSE = re.compile(r"[^，,；;。：:#、的]{2,14}的(?=[^的，,；;。：:#、有是占])")
_MEMBERS = re.compile("委员|常委|党员|干部|学员|骨干")  # 5名驻村委员
_PEOPLE = re.compile("[^，,；;。：:#、的]{0,4}(?:委员|常委|党员|代表|干部|学员|职工|骨干|人士|人员|专家)")


class FollowingNoun:
    """Reads what a number is followed by."""

    def __init__(self, words: Words, verbs: VerbFinder) -> None:
        self._words = words
        self._verbs = verbs

    def read(self, masked: str, bounds: tuple[int, int], unit: str | None, bare_verb: bool) -> tuple[int, int] | None:
        """Return the span of the noun phrase between `bounds`, or null.

        `bare_verb`: a verb governs the number and nothing stands between them (召开1次…).
        """
        counts_events = unit in self._words.verbal_units
        start, stop = bounds
        start += masked.startswith("的", start)
        start += len(masked[start:stop]) - len(masked[start:stop].lstrip(BRACKET))
        if masked.startswith(_CONNECTIVES, start):
            return None
        start = self._behind_clause(masked, start, stop)
        end = self._graded(masked, start, stop) if unit in self._words.person_units else 0
        end = end or self._end(masked, (start, stop), unit, bare_verb and counts_events)
        end = self._words.strip_end("after_noun", masked, start, end)
        if end < stop or masked[stop : stop + 1] == NUMBER:
            end = self._words.strip_end("tail", masked, start, end)
        while end > start and masked[end - 1] in " \u3000、":
            end -= 1
        whose = _BODIES.match(masked, start, end)
        if whose:  # 9个乡镇的议事会: the townships are counted
            return start, whose.end() - 1
        found = _ATTRIBUTE.search(masked[start:end])
        start += found.end() if found else 0
        return (start, end) if end - start >= 2 or masked[start:end] in ONE_CHARACTER_NOUNS else None

    def _behind_clause(self, masked: str, start: int, stop: int) -> int:
        """5名履职不力的委员: a clause that begins with a verb says which ones; the noun stands behind its 的."""
        clause = _CLAUSE.match(masked, start, stop)
        if clause is None:
            return start
        verbs = [verb.start for verb in self._verbs.find(masked, start, clause.end()) if not verb.nominal]
        return clause.end() if start in [*verbs[:1], *self._verbs.adverbs(masked, start, clause.end())] else start

    def _graded(self, masked: str, start: int, stop: int) -> int:
        """20名履职优秀委员: the verb says what the people are good at; return where they end, or 0."""
        verb = next(iter(self._verbs.find(masked, start, stop)), None)
        if verb is None or verb.start != start or verb.nominal:
            return 0
        people = (_PEOPLE if verb.kind == "work" else _MEMBERS).match(masked, verb.end, stop)
        return people.end() if people and not self._verbs.find(masked, verb.end, people.end()) else 0

    def _end(self, masked: str, bounds: tuple[int, int], unit: str | None, verb_inside: bool) -> int:
        start, stop = bounds
        counts_events = unit in self._words.verbal_units
        ends = [stop, *(place for place in self._verbs.adverbs(masked, start, stop) if place == start or place - start >= 2)]
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
                ends += self._noun_ends(masked, (start, stop), verb, unit)
        return min(ends)

    def _may_open(self, masked: str, verb: Verb, verb_inside: bool) -> bool:
        return verb_inside or masked.startswith("提案", verb.end)  # 198件立案提案

    def _acts(self, masked: str, start: int, verb: Verb, stop: int) -> bool:
        """12个村结对, 8个县区考察30次, 9个党支部联系委员60名: the verb tells what they did, or what was done there."""
        before, rest = masked[start : verb.start], masked[verb.end : stop]
        if before in ONE_CHARACTER_NOUNS:
            return True
        number_next = masked.startswith(NUMBER, stop)
        place = self._words.closes("body", before.rstrip(BRACKET)) is not None
        return number_next and place and (not rest or len(rest) >= 2)

    def _noun_ends(self, masked: str, bounds: tuple[int, int], verb: Verb, unit: str | None) -> list[int]:
        """Return where the phrase ends on account of a verb inside it, if it does."""
        start, stop = bounds
        counts_people = unit in self._words.person_units | _BODY_UNITS
        if verb.kind == "work" and verb.end == stop and unit in self._words.verbal_units:
            return []  # 6场专家辅导
        if verb.kind == "act" or masked.startswith(("了", "给"), verb.end):
            return [verb.start]
        if verb.kind == "work" and not counts_people and _GROUP.match(masked, verb.end, stop):
            return []  # 38支委员服务小分队
        if verb.kind == "work" and not counts_people and _GROUP_END.search(masked[start : verb.start]):
            return [verb.start]  # 12支服务队义诊
        people = [found.end() for found in self._words.pattern("person").finditer(masked, start, verb.start)]
        if people and verb.start - people[-1] <= (_PEOPLE_REACH if counts_people else 0):  # 12名港澳委员回乡考察
            return [people[-1]]
        if verb.kind == "pivot" and verb.start - start >= 2 and self._words.closes("body", masked[start : verb.start]):
            return [verb.start]  # 5个党派市委联合调研7次
        if verb.kind == "work" and self._acts(masked, start, verb, stop):
            return [verb.start]
        serves = verb.kind == "work" and self._words.pattern("served").match(masked, verb.end) is not None
        return [verb.start] if serves and verb.start - start >= 3 else []
