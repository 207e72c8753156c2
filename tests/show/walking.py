"""The seeds as they lie in their folder, and the csv files of a figure as they were written: what a walk back starts from and ends at.

Nothing here reads a table that was drawn. Characters come from the files of the seeds; sentences are cut anew along the ledger, and mended
anew by the edits.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.coding.quantities import Quantity, default_finder
from analysis.coding.themes import Passage, default_coder
from analysis.coding.tokens import default_tokenizer, load_stop_words
from analysis.schema import KEPT_ROLES
from analysis.tables import Tables

Row = dict[str, str]


class Piece(NamedTuple):
    """A row of NAME_evidence.csv: the span, and the slice as it was written."""

    source: str
    start: int
    end: int
    surface: str


class Sentence(NamedTuple):
    """A sentence as the ledger cuts it: its place with the white space after it, its clean text and role."""

    source: str
    start: int
    end: int
    role: str
    text: str


@dataclass(eq=False)
class Book:
    """The sources, and the three tables that say how they were read: ledger, edits, and the numbers found in them."""

    tables: Tables
    folder: Path
    texts: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        names = self.tables.documents["source"]
        self.texts = {name: (self.folder / name).read_bytes().decode("utf-8").removeprefix("\ufeff") for name in names}
        self.units = {source: list(rows.itertuples(index=False)) for source, rows in self.tables.ledger.groupby("source")}
        self.edits = {source: list(rows.itertuples(index=False)) for source, rows in self.tables.edits.groupby("source")}
        self.names = {(row.source, row.start, row.end): row.name for row in self.tables.practices.itertuples(index=False, name="Row")}
        metrics = self.tables.metrics.to_dict("records")
        self.metrics = {(row["source"], row["start"], row["end"]): row for row in metrics}

    def raw(self, source: str, start: int, end: int) -> str:
        return self.texts[source][start:end]

    def mended(self, source: str, start: int, end: int) -> str:
        """The slice with the edits made; of an edit that keeps the number of characters, the part inside the slice."""
        pieces, at = [], start
        for edit in self.edits.get(source, []):
            if pd.isna(edit.after) or edit.end <= start or edit.start >= end:
                continue
            aligned = len(edit.after) == edit.end - edit.start
            first, last = (max(edit.start, start), min(edit.end, end)) if aligned else (edit.start, edit.end)
            after = edit.after[first - edit.start : last - edit.start] if aligned else edit.after
            pieces += [self.raw(source, at, first), after]
            at = last
        return "".join([*pieces, self.raw(source, at, end)])

    @cached_property
    def sentences(self) -> dict[str, list[Sentence]]:
        """Report → its sentences: the kept units of the ledger, those joined that an edit joins."""
        found: dict[str, list[Sentence]] = {}
        for source, units in self.units.items():
            joined = {edit.end for edit in self.edits.get(source, []) if edit.kind == "join"}
            for unit in units:
                if pd.isna(unit.report) or unit.role not in KEPT_ROLES:
                    continue
                own = found.setdefault(unit.report, [])
                start = own.pop().start if unit.start in joined else unit.start
                own.append(Sentence(source, start, unit.end, unit.role, self.mended(source, start, unit.end).strip()))
        return found

    def coded(self, report: str) -> list[Sentence]:
        return [sentence for sentence in self.sentences[report] if sentence.role in ("body", "heading", "caption")]

    @cached_property
    def words(self) -> dict[str, Counter[str]]:
        """Report → its words, cut anew: two hanzi or more, no stop word, no name of a place of the corpus."""
        names = {name for column in ("city", "province") for name in self.tables.reports[column].dropna()}
        dropped = load_stop_words() | {name + ending for name in names for ending in ("", *"市省州县区")}
        words = {}
        for report in self.sentences:
            tokens = [token.text for sentence in self.coded(report) for token in default_tokenizer().cut(sentence.text)]
            words[report] = Counter(text for text in tokens if re.fullmatch("[㐀-鿿]{2,}", text) and text not in dropped)
        return words

    @cached_property
    def themes(self) -> dict[Sentence, set[str]]:
        """Sentence → its themes, coded anew, each report as a whole."""
        sections = {report: list(rows["section"]) for report, rows in self.tables.sentences.groupby("report")}
        themes = {}
        for report, sentences in self.sentences.items():
            titles = [None if pd.isna(section) else section for section in sections[report]]
            passages = [Passage(one.text, one.role, title) for one, title in zip(sentences, titles, strict=True)]
            hits = default_coder().code_report(passages)
            themes |= {one: {hit.theme for hit in found} for one, found in zip(sentences, hits, strict=True)}
        return themes

    def report_at(self, piece: Piece) -> str:
        """The report that the characters belong to; empty for what belongs to none."""
        (unit,) = [unit for unit in self.units[piece.source] if unit.start <= piece.start < unit.end]
        return "" if pd.isna(unit.report) else str(unit.report)

    def sentence_at(self, piece: Piece) -> Sentence:
        own = self.sentences[self.report_at(piece)]
        (sentence,) = [one for one in own if one.start <= piece.start and piece.end <= one.end]
        return sentence

    def read_number(self, piece: Piece) -> Quantity:
        """The number at a place, read again in its sentence by the quantity finder."""
        sentence = self.sentence_at(piece)
        before = len(self.mended(piece.source, sentence.start, piece.start).lstrip())
        (number,) = [one for one in default_finder().find(sentence.text) if one.start == before]
        assert sentence.text[number.start : number.end] == self.mended(piece.source, piece.start, piece.end)
        return number


@dataclass
class Written:
    """NAME.csv and NAME_evidence.csv, as text."""

    name: str
    rows: list[Row]
    evidence: list[Row]

    @classmethod
    def read(cls, folder: Path, name: str) -> Written:
        return cls(name, read_csv(folder / f"{name}.csv"), read_csv(folder / f"{name}_evidence.csv"))

    @cached_property
    def _backing(self) -> dict[tuple[int, str], list[Piece]]:
        backing: dict[tuple[int, str], list[Piece]] = {}
        for line in self.evidence:
            piece = Piece(line["source"], int(line["start"]), int(line["end"]), line["surface"])
            for key in [(int(row), column) for row in line["rows"].split() for column in line["columns"].split()]:
                backing.setdefault(key, []).append(piece)
        return backing

    def pieces(self, row: int, column: str) -> list[Piece]:
        return self._backing.get((row, column), [])

    def backed(self) -> set[tuple[int, str]]:
        """All numbers that the evidence names: row and column."""
        return set(self._backing)

    def each(self, column: str) -> Iterator[tuple[int, Row]]:
        """The rows in which `column` says something, with their numbers."""
        return ((number, row) for number, row in enumerate(self.rows) if row[column])

    def number_columns(self) -> list[str]:
        """The columns in which every cell is a number, a truth or empty, and not all are empty; and those that the evidence names."""
        named = {column for _, column in self.backed()}
        return [column for column in self.rows[0] if column in named or is_numeric([row[column] for row in self.rows if row[column]])]


def is_numeric(cells: list[str]) -> bool:
    return bool(cells) and all(cell in ("True", "False") or cell.lstrip("-").replace(".", "", 1).isdecimal() for cell in cells)


def read_csv(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
