"""Sources become tables: one pure function per source, run serially or by several processes, and one step that gives keys.

`build(paths)` is the whole way. A source that fails is a row of `documents` with its error; the rest goes on.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from analysis.coders import Coders, code_report, code_tokens, load_coders
from analysis.corpus.clean import CleanText, clean_text
from analysis.corpus.encodings import ReadError, decode_text
from analysis.corpus.read import MANIFEST_NAME, NoSourcesError, SourceFile, SourceText, find_sources, read_source
from analysis.corpus.reports import ReportIdentity, keep_record, split_reports
from analysis.corpus.roles import assign_roles
from analysis.corpus.sentences import CorpusSentence, make_sentences
from analysis.corpus.units import Line, Unit, split_lines
from analysis.lexicon import lexicon_stamp
from analysis.merging import ROW_TABLES, CodedSource, merge_sources
from analysis.tables import Tables

Row = dict[str, object]
Manifest = dict[tuple[str, int], dict[str, str]]
_Part = TypeVar("_Part", Unit, CorpusSentence)


def build(
    paths: str | Path | Sequence[str | Path],
    workers: int = 1,
    on_source: Callable[[str], None] = lambda source: None,
    lexicons: str | Path | None = None,
) -> Tables:
    """Return the tables of all sources below `paths` (a file, a folder, or several).

    `workers` processes share the work; `on_source` is called with each source that is done; tables in the folder `lexicons` stand in
    for the project's lexicons of the same name. Raises `NoSourcesError` where there is nothing to read, `LexiconError` for a lexicon
    that cannot be used.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    files = find_sources(given)
    folder = Path(lexicons) if lexicons else None
    _coders(folder)  # a lexicon that cannot be used is said before any work is done
    code = partial(code_source, manifest=read_manifest(given), lexicons=folder)
    coded = []
    for source in _code_sources(files, code, workers):
        on_source(str(source.document["source"]))
        coded.append(source)
    return merge_sources(coded)


def _code_sources(files: Sequence[SourceFile], code: Callable[[SourceFile], CodedSource], workers: int) -> Iterator[CodedSource]:
    if workers <= 1 or len(files) <= 1:
        yield from map(code, files)
        return
    with ProcessPoolExecutor(max_workers=workers) as pool:
        yield from pool.map(code, files, chunksize=max(1, len(files) // (8 * workers)))


def read_manifest(paths: Iterable[str | Path]) -> Manifest:
    """Return what the manifests of the given folders say, by source and ordinal; raises `NoSourcesError` for an unreadable one."""
    manifest: Manifest = {}
    for file in (Path(path) / MANIFEST_NAME for path in paths):
        if not file.is_file():
            continue
        text, _ = decode_text(file.read_bytes(), str(file))
        for number, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), 2):
            try:
                manifest[row["source"], int(row["ordinal"])] = row
                int(row.get("year") or 0)
            except (KeyError, ValueError):
                raise NoSourcesError(f"{file}, line {number}: a row needs source, ordinal (1, 2, …) and a year in digits or none") from None
    return manifest


def _coders(lexicons: Path | None) -> Coders:
    """Return the coders, made anew where a lexicon has changed since."""
    return _load_coders(lexicons, lexicon_stamp(lexicons))


@lru_cache(maxsize=2)
def _load_coders(lexicons: Path | None, _stamp: tuple[object, ...]) -> Coders:
    return load_coders(lexicons)


def code_source(file: SourceFile, manifest: Manifest, lexicons: Path | None = None) -> CodedSource:
    """Return all rows of one source; one that cannot be read gives a document with its error and no other row."""
    try:
        source = read_source(file)
    except ReadError as error:
        return _failed_source(file, str(error))
    coders = _coders(lexicons)
    clean = clean_text(source.text)
    lines = split_lines(clean)
    fields = _divide(source, clean, lines, coders)
    sentences, joins = make_sentences(clean, lines)
    edits = sorted([*clean.edits, *joins])
    rows: dict[str, list[Row]] = {name: [] for name in ROW_TABLES}
    rows["edits"] = [{"source": source.source, **edit._asdict()} for edit in edits]
    rows["ledger"] = _ledger_rows(source, lines, clean.aligned.starts)
    own = _by_report(sentences)
    for ordinal in range(len(fields)):
        rows["sentences"] += _sentence_rows(source, own[ordinal])
        for name, made in code_report(own[ordinal], coders, source).items():
            rows[name] += made
    said = [(columns, manifest.get((source.source, ordinal), {})) for ordinal, columns in enumerate(fields, 1)]
    document = _document_row(source, len(fields), sum(edit.kind != "damage" for edit in edits))
    tokens = tuple(code_tokens(own[ordinal], coders) for ordinal in range(len(fields)))
    return CodedSource(document, source.text, tuple(_identify(source, lines, coders, said)), rows, tokens)


def _divide(source: SourceText, clean: CleanText, lines: Sequence[Line], coders: Coders) -> list[dict[str, str]]:
    """Give every unit its role and report; return for each report what the source's own columns say of it."""
    if not source.records:
        assign_roles(lines, coders.signs, is_printed=source.format == "pdf")
        return [{} for _ in range(split_reports(lines))]
    fields: list[dict[str, str]] = []
    begins = [clean.aligned.starts[line.units[0].start] for line in lines]
    for record in source.records:
        own = lines[bisect_left(begins, record.start) : bisect_left(begins, record.end)]
        assign_roles(own, coders.signs)
        if any(unit.role == "body" for line in own for unit in line.units):
            keep_record(own, len(fields))
            fields.append(record.fields)
    return fields


def _identify(
    source: SourceText, lines: Sequence[Line], coders: Coders, said: Sequence[tuple[dict[str, str], dict[str, str]]]
) -> Iterator[ReportIdentity]:
    """Give the identity of each report: read off its text, then what the columns of its row say, then what the manifest says."""
    units = _by_report([unit for line in lines for unit in line.units])
    stem = PurePosixPath(source.source).stem
    for ordinal, (columns, manifest) in enumerate(said):
        identity = coders.identity.find(units[ordinal], units[None], stem)
        identity = coders.identity.apply(identity, columns, "column")
        yield coders.identity.apply(identity, manifest, "manifest")


def _by_report(parts: Sequence[_Part]) -> defaultdict[int | None, list[_Part]]:
    grouped: defaultdict[int | None, list[_Part]] = defaultdict(list)
    for part in parts:
        grouped[part.report].append(part)
    return grouped


def _document_row(source: SourceText, n_reports: int, repairs: int) -> Row:
    return {
        "source": source.source, "sha256": source.sha256, "format": source.format, "encoding": source.encoding,
        "n_chars": len(source.text), "n_reports": n_reports, "repairs": repairs, "status": "ok", "error": None,
    }  # fmt: skip


def _failed_source(file: SourceFile, error: str) -> CodedSource:
    document: Row = {
        "source": file.source, "sha256": None, "format": None, "encoding": None,
        "n_chars": 0, "n_reports": 0, "repairs": 0, "status": "failed", "error": error,
    }  # fmt: skip
    return CodedSource(document, None, (), {name: [] for name in ROW_TABLES}, ())


def _ledger_rows(source: SourceText, lines: Sequence[Line], starts: Sequence[int]) -> list[Row]:
    """Units partition the source: the white space after one belongs to it, that before the first to the first."""
    units = [unit for line in lines for unit in line.units]
    begins = [0, *(starts[unit.start] for unit in units[1:])]
    stops = [*begins[1:], len(source.text)]
    if not units:
        return [{"source": source.source, "start": 0, "end": len(source.text), "role": "chrome", "report": None, "rule": "no_words"}]
    return [
        {"source": source.source, "start": start, "end": stop, "role": unit.role, "rule": unit.rule, "report": _ordinal(unit)}
        for unit, start, stop in zip(units, begins, stops, strict=True)
    ]


def _ordinal(unit: Unit) -> int | None:
    return None if unit.report is None else unit.report + 1


def _sentence_rows(source: SourceText, sentences: Sequence[CorpusSentence]) -> list[Row]:
    rows: list[Row] = []
    for number, sentence in enumerate(sentences):
        start, end = sentence.source_span()
        place = {"report": sentence.report + 1, "sentence": number, "source": source.source, "start": start, "end": end}
        rows.append({**place, "role": sentence.role, "section": sentence.section, "text": sentence.text})
    return rows
