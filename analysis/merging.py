"""What the sources gave, put together: reports get their keys, and the rows and tokens of all sources become the tables.

Each source is coded by itself (`pipeline.code_source`); only here is known which cities and years occur twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.coding.token_columns import TokenColumns, make_token_table
from analysis.corpus.reports import ReportIdentity
from analysis.schema import make_table
from analysis.tables import Tables, table_names

Row = dict[str, object]

# Tables whose rows each source gives by itself; documents and reports are made when all sources are known, tokens are columns.
ROW_TABLES = tuple(name for name in table_names() if name not in ("documents", "reports", "tokens"))


@dataclass(frozen=True, slots=True)
class CodedSource:
    """All rows of one source, and the tokens of each of its reports in order.

    `report` in the rows is the ordinal of the report in the source (1, 2, …) until keys are given.
    """

    document: Row
    text: str | None
    identities: tuple[ReportIdentity, ...]
    rows: dict[str, list[Row]]
    tokens: tuple[TokenColumns, ...]


def merge_sources(coded: Sequence[CodedSource]) -> Tables:
    """Return the tables of all `coded` sources, reports named by their keys."""
    keys = _report_keys(coded)
    frames: dict[str, pd.DataFrame] = {}
    for name in ROW_TABLES:
        frames[name] = make_table(name, [row for source in coded for row in _keyed_rows(source, name, keys)])
    frames["tokens"] = make_token_table([part for source in coded for part in _keyed_tokens(source, keys)])
    frames["documents"] = make_table("documents", [source.document for source in coded])
    frames["reports"] = make_table("reports", [row for source in coded for row in _report_rows(source, keys)])
    texts = {str(source.document["sha256"]): source.text for source in coded if source.text is not None}
    return Tables(**frames, texts=texts)


def _keyed_rows(source: CodedSource, name: str, keys: dict[tuple[str, int], str]) -> Iterator[Row]:
    own = str(source.document["source"])
    for row in source.rows[name]:
        ordinal = row.get("report")
        yield {**row, "report": keys[own, ordinal]} if isinstance(ordinal, int) else row


def _keyed_tokens(source: CodedSource, keys: dict[tuple[str, int], str]) -> Iterator[tuple[str, str, TokenColumns]]:
    own = str(source.document["source"])
    for ordinal, columns in enumerate(source.tokens, 1):
        yield keys[own, ordinal], own, columns


def _report_keys(coded: Sequence[CodedSource]) -> dict[tuple[str, int], str]:
    """City and year; on collision with the source's stem, and with the ordinal where even that is not enough."""
    names: dict[tuple[str, int], str] = {}
    for source in coded:
        own = str(source.document["source"])
        for ordinal, identity in enumerate(source.identities, 1):
            names[own, ordinal] = f"{identity.city}{identity.year or ''}" if identity.city else Path(own).stem
    for suffix in (lambda own, ordinal: Path(own).stem, lambda own, ordinal: ordinal, lambda own, ordinal: own):
        counts = pd.Series(names, dtype=object).value_counts()
        names = {key: f"{name}-{suffix(*key)}" if counts[name] > 1 else name for key, name in names.items()}
    return names


def _report_rows(source: CodedSource, keys: dict[tuple[str, int], str]) -> Iterator[Row]:
    own = str(source.document["source"])
    for ordinal, identity in enumerate(source.identities, 1):
        spans = [(row["start"], row["end"]) for row in source.rows["ledger"] if row["report"] == ordinal]
        texts = [str(row["text"]) for row in source.rows["sentences"] if row["report"] == ordinal]
        yield {
            "report": keys[own, ordinal], "source": own, "ordinal": ordinal, "city": identity.city, "province": identity.province,
            "level": identity.level, "year": identity.year, "published": identity.published, "title": identity.title,
            "genre": identity.genre, "start": min(spans)[0], "end": max(spans)[1], "n_sentences": len(texts),
            "n_chars": sum(len("".join(text.split())) for text in texts), "city_evidence": identity.city_evidence,
            "year_evidence": identity.year_evidence,
        }  # fmt: skip
