"""What the search for practices misses, kind by kind, held against hand-made labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.compare.accuracy_gold import Gold, documents_of, read_gold
from analysis.compare.accuracy_practices import core_of, match_practices
from analysis.compare.intervals import wilson_interval
from analysis.compare.rows import each_row
from analysis.schema import PRACTICE_KINDS
from analysis.tables import Tables

MISS_COLUMNS = ["list", "name", "kind", "source", "start", "end"]


def practice_misses(tables: Tables, gold_folder: str | Path) -> pd.DataFrame:
    """Return one row per practice that was missed or is false: list (missed, false), name, kind, and source, start, end of its first place.

    A name counts once a document; kind is the labelled one of what was missed, the found one of what is false. Raises `GoldError` where
    the folder has no readable labels.
    """
    gold = read_gold(gold_folder)
    labels = {(row["document"], row["name"]): row for row in reversed(_labelled(tables, gold))}
    mentions = tables.practices.assign(document=documents_of(tables.practices)).sort_values(["source", "start"])
    first = {(row.document, row.name): row for row in reversed(list(each_row(mentions)))}
    rows: list[dict[str, Any]] = []
    for match in match_practices(tables.practices, gold):
        rows += [{"list": "missed", **labels[match.document, name]} for name in match.missed]
        rows += [{"list": "false", **first[match.document, name]._asdict()} for name in match.false]
    found = pd.DataFrame(rows, columns=MISS_COLUMNS).astype({"start": "int64", "end": "int64"})
    return found.sort_values(["list", "source", "start"], ascending=[False, True, True], ignore_index=True)


def practice_accuracy(tables: Tables, gold_folder: str | Path) -> pd.DataFrame:
    """Return one row per kind of practice: kind, n_labelled, n_missed, recall, low, high (Wilson, 95 %), n_false.

    A name counts once a document; recall, low and high are null where no name of the kind was labelled. Raises `GoldError` as above.
    How to read it: the labels are of the project's own seeds, on which the rules were made; texts never seen will do worse.
    """
    gold = read_gold(gold_folder)
    misses = practice_misses(tables, gold_folder)
    labelled = pd.DataFrame(_labelled(tables, gold), columns=["document", "core", "kind"]).drop_duplicates(["document", "core"])
    table = pd.DataFrame({"kind": pd.Series(PRACTICE_KINDS, dtype="str"), "n_labelled": _count(labelled)})
    table = table.assign(n_missed=_count(misses[misses["list"] == "missed"]))
    right = table["n_labelled"] - table["n_missed"]
    rated = table.assign(recall=right / table["n_labelled"].where(table["n_labelled"] > 0)).join(
        wilson_interval(right, table["n_labelled"])
    )
    return rated.assign(n_false=_count(misses[misses["list"] == "false"]))


def _count(names: pd.DataFrame) -> list[int]:
    counts = names["kind"].value_counts()
    return [int(counts.get(kind, 0)) for kind in PRACTICE_KINDS]


def _labelled(tables: Tables, gold: Gold) -> list[dict[str, Any]]:
    """The labels that are no option, in the order of the documents, each with its source."""
    documents = tables.documents.assign(document=documents_of(tables.documents))
    sources = dict(zip(documents["document"], documents["source"], strict=True))
    return [
        {
            "document": unit["doc"], "core": core_of(label["name"]), "name": label["name"], "kind": label["kind"],
            "source": sources.get(unit["doc"]), "start": unit["start"], "end": unit["end"],
        }
        for unit in gold.units
        for label in unit["practices"]
        if not label.get("optional")
    ]  # fmt: skip
