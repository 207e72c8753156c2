"""Kept units become sentences: pieces that a page break cut apart are joined, and each sentence knows its section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.corpus.aligned import AlignedText, Edit
from analysis.corpus.clean import CleanText
from analysis.corpus.units import Line, Unit
from analysis.schema import KEPT_ROLES

_RUN_IN_CHARS = 28
_NUMBER = re.compile(r"^(?:\d{1,2}[.．、]|[（(]\d{1,2}[)）])")


@dataclass(frozen=True, slots=True)
class CorpusSentence:
    """One sentence of a report: its clean text with the way back to the source, its role and section."""

    report: int
    role: str
    section: str | None
    aligned: AlignedText
    damaged: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        return self.aligned.text

    def source_span(self) -> tuple[int, int]:
        return self.aligned.source_span(0, len(self.aligned.text))


def make_sentences(clean: CleanText, lines: Sequence[Line]) -> tuple[list[CorpusSentence], list[Edit]]:
    """Return the sentences of all reports of a source in reading order, and the joins that were made."""
    sections = _find_sections(lines)
    groups: list[list[Unit]] = []
    for unit in (unit for line in lines for unit in line.units):
        if unit.report is None or unit.role not in KEPT_ROLES:
            continue
        if unit.continues and groups and groups[-1][-1].report == unit.report and groups[-1][-1].role == unit.role:
            groups[-1].append(unit)
        else:
            groups.append([unit])
    sentences = [_make_sentence(clean, group, sections[id(group[0])]) for group in groups]
    joins = [_make_join(clean, before, after) for group in groups for before, after in zip(group, group[1:], strict=False)]
    return sentences, joins


def _make_sentence(clean: CleanText, group: Sequence[Unit], section: str | None) -> CorpusSentence:
    aligned = clean.aligned.slice(group[0].start, group[0].end)
    damaged = _damage_within(clean, group[0], 0)
    for unit in group[1:]:
        damaged += _damage_within(clean, unit, len(aligned.text))
        aligned = aligned.join(clean.aligned.slice(unit.start, unit.end))
    report = group[0].report
    assert report is not None
    return CorpusSentence(report, group[0].role, section, aligned, tuple(damaged))


def _damage_within(clean: CleanText, unit: Unit, shift: int) -> list[tuple[int, int]]:
    return [(start - unit.start + shift, end - unit.start + shift) for start, end in clean.damage_within(unit.start, unit.end)]


def _make_join(clean: CleanText, before: Unit, after: Unit) -> Edit:
    start = clean.aligned.ends[before.end - 1]
    end = clean.aligned.starts[after.start]
    return Edit(start, end, "join", clean.source[start:end], "")


def _find_sections(lines: Sequence[Line]) -> dict[int, str | None]:
    """Return the section of every unit, by identity: the headings above it, and the run-in heading of its paragraph."""
    run_in = _find_run_in(lines)
    sections: dict[int, str | None] = {}
    headings: list[str] = []
    after_body = True
    report: int | None = None
    for line in lines:
        first = line.units[0]
        if first.report is not None and first.report != report:
            report, headings, after_body = first.report, [], True
        if first.role == "heading":
            if first.rule != "section_number":
                headings = [first.text] if after_body else [*headings, first.text]
                after_body = False
        elif first.role == "body":
            after_body = True
        own = run_in.get(line.number)
        section = " / ".join([*headings, own] if own else headings) or None
        sections.update({id(unit): section for unit in line.units})
    return sections


def _find_run_in(lines: Sequence[Line]) -> dict[int, str]:
    """Return the run-in heading of each paragraph that has one: short first sentences count where two paragraphs of a section open so."""
    found: dict[int, str] = {}
    block: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.units[0].role == "body":
            if _opens_short(line):
                block.append(line)
        elif line is None or line.units[0].role in ("heading", "headline", "issuer"):
            if len(block) >= 2:
                found.update({one.number: one.units[0].text.rstrip("。；;！!") for one in block})
            block = []
    return found


def _opens_short(line: Line) -> bool:
    opening = _NUMBER.sub("", line.units[0].text)
    return not line.units[0].continues and len(line.units) > 1 and len(opening) <= _RUN_IN_CHARS and not re.search(r"\d", opening)
