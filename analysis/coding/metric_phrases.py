"""Finds the noun phrase that a number counts, by punctuation, verbs and function words.

Chinese reports put the counted noun before the number (召开会议4次) or after it (4次会议); `PhraseReader` decides which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.coding.metric_clauses import BRACKET, NAME, NUMBER, MaskedSentence
from analysis.coding.metric_following import ONE_CHARACTER_NOUNS, FollowingNoun
from analysis.coding.metric_governors import GovernorChooser
from analysis.coding.metric_verbs import Verb, VerbFinder
from analysis.coding.metric_words import Words
from analysis.coding.quantities import Quantity

Span = tuple[int, int]
HEADLESS = (
    "的",
    "的有",
    "的共",
    "的共有",
    "的为",
    "的达",
    "的达到",
    "的超过",
    "的就有",
    "的已有",
)  # 聚焦改革的有13项: the noun is left out
EVENT_UNITS = frozenset({"次", "场", "场次", "轮", "批次", "件次", "趟", "回"})
_ET_CETERA = re.compile(r"等(?!级|次|额|候|待)(?=[^等]*$)")
_ATTRIBUTE = re.compile(r"(?<!党)(?<!中国)的(?=[^的]{2,}$)")
_PREPOSITION = re.compile("[赴到入在、]|向(?!导)|为(?!民)|对(?!口|接|策|外|台)|累计|先后|深入")
_PAUSES = frozenset(("", "、", "，", ",", "；", ";", "。", "（", "("))
EACH = re.compile("(?:各|各自|每人|每位)[^，,；;、#]{0,6}$")
_TAKES = re.compile("(?:[对就]|针对|围绕|聚焦|将|把)(?!口|接|策)")
_ALSO = ("和", "与", "以及", "、")
_PLACE = re.compile(r"[^、#□○]{1,6}(?:[市县区镇乡州省]|街道|社区|园区)|沿[线江河]|周边|辖区|下辖")
_FOR_WHOM = ("为", "着", "领着", "带着")
_SHORT_BRACKET = 4  # 工作站（室）
_LONG_PHRASE = 14
_LONG_SUBJECT = 10


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was read around one number: its clause, where the reading began, the governing verb before it, the noun phrase
    (null where elided), the side on which that stands, where the reading ended, and the first verb after it."""

    clause: Span
    limit: int
    verb: Verb | None
    noun: Span | None
    side: str
    end: int
    follower: Verb | None


class PhraseReader:
    """Reads the phrase around each number of a sentence."""

    def __init__(self, words: Words, verbs: VerbFinder) -> None:
        self._words = words
        self._verbs = verbs
        self._governors = GovernorChooser(words, verbs)
        self._following = FollowingNoun(words, verbs)

    def read(self, sentence: MaskedSentence, quantities: Sequence[Quantity]) -> list[Phrase]:
        """Return one phrase per quantity, in order."""
        phrases: list[Phrase] = []
        for number, quantity in enumerate(quantities):
            clause = sentence.clause_span(sentence.clause_at(quantity.start))
            limit = max(clause[0], phrases[-1].end) if phrases else clause[0]
            following = quantities[number + 1].start if number + 1 < len(quantities) else clause[1]
            phrases.append(self._read_one(sentence.masked, quantity, clause, (limit, min(clause[1], following))))
        return _share_followers(sentence.masked, quantities, phrases)

    def trim(self, masked: str, start: int, end: int) -> Span | None:
        """Return the noun phrase in a span, or null: function words, the list before 等 and the clauses before 的 are taken off."""
        start = self._trim_start(masked, start, end)
        while end > start and masked[end - 1] in " \u3000":
            end -= 1
        end = self._words.strip_end("tail", masked, start, end)
        end = _cut_bracket(masked, start, end)
        for cut in (_ET_CETERA, _ATTRIBUTE):
            found = cut.search(masked[start:end])
            if found and start + found.end() < end:
                start = self._trim_start(masked, start + found.end(), end)
        inner = [found.end() for found in self._words.pattern("inner").finditer(masked, start, end) if end - found.end() >= 2]
        start = self._trim_start(masked, max([start, *inner]), end)
        if masked.startswith(("每个", "每名", "每位", "每家", "每"), start):
            return None  # 平均每个工委11.7场: the noun is that of the number before
        if end - start > _LONG_PHRASE:
            start = _shorten_apposition(masked, start, end)
        return (start, end) if end > start else None

    def _read_one(self, masked: str, quantity: Quantity, clause: Span, bounds: Span) -> Phrase:
        limit, stop = bounds
        taken = self._is_taken(masked, quantity, bounds)
        verb = None if taken else self._governor(masked, limit, quantity)
        start = quantity.start if taken else verb.end if verb else limit
        left = (
            None
            if self._is_run(masked, start, quantity) or self._is_rest(masked, start, quantity)
            else self.trim(masked, start, quantity.start)
        )
        right = self._following.read(masked, (quantity.end, stop), quantity.unit, left is None and verb is not None)
        if left and left[1] - left[0] == 1 and masked[left[0]] not in ONE_CHARACTER_NOUNS:
            one = Verb(*left, masked[slice(*left)], "act", nominal=False)  # 议了三轮
            verb = verb or (one if one.word.isalpha() else None)
            left = None
        if left and self._is_result(masked[left[0] : left[1]], quantity):
            left = None
        elif left is None and verb and self._is_counted_work(masked, verb, right, quantity):
            left = self._counted_work(masked, verb, limit)
        before = masked[start : quantity.start].rstrip()
        headless = before.endswith(HEADLESS)
        open_ended = headless or before.endswith("等") or masked.startswith("的", quantity.end)
        open_ended = open_ended and not self._is_named_before(masked, left, quantity)
        if open_ended and (headless or quantity.unit in self._words.person_units):
            left = None
        if right and quantity.unit in self._words.person_units and before.endswith(_FOR_WHOM):
            left = None
        listed = left is not None and "、" in masked[left[0] : left[1]]  # 法律服务、金融服务3支服务团
        loose = open_ended or listed or verb is None or self._is_apart(masked, left, quantity.start)
        noun, side = (right, "right") if right and (left is None or loose) else (left, "left")
        side = side if noun else "none"
        # 总投资30亿元的项目2个, 亿元以上项目17个: it is the next number that counts the noun
        lends = quantity.kind == "money" and (quantity.bound != "exact" or masked.startswith("的", quantity.end))
        lends |= quantity.kind == "duration" and noun is not None and side == "right" and masked.startswith(NUMBER, noun[1])
        end = limit if lends else noun[1] if noun and side == "right" else quantity.end
        return Phrase(clause, limit, verb, noun, side, end, self._governors.follower(masked, end, clause[1]))

    def _is_taken(self, masked: str, quantity: Quantity, bounds: Span) -> bool:
        """对82件提案开展评议, 对供热、就医3个专题进行监督, 对履职差的6名委员约谈: what stands before the number governs nothing."""
        limit, stop = bounds
        before = masked[limit : quantity.start]
        if self._words.closes("preposition", before):
            return True
        if not _TAKES.match(before):
            return False
        follower = self._governors.follower(masked, quantity.end, stop)
        return follower is not None and (before.endswith("的") or (follower.kind == "act" and follower.start - quantity.end >= 2))

    def _is_named_before(self, masked: str, left: Span | None, quantity: Quantity) -> bool:
        """博士委员112名的专家库: the people are named before the number, though 的 follows it."""
        named = left is not None and self._words.closes("person", masked[slice(*left)]) is not None
        return quantity.unit in self._words.person_units and named and masked.startswith("的", quantity.end)

    def _is_apart(self, masked: str, left: Span | None, end: int) -> bool:
        """驻点服务3个村, 各党派和20名委员, “提案超市”两个模块, 走进城关区12家企业: what stands before
        the number is a verb, another thing, a name, or the place."""
        if left is None:
            return False
        words = masked[left[0] : left[1]]
        if any(verb.kind == "work" and verb.end == left[1] for verb in self._verbs.find(masked, *left)[:1] if verb.start == left[0]):
            return True
        return masked.endswith(_ALSO, left[0], end) or not words.strip(NAME) or _PLACE.fullmatch(words) is not None

    def _is_rest(self, masked: str, start: int, quantity: Quantity) -> bool:
        return self._words.closes("rest", masked[start : quantity.start]) is not None

    def _is_result(self, words: str, quantity: Quantity) -> bool:
        """认领212件,落地197件: what became of them is no thing."""
        return quantity.unit not in self._words.verbal_units and self._words.pattern("result").fullmatch(words) is not None

    def _is_counted_work(self, masked: str, verb: Verb, right: Span | None, quantity: Quantity) -> bool:
        if verb.kind not in ("work", "move") or self._is_result(verb.word, quantity):
            return False
        if verb.kind == "move":
            return quantity.unit in EVENT_UNITS and verb.end == quantity.start  # 上门37趟
        if EACH.search(masked[max(0, verb.start - _LONG_SUBJECT) : verb.start]) and quantity.unit not in EVENT_UNITS:
            return False  # 各副主席督办2件: the noun is that of the number before
        return right is None or quantity.unit in EVENT_UNITS

    def _governor(self, masked: str, limit: int, quantity: Quantity) -> Verb | None:
        """委员对办理结果满意率为98%: inside the name of a rate no verb governs."""
        ended = masked[quantity.end : quantity.end + 1] in _PAUSES
        verb = self._governors.choose(masked, limit, quantity.start, ended or quantity.unit in self._words.verbal_units)
        end = self._words.strip_end("tail", masked, limit, quantity.start)
        if verb and quantity.kind == "percent" and self._words.closes("rate_end", masked[limit:end]):
            return verb if self._words.pattern("rate_verb").fullmatch(verb.word) else None
        return verb

    def _is_run(self, masked: str, start: int, quantity: Quantity) -> bool:
        """连续8年: what stands before a run of years is who did it, not what lasted."""
        before = masked[max(start, quantity.start - 3) : quantity.start]
        return quantity.kind == "duration" and bool(self._words.search("run", before))

    def _counted_work(self, masked: str, verb: Verb, limit: int) -> Span:
        """The noun of 党员集中交流研讨9次 is the whole phrase, that of 委员深入社区宣讲60场 the verb alone."""
        pivots = [other.end for other in self._verbs.find(masked, limit, verb.start) if other.kind == "pivot"]
        start = self._trim_start(masked, max([limit, *pivots]), verb.end)
        before = masked[start : verb.start]
        if len(before) > _LONG_SUBJECT or _PREPOSITION.search(before):
            start = self._chain_start(masked, limit, verb)
        inner = [found.end() for found in self._words.pattern("inner").finditer(masked, start, verb.start)]
        return self._trim_start(masked, max([start, *inner]), verb.end), verb.end

    def _chain_start(self, masked: str, limit: int, verb: Verb) -> int:
        start = verb.start
        for other in reversed(self._verbs.find(masked, limit, verb.start)):
            if other.end != start or other.kind != "work":
                break
            start = other.start
        return start

    def _trim_start(self, masked: str, start: int, end: int) -> int:
        while start < end and masked[start] in " \u3000、":
            start += 1
        if masked[start:end].strip(BRACKET + NUMBER):
            start = end - len(masked[start:end].lstrip(BRACKET + NUMBER))
        return self._words.strip_start("lead", masked, start, end)


def _cut_bracket(masked: str, start: int, end: int) -> int:
    """A类（已解决或采纳）: what a long bracket at the end explains is no part of the noun."""
    inside = len(masked[start:end]) - len(masked[start:end].rstrip(BRACKET))
    return end - inside if inside > _SHORT_BRACKET and end - inside - start >= 2 else end


def _share_followers(masked: str, quantities: Sequence[Quantity], phrases: list[Phrase]) -> list[Phrase]:
    """8名委员、3个工作室获表扬: the verb after the last number of a list belongs to all."""
    for place in range(len(phrases) - 2, -1, -1):
        phrase, following = phrases[place], phrases[place + 1]
        joined = masked[phrase.end : quantities[place + 1].start] in ("、", "和", "及", "与", "以及")
        if joined and phrase.verb is None and phrase.follower is None:
            phrases[place] = replace(phrase, follower=following.follower)
    return phrases


def _shorten_apposition(masked: str, start: int, end: int) -> int:
    """Return where a long phrase with a name in it begins: at the name, or after it where it is long itself."""
    name_end = masked.rfind(NAME, start, end) + 1
    if name_end == 0 or end - name_end < 2:
        return start
    name = name_end - 1
    while name > start and masked[name - 1] == NAME:
        name -= 1
    return name_end if end - name > _LONG_PHRASE + 2 and end - name_end >= 4 else name
