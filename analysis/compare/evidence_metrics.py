"""The characters behind comparisons of reported numbers: verdicts, pairs, rates by members and statistics of proposals."""

from __future__ import annotations

import pandas as pd

from analysis.compare.evidence_counts import back_numbers, back_stated
from analysis.compare.evidence_rows import back_rows, finish_evidence
from analysis.compare.indicators import indicator_table
from analysis.compare.proposals import name_statistics
from analysis.tables import Tables


def back_verdicts(counts: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for the counts of `count_verdicts`: the numbers of the indicator that were paired, one per report."""
    columns = " ".join(name for name in counts.columns if name.startswith("n_"))
    told = indicator_table(tables)
    return finish_evidence([back_rows(counts, told[told["surface"].notna()], ["indicator"], columns)], tables)


def back_pairs(pairs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for the pairs of `comparable`: the two numbers of each, as printed."""
    parts = [back_stated(pairs, names=("surface",)), back_stated(pairs, "other_", ("surface",))]
    return finish_evidence(parts, tables)


def back_members(rates: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for the numbers of `per_member`: the number of the indicator, that of the members, and n_metrics."""
    return finish_evidence([back_stated(rates), back_stated(rates, "members_"), back_numbers(rates, tables)], tables)


def back_proposals(statistics: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for the numbers of `proposal_table`: each as printed; for n_metrics every number of its statistic."""
    counted = back_rows(_name_class(statistics), _name_class(name_statistics(tables)), ["report", "statistic", "of_class"], "n_metrics")
    return finish_evidence([back_stated(statistics), counted], tables)


def _name_class(told: pd.DataFrame) -> pd.DataFrame:
    return told.assign(of_class=told["item"].where(told["statistic"] == "class", "").fillna(""))
