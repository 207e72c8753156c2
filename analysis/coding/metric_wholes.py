"""Finds the number of which another is a stated part: 其中…, a list in brackets, a division by class, and the way of proposals.

A part is told after its whole, in the same unit, or as a percent of it (占…). Sizes only choose between two wholes that the words
allow; a part that is larger than its only whole stays one, so that a report which does not add up is seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.coding.metric_areas import is_closed_off
from analysis.coding.metric_clauses import NUMBER, MaskedSentence
from analysis.coding.metric_words import Words
from analysis.coding.quantities import Quantity

_REACH = 2  # sentences back that a whole may stand
_SHARE = re.compile(r"占[^，,；;。#]{0,16}$")
_BRACKET = re.compile(rf"{NUMBER}\s*[（(](?P<list>[^（()）]*)$")
_COMPARES = re.compile(r"上年|上届|去年|同比|同期|增|减|较|比|\d年")
_PAUSE = re.compile(r"[，,；;。]")
_DIVIDED = ("class", "individual", "joint")
_WHOLES = ("filed", "received", "put_forward")
# of which number of proposals another is a part, the nearest kind of whole first
_FLOW = {"filed": _WHOLES[1:], "merged": _WHOLES[1:], "not_filed": _WHOLES[1:], "transferred": _WHOLES[1:], "handled": _WHOLES[:1]}
_NAMED_FILED = re.compile("立案的?提案(?:里|中|内|当中|之中)(?!心)")  # 已立案提案里，…分别为: the words name the whole
_SHARE_OF = (("filed", re.compile("立案")), ("received", re.compile("收到|提案总|总提案|来件")))


@dataclass(frozen=True, slots=True)
class Counted:
    """A metric as far as parts and wholes go: the sentence it stands in and its number there, its place in the report, what it counts."""

    sentence: int
    quantity: Quantity
    place: tuple[int, int]
    action: str | None
    indicator: str | None
    basis: str | None
    repeat: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A number, its whole where one is told, and the place of the words that open its list (below 0: none do)."""

    part: Counted
    whole: Counted | None
    opened: int = -1


class WholeFinder:
    """Finds wholes; built once from the lexicon `metric_words`."""

    def __init__(self, words: Words) -> None:
        self._open = re.compile(f"{words.pattern('part_open').pattern}|{words.pattern('part_split').pattern}")
        self._stop = words.pattern("part_stop")

    def find(self, sentence: MaskedSentence, here: Sequence[Counted], before: Sequence[Link]) -> list[Link]:
        """Return the metrics of one sentence, each with its whole; `before` are those of the sentences that precede it."""
        links = [link for link in before if here and here[0].sentence - link.part.sentence <= _REACH]
        start = len(links)
        for part in here:
            links.append(self._link(sentence, part, links))
        return links[start:]

    def _link(self, sentence: MaskedSentence, part: Counted, links: Sequence[Link]) -> Link:
        if part.quantity.kind == "percent":
            return self._share(sentence, part, links)
        if part.quantity.kind != "count":
            return Link(part, None)
        alike = [link for link in links if link.part.quantity.kind == "count" and link.part.quantity.unit == part.quantity.unit]
        filed = [link.part for link in alike if link.part.basis == "filed" and _is_total(link)]
        if filed and part.basis in _DIVIDED and _NAMED_FILED.search(sentence.masked[: part.quantity.start]):
            return Link(part, filed[-1], self._opened(sentence, part, alike))
        listed = self._listed(sentence, part, alike)
        if listed.whole or not alike:
            return listed
        return Link(part, _bracketed(sentence, part, alike) or _divided(part, alike) or _flowing(part, alike))

    def _listed(self, sentence: MaskedSentence, part: Counted, links: Sequence[Link]) -> Link:
        """Return the whole of a list that 其中 or a division opens; the numbers of one list have one whole."""
        opened = self._opened(sentence, part, links)
        siblings = [link for link in links if link.opened == opened and link.part.sentence == part.sentence]
        if opened < 0 or (siblings and not _goes_on(sentence, part, siblings)):
            return Link(part, None)
        whole = siblings[0].whole if siblings else self._whole_before(sentence, opened, part, links)
        return Link(part, whole, opened if whole else -1)

    def _opened(self, sentence: MaskedSentence, part: Counted, links: Sequence[Link]) -> int:
        """Return the place of the words that open the list in which the number stands; below 0 where none do or the list has ended."""
        place = part.quantity.start
        marks = [one for one in self._open.finditer(sentence.masked, 0, place) if not is_closed_off(sentence.masked, one.end(), place)]
        if not marks:
            return -1
        mark = marks[-1]
        last = links[-1] if links else None
        classes = last is not None and last.opened == mark.start() and part.basis == last.part.basis == "class"
        start = last.part.quantity.end if last and classes and last.part.sentence == part.sentence else mark.end()
        gap = sentence.masked[start:place]
        ends = [] if classes else self._stop.findall(gap)
        return -1 if ends else mark.start()

    def _whole_before(self, sentence: MaskedSentence, opened: int, part: Counted, links: Sequence[Link]) -> Counted | None:
        here = [link for link in links if link.part.sentence == part.sentence and link.part.quantity.end <= opened]
        if not here and NUMBER in sentence.masked[:opened].strip("，,（( "):
            return None  # another thing was counted in between
        told = here or [link for link in links if link.part.sentence == part.sentence - 1]
        told = [link for link in told if link.part.indicator == part.indicator] or told
        if not told:
            return None
        chain = _chain(told[-1], links)
        ended = not here or self._stop.search(sentence.masked, told[-1].part.quantity.end, opened)
        if ended and told[-1].opened >= 0 and len(chain) > 1:
            chain = chain[1:]  # a list that has ended is no whole of the next: both divide the same
        return next((whole for whole in chain if _may_hold(whole, part)), chain[0])

    def _share(self, sentence: MaskedSentence, part: Counted, links: Sequence[Link]) -> Link:
        """Return the whole of a percent told as 占…: the one it names, else that of the number before, else that of its list."""
        told = _SHARE.search(sentence.masked[: part.quantity.start])
        counts = [link for link in links if link.part.quantity.kind == "count"]
        here = [link for link in counts if link.part.sentence == part.sentence]
        if not told or not counts:
            return Link(part, None)
        for basis, words in _SHARE_OF:
            named = [link.part for link in counts if link.part.basis == basis]
            if named and words.search(told[0]):
                return Link(part, named[-1])
        opened = self._opened(sentence, part, here)
        if here and here[-1].whole and here[-1].part.quantity.end > opened:
            return Link(part, here[-1].whole, here[-1].opened)
        alike = [link for link in counts if link.part.quantity.unit == counts[-1].part.quantity.unit]
        whole = self._whole_before(sentence, opened, part, alike) if opened >= 0 else None
        return Link(part, whole, opened if whole else -1)


def _chain(link: Link, links: Sequence[Link]) -> list[Counted]:
    """Return a number, its whole, the whole of that, and so on."""
    chain = [link.part]
    wholes = {one.part.place: one.whole for one in links}
    whole = link.whole
    while whole is not None:
        chain.append(whole)
        whole = wholes.get(whole.place)
    return chain


def _may_hold(whole: Counted, part: Counted) -> bool:
    if part.quantity.kind == "percent" or whole.quantity.value is None or part.quantity.value is None:
        return True
    return part.quantity.value <= whole.quantity.value or whole.quantity.bound != "exact"


def _goes_on(sentence: MaskedSentence, part: Counted, siblings: Sequence[Link]) -> bool:
    """Return whether the number still belongs to the list: joined to the one before without a pause, or the same is done to the same."""
    first, last = siblings[0], siblings[-1]
    if not _PAUSE.search(sentence.masked, last.part.quantity.end, part.quantity.start):
        return True
    if part.indicator not in (first.part.indicator, first.whole.indicator if first.whole else None):
        return False
    done = {None, first.whole.action if first.whole else None, *(link.part.action for link in siblings)}
    return part.action in done or part.basis in _DIVIDED


def _bracketed(sentence: MaskedSentence, part: Counted, links: Sequence[Link]) -> Counted | None:
    """Return the number right before the bracket in which the part stands, unless the bracket compares."""
    bracket = _BRACKET.search(sentence.masked[: part.quantity.start])
    if not bracket or _COMPARES.search(bracket["list"]):
        return None
    here = [link.part for link in links if link.part.sentence == part.sentence]
    return next((one for one in here if one.quantity.end == bracket.start() + 1), None)


def _divided(part: Counted, links: Sequence[Link]) -> Counted | None:
    """Return the proposals that a class, or those of bodies and of members, are part of by their nature."""
    if part.basis not in _DIVIDED or part.indicator != "proposals":
        return None
    near = [link.part for link in links if part.basis == "class" or link.part.sentence == part.sentence]
    wholes = [one for one in near if one.indicator == "proposals" and one.basis in _WHOLES[: 3 if part.basis == "class" else 2]]
    return wholes[-1] if wholes else None


def _flowing(part: Counted, links: Sequence[Link]) -> Counted | None:
    """Return the proposals received of which those filed, merged, not filed are a part, or those filed of which others were handled."""
    for basis in _FLOW.get(part.basis or "", ()) if part.indicator in ("proposals", None) and not part.repeat else ():
        wholes = [link.part for link in links if link.part.basis == basis and _is_total(link)]
        if wholes:
            return wholes[-1]
    return None


def _is_total(link: Link) -> bool:
    """Return whether a number of proposals is told for the first time and is no part of another of its own kind."""
    part = link.part
    return part.indicator == "proposals" and not part.repeat and (link.whole is None or link.whole.basis != part.basis)
