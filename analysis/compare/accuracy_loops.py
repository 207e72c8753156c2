"""Accuracy of the process chains: is each labelled chain found, with its very steps, its kind and the stage of each step?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.accuracy_gold import Gold, GoldError, Label, Score, document_of, each_row, overlap, span_of
from analysis.compare.agreement import COUNT_COLUMNS, bootstrap_coding, precision_recall, share

CHAIN_FIELDS = ("source", "start", "end", "steps", "closed")


class LoopMatch(NamedTuple):
    """Labelled chains with the row found for them, labelled chains that were missed, and rows of labelled documents that are false."""

    pairs: list[tuple[Label, Any]]
    missed: list[Label]
    false: list[Any]


def read_chains(folder: str | Path) -> list[Label]:
    """Return the labelled chains of `folder`/loops.jsonl, none where there is no such file; raises `GoldError` for a broken line."""
    file = Path(folder) / "loops.jsonl"
    if not file.is_file():
        return []
    lines = file.read_text(encoding="utf-8").split("\n")
    return [_read_chain(line, number, file) for number, line in enumerate(lines, 1) if line.strip()]


def _read_chain(line: str, number: int, file: Path) -> Label:
    try:
        chain = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{file}, line {number}: not valid JSON ({error.msg}).") from None
    missing = [name for name in CHAIN_FIELDS if name not in chain] if isinstance(chain, dict) else list(CHAIN_FIELDS)
    if missing:
        raise GoldError(f"{file}, line {number}: {missing[0]} is missing.")
    return chain


def match_loops(loops: pd.DataFrame, chains: list[Label], documents: list[str]) -> LoopMatch:
    """Pair each labelled chain with the free row of its document that shares most characters with it; rows of `documents` only."""
    open_rows = dict(enumerate(row for row in each_row(loops) if document_of(row.source) in documents))
    pairs, missed = [], []
    for chain in chains:
        shared = {
            place: overlap(span_of(chain), (row.start, row.end))
            for place, row in open_rows.items()
            if document_of(row.source) == document_of(chain["source"])
        }
        best = max(shared, key=lambda place: shared[place], default=None)
        if best is None or not shared[best]:
            missed.append(chain)
        else:
            pairs.append((chain, open_rows.pop(best)))
    return LoopMatch(pairs, missed, list(open_rows.values()))


def score_loops(loops: pd.DataFrame, chains: list[Label], gold: Gold) -> list[Score]:
    """Return F1 of the chains found, F1 of those with their very steps, and the shares of right closing, kind and stages; none unlabelled.

    Kind and stages are scored where both the labels and the table name them. All have their interval by report, which is that of the
    labelled unit they stand in.
    """
    if not chains:
        return []
    match = match_loops(loops, chains, gold.documents)
    exact = [list(row.steps) == chain["steps"] for chain, row in match.pairs]
    fields = [field for field in ("closed", "kind", "stages") if field in loops.columns and all(field in chain for chain in chains)]
    return [
        _score_f1("loop_found_f1", match, [True] * len(match.pairs), gold),
        _score_f1("loop_steps_f1", match, exact, gold),
        *(_score_field(match, field, gold) for field in fields),
    ]


def _score_f1(measure: str, match: LoopMatch, right: list[bool], gold: Gold) -> Score:
    """F1 of the pairs that are `right`, with the interval by report."""
    rows = [
        (_group(chain["source"], chain["start"], gold), is_right, 1, 1) for (chain, _), is_right in zip(match.pairs, right, strict=True)
    ]
    rows += [(_group(chain["source"], chain["start"], gold), False, 0, 1) for chain in match.missed]
    rows += [(_group(row.source, row.start, gold), False, 1, 0) for row in match.false]
    counts = _sum_counts(rows)
    n_true, n_predicted, n_gold = (int(counts[name].sum()) for name in COUNT_COLUMNS)
    interval = bootstrap_coding(counts)["f1"]
    return Score(measure, precision_recall(n_true, n_predicted, n_gold).f1, n_gold, "chains labelled", *interval)


def _score_field(match: LoopMatch, field: str, gold: Gold) -> Score:
    right = [_plain(getattr(row, field)) == _plain(chain[field]) for chain, row in match.pairs]
    groups = [_group(chain["source"], chain["start"], gold) for chain, _ in match.pairs]
    counts = _sum_counts([(group, is_right, 1, 1) for group, is_right in zip(groups, right, strict=True)])
    interval = bootstrap_coding(counts)["precision"]
    return Score(f"loop_{field}", share(sum(right), len(right)), len(right), "chains matched", *interval)


def _group(source: str, start: int, gold: Gold) -> str:
    document = document_of(source)
    return gold.report_at(document, start) or document


def _sum_counts(rows: list[tuple[str, bool, int, int]]) -> pd.DataFrame:
    counts = pd.DataFrame(rows, columns=["report", *COUNT_COLUMNS]).astype(dict.fromkeys(COUNT_COLUMNS, "int64"))
    return counts.groupby("report").sum().assign(n_units=0)


def _plain(value: Any) -> Any:
    """Return a list for any kind of list: Parquet gives arrays back."""
    return value if isinstance(value, str | bool) else list(value) if hasattr(value, "__iter__") else bool(value)
