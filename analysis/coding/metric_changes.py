"""Reads numbers that tell a change or stand in a list told 分别, where the noun is far from the number.

满意率由88%提高到95% (both ends), 较上年增加6篇, 同比增长18%, 是上届的2倍 (a change), A、B分别为12件、8件 (one number for each name).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from analysis.coding.metric_clauses import NUMBER
from analysis.coding.metric_context import Gap, Named
from analysis.coding.metric_phrases import PhraseReader
from analysis.coding.metric_verbs import VerbFinder
from analysis.coding.metric_words import Words

_REACH = 60
_FROM = re.compile(r"(?:由|从)[^，,；;、#]{0,8}$")
_TO = r"[^，,；;、#]{{0,6}}?({verbs})(?:到|至|为|成)了?[^，,；;、#]{{0,4}}#"
_MULTIPLE = re.compile(r"(?:分别)?(是|为|达到|达|相当于)[^，,；;、#]{0,12}$")
_COMPARED = re.compile(r"(?:较|比(?=[上去前同往])|同比|环比|与[^，,；;#]{2,8}相比)[^，,；;#]{0,8}$")
_SIZE = re.compile("(?:字数|人数|次数|件数|场次|数量|总量|总数|规模)(?:平均|总体)?$")
_COMPARES = re.compile("[与同和][^，,；;#]{2,10}相比")
_RESPECTIVELY = re.compile(r"分别(?:为|是|有|达到|达|占[^，,；;、#]{0,10}|[提升降][高升到至]+)?的?(?=#)")
_JOINT = re.compile("、|和|及|与")
_BESIDE = re.compile("[、和及与]?")
_SHARE = "占"
_PROPOSAL = "提案"
_NUMERALS = "两二三四五六"


@dataclass(frozen=True, slots=True)
class Change:
    """What is known of a number by its change: `item`, the verb (`action`) and which end it tells (from, to, by, each)."""

    item: str | None
    action: str | None
    end: str


class ChangeReader:
    """Reads changes and 分别 lists."""

    def __init__(self, words: Words, reader: PhraseReader, verbs: VerbFinder) -> None:
        self._words = words
        self._reader = reader
        self._verbs = verbs
        changes = words.pattern("change").pattern
        self._to = re.compile(_TO.format(verbs=changes))
        self._by = re.compile(rf"({changes})(?:了|近|约|超)?$")
        self._cut = re.compile(rf"({words.pattern('cut').pattern})了?(?!到|至|为)([^，,；;、#的]{{2,10}})$")

    def read(self, gap: Gap) -> Change | None:
        """Return what the number changes, or null where it tells no change."""
        start = self._open(gap)
        return self._each(gap) or self._from(gap, start) or self._to_end(gap) or self._multiple(gap, start) or self._by_much(gap, start)

    def _open(self, gap: Gap) -> int:
        """Return where the words that can belong to the number begin: after the pause or the number before."""
        clause, place = gap.phrase.clause[0], gap.quantity.start
        return max(clause, gap.sentence.masked.rfind(NUMBER, clause, place) + 1, place - _REACH)

    def _from(self, gap: Gap, start: int) -> Change | None:
        found = _FROM.search(gap.sentence.masked[start : gap.quantity.start])
        target = self._to.match(gap.sentence.masked, gap.quantity.end, gap.phrase.clause[1] + 1) if found else None
        if not found or not target:
            return None
        return Change(self._subject(gap, start, start + found.start()), target[1], "from")

    def _to_end(self, gap: Gap) -> Change | None:
        before = self._last(gap)
        if before is None or before.change != "from":
            return None
        return Change(before.item, before.action, "to")

    def _multiple(self, gap: Gap, start: int) -> Change | None:
        """是上届的2倍: of what stands before 是, or of what was told last."""
        if gap.quantity.kind != "multiple":
            return None
        found = _MULTIPLE.search(gap.sentence.masked[start : gap.quantity.start])
        if not found:
            return None
        return Change(self._subject(gap, start, start + found.start()), found[1], "by")

    def _by_much(self, gap: Gap, start: int) -> Change | None:
        before = gap.sentence.masked[start : gap.quantity.start].rstrip()
        relative = gap.quantity.kind in ("percent", "points", "multiple")
        cut = self._cut.search(before) if relative and gap.quantity.kind == "percent" else None
        if cut:
            return Change(self._subject(gap, start + cut.start(2), start + cut.end(2)), cut[1], "by")
        found = self._by.search(before)
        if not found:
            return None
        compared = _COMPARED.search(before[: found.start()])
        compares = compared or _COMPARES.search(gap.sentence.masked, max(0, gap.quantity.start - _REACH), gap.quantity.start)
        sized = _SIZE.search(before[: found.start()])
        if not relative and not compares and not sized and gap.quantity.kind not in ("money", "duration"):
            return None
        return Change(self._subject(gap, start, start + (compared or found).start()), found[1], "by")

    def _subject(self, gap: Gap, start: int, end: int) -> str | None:
        """Return the noun phrase that changes; where the clause has none, that of the number before."""
        masked = gap.sentence.masked
        pivots = [verb for verb in self._verbs.find(masked, start, end) if not verb.nominal and verb.kind == "pivot"]
        end = self._words.strip_end("change_adverb", masked, start, end)
        pivots = [verb for verb in pivots if end - verb.end >= 2]
        span = self._reader.trim(masked, pivots[-1].end if pivots else start, end)
        if span and self._words.pattern("shares").fullmatch(masked[slice(*span)]):
            span = self._words.strip_start("lead", masked, start, span[0]), span[1]  # 已采纳的占比
        if span and span[1] - span[0] >= 2:
            return gap.sentence.plain(*span)
        return self._told_last(gap)

    def _told_last(self, gap: Gap) -> str | None:
        same = [named for named in gap.here if named.item and named.quantity.unit == gap.quantity.unit]
        counted = [named for named in gap.here if named.item and named.quantity.kind != "percent"]
        chosen = same or counted or [named for named in gap.here if named.item]
        return chosen[-1].item if chosen else None

    def _last(self, gap: Gap) -> Named | None:
        return gap.here[-1] if gap.here else None

    def _each(self, gap: Gap) -> Change | None:
        """Return the name that belongs to the number in a list told 分别."""
        masked, clause = gap.sentence.masked, gap.phrase.clause
        low, high = max(clause[0], gap.quantity.start - _REACH), min(clause[1], gap.quantity.start + _REACH)
        opened = _RESPECTIVELY.search(masked, low, gap.quantity.end)
        if not opened or opened.end() > gap.quantity.start:
            return None
        numbers = [found.start() for found in re.finditer(f"{NUMBER}+", masked[opened.end() : high])]
        place = len([number for number in numbers if opened.end() + number < gap.quantity.start])
        if len(numbers) < 2 or place >= len(numbers):
            return None
        share = _SHARE in opened[0]
        names = self._names(gap, low, opened.start(), len(numbers)) or self._counted_before(gap, opened.start(), len(numbers))
        names = names or self._quoted_before(gap, opened.start(), len(numbers))
        if not names:
            return None
        return Change(f"{names[place]}占比" if share else names[place], _SHARE if share else None, "each")

    def _names(self, gap: Gap, start: int, end: int, many: int) -> list[str]:
        start = self._words.strip_start("lead", gap.sentence.masked, start, end)
        names = self._lend_head([name for name in _JOINT.split(gap.sentence.plain(start, end)) if name])
        return (
            names if len(names) == many and NUMBER not in gap.sentence.masked[start:end] and all(len(name) >= 2 for name in names) else []
        )

    def _lend_head(self, names: list[str]) -> list[str]:
        """Return the names, each with the noun that the last lends to all: A、B、C类 are A类, B类 and C类."""
        head = self._words.closes("each_head", names[-1]) if len(names) > 1 else None
        if not head or len(head) == len(names[-1]):
            return names
        bare = [*names[:-1], names[-1].removesuffix(head)]
        lent = head.lstrip(_NUMERALS)  # A、B、C三类
        return [name if name.endswith((lent, _PROPOSAL)) else name + lent for name in bare]

    def _quoted_before(self, gap: Gap, place: int, many: int) -> list[str]:
        """改造“甲亭”“乙院”，数量分别达312个、156个: as many quoted names as numbers, side by side."""
        spans = [span for span in gap.sentence.names if span[1] <= place and gap.sentence.text[span[0]] in "“「"][-many:]
        apart = [gap.sentence.text[left[1] : right[0]] for left, right in pairwise(spans)]
        return (
            [gap.sentence.plain(*span) for span in spans] if len(spans) == many and all(_BESIDE.fullmatch(words) for words in apart) else []
        )

    def _counted_before(self, gap: Gap, place: int, many: int) -> list[str]:
        told = [named.item or "" for named in gap.here if named.quantity.end <= place and named.quantity.kind == "count"][-many:]
        return told if len(told) == many and all(told) else []
