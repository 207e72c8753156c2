"""Accuracy of the metrics: is each labelled number found, and is every field of it right?"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.accuracy_corpus import LedgerIndex
from analysis.compare.accuracy_gold import Gold, Label, Score, Span, document_of, each_row, or_none, overlap, span_of
from analysis.compare.agreement import bootstrap_f1, precision_recall, share

FIELDS = ("value", "bound", "unit", "indicator", "item")
MORE_FIELDS = ("action", "repeat")  # labelled as well, but no part of the full record
SAME_ITEM_SHARE = 0.7  # of the characters of two wordings of one item
CONTAINED_ITEM_SHARE = 0.25  # a shorter wording must be at least so much of the longer one


class MetricPair(NamedTuple):
    """A labelled number and the row of `metrics` that was found for it."""

    document: str
    report: str | None
    label: Label
    row: Any

    def is_right(self, field: str) -> bool:
        """Does the row say what the label says in `field`?"""
        return FIELD_CHECKS[field](self.label, self.row)


class MetricMatch(NamedTuple):
    """All pairs, and what stood alone: labels that were missed, rows that are false (each with document and report)."""

    pairs: list[MetricPair]
    missed: list[tuple[str, str | None, Label]]
    false: list[tuple[str, str | None, Any]]

    @property
    def n_gold(self) -> int:
        return len(self.pairs) + len(self.missed)

    @property
    def n_predicted(self) -> int:
        return len(self.pairs) + len(self.false)


def match_metrics(metrics: pd.DataFrame, gold: Gold) -> MetricMatch:
    """Pair each labelled number with the free row that shares most characters with it (the later one on a tie).

    Rows that touch an optional label are left out: they are neither right nor wrong.
    """
    labels = [(unit["doc"], unit["report"], label) for unit in gold.units for label in unit["metrics"]]
    free_spans = [(document, span_of(label)) for document, _, label in labels if label.get("optional")]
    rows = [(document_of(row.source), row) for row in each_row(metrics)]
    rows = [(document, row) for document, row in rows if not _touches(document, row, free_spans)]
    open_rows = dict(enumerate(rows))
    pairs, missed = [], []
    for document, report, label in (entry for entry in labels if not entry[2].get("optional")):
        position = _best_row(document, label, open_rows)
        if position is None:
            missed.append((document, report, label))
        else:
            pairs.append(MetricPair(document, report, label, open_rows.pop(position)[1]))
    false = [(document, gold.report_at(document, row.start), row) for document, row in open_rows.values()]
    return MetricMatch(pairs, missed, false)


def _touches(document: str, row: Any, spans: list[tuple[str, Span]]) -> bool:
    return any(document == other and overlap(span, (row.start, row.end)) for other, span in spans)


def _best_row(document: str, label: Label, rows: dict[int, tuple[str, Any]]) -> int | None:
    shared = [(overlap(span_of(label), (row.start, row.end)), position) for position, (other, row) in rows.items() if other == document]
    best = max(shared, default=(0, 0))
    return best[1] if best[0] else None


def _same_value(label: Label, row: Any) -> bool:
    found = or_none(row.value)
    wanted = float(label["value"])
    return found is not None and abs(float(found) - wanted) <= 1e-9 * max(1.0, abs(wanted))


def _same_item(label: Label, row: Any) -> bool:
    found = str(or_none(row.item) or "")
    return any(is_same_item(found, wanted) for wanted in {label["item"], label.get("item_also", label["item"])})


def is_same_item(found: str, wanted: str) -> bool:
    """Do two wordings name one counted thing: one holds the other, or they share 70 % of their characters?

    Never where one is below two characters or a quarter of the other.
    """
    short, long = sorted((len(found), len(wanted)))
    if short < max(2, CONTAINED_ITEM_SHARE * long):
        return False
    shared = sum((Counter(found) & Counter(wanted)).values())
    return found in wanted or wanted in found or 2 * shared / (short + long) >= SAME_ITEM_SHARE


FIELD_CHECKS = {
    "value": _same_value,
    "bound": lambda label, row: str(row.bound) == str(label["bound"]),
    "unit": lambda label, row: str(row.unit) == str(label["unit"]),
    "indicator": lambda label, row: or_none(row.indicator) == label["indicator"],
    "item": _same_item,
    "action": lambda label, row: or_none(row.action) in (label.get("action"), label.get("action_also", label.get("action"))),
    "repeat": lambda label, row: bool(row.repeat) == bool(label.get("repeat", False)),
}


def _same_span(pair: MetricPair) -> bool:
    """Do the spans share at least half of what both cover together?"""
    start, end = span_of(pair.label)
    union = max(end, pair.row.end) - min(start, pair.row.start)
    return 2 * overlap((start, end), (pair.row.start, pair.row.end)) >= union


def score_metrics(metrics: pd.DataFrame, ledger: pd.DataFrame, gold: Gold) -> list[Score]:
    """Return the scores of the metrics: finding them, then each field, then the whole record; NaN where there was nothing to judge."""
    match = match_metrics(metrics, gold)
    pairs, n_pairs = match.pairs, len(match.pairs)
    found = precision_recall(n_pairs, match.n_predicted, match.n_gold)
    in_report = _count_in_report(match, LedgerIndex(ledger))
    return [
        Score("metric_found_p", found.precision, match.n_predicted, "metrics found"),
        Score("metric_found_r", found.recall, match.n_gold, "metrics labelled"),
        _score_f1("metric_found_f1", match, ()),
        Score("metric_span", share(sum(map(_same_span, pairs)), n_pairs), n_pairs, "metrics matched"),
        Score("metric_report", share(in_report, match.n_predicted), match.n_predicted, "metrics found"),
        _score_f1("metric_value_f1", match, ("value",)),
        *(Score(f"metric_{field}", share(_count_right(pairs, field), n_pairs), n_pairs, "metrics matched") for field in FIELDS[1:]),
        _score_f1("metric_full_record_f1", match, FIELDS),
        *(Score(f"metric_{field}", share(_count_right(pairs, field), n_pairs), n_pairs, "metrics matched") for field in MORE_FIELDS),
    ]


def _count_right(pairs: list[MetricPair], field: str) -> int:
    return sum(pair.is_right(field) for pair in pairs)


def _count_in_report(match: MetricMatch, index: LedgerIndex) -> int:
    rows = [pair.row for pair in match.pairs] + [row for _, _, row in match.false]
    return sum(bool(row.report == index.report_at(row.source, row.start)) for row in rows)


def _score_f1(measure: str, match: MetricMatch, fields: tuple[str, ...]) -> Score:
    """F1 of the pairs whose `fields` are all right, with the interval by report."""
    rows = [
        {"group": pair.report or pair.document, "n_true": all(map(pair.is_right, fields)), "n_predicted": 1, "n_gold": 1}
        for pair in match.pairs
    ]
    rows += [{"group": report or document, "n_true": 0, "n_predicted": 0, "n_gold": 1} for document, report, _ in match.missed]
    rows += [{"group": report or document, "n_true": 0, "n_predicted": 1, "n_gold": 0} for document, report, _ in match.false]
    counts = pd.DataFrame(rows, columns=["group", "n_true", "n_predicted", "n_gold"])
    n_true = int(counts["n_true"].sum())
    by_report = counts.astype({"n_true": int}).groupby("group")[["n_true", "n_predicted", "n_gold"]].sum()
    return Score(
        measure, precision_recall(n_true, match.n_predicted, match.n_gold).f1, match.n_gold, "metrics labelled", *bootstrap_f1(by_report)
    )
