"""Fills in what a counted phrase leaves out, only from the words of the report itself.

提出建议60条,8条被采纳 (the noun stands before), 像这样的座谈,已开展30余次 (it is pointed back to), A类185件 (a class of proposals),
惠及2000余人 (the people named last), 连续8年举办X (what lasted).
"""

from __future__ import annotations

import re

from analysis.coding.metric_clauses import NUMBER
from analysis.coding.metric_context import Gap
from analysis.coding.metric_phrases import HEADLESS, PhraseReader
from analysis.coding.metric_verbs import Verb, VerbFinder
from analysis.coding.metric_words import Words

_ADVICE_UNITS = frozenset({"条", "件", "篇", "项", "个", "份", "件次"})
_PROPOSAL_UNITS = frozenset({"件", "件次"})
_LONGEST_OBJECT = 40
_VENUES = re.compile(r"等(?:各类|各种|各级)?([^、等，,]{2,8}?)(?:共|累计|先后|已|全年|均)*$")
_LONGEST_CLAUSE = 16
_LONGEST_DEED = 6
_FIELD = re.compile(r"([^，,、的#]{2,6}(?:方面|领域|类))的?$")
_LISTED = re.compile(r"([^、，,：:；;#等]{2,10})等$")
_NAMES_LISTED = re.compile("、")


class GapFiller:
    """Finds elided nouns."""

    def __init__(self, words: Words, reader: PhraseReader, verbs: VerbFinder) -> None:
        self._words = words
        self._reader = reader
        self._verbs = verbs

    def elided_item(self, gap: Gap) -> str | None:
        """Return the noun of a number that has none beside it, or null."""
        pointed = self._pointed_back(gap)
        if pointed:
            return pointed
        if gap.sentence.masked.endswith("其中", gap.phrase.limit, gap.quantity.start):
            return self._inherited(gap)
        headless = self._headless(gap)
        if headless:
            return headless
        if gap.quantity.unit in self._words.person_units:
            return self._people_item(gap)
        topic = self.topic_before_verb(gap)
        if topic:
            return topic
        if gap.quantity.unit in self._words.verbal_units and gap.phrase.follower:
            spoken = self._object_of(gap, gap.phrase.follower)
            if spoken:
                return spoken
        return self._inherited(gap)

    def class_item(self, gap: Gap, item: str) -> str:
        """Return A类提案 for A类, where sentence or report talk of proposals just before."""
        return item + "提案" if gap.quantity.unit in _PROPOSAL_UNITS and self.about_proposals(gap) and not item.endswith("提案") else item

    def venue_item(self, gap: Gap, item: str) -> str:
        """Return 联络站活动 for 开展活动80场 after 工作室等各类联络站."""
        verb, noun = gap.phrase.verb, gap.phrase.noun
        listed = _LISTED.search(gap.sentence.masked[gap.phrase.limit : noun[0]]) if noun else None
        if listed and noun:
            start = noun[0] - len(listed[1]) - 1
            inside = self._verbs.find(gap.sentence.masked, start, noun[0] - 1)
            start = max([start, *(other.end for other in inside if other.kind != "work" and not other.nominal)])
            return gap.sentence.plain(start, noun[0]) + item
        if verb is None or noun is None or gap.phrase.side != "left" or noun[0] < verb.end:
            return item
        venues = _VENUES.search(gap.sentence.masked[gap.phrase.limit : verb.start])
        if not venues:
            return item
        return gap.sentence.plain(gap.phrase.limit + venues.start(1), gap.phrase.limit + venues.end(1)) + item

    def part_item(self, gap: Gap, item: str) -> str:
        """Return 国家级媒体稿件 for 刊发稿件560篇,其中国家级媒体86篇."""
        if item == "提案" and gap.phrase.noun:
            field = _FIELD.search(gap.sentence.masked[gap.phrase.limit : gap.phrase.noun[0]])
            words = re.split("涉及|关于|有关|围绕|聚焦", field[1])[-1] if field else ""
            return words + item
        if not gap.here or gap.phrase.verb or gap.phrase.side != "left":
            return item
        parts = [named for named in gap.here if named.quantity.unit == gap.quantity.unit and named.item]
        opened = max(gap.sentence.masked.rfind("其中", 0, gap.quantity.start), gap.sentence.masked.rfind("包括", 0, gap.quantity.start))
        wholes = [named for named in parts if named.quantity.end <= opened]
        if not wholes or gap.quantity.unit not in _ADVICE_UNITS or item[-1] == (wholes[-1].item or "")[-1]:
            return item
        return item + (wholes[-1].item or "")

    def lasting_item(self, gap: Gap) -> str | None:
        """Return what lasted: the object of the verb after the number, else that of the clause before."""
        topic = self.topic_before_verb(gap)
        if topic:
            return topic
        if gap.phrase.follower and gap.phrase.follower.kind not in ("pivot", "move"):
            named = self._object_of(gap, gap.phrase.follower)
            if named:
                return named
        clause = gap.sentence.clause_at(gap.quantity.start)
        if clause == 0:
            return None
        start, end = gap.sentence.clause_span(clause - 1)
        verbs = [
            verb for verb in self._verbs.find(gap.sentence.masked, start, end) if not verb.nominal and verb.kind in ("act", "pivot", "move")
        ]
        span = self._reader.trim(gap.sentence.masked, verbs[-1].end if verbs else start, end)
        return gap.sentence.plain(*span) if span else None

    def whole_verb(self, gap: Gap) -> Verb | None:
        """Return the verb of 提案全部办复 for the parts that follow: 其中A类185件."""
        clause = gap.sentence.clause_at(gap.quantity.start)
        opened = gap.sentence.masked.rfind("其中", 0, gap.quantity.start)
        if opened < 0:
            return gap.here[-1].verb if gap.here and gap.here[-1].phrase.clause == gap.phrase.clause else None
        start, end = gap.sentence.clause_span(max(0, min(clause, gap.sentence.clause_at(opened)) - 1))
        verbs = [verb for verb in self._verbs.find(gap.sentence.masked, start, end) if not verb.nominal and verb.kind == "act"]
        return verbs[-1] if verbs else None

    def _pointed_back(self, gap: Gap) -> str | None:
        masked = gap.sentence.masked
        clause = gap.sentence.clause_at(gap.quantity.start)
        for place in range(max(0, clause - 2), clause + 1):
            start, end = gap.sentence.clause_span(place)
            found = self._words.search("back", masked, start, min(end, gap.quantity.start))
            if found:
                verbs = [verb.start for verb in self._verbs.find(masked, found.end() + 2, end) if not verb.nominal and verb.kind == "act"]
                stop = min([end, gap.quantity.start, *verbs])
                return gap.sentence.plain(found.end(), stop) or None
        return None

    def _headless(self, gap: Gap) -> str | None:
        """已落实的有122件 and 聚焦改革的13项: the clause keeps its 的, the noun is that of the sentence."""
        masked, limit = gap.sentence.masked, gap.phrase.limit
        before = masked[limit : gap.quantity.start]
        head = self.head(gap) if before.endswith(HEADLESS) else None
        if head is None:
            return None
        end = limit + before.rfind("的")
        start = self._words.strip_start("lead", masked, masked.rfind("、", limit, end) + 1 or limit, end)
        clause = gap.sentence.plain(start, end)
        return f"{clause}的{head}" if 2 <= len(clause) <= _LONGEST_CLAUSE else head

    def head(self, gap: Gap) -> str | None:
        """Return the noun that the sentence or the report before it counts, without its attributes, or null."""
        wholes = [named.item for named in gap.here if named.quantity.unit == gap.quantity.unit and named.item]
        if wholes and "提案" not in wholes[0]:
            return wholes[0].rsplit("的", 1)[-1]
        return "提案" if gap.quantity.unit in (*_PROPOSAL_UNITS, "%") and self.about_proposals(gap) else None

    def about_proposals(self, gap: Gap) -> bool:
        """Return whether sentence or report talk of proposals just before."""
        recent = (named for named in gap.earlier if gap.index - named.sentence <= 2)
        return "提案" in gap.sentence.text or any("提案" in (named.item or "") for named in recent)

    def deed_item(self, gap: Gap) -> str | None:
        """协议引资16亿元: the verb itself names what was reached."""
        masked, end = gap.sentence.masked, gap.quantity.start
        if gap.phrase.verb is None:
            return None
        start = self._words.strip_start("lead", masked, gap.phrase.limit, end)
        return gap.sentence.plain(start, end) if 2 <= end - start <= _LONGEST_DEED else None

    def topic_before_verb(self, gap: Gap) -> str | None:
        """协商会已召开12场: the noun stands before the verb, unless that names who acts."""
        verb = gap.phrase.verb
        if verb is None or verb.kind in ("pivot", "move"):
            return None
        before = [other for other in self._verbs.find(gap.sentence.masked, gap.phrase.limit, verb.start) if not other.nominal]
        start = max([gap.phrase.limit, *(other.end for other in before if other.kind in ("act", "pivot"))])
        span = self._reader.trim(gap.sentence.masked, start, verb.start)
        if span is None or self._words.closes("body", gap.sentence.masked[span[0] : span[1]]):
            return None
        return gap.sentence.plain(*span) if span[1] - span[0] >= 3 else None

    def attending_item(self, gap: Gap, verb: Verb) -> str:
        """邀请部门负责人列席会议65人次: those who came, not the meeting."""
        masked = gap.sentence.masked
        before = [other for other in self._verbs.find(masked, gap.phrase.limit, verb.start) if not other.nominal]
        start = max([gap.phrase.limit, *(other.end for other in before if other.kind in ("act", "pivot"))])
        span = self._reader.trim(masked, start, verb.start)
        return gap.sentence.plain(*span) if span and span[1] - span[0] >= 2 else "参会人员"

    def _people_item(self, gap: Gap) -> str | None:
        follower, end = gap.phrase.follower, gap.phrase.clause[1]
        if follower and self._words.pattern("attend").fullmatch(follower.word):
            return "参会人员" if "会" in gap.sentence.masked[follower.end : end] else "参加人员"
        verb = gap.phrase.verb
        if follower and (verb is None or self._words.pattern("light_verb").fullmatch(verb.word)):
            honoured = self._words.pattern("honour").fullmatch(follower.word)
            many = gap.quantity.unit == "人次"
            spoken = self._object_of(gap, follower) or (follower.word if many else None) if honoured or many else None
            if spoken:
                return spoken
        same = [named for named in gap.here if named.quantity.unit == gap.quantity.unit and named.item]
        if same:
            return same[-1].item
        return self._neighbour(gap) or self._served(gap)

    def honoured_item(self, gap: Gap) -> str | None:
        """Return the honour in 委员甲、乙2人获评“优秀政协委员”: the names before the number are no kind of thing."""
        follower = gap.phrase.follower
        if follower is None or gap.phrase.side != "left" or not self._words.pattern("honour").fullmatch(follower.word):
            return None
        span = gap.phrase.noun
        listed = span is not None and _NAMES_LISTED.search(gap.sentence.masked[span[0] : span[1]])
        return self._object_of(gap, follower) if listed and gap.quantity.unit in self._words.person_units else None

    def _neighbour(self, gap: Gap) -> str | None:
        """23批460人次 count the same guests."""
        before = gap.here[-1] if gap.here else None
        if before is None:
            return None
        return before.item if gap.sentence.masked[before.quantity.end : gap.quantity.start] in ("", "、") else None

    def _served(self, gap: Gap) -> str | None:
        """惠及2000余人: the people served whom the sentence named last, with the word before that belongs to them."""
        people = list(self._words.pattern("served").finditer(gap.sentence.masked, 0, gap.quantity.start))
        return people[-1][0] if people else None

    def _object_of(self, gap: Gap, verb: Verb) -> str | None:
        masked, end = gap.sentence.masked, gap.phrase.clause[1]
        start = self._words.strip_start("lead", masked, verb.end, end)
        edge = self._words.search("edge", masked, start, end)
        stop = min(edge.start() if edge else end, start + _LONGEST_OBJECT)
        span = self._reader.trim(masked, start, stop) if stop > start else None
        if span and NUMBER not in masked[span[0] : span[1]] and span[1] - span[0] >= 2:
            return gap.sentence.plain(*span)
        return verb.word if verb.kind == "work" else None

    def _inherited(self, gap: Gap) -> str | None:
        here = [named for named in gap.here if named.item and named.quantity.kind == "count"]
        same = [named for named in here if named.quantity.unit == gap.quantity.unit]
        if same or here:
            return (same or here)[-1].item
        last = gap.earlier[-1] if gap.earlier else None
        follows = last is not None and gap.index - last.sentence == 1 and last.quantity.unit == gap.quantity.unit
        return last.item if last and follows and gap.quantity.unit in _ADVICE_UNITS else None
