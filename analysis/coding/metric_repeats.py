"""Marks metrics that tell a fact again: in a caption, a headline, or a later sentence of the same report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.coding.quantities import Quantity

_SHOWN_AGAIN = ("caption", "headline", "heading")
_SIMILAR = 0.75
_TELLING_VALUE = 100.0


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared between two metrics of a report."""

    sentence: int
    role: str
    quantity: Quantity
    item: str
    action: str | None
    indicator: str | None
    status: str


def mark_repeats(told: Sequence[Told]) -> list[bool]:
    """Return, for each metric of one report in order, whether it repeats another.

    Of two that tell the same, the one in running text is the first, whatever stands above it in the page.
    """
    order = sorted(range(len(told)), key=lambda place: (told[place].role in _SHOWN_AGAIN, told[place].sentence, place))
    firsts: dict[tuple[float | None, str | None, str], list[Told]] = {}
    kept: set[tuple[object, ...]] = set()  # one of several that tell the same in one sentence is enough to compare with
    repeats = [False] * len(told)
    for place in order:
        metric = told[place]
        same = firsts.setdefault((metric.quantity.value, metric.quantity.unit, metric.quantity.kind), [])
        repeats[place] = metric.quantity.value is not None and any(_tells_same(first, metric) for first in same)
        if not repeats[place] and _key(metric) not in kept:
            same.append(metric)
            kept.add(_key(metric))
    return repeats


def _key(metric: Told) -> tuple[object, ...]:
    quantity = metric.quantity
    return metric.sentence, metric.item, metric.action, metric.indicator, metric.status, quantity.value, quantity.unit, quantity.kind


def _tells_same(first: Told, again: Told) -> bool:
    if first.sentence == again.sentence or first.status != again.status:
        return False
    shown = again.role in _SHOWN_AGAIN
    if not shown and first.action and again.action and first.action != again.action and first.indicator != again.indicator:
        return False
    if _is_similar(first.item, again.item):
        return shown or first.indicator == again.indicator
    return first.indicator is not None and first.indicator == again.indicator and (first.quantity.value or 0) >= _TELLING_VALUE


def _is_similar(left: str, right: str) -> bool:
    if not left or not right:
        return False
    shared = sum((Counter(left) & Counter(right)).values())
    contained = (left in right or right in left) and 2 * min(len(left), len(right)) > max(len(left), len(right))
    return contained or 2 * shared / (len(left) + len(right)) >= _SIMILAR
