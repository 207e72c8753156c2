"""Accuracy: the tables held against hand-made labels.

`score_tables` gives every figure with the number of things it rests on, `format_scores` lines of them for a terminal, `list_misses`
what was missed and what is false. The whole page that `score` prints is made by `trust_page`.
The labels and their meaning stand in the gold folder's codebook.
"""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd

from analysis.compare.accuracy_corpus import match_units, score_texts, score_units
from analysis.compare.accuracy_gold import Gold, Score, each_row, or_none, read_gold
from analysis.compare.accuracy_loops import read_chains, score_loops
from analysis.compare.accuracy_metrics import FIELDS, MetricPair, match_metrics, score_metrics
from analysis.compare.accuracy_practices import match_practices, score_practices
from analysis.compare.accuracy_themes import match_themes, score_themes
from analysis.tables import Tables

SCORE_COLUMNS = ["measure", "value", "n", "counted", "low", "high"]
MISS_COLUMNS = ["list", "document", "start", "end", "name", "detail"]
MISS_LISTS = (
    "metric_missed", "metric_false", "metric_differs", "practice_missed", "practice_false", "theme_missed", "theme_false", "role_wrong",
)  # fmt: skip


def score_tables(tables: Tables, gold_folder: str | Path) -> pd.DataFrame:
    """Return one row per accuracy figure of `tables` against the labels in `gold_folder`.

    Columns: measure; value (a share between 0 and 1, F1, alpha, or a number of reports; NaN where nothing could be counted);
    n and counted (how many of what the figure rests on); low, high (95 % bootstrap interval by report, for F1, alpha and chains).
    Chains (`loop_…`) are scored where the folder has labels of them (`loops.jsonl`).
    Raises `GoldError` (one sentence) where the folder has no readable labels.
    How to read it: the labels are of the project's own seeds, so the figures are an upper bound for texts never seen.
    """
    gold = read_gold(gold_folder)
    scores = [
        *score_units(tables.ledger, tables.reports, gold),
        *score_metrics(tables.metrics, tables.ledger, gold),
        *score_themes(tables.themes, tables.sentences, gold),
        *score_practices(tables.practices, tables.ledger, gold),
        *score_loops(tables.loops, read_chains(gold_folder), gold),
        *score_texts(tables.sentences, gold),
    ]
    return pd.DataFrame([score._asdict() for score in scores], columns=SCORE_COLUMNS).astype({"value": "float64", "n": "int64"})


def format_scores(scores: pd.DataFrame) -> str:
    """Return the scores as aligned lines: measure, value, interval where known, and what the value rests on."""
    return "\n".join(_format_score(Score(**{str(key): value for key, value in row.items()})) for row in scores.to_dict("records"))


def _format_score(score: Score) -> str:
    interval = "" if math.isnan(score.low) else f"[{score.low:.3f}, {score.high:.3f}]"
    return f"{score.measure:28s} {_format_value(score):>8s}  {interval:16s} n={score.n} {score.counted}"


def _format_value(score: Score) -> str:
    if math.isnan(score.value):
        return "unknown"
    return f"{score.value:.0f}" if score.counted == "reports" else f"{score.value:.4f}"


def list_misses(tables: Tables, gold_folder: str | Path) -> pd.DataFrame:
    """Return one row per difference between `tables` and the labels in `gold_folder`.

    Columns: list (`metric_missed` … `role_wrong`); document; start, end (code points of the raw source, null for names of
    practices, which are compared as sets); name (the number, the practice, the theme, the labelled role); detail.
    Raises `GoldError` where the folder has no readable labels.
    """
    gold = read_gold(gold_folder)
    rows = [*_metric_misses(tables, gold), *_practice_misses(tables, gold), *_theme_misses(tables, gold), *_role_misses(tables, gold)]
    return pd.DataFrame(rows, columns=MISS_COLUMNS).astype({"start": "Int64", "end": "Int64"})


def format_misses(tables: Tables, gold_folder: str | Path) -> str:
    """Return `list_misses` as lines under the name of their list, each list with its number of rows."""
    misses = list_misses(tables, gold_folder)
    blocks = []
    for name in MISS_LISTS:
        rows = misses[misses["list"] == name]
        lines = [f"{name}: {len(rows)}"]
        for row in each_row(rows):
            place = row.document if pd.isna(row.start) else f"{row.document}:{row.start}-{row.end}"
            lines.append(f"  {place:16s} {row.name}  {row.detail}".rstrip())
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _metric_misses(tables: Tables, gold: Gold) -> list[tuple[object, ...]]:
    match = match_metrics(tables.metrics, gold)
    missed = [
        ("metric_missed", document, label["start"], label["end"], label["surface"], label["item"]) for document, _, label in match.missed
    ]
    false = [
        ("metric_false", document, row.start, row.end, row.surface, _join(row.item, row.indicator)) for document, _, row in match.false
    ]
    differs = [
        ("metric_differs", pair.document, pair.row.start, pair.row.end, pair.row.surface, _differences(pair)) for pair in match.pairs
    ]
    return [*missed, *false, *(row for row in differs if row[-1])]


def _join(*values: object) -> str:
    return " ".join(str(value) for value in values if or_none(value) is not None)


def _differences(pair: MetricPair) -> str:
    wrong = [field for field in FIELDS if not pair.is_right(field)]
    return "; ".join(f"{field}: {getattr(pair.row, field)}, labelled {pair.label[field]}" for field in wrong)


def _practice_misses(tables: Tables, gold: Gold) -> list[tuple[object, ...]]:
    matches = match_practices(tables.practices, gold)
    missed = [("practice_missed", match.document, None, None, name, "") for match in matches for name in match.missed]
    false = [("practice_false", match.document, None, None, name, "") for match in matches for name in match.false]
    return [*missed, *false]


def _theme_misses(tables: Tables, gold: Gold) -> list[tuple[object, ...]]:
    match = match_themes(tables.themes, tables.sentences, gold)
    wrong = match[match["labelled"] != match["found"]].sort_values(["theme", "document", "start"], kind="stable")
    return [("theme_missed" if row.labelled else "theme_false", row.document, row.start, row.end, row.theme, "") for row in each_row(wrong)]


def _role_misses(tables: Tables, gold: Gold) -> list[tuple[object, ...]]:
    units = match_units(tables.ledger, gold)
    wrong = units[~units["role_right"]]
    return [("role_wrong", row.document, row.start, row.end, row.role, f"found {row.role_found}") for row in each_row(wrong)]
