"""Accuracy of the corpus: is each labelled unit given its role, kept or dropped rightly, given to the right report, and mended well?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from analysis.compare.accuracy_gold import Gold, Score, document_of, documents_of, each_row, overlap, span_of
from analysis.compare.agreement import bootstrap_f1, precision_recall, share
from analysis.schema import KEPT_ROLES

WIDTHS = str.maketrans("，：；？！（）％", ",:;?!()%")  # punctuation width is the source's own and no fault
BYLINE_LENGTH = 12  # characters of the restored page that may be kept or dropped


class LedgerIndex:
    """The ledger by document, so that a place can be asked for its rows."""

    def __init__(self, ledger: pd.DataFrame) -> None:
        self._rows: dict[str, list[Any]] = {
            str(document): list(each_row(rows[["start", "end", "role", "report"]]))
            for document, rows in ledger.groupby(documents_of(ledger), sort=False)
        }

    def votes(self, document: str, span: tuple[int, int], column: str) -> dict[Hashable, int]:
        """Return how many characters of `span` the ledger gives to each value of `column`, in the order of the text."""
        counts: dict[Hashable, int] = defaultdict(int)
        for row in self._rows.get(document, ()):
            shared = overlap(span, (row.start, row.end))
            if shared:
                counts[getattr(row, column)] += shared
        return dict(counts)

    def report_at(self, source: str, start: int) -> Any:
        """Return the report whose unit holds character `start` of a source; None where none does."""
        return next((row.report for row in self._rows.get(document_of(source), ()) if row.start <= start < row.end), None)


def match_units(ledger: pd.DataFrame, gold: Gold) -> pd.DataFrame:
    """Return one row per labelled unit: its place, labelled role and report, and the role and report most of its characters got."""
    index = LedgerIndex(ledger)
    rows = []
    for unit in gold.units:
        found = {column: most_votes(index.votes(unit["doc"], span_of(unit), column)) for column in ("role", "report")}
        allowed = (unit["role"], *unit.get("role_also", ()))
        rows.append(
            {
                "document": unit["doc"],
                "start": unit["start"],
                "end": unit["end"],
                "role": unit["role"],
                "report": unit["report"],
                "role_found": found["role"],
                "report_found": found["report"],
                "role_right": found["role"] in allowed,
            }
        )
    # as objects: a null of the ledger and a unit outside the ledger (None) are not the same
    return pd.DataFrame(rows, dtype=object).astype({"start": int, "end": int, "role_right": bool})


def most_votes(votes: dict[Hashable, int]) -> Hashable:
    """Return the value with most votes, the first one on a tie; None without votes."""
    return max(votes, key=lambda value: votes[value]) if votes else None


def score_units(ledger: pd.DataFrame, reports: pd.DataFrame, gold: Gold) -> list[Score]:
    """Return the scores of roles, of keeping, and of giving units to reports."""
    units = match_units(ledger, gold)
    labelled = units[units["role"].isin(KEPT_ROLES) & units["report"].notna()]
    right = _count_assigned(zip(labelled["report"], labelled["report_found"], strict=True))
    return [
        Score("role_accuracy", share(int(units["role_right"].sum()), len(units)), len(units), "units"),
        _score_kept(units),
        Score("report_assignment", share(right, len(labelled)), len(labelled), "units"),
        Score("reports_found", len(reports), len(reports), "reports"),
        Score("reports_gold", labelled["report"].nunique(), labelled["report"].nunique(), "reports"),
    ]


def _score_kept(units: pd.DataFrame) -> Score:
    is_gold, is_found = units["role"].isin(KEPT_ROLES), units["role_found"].isin(KEPT_ROLES)
    counts = pd.DataFrame({"n_true": is_gold & is_found, "n_predicted": is_found, "n_gold": is_gold}).astype(int)
    total = counts.sum()
    f1 = precision_recall(int(total["n_true"]), int(total["n_predicted"]), int(total["n_gold"])).f1
    by_report = counts.groupby(units["report"].fillna(units["document"])).sum()
    return Score("kept_f1", f1, int(total["n_gold"]), "units", *bootstrap_f1(by_report))


def _count_assigned(pairs: Iterable[tuple[str, Any]]) -> int:
    """Return how many units stand in the one report that is taken for theirs; every found report is taken once only.

    Units that no report holds (null) are a group like any other, as in the program that came with the labels.
    """
    groups: dict[str, dict[Any, int]] = defaultdict(lambda: defaultdict(int))
    for wanted, found in pairs:
        groups[wanted][found] += 1
    taken: set[Any] = set()
    right = 0
    for found_counts in sorted(groups.values(), key=lambda counts: -max(counts.values())):
        best_first = sorted(found_counts.items(), key=lambda item: -item[1])
        free = next(((found, n) for found, n in best_first if found is not None and found not in taken), None)
        if free:
            taken.add(free[0])
            right += free[1]
    return right


def score_texts(sentences: pd.DataFrame, gold: Gold) -> list[Score]:
    """Return per restored document the share of characters that are not found, in order, in the restored page."""
    scores = []
    for document, printed in gold.restored.items():
        wanted = _squeeze("\n".join(line for line in printed.split("\n") if not line.strip().startswith("-")))
        kept = sentences[documents_of(sentences) == document].sort_values("start")["text"]
        found = _squeeze("".join(kept))
        scores.append(Score(f"restored_{document}_cer", character_error_rate(found, wanted), len(found), "characters"))
    return scores


def character_error_rate(found: str, wanted: str) -> float:
    """Return the share of characters outside the matching blocks of both texts (Ratcliff and Obershelp 1988); 0 is best.

    It is counted on the longer of the two, a byline's length forgiven, so both lost and added characters cost.
    """
    blocks = SequenceMatcher(None, found, wanted, autojunk=False).get_matching_blocks()
    return 1 - sum(block.size for block in blocks) / max(1, len(found), len(wanted) - BYLINE_LENGTH)


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text).translate(WIDTHS)
