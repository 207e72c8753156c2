"""The way back from the rows of a smaller table: where each row stands, and which characters made each of its numbers.

*Evidence* is one table whatever the numbers are. A *piece* is a span of a source with the keys of the rows that it backs; joining pieces
to rows by these keys is all there is to it, as tidytext joins a lexicon to words.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.tables import Tables

PLACE = ["source", "start", "end"]
EVIDENCE_COLUMNS = ["rows", "columns", *PLACE, "surface"]
LONGEST_SURFACE = 60
_ENDS = 24


def locate_rows(data: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return `data` with source, start, end of what each row tells of; what has a place of its own keeps it.

    The span is that of the row's sentence, else of its report, else of its whole source; null where a row tells of several reports.
    """
    if set(PLACE) <= set(data.columns):
        return data
    bare = data.drop(columns=["start", "end"], errors="ignore")
    own = {"sources": [None] * len(bare), "starts": [None] * len(bare), "ends": [None] * len(bare)}
    places = pd.DataFrame(own, index=bare.index)
    for keys, spans in _spans(tables):
        if set(keys) <= set(bare.columns):
            found = bare[keys].merge(spans, on=keys, how="left").set_axis(bare.index)
            places = places.combine_first(found[list(own)])
    places = places.astype({"sources": "str", "starts": "Int64", "ends": "Int64"})
    return bare.assign(source=places["sources"], start=places["starts"], end=places["ends"])


def _spans(tables: Tables) -> list[tuple[list[str], pd.DataFrame]]:
    """Return the spans that a row may have, the narrowest first, each with the keys that name it."""
    documents = tables.documents[["source"]].assign(starts=0, ends=tables.documents["n_chars"], sources=tables.documents["source"])
    named = {"source": "sources", "start": "starts", "end": "ends"}
    sentences = tables.sentences[["report", "sentence", *PLACE]].rename(columns=named)
    reports = tables.reports[["report", *PLACE]].rename(columns=named)
    return [(["report", "sentence"], sentences), (["report"], reports), (["source"], documents)]


def back_rows(data: pd.DataFrame, pieces: pd.DataFrame, keys: Sequence[str], columns: str) -> pd.DataFrame:
    """Return the evidence for `columns` (names separated by blanks): `pieces` (keys, source, start, end) joined to the rows of `data`.

    One row per piece, with all rows that it backs; a piece that backs none falls out.
    """
    rows = data[list(keys)].assign(rows=[str(number) for number in range(len(data))])
    folded = rows.groupby(list(keys), dropna=False, sort=False)["rows"].agg(" ".join).reset_index()
    named = pieces[[*keys, *(name for name in PLACE if name not in keys)]]
    found = named.merge(folded, on=list(keys))
    return found.assign(columns=columns)[EVIDENCE_COLUMNS[:-1]]


def finish_evidence(parts: Sequence[pd.DataFrame], tables: Tables) -> pd.DataFrame:
    """Return one evidence table of several: rows, columns, source, start, end, surface, in the order of the rows that are backed.

    One row per piece of evidence. `rows` are the numbers (from 0) of the rows that it backs, `columns` the numbers of theirs that it
    backs, both separated by blanks. `surface` is the raw slice, of a long one both ends with … between; null where the tables keep no text.
    """
    known = [part for part in parts if len(part)]
    if not known:
        return pd.DataFrame({name: pd.Series(dtype="int64" if name in ("start", "end") else "str") for name in EVIDENCE_COLUMNS})
    joint = pd.concat(known, ignore_index=True).astype({"start": "int64", "end": "int64"})
    first = joint["rows"].str.partition(" ")[0].astype("int64")
    ordered = joint.assign(first=first).sort_values(["first", "columns", *PLACE], kind="stable", ignore_index=True)
    return ordered.assign(surface=_surfaces(ordered, tables))[EVIDENCE_COLUMNS]


def _surfaces(pieces: pd.DataFrame, tables: Tables) -> pd.Series:
    kept = tables.documents[tables.documents["sha256"].isin(list(tables.texts))]
    texts = {source: tables.texts[sha256] for source, sha256 in zip(kept["source"], kept["sha256"], strict=True)}
    spans = zip(pieces["source"], pieces["start"], pieces["end"], strict=True)
    slices = [shorten_surface(texts[source][start:end]) if source in texts else None for source, start, end in spans]
    return pd.Series(slices, index=pieces.index, dtype="str")


def shorten_surface(text: str) -> str:
    """Return `text`, or of more than 60 characters the first and the last 24 with … between: the span tells where all of it stands."""
    return text if len(text) <= LONGEST_SURFACE else f"{text[:_ENDS]}…{text[-_ENDS:]}"
