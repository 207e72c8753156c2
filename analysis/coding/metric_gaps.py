"""Fills in what a counted phrase leaves out, only from the words of the report itself.

提出建议60条,8条被采纳 (the noun stands before), 像这样的座谈,已开展30余次 (it is pointed back to), A类185件 (a class of proposals),
惠及2000余人 (the people named last), 连续8年举办X (what lasted).
"""

from __future__ import annotations

import re
from os.path import commonprefix

from analysis.coding.metric_clauses import NUMBER
from analysis.coding.metric_context import Gap
from analysis.coding.metric_phrases import HEADLESS, PhraseReader
from analysis.coding.metric_topics import TopicFinder
from analysis.coding.metric_verbs import Verb, VerbFinder
from analysis.coding.metric_words import Words

ADVICE_UNITS = frozenset({"条", "件", "篇", "项", "个", "份", "件次"})
PROPOSAL_UNITS = frozenset({"件", "件次"})
_HEADS = frozenset({"人", "名", "位"})
_LONGEST_OBJECT = 40
_LONGEST_CLAUSE = 16
_LONGEST_DEED = 6
_LONGEST_TOPIC = 16
_LASTS = re.compile("(?:班|会|营|展|节|活动|行动|培训|调研|视察|监督|宣讲|协商|集训|轮训)$")
_PART = re.compile("(?:其中|目前|现|已|有|约|近|超过|超|逾|[，,])*")
_NAMES_LISTED = re.compile("、")


class GapFiller:
    """Finds elided nouns."""

    def __init__(self, words: Words, reader: PhraseReader, verbs: VerbFinder) -> None:
        self._words = words
        self._reader = reader
        self._verbs = verbs
        self.topics = TopicFinder(words, reader, verbs)

    def elided_item(self, gap: Gap) -> str | None:
        """Return the noun of a number that has none beside it, or null."""
        pointed = self._pointed_back(gap)
        if pointed:
            return pointed
        rest = self._words.closes("rest", gap.sentence.masked[gap.phrase.limit : gap.quantity.start])
        if rest:
            return _other_of(gap, rest) or self._inherited(gap)
        headless = self.topics.turned_item(gap) or self._headless(gap)
        if headless:
            return headless
        if gap.quantity.unit in self._words.person_units:
            return self._people_item(gap)
        topic = self.topics.topic_before_verb(gap)
        if topic:
            return topic
        follower = gap.phrase.follower
        received = self._words.pattern("light_verb").match(gap.sentence.masked, gap.quantity.end)  # 8期获批示
        if gap.quantity.unit in self._words.verbal_units and follower and not received:
            spoken = self._object_of(gap, follower)
            if spoken:
                return spoken
        return self._inherited(gap) or self.topics.topic(gap)

    def work_behind(self, gap: Gap, verb: Verb) -> str | None:
        """Return 监督 for 开展专项监督 at the end of a clause, or null."""
        if not self._words.pattern("opens_work").fullmatch(verb.word):
            return None
        end = gap.phrase.clause[1]
        works = [other for other in self._verbs.find(gap.sentence.masked, verb.end, end) if other.kind == "work"]
        return works[-1].word if works and works[-1].end == end else None

    def part_of_last(self, gap: Gap) -> str | None:
        """有三分之二转化为政策, 其中85%得到采纳: a share of what was counted last, or null."""
        before = gap.sentence.masked[gap.phrase.limit : gap.quantity.start]
        if gap.quantity.kind != "percent" or not _PART.fullmatch(before) or gap.phrase.follower is None:
            return None
        counted = [named for named in gap.here if named.item and named.quantity.kind in ("count", "money")]
        return counted[-1].item if counted else None

    def lasting_item(self, gap: Gap) -> str | None:
        """Return what lasted: the object of the verb after the number, else that of the clause before."""
        topic = self.topics.topic_before_verb(gap)
        if topic:
            return topic
        verbs = [verb for verb in self._verbs.find(gap.sentence.masked, gap.quantity.end, gap.phrase.clause[1]) if not verb.nominal]
        deeds = [verb for verb in verbs if verb.kind not in ("pivot", "move")]
        named = self._object_of(gap, deeds[0], to_number=True) if deeds else None
        if named:
            return named
        clause = gap.sentence.clause_at(gap.quantity.start)
        if clause == 0:
            return None
        start, end = gap.sentence.clause_span(clause - 1)
        verbs = [
            verb for verb in self._verbs.find(gap.sentence.masked, start, end) if not verb.nominal and verb.kind in ("act", "pivot", "move")
        ]
        if not verbs:  # 委员培训班在外地开班,为期5天
            edge = self._words.search("edge", gap.sentence.masked, start, end)
            end = edge.start() if edge else end
            if not _LASTS.search(gap.sentence.masked, start, end):
                return None
        span = self._reader.trim(gap.sentence.masked, verbs[-1].end if verbs else start, end)
        if span is None or NUMBER in gap.sentence.masked[slice(*span)] or span[1] - span[0] > _LONGEST_TOPIC:
            return None
        return gap.sentence.plain(*span)

    def whole_verb(self, gap: Gap) -> Verb | None:
        """Return the verb of 提案全部办复 for the parts that follow: 其中A类185件."""
        clause = gap.sentence.clause_at(gap.quantity.start)
        opened = gap.sentence.masked.rfind("其中", 0, gap.quantity.start)
        if gap.quantity.kind == "percent":
            return None
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
        opening = next((verb for verb in self._verbs.find(masked, start, end) if verb.start == start and verb.kind == "act"), None)
        start = opening.end if opening and end - opening.end >= 2 else start  # 发现办理不实的3件
        clause = gap.sentence.plain(start, end)
        return f"{clause}的{head}" if 2 <= len(clause) <= _LONGEST_CLAUSE else head

    def head(self, gap: Gap) -> str | None:
        """Return the noun that the sentence or the report before it counts, without its attributes, or null."""
        wholes = [n.item for n in gap.here if n.quantity.unit == gap.quantity.unit and n.item and n.quantity.kind != "percent"]
        if wholes and "提案" not in wholes[0]:
            return wholes[-1].rsplit("的", 1)[-1]
        return "提案" if gap.quantity.unit in (*PROPOSAL_UNITS, "%") and self.about_proposals(gap) else None

    def about_proposals(self, gap: Gap) -> bool:
        """Return whether sentence or report talk of proposals just before."""
        recent = (named for named in gap.earlier if gap.index - named.sentence <= 2)
        told = "提案" in gap.sentence.text or any("提案" in (named.item or "") for named in recent)
        return told or "提案" in gap.sentence.around

    def deed_item(self, gap: Gap) -> str | None:
        """协议引资16亿元: the verb itself names what was reached."""
        masked, end = gap.sentence.masked, gap.quantity.start
        if gap.phrase.verb is None:
            return None
        start = self._words.strip_start("lead", masked, gap.phrase.limit, end)
        return gap.sentence.plain(start, end) if 2 <= end - start <= _LONGEST_DEED else None

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
        same = [named.item for named in gap.here if named.quantity.unit == gap.quantity.unit and named.item]
        if same:
            return same[-1]
        others = [named.item for named in gap.here if named.quantity.unit in _HEADS and named.item and named.item.endswith("委员")]
        told = others[-1:] if gap.quantity.unit in _HEADS else []
        return next(iter(told), None) or self._neighbour(gap) or self.topics.served(gap)

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

    def _object_of(self, gap: Gap, verb: Verb, to_number: bool = False) -> str | None:
        masked, end = gap.sentence.masked, gap.phrase.clause[1]
        number = masked.find(NUMBER, verb.end, end) if to_number else -1
        end = number if number >= 0 else end
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
        deed = None if same else self.topics.deed(gap)
        if not same and gap.quantity.unit in PROPOSAL_UNITS and self.about_proposals(gap):
            return "提案"
        topic = None if same or deed else self.topics.topic(gap)
        if same or here or deed:
            return deed or topic or self._base((same or here)[-1].item)
        last = gap.earlier[-1] if gap.earlier else None
        follows = last is not None and gap.index - last.sentence == 1 and last.quantity.unit == gap.quantity.unit
        return self._base(last.item) if last and follows and gap.quantity.unit in ADVICE_UNITS else None

    def _base(self, item: str | None) -> str | None:
        """Return 提案 for 办结提案: what was done with the others is not said of these."""
        handled = item is not None and item.endswith("提案") and self._words.pattern("elided").fullmatch(item.removesuffix("提案"))
        return "提案" if handled else item


def _other_of(gap: Gap, rest: str) -> str | None:
    """Return 其他提案 for 其他60件 after 立案提案320件、经济类提案120件: what the numbers before have in common."""
    told = [named.item for named in gap.here if named.item and named.quantity.unit == gap.quantity.unit]
    if rest not in ("其他", "其它") or len(told) < 2:
        return None
    shared = (commonprefix([told[-1][::-1], item[::-1]])[::-1] for item in told[:-1])
    return min((f"其他{head}" for head in shared if len(head) >= 2), key=len, default=None)
