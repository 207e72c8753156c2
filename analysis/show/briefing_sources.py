"""Where every number of a briefing comes from: entries of the appendix, numbered in the order in which the pages name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.compare.cities import city_labels
from analysis.show.briefing_parts import Cell, Evidence, Grid, Heading, Paragraph, Part, Place
from analysis.tables import Tables

PLACES_SHOWN = 60  # of one number; the rest is counted


@dataclass(frozen=True)
class Entry:
    """A number, what it counts, and the places (with the first one's sentence) that made it."""

    figure: str
    subject: str
    places: tuple[Place, ...]
    sentence: str


@dataclass
class SourceIndex:
    """Gives each number that a page shows its entry in the appendix, and finds the sentence at a place."""

    tables: Tables
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.labels = city_labels(self.tables.reports)
        # rows by report, not a copy of the texts: a corpus may hold millions of sentences, a briefing quotes hundreds
        self._rows = self.tables.sentences.groupby("report").indices

    def cite(self, figure: str, subject: str, rows: pd.DataFrame) -> Cell:
        """Return a cell with `figure` and the number of its new entry; `rows` (report, sentence, source, start, end) made it."""
        sentence = self.sentence(rows["report"].iloc[0], rows["sentence"].iloc[0]) if len(rows) else ""
        self.entries.append(Entry(figure, subject, places_of(rows), sentence))
        return Cell(figure, reference=len(self.entries))

    def sentence(self, report: str, number: int) -> str:
        """Return the clean text of a sentence; raises `KeyError` where the tables do not hold it."""
        own = self.tables.sentences.iloc[self._rows[report]]
        found = own.loc[own["sentence"] == number, "text"]
        if found.empty:
            raise KeyError(f"report {report} has no sentence {number}")
        return str(found.iloc[0])

    def evidence(self, rows: pd.DataFrame, words: str) -> tuple[Evidence, ...]:
        """Return the sentences of `rows` (report, sentence, source, start, end) as evidence; column `words` names the words that count."""
        return tuple(self._evidence(row, str(row[words])) for row in rows.to_dict("records"))

    def _evidence(self, row: dict[Any, Any], words: str) -> Evidence:
        city = str(self.labels.get(row["report"], row["report"]))
        return Evidence(city, self.sentence(row["report"], row["sentence"]), place_of(row), words)


def place_of(row: dict[Any, Any]) -> Place:
    """Return the place of a table's row."""
    return Place(str(row["source"]), int(row["start"]), int(row["end"]))


def places_of(rows: pd.DataFrame) -> tuple[Place, ...]:
    """Return the places of a table's rows, in their order."""
    return tuple(place_of(row) for row in rows[["source", "start", "end"]].to_dict("records"))


def make_appendix(index: SourceIndex) -> list[Part]:
    """Return the appendix: every number that the pages cite, its places and the first place's sentence."""
    parts: list[Part] = [Heading("附录　每个数字的出处")]
    if not index.entries:
        return [*parts, Paragraph("正文没有引用报告中的数字。")]
    numbered = list(enumerate(index.entries, 1))
    single = [(number, entry) for number, entry in numbered if len(entry.places) == 1]
    joint = [(number, entry) for number, entry in numbered if len(entry.places) != 1]
    note = "出处写作“文件:起点–终点”，为该文件文本的字符位置，含起点、不含终点；可用 trace 命令逐处复查。"
    if single:
        parts.append(_entry_grid("出自一处的数字", single, ("序号", "数字", "所指", "出处", "原句"), (1.2, 1.8, 2.8, 3.4, 6.4), note))
    if joint:
        header = ("序号", "数字", "所指", "出处（逐处）", "第一处的原句")
        parts.append(_entry_grid("由多处合成的数字", joint, header, (1.2, 2.2, 2.4, 5.8, 4), note))
    return parts


def _entry_grid(caption: str, entries: list[tuple[int, Entry]], header: tuple[str, ...], widths: tuple[float, ...], note: str) -> Grid:
    first_shown: dict[str, int] = {}
    rows = tuple(
        (
            Cell(str(number), anchor=number),
            Cell(entry.figure),
            Cell(entry.subject),
            Cell(write_places(entry.places)),
            _sentence_cell(entry.sentence, number, first_shown),
        )
        for number, entry in entries
    )
    return Grid(caption, header, rows, widths, note)


def _sentence_cell(sentence: str, number: int, first_shown: dict[str, int]) -> Cell:
    """Return the sentence, or, where an earlier entry shows it already, a pointer there: one sentence often holds many numbers."""
    before = first_shown.setdefault(sentence, number)
    return Cell(sentence) if before == number else Cell("同上文序号", reference=before)


def write_places(places: tuple[Place, ...]) -> str:
    """Return places in short: the source once, then its spans; more than can be read are counted."""
    pieces = []
    before = None
    for place in places[:PLACES_SHOWN]:
        pieces.append(str(place) if place.source != before else f"{place.start}–{place.end}")
        before = place.source
    rest = len(places) - PLACES_SHOWN
    return "、".join(pieces) + (f"，另有{rest}处" if rest > 0 else "")
