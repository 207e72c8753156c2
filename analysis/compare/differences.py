"""What changed between two builds, row by row, and in which sentence: what a changed rule does to the texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.rows import each_row
from analysis.compare.sentence_alignment import Alignment, is_gone
from analysis.schema import TABLES
from analysis.tables import Tables, table_names

COLUMNS = ["table", "change", "key", "column", "before", "after", "row", "report", "sentence", "source", "start", "end", "text"]
# table → the columns that say what a row is, besides its place
TOLD = {
    "documents": ("source", "status"), "reports": ("report", "title"), "ledger": ("role", "rule"),
    "edits": ("kind", "before", "after"), "sentences": ("role",), "tokens": ("text",), "themes": ("theme", "rule", "evidence"),
    "quantities": ("surface", "kind", "value", "unit"), "metrics": ("surface", "item", "action", "indicator", "status"),
    "practices": ("name", "kind"), "loops": ("steps", "closed"),
}  # fmt: skip
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_Texts = dict[tuple[str, str], str]


class _Row(NamedTuple):
    """A row as text: as its own build has it, and as the new build would, by which it is known again and compared."""

    own: dict[str, str]
    compared: dict[str, str]


def diff_tables(old: Tables, new: Tables) -> pd.DataFrame:
    """Return one row per difference, sorted by table and key.

    table; change (`added`, `removed`, `changed`); key; column, before, after (null for an added or removed row); row (what the row says, in
    short); report, sentence, text: the sentence it stands in (null where the table has no sentences), as the new build has it, for a
    removed row as the old one has it, but by the new one's number where the sentence is there still; source,
    start, end: of the row, in its build.
    A row is known again by the unique key of its table. A sentence is known again by its place or its text (`Alignment`), not by its
    number, so that a sentence put in or taken out makes no other one differ; in a source that was itself written anew, places that
    only moved with their sentence are no difference either.
    How to read it: where the key itself moved (a span that grew), the row is removed and added.
    """
    alignment = Alignment(old, new)
    before, after = _sentence_texts(old), _sentence_texts(new)
    rows: list[dict[str, str | None]] = []
    for name in table_names():
        for row in _diff_table(name, getattr(old, name), getattr(new, name), alignment):
            rows.append(_find_sentence(row, before, alignment) if row["change"] == "removed" else row | {"text": _text_of(row, after)})
    return pd.DataFrame(rows, columns=COLUMNS).astype("str").where(lambda frame: frame != "nan")


def _sentence_texts(tables: Tables) -> _Texts:
    places = zip(tables.sentences["report"], tables.sentences["sentence"].astype("str"), strict=True)
    return dict(zip(places, tables.sentences["text"], strict=True))


def _text_of(row: Mapping[str, str | None], texts: _Texts) -> str | None:
    return texts.get((str(row["report"]), str(row["sentence"])))


def _find_sentence(row: dict[str, str | None], texts: _Texts, alignment: Alignment) -> dict[str, str | None]:
    """Return a removed row with its text and with the number by which its sentence now goes, if it is there still."""
    number = alignment.number_in_new(str(row["report"]), str(row["sentence"]))
    return row | {"text": _text_of(row, texts), "sentence": number or row["sentence"]}


def _diff_table(name: str, old: pd.DataFrame, new: pd.DataFrame, alignment: Alignment) -> Iterator[dict[str, str | None]]:
    before, after = _by_key(name, old, alignment.translate), _by_key(name, new, dict)
    for key in sorted({*before, *after}):
        if key not in after:
            yield _tell(name, "removed", before[key].own)
        elif key not in before:
            yield _tell(name, "added", after[key].own)
        else:
            was, now = before[key].compared, after[key].compared
            for column in {**now, **was}:  # a column may be in one build only
                values: dict[str, str | None] = {"column": column, "before": was.get(column, ""), "after": now.get(column, "")}
                reworded = column == "sentence" and is_gone(was.get(column, ""))  # the sentence's own rows say so
                if values["before"] != values["after"] and not reworded:
                    yield _tell(name, "changed", after[key].own) | values


def _tell(name: str, change: str, row: dict[str, str]) -> dict[str, str | None]:
    """Return a difference without the changed column: what the row says and where it stands."""
    told = " ".join(row[column] for column in TOLD[name] if row.get(column))
    key = " ".join(row[part] for part in TABLES[name].key)
    place = {column: row.get(column) for column in ("report", "sentence", "source", "start", "end")}
    return {"table": name, "change": change, "key": key, "column": None, "before": None, "after": None, "row": told, **place}


def _by_key(name: str, table: pd.DataFrame, translate: Callable[[dict[str, str]], dict[str, str]]) -> dict[str, _Row]:
    """Return the rows as text, by their key as text: nulls, numbers and lists of both builds are then compared alike."""
    rows: dict[str, _Row] = {}
    for record in table.to_dict("records"):
        own = {str(column): _as_text(value) for column, value in record.items()}
        compared = translate(own)
        key = " ".join(compared[part] for part in TABLES[name].key)
        while key in rows:  # two places of the old text can fall together in the new one
            key += " (again)"
        rows[key] = _Row(own, compared)
    return rows


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if hasattr(value, "tolist"):
        value = value.tolist()
    return "" if value is None or value is pd.NA or value != value else str(value)


def format_differences(differences: pd.DataFrame) -> str:
    """Return the differences as text: a line that counts them by table, each sentence concerned with what changed in it, then the rest.

    `+` is an added row, `-` a removed one, `~` a changed column (before → after). A theme that a sentence lost or gained is so seen in one
    place: its removed row, its added row, and the sentence they are about.
    """
    if differences.empty:
        return "no differences"
    counts = differences.groupby(["table", "change"]).size().rename("n").reset_index()
    head = ", ".join(f"{row.table} {row.n} {row.change}" for row in each_row(counts))
    in_sentences = differences["text"].notna()
    numbered = differences[in_sentences].assign(number=pd.to_numeric(differences.loc[in_sentences, "sentence"]))
    # by the text too: a sentence that is gone and the one that has its number now are two
    blocks = [_format_sentence(rows) for _, rows in numbered.groupby(["report", "number", "text"], sort=True)]
    rest = [_format_row(row) for row in each_row(differences[~in_sentences])]
    count = [f"{len(blocks)} sentences concerned"] if blocks else []
    return "\n".join([head, *count, *blocks, *rest])


def _format_sentence(rows: pd.DataFrame) -> str:
    """Return the changes of a sentence; the tokens of one that is new or gone are all its words, and are only counted."""
    first = next(each_row(rows))
    whole = (rows["table"] == "sentences").any()
    tokens = rows["table"] == "tokens"
    shown = rows[~tokens] if whole else rows
    count = [f"  with {int(tokens.sum())} tokens"] if whole and tokens.any() else []
    return "\n".join([f"\n{first.report} {first.sentence}: {first.text}", *(f"  {_format_row(row)}" for row in each_row(shown)), *count])


def _format_row(row: Any) -> str:
    detail = f"; {row.column}: {row.before or 'null'} → {row.after or 'null'}" if row.change == "changed" else ""
    place = row.key if pd.isna(row.source) or pd.isna(row.start) else f"{row.source}:{row.start}-{row.end}"
    return f"{_SIGNS[row.change]} {row.table}: {row.row}{detail}  ({place})"
