"""Which number of a sentence is told about which practice of it: 民生议事堂开展活动74场, 委员工作室82个, 依托议事堂宣讲100余场.

A link needs a frame: the practice is what is counted, or it is the subject, the means or the occasion of the act that has the number.
Without a frame there is no link, even where both stand in one sentence (按照“甲”要求，将502名委员编入13个联络组).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.compare.practice_frames import MODIFIER, load_frames

_MAX_CLAUSES = 4  # clauses after a practice that may still tell of it
_HOLDERS = ("venue", "lecture", "campaign", "brand")
_HELD = ("campaign", "lecture", "brand")
_QUOTE = r"[“”‘’\"「」『』《》]"
_PART_END = re.compile(r"[；;。！？!?]")
_CLAUSE_END = re.compile(r"[，,；;：:。！？!?]")
_AND = r"(?:、|和|与|及|以及)"
_JOINED = re.compile(rf"{_QUOTE}?{_AND}(?:[^，,、；;。]{{2,10}}{_AND})?{_QUOTE}?|[”’」』》][“‘「『《]")


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice in a sentence: its span, its name, and its kind (venue, mechanism, brand, campaign, digital, lecture)."""

    start: int
    end: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity in a sentence: its span, kind and unit, and what it counts where that is known."""

    start: int
    end: int
    kind: str
    unit: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A practice and a number told about it, by their places in the two lists, and how they hang together."""

    practice: int
    number: int
    relation: str


def link_numbers(text: str, practices: Sequence[Practice], numbers: Sequence[Number]) -> list[Link]:
    """Return which of `numbers` are told about which of `practices` in one sentence, in order of the numbers.

    relation: `item` the practice is what is counted; `subject` it does what is counted; `means` it is done through it; `held` it
    comes of holding it; `event` it counts what a venue or course held; `reach` those reached by a practice just counted; `members`
    those called into what was founded; `joint` the number is shared by practices named side by side, so it is no one's own.
    How to read it: better none than a wrong one; a number without a link may still be the practice's.
    """
    sentence = _Sentence(text, tuple(practices), tuple(numbers))
    found = [link for number in range(len(numbers)) for link in sentence.links_of(number)]
    return sorted(found, key=lambda link: (link.number, link.practice))


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    practices: tuple[Practice, ...]
    numbers: tuple[Number, ...]

    def links_of(self, number: int) -> Iterator[Link]:
        if any(practice.start <= self.numbers[number].start < practice.end for practice in self.practices):
            return  # a number inside a name counts nothing of its own: “五个一”（参加一次调研…）
        if self.numbers[number].kind == "duration":
            return  # 连续23年 says how long, not how many
        counted = self._counted(self.numbers[number])
        place = self._last_before(self.numbers[number]) if counted is None else counted
        if place is None:
            return
        group = self._group(place)
        relation = self._told(group, self.numbers[number]) if counted is None else "item"
        if relation:
            yield from (Link(member, number, "joint" if len(group) > 1 else relation) for member in group)

    def _counted(self, number: Number) -> int | None:
        """The practice that the number counts, the nearest if there are two: it stands right before or right after it."""
        behind = [place for place, practice in enumerate(self.practices) if self._is_counted_behind(practice, number)]
        ahead = [place for place, practice in enumerate(self.practices) if self._is_counted_ahead(practice, number)]
        return behind[-1] if behind else ahead[0] if ahead else None

    def _is_counted_behind(self, practice: Practice, number: Number) -> bool:
        """委员工作室82个, “三位一体”协商平台123个, 委员工作室新建82个."""
        between = _bare(self.text[practice.end : number.start])
        if practice.end > number.start or len(between) > MODIFIER or _CLAUSE_END.search(between) or re.search("[、等]", between):
            return False
        return between == "" or _is_counted_item(self.text[practice.start : practice.end], number.item)

    def _is_counted_ahead(self, practice: Practice, number: Number) -> bool:
        """64个“委员工作室”, 2243个基层协商议事室; not 64个委员工作室联系点."""
        between = _bare(self.text[number.end : practice.start])
        if practice.start < number.end or len(between) > MODIFIER or _CLAUSE_END.search(between) or re.search("[、的]", between):
            return False
        if number.item is not None:
            return _is_counted_item(self.text[practice.start : practice.end], number.item)
        after = self.text[practice.end :].lstrip("”’」』》")
        return between == "" and not re.match("[一-鿿]", after)

    def _last_before(self, number: Number) -> int | None:
        """The practice that ends last before the number, in its part of the sentence."""
        ended = [place for place, practice in enumerate(self.practices) if practice.end <= number.start]
        place = max(ended, key=lambda place: self.practices[place].end, default=None)
        if place is None or _PART_END.search(self.text, self.practices[place].end, number.start):
            return None
        return place

    def _group(self, place: int) -> list[int]:
        """The practices named side by side with the one at `place`, itself included (甲、乙和丙)."""
        order = sorted(range(len(self.practices)), key=lambda other: self.practices[other].start)
        first = last = order.index(place)
        while first and self._are_joined(order[first - 1], order[first]):
            first -= 1
        while last + 1 < len(order) and self._are_joined(order[last], order[last + 1]):
            last += 1
        return order[first : last + 1]

    def _are_joined(self, one: int, other: int) -> bool:
        start, end = self.practices[one].end, self.practices[other].start
        counted = any(start <= number.start < end for number in self.numbers)
        return not counted and bool(_JOINED.fullmatch(self.text, start, max(start, end)))

    def _told(self, group: list[int], number: Number) -> str:
        """How the number hangs on the practices before it, "" where nothing says that it does."""
        first, last = self.practices[group[0]], self.practices[group[-1]]
        clauses = [_bare(clause) for clause in _CLAUSE_END.split(self.text[last.end : number.start])]
        frames = load_frames()
        if len(clauses) > _MAX_CLAUSES + 1 or not all(map(frames.goes_on.match, clauses[1:])):
            return ""
        if any(one.start >= last.end and not _bare(self.text[last.end : one.start]) for one in self.numbers):
            return "reach" if self._is_reach(first, clauses) else ""  # 讲坛5期，…: what follows may be about something else
        return self._frame(first, clauses) or self._event(first, clauses, number)

    def _is_reach(self, first: Practice, clauses: list[str]) -> bool:
        alone = all(number.start > first.end for number in self.numbers)
        return alone and len(clauses) == 2 and bool(load_frames().reach.match(clauses[-1]))

    def _frame(self, first: Practice, clauses: list[str]) -> str:
        """What the words around the practices make of them: means, subject, members or held; "" for anything else."""
        frames = load_frames()
        lead = _bare(_CLAUSE_END.split(self.text[: first.start])[-1])
        acts, closed = frames.acts.match(clauses[0]), len(clauses) > 1 and frames.only_heads.fullmatch(clauses[0])
        if frames.means.search(lead) and (closed or acts):
            return "means"
        if frames.time.fullmatch(lead) and acts:
            return "subject"
        if closed and frames.founded.search(lead) and frames.members.match(clauses[-1]):
            return "members"
        return "held" if closed and frames.held.search(lead) and first.kind in _HELD else ""

    def _event(self, first: Practice, clauses: list[str], number: Number) -> str:
        """拓展民生议事堂职能，…开展活动74场: the only practice so far, and a number of the events that such a one holds."""
        frames = load_frames()
        others = {practice.name for practice in self.practices if practice.end <= number.start} - {first.name}
        holds = first.kind in _HOLDERS and number.unit in frames.event_units and frames.events.search(clauses[-1])
        return "event" if holds and not others and len(clauses) > 1 and frames.only_heads.fullmatch(clauses[0]) else ""


def _is_counted_item(name: str, item: str | None) -> bool:
    """Whether what is counted is the practice itself, or the practice with a noun that only says what it is."""
    bare_name, bare_item = _bare(name), _bare(item or "")
    before, found, after = bare_item.rpartition(bare_name)
    return bool(found) and bool(load_frames().only_heads.fullmatch(after))


def _bare(text: str) -> str:
    return re.sub(rf"{_QUOTE}|\s", "", text)
