"""Names what a sentence is about, for numbers whose noun nobody tells beside them.

“圆桌会”是老品牌,去年办了22期 (the subject), 扩建议事室,总数增至2780个 (the object of the clause before), 和商员开会11场 (the deed itself).
"""

from __future__ import annotations

import re

from analysis.coding.metric_clauses import NUMBER
from analysis.coding.metric_context import Gap
from analysis.coding.metric_phrases import EACH, EVENT_UNITS, PhraseReader
from analysis.coding.metric_verbs import Verb, VerbFinder
from analysis.coding.metric_words import Words

_ATTENDED = "参会人员"
_PREPOSITIONS = tuple("从在以由经为对把将让按据与同")
_IS = re.compile("是|成了|成为")
_QUOTED = re.compile("“([^”]{2,10})”")
_BY_WHOM = re.compile("被(?!子|单|动)")
_FIRMS = ("企业", "商户")
_CLAUSES_BACK = 4
_SHORT_SUBJECT = 2
_LONGEST_TOPIC = 14
_TURNED = re.compile(
    "(?:转为|转化为|转成|改为|整理成|整理为|形成|编成|写成|汇编成)([^的，,、#]{2,8}?)(?:上报|报送|报出|办理|处理)?的[^的]{0,3}$"
)


class TopicFinder:
    """Finds the topic of a sentence."""

    def __init__(self, words: Words, reader: PhraseReader, verbs: VerbFinder) -> None:
        self._words = words
        self._reader = reader
        self._verbs = verbs

    def turned_item(self, gap: Gap) -> str | None:
        """Return 提案 for 转为提案的83件: what things were turned into is counted."""
        limit = gap.phrase.clause[0]
        found = _TURNED.search(gap.sentence.masked[limit : gap.quantity.start])
        return gap.sentence.plain(limit + found.start(1), limit + found.end(1)) if found else None

    def deed(self, gap: Gap) -> str | None:
        """Return 开会 for 开会11场: a verb of no list that stands right before the number names the event."""
        verb = gap.phrase.verb
        if verb is None or gap.quantity.unit not in EVENT_UNITS or verb.end != gap.quantity.start or self._verbs.is_listed(verb.word):
            return None
        return verb.word if len(verb.word) > 1 else None

    def opened(self, gap: Gap) -> str | None:
        """开设“西山夜读”,由委员轮流领读,开班18期: the series that the sentence named last in quotes."""
        quoted = [span for span in gap.sentence.names if span[1] <= gap.quantity.start and gap.sentence.text[span[0]] in "“「"]
        return gap.sentence.plain(*quoted[-1]) if quoted and gap.quantity.unit in self._words.verbal_units else None

    def topic_before_verb(self, gap: Gap) -> str | None:
        """协商会已召开12场: the noun stands before the verb, unless that names who acts."""
        verb = gap.phrase.verb
        if verb is None or verb.kind in ("pivot", "move") or EACH.search(gap.sentence.masked[gap.phrase.limit : verb.start]):
            return None
        if _BY_WHOM.search(gap.sentence.masked, gap.phrase.limit, verb.start):
            return None
        before = [other for other in self._verbs.find(gap.sentence.masked, gap.phrase.limit, verb.start) if not other.nominal]
        start = max([gap.phrase.limit, *(other.end for other in before if other.kind in ("act", "pivot"))])
        span = self._reader.trim(gap.sentence.masked, start, verb.start)
        if span is None or self._words.closes("body", gap.sentence.masked[span[0] : span[1]]):
            return None
        return gap.sentence.plain(*span) if span[1] - span[0] >= 3 else None

    def topic_before_move(self, gap: Gap) -> str | None:
        """委员讲堂走进社区17场: what went there, unless that names who acts."""
        end = gap.phrase.verb.start if gap.phrase.verb else gap.phrase.limit
        span = self._reader.trim(gap.sentence.masked, gap.phrase.limit, end)
        if span is None or span[1] - span[0] < 3 or self._words.closes("body", gap.sentence.masked[slice(*span)]):
            return None
        return gap.sentence.plain(*span)

    def attending_item(self, gap: Gap, verb: Verb) -> str:
        """邀请部门负责人列席会议65人次: those who came, not the meeting."""
        masked = gap.sentence.masked
        before = [other for other in self._verbs.find(masked, gap.phrase.limit, verb.start) if not other.nominal]
        start = max([gap.phrase.limit, *(other.end for other in before if other.kind in ("act", "pivot"))])
        span = self._reader.trim(masked, start, verb.start)
        return gap.sentence.plain(*span) if span and span[1] - span[0] >= 2 else _ATTENDED

    def who_did(self, gap: Gap, verb: Verb) -> str | None:
        """网民参与讨论3.4万人次, 1860名委员进站履职2.3万人次: people are counted, not what they did."""
        told = [named.item for named in gap.here if named.quantity.unit in self._words.person_units and named.item]
        came = self.attending_item(gap, verb)
        return next(reversed(told), None) if came == _ATTENDED else came

    def served(self, gap: Gap) -> str | None:
        """惠及2000余人: the people served whom the sentence named last, with the word before that belongs to them."""
        found = self._words.pattern("served").finditer(gap.sentence.masked, 0, gap.quantity.start)
        people = [who for who in found if who[0] not in _FIRMS or gap.quantity.unit == "家"]
        return people[-1][0] if people else None

    def topic(self, gap: Gap) -> str | None:
        """Return the noun phrase that the clauses before the number are about, the nearest first, or null."""
        clause = gap.sentence.clause_at(gap.quantity.start)
        for place in range(clause, max(-1, clause - _CLAUSES_BACK), -1):
            start, end = gap.sentence.clause_span(place)
            found = self._topic_of(gap, start, min(end, gap.quantity.start))
            if found:
                return found
        alone = gap.quantity.unit in self._words.verbal_units and not gap.here
        quoted = _QUOTED.findall(gap.sentence.around.rsplit("\n", 1)[-1]) if alone else []
        return str(quoted[-1]) if quoted else None

    def _topic_of(self, gap: Gap, start: int, end: int) -> str | None:
        masked = gap.sentence.masked
        number = masked.find(NUMBER, start, end)
        end = number if number >= 0 else end
        if masked.startswith(_PREPOSITIONS, start) or self._words.pattern("frame").match(masked, start, end):
            return None
        start = self._words.strip_start("lead", masked, start, end)
        verbs = [verb for verb in self._verbs.find(masked, start, end) if not verb.nominal]
        stops = [verb.start for verb in verbs] + self._verbs.adverbs(masked, start, end)
        stops += [found.start() for found in (self._words.search("edge", masked, start, end), _IS.search(masked, start, end)) if found]
        subject = self._phrase(gap, start, min([end, *stops]))
        thing = self._phrase(gap, _last_act(verbs).end, end) if verbs and number < 0 else None
        short = subject is not None and len(subject) <= _SHORT_SUBJECT  # 扩面建设议事室
        return (thing or subject) if short else (subject or thing)

    def _phrase(self, gap: Gap, start: int, end: int) -> str | None:
        masked = gap.sentence.masked
        span = self._reader.trim(masked, start, end) if end > start else None
        if span is None or not 2 <= span[1] - span[0] <= _LONGEST_TOPIC or self._words.closes("body", masked[slice(*span)]):
            return None
        return gap.sentence.plain(*span)


def _last_act(verbs: list[Verb]) -> Verb:
    return next((verb for verb in reversed(verbs) if verb.kind in ("act", "act_first")), verbs[-1])
