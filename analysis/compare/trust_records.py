"""How far metrics and practices can be trusted: metrics report by report, practices by kind and report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.compare.accuracy_gold import Gold, Label, document_of, each_row, read_gold
from analysis.compare.accuracy_metrics import FIELDS, MetricMatch, match_metrics
from analysis.compare.accuracy_practices import core_of, is_same_practice, wordings_of
from analysis.compare.agreement import COUNT_COLUMNS, bootstrap_coding, precision_recall
from analysis.schema import PRACTICE_KINDS
from analysis.tables import Tables

FIGURES = ("precision", "recall", "f1")
METRIC_COLUMNS = ["measure", "report", "n", "n_found", "n_right", *FIGURES, "f1_low", "f1_high"]
PRACTICE_COLUMNS = ["kind", "report", "n", "n_found", "n_right", *FIGURES, "f1_low", "f1_high"]


def metric_trust(tables: Tables, gold_folder: str | Path) -> pd.DataFrame:
    """Return how well metrics agree with the labels in `gold_folder`: one row per measure and labelled report, and a row `all` each.

    measure (`found`: a number counts 政协 work and is in the table; `full_record`: value, bound, unit, indicator and item are right as
    well); report (as labelled, or the document of a number outside labelled reports); n (labelled), n_found (in the table), n_right;
    precision, recall, f1 (0–1, null where there is nothing to count); f1_low, f1_high (of `all`: 95 %, bootstrap by report, Efron 1979).
    Raises `GoldError` for unreadable labels.
    How to read it: a report with a handful of numbers jumps by tens of points with each; the row `all` is what `score` gives.
    """
    match = match_metrics(tables.metrics, read_gold(gold_folder))
    measures: dict[str, tuple[str, ...]] = {"found": (), "full_record": FIELDS}
    rows = [{"measure": name} | row for name, fields in measures.items() for row in _measure_groups(_count_metrics(match, fields))]
    return pd.DataFrame(rows, columns=METRIC_COLUMNS)


def _count_metrics(match: MetricMatch, fields: tuple[str, ...]) -> pd.DataFrame:
    rows = [(pair.report or pair.document, int(all(map(pair.is_right, fields))), 1, 1) for pair in match.pairs]
    rows += [(report or document, 0, 0, 1) for document, report, _ in match.missed]
    rows += [(report or document, 0, 1, 0) for document, report, _ in match.false]
    return _sum_counts(rows)


def _sum_counts(rows: Iterable[tuple[str, int, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["report", *COUNT_COLUMNS]).groupby("report", sort=True).sum()


def _measure_groups(counts: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one row per report of `counts`, and `all` with its interval."""
    rows = [_measure(str(report), row) for report, row in counts.iterrows()]
    interval = bootstrap_coding(counts.assign(n_units=0))["f1"]
    return [*rows, _measure("all", counts.sum()) | {"f1_low": interval.low, "f1_high": interval.high}]


def _measure(report: str, counts: pd.Series) -> dict[str, Any]:
    n_right, n_found, n = (int(counts[name]) for name in COUNT_COLUMNS)
    figures = precision_recall(n_right, n_found, n)
    return {"report": report, "n": n, "n_found": n_found, "n_right": n_right, **figures._asdict()}


def practice_trust(tables: Tables, gold_folder: str | Path) -> pd.DataFrame:
    """Return how well practices agree with the labels in `gold_folder`: one row per kind and labelled report, `all` over either.

    kind (of the label; of a false practice the kind it was given; or `all`); report; n (practices labelled), n_right (of these found),
    n_found (n_right and the false ones), precision, recall, f1, and of the rows over all reports f1_low, f1_high (as in `metric_trust`).
    Names are compared as sets within a report, several wordings of one practice as one; optional labels are neither right nor wrong.
    Raises `GoldError` for unreadable labels.
    How to read it: `score` compares within a source, so that a practice told in two of its reports counts once there and twice here.
    """
    counts = _count_practices(tables, read_gold(gold_folder))
    rows = []
    for kind in ("all", *PRACTICE_KINDS):
        of_kind = counts if kind == "all" else counts[counts["kind"] == kind]
        groups = of_kind.groupby("report", sort=True)[list(COUNT_COLUMNS)].sum()
        rows += [{"kind": kind} | row for row in _measure_groups(groups)]
    return pd.DataFrame(rows, columns=PRACTICE_COLUMNS)


def _count_practices(tables: Tables, gold: Gold) -> pd.DataFrame:
    """Return one row per labelled practice and per false one of each report: report, kind, n_true, n_predicted, n_gold."""
    labels: dict[str, list[Label]] = {}
    for unit in gold.units:
        labels.setdefault(unit["report"] or unit["doc"], []).extend(unit["practices"])
    found: dict[str, dict[str, str]] = {}
    for row in each_row(tables.practices):
        document = document_of(row.source)
        found.setdefault(gold.report_at(document, row.start) or document, {})[row.name] = row.kind
    rows = [row for report in sorted({*labels, *found}) for row in _judge_report(report, labels.get(report, []), found.get(report, {}))]
    return pd.DataFrame(rows, columns=["report", "kind", *COUNT_COLUMNS])


def _judge_report(report: str, labels: list[Label], found: dict[str, str]) -> list[tuple[str, str, int, int, int]]:
    wanted: dict[str, Label] = {}
    for label in (label for label in labels if not label.get("optional")):
        wanted.setdefault(core_of(label["name"]), label)
    known = [wording for label in labels for wording in wordings_of(label)]
    rows = []
    for label in wanted.values():
        is_found = int(any(is_same_practice(name, wording) for name in found for wording in wordings_of(label)))
        rows.append((report, label["kind"], is_found, is_found, 1))
    false = [kind for name, kind in found.items() if not any(is_same_practice(name, wording) for wording in known)]
    return [*rows, *((report, kind, 0, 1, 0) for kind in false)]
