"""Scores number finders against labelled units: which labelled numbers were found with the right value.

A unit is a raw unit of the gold labels; a hit is `(start, end, value)` in its text, value null where the finder states none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

Hit = tuple[int, int, float | None]
ROLES = ("body", "heading", "caption", "headline")


class LabelledUnit(NamedTuple):
    """One unit: its document, report, role and text, the numbers to be found, and the spans that may be found (places in the text)."""

    document: str
    report: str | None
    role: str
    text: str
    wanted: tuple[Hit, ...]
    optional: tuple[tuple[int, int], ...]


class Counts(NamedTuple):
    """How many numbers were found, how many of them are right, and how many are labelled."""

    found: int
    right: int
    labelled: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float("nan")

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else float("nan")

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.labelled) if self.found + self.labelled else float("nan")


def read_units(gold: Path) -> list[LabelledUnit]:
    """Return the units of `gold` whose role holds running text, in reading order, with the metrics that are labelled in them."""
    texts = {unit["u"]: unit["text"] for unit in map(json.loads, (gold / "units.jsonl").read_text("utf-8").splitlines())}
    labels = map(json.loads, (gold / "gold.jsonl").read_text("utf-8").splitlines())
    return [_read_unit(label, texts[label["u"]]) for label in labels if label["role"] in ROLES]


def _read_unit(label: dict, text: str) -> LabelledUnit:
    numbers = [(one["start"] - label["start"], one["end"] - label["start"], one) for one in label["metrics"]]
    wanted = tuple((start, end, one["value"]) for start, end, one in numbers if not one.get("optional"))
    optional = tuple((start, end) for start, end, one in numbers if one.get("optional"))
    return LabelledUnit(label["doc"], label["report"], label["role"], text, wanted, optional)


def count_hits(units: Sequence[LabelledUnit], hits: Sequence[Sequence[Hit]]) -> Counts:
    """Count the hits of all units, one list of hits a unit; a hit that touches an optional label is neither right nor wrong.

    A hit is right where it overlaps a labelled number that no other hit has taken and its value is the same.
    """
    found = right = 0
    for unit, own in zip(units, hits, strict=True):
        counted = [hit for hit in own if not _overlaps_any(hit, unit.optional)]
        found += len(counted)
        right += _count_right(unit.wanted, counted)
    return Counts(found, right, sum(len(unit.wanted) for unit in units))


def _overlaps_any(hit: Hit, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < hit[1] and hit[0] < end for start, end in spans)


def _count_right(wanted: Iterable[Hit], hits: Iterable[Hit]) -> int:
    free = list(hits)
    right = 0
    for label in wanted:
        match = next((hit for hit in free if _overlaps_any(hit, [label[:2]]) and is_same_value(hit[2], label[2])), None)
        if match is not None:
            free.remove(match)
            right += 1
    return right


def is_same_value(found: float | None, labelled: float | None) -> bool:
    """Tell whether both are the same number, up to rounding; where one states none they are not."""
    if found is None or labelled is None:
        return False
    return abs(found - labelled) <= 1e-9 * max(1.0, abs(labelled))
