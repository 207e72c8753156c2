"""The hand-made labels (gold) as a record, and the two things every accuracy measure needs: which document, how much overlap.

A gold folder holds `gold.jsonl`, one labelled unit a line, `units.jsonl` with their raw text where it is known, and for
garbled sources `<doc>.restored.txt`. The meaning of the labels is the codebook's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

Label = dict[str, Any]
UNIT_FIELDS = ("doc", "start", "end", "role", "report", "themes", "metrics", "practices")


class GoldError(ValueError):
    """The labels cannot be read; the message is one sentence that says what is missing and where."""


class Span(NamedTuple):
    """A piece of a source, `[start, end)` in code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Gold:
    """Labelled units in reading order, and the restored text of each source that was garbled (document → text)."""

    units: tuple[Label, ...]
    restored: dict[str, str]

    @property
    def documents(self) -> list[str]:
        """The labelled documents, in the order in which the labels name them."""
        return list(dict.fromkeys(unit["doc"] for unit in self.units))

    def report_at(self, document: str, start: int) -> str | None:
        """Return the report of the labelled unit that holds character `start` of a document; None outside labelled reports."""
        inside = (unit["report"] for unit in self.units if unit["doc"] == document and unit["start"] <= start < unit["end"])
        return next(inside, None)


class Score(NamedTuple):
    """One figure: its name, its value (NaN where it cannot be known), and how many `counted` things (`n`) it rests on."""

    measure: str
    value: float
    n: int
    counted: str
    low: float = float("nan")
    high: float = float("nan")


def read_gold(folder: str | Path) -> Gold:
    """Return the labels of `folder`; raises `GoldError` (one sentence) where they are missing or broken."""
    source = Path(folder)
    if not source.is_dir():
        raise GoldError(f"{source} is not a folder of labels.")
    file = source / "gold.jsonl"
    if not file.is_file():
        raise GoldError(f"{source} has no gold.jsonl, so there are no labels to score against.")
    lines = file.read_text(encoding="utf-8").split("\n")  # not splitlines: a label may hold other line marks
    units = tuple(_read_unit(line, number, file) for number, line in enumerate(lines, 1) if line.strip())
    if not units:
        raise GoldError(f"{file} is empty, so there are no labels to score against.")
    restored = {document_of(path.name): path.read_text(encoding="utf-8") for path in sorted(source.glob("*.restored.txt"))}
    return Gold(units, restored)


def _read_unit(line: str, number: int, file: Path) -> Label:
    try:
        unit = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{file}, line {number}: not valid JSON ({error.msg}).") from None
    missing = [name for name in UNIT_FIELDS if name not in unit] if isinstance(unit, dict) else list(UNIT_FIELDS)
    if missing:
        raise GoldError(f"{file}, line {number}: {missing[0]} is missing.")
    return unit


def document_of(source: str) -> str:
    """Return the document a source is labelled as: its file's name up to the first underscore or full stop."""
    return re.split(r"[._]", Path(str(source)).name, maxsplit=1)[0]


def documents_of(frame: pd.DataFrame) -> pd.Series:
    """Return the document of every row of a table with a `source`."""
    return frame["source"].map(document_of)


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """Give every row of a table as a record with the columns as attributes."""
    yield from frame.itertuples(index=False)


def span_of(label: Label) -> Span:
    """Return where a labelled unit or number stands."""
    return Span(label["start"], label["end"])


def overlap(first: tuple[int, int], second: tuple[int, int]) -> int:
    """Return how many characters two spans share."""
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def or_none(value: Any) -> Any:
    """Return None for null and for empty text, else the value."""
    return None if value is None or pd.isna(value) or value == "" else value
