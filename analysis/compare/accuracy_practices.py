"""Accuracy of the practices: as sets of names per document, with one practice under several wordings counted once."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.accuracy_corpus import LedgerIndex
from analysis.compare.accuracy_gold import Gold, Label, Score, document_of, documents_of, each_row
from analysis.compare.agreement import bootstrap_f1, precision_recall, share

# head nouns that two coders add or leave out at will
LOOSE_TAILS = ("实践活动", "履职要求", "工作体系", "议题格局", "行动", "活动", "平台", "机制", "制度", "品牌")
QUOTES = re.compile('[“”"「」]')


class PracticeMatch(NamedTuple):
    """The practices of one document: how many labelled ones were found, the labelled ones missed, and the false names."""

    document: str
    n_found: int
    missed: list[str]
    false: list[str]


def core_of(name: str) -> str:
    """Return a practice's name without quotes and without loose head nouns at its end, as long as two characters remain."""
    before = bare = QUOTES.sub("", name)
    for tail in LOOSE_TAILS:
        if len(bare) > len(tail) + 1:
            bare = bare.removesuffix(tail)
    return bare if bare == before else core_of(bare)


def is_same_practice(first: str, second: str) -> bool:
    """Do two names mean one practice: the same core, or one core within the other and at least half as long?"""
    short, long = sorted((core_of(first), core_of(second)), key=len)
    return short == long or (len(short) >= 2 and short in long and 2 * len(short) >= len(long))


def match_practices(practices: pd.DataFrame, gold: Gold) -> list[PracticeMatch]:
    """Return for every labelled document what was found, missed and false; optional names are neither right nor wrong."""
    names = practices["name"].groupby(documents_of(practices)).unique()
    found = {str(document): sorted(set(values)) for document, values in names.items()}
    return [_match_document(document, found.get(document, []), gold) for document in gold.documents]


def _match_document(document: str, found: list[str], gold: Gold) -> PracticeMatch:
    labels = _labels(document, gold)
    wanted: dict[str, list[str]] = {}
    for label in labels:
        if not label.get("optional"):
            wanted.setdefault(core_of(label["name"]), wordings_of(label))
    optional = [wording for label in labels if label.get("optional") for wording in wordings_of(label)]
    missed = [wordings[0] for wordings in wanted.values() if not _any_same(found, wordings)]
    known = [*optional, *(wording for wordings in wanted.values() for wording in wordings)]
    return PracticeMatch(document, len(wanted) - len(missed), missed, [name for name in found if not _any_same([name], known)])


def _labels(document: str, gold: Gold) -> list[Label]:
    return [label for unit in gold.units if unit["doc"] == document for label in unit["practices"]]


def wordings_of(label: Label) -> list[str]:
    """Return the names under which a labelled practice is right."""
    return [label["name"], label["name_also"]] if "name_also" in label else [label["name"]]


def _any_same(names: list[str], wordings: list[str]) -> bool:
    return any(is_same_practice(name, wording) for name in names for wording in wordings)


def score_practices(practices: pd.DataFrame, ledger: pd.DataFrame, gold: Gold) -> list[Score]:
    """Return the scores of the practices: names, kinds, and the report they are given to; NaN where there was nothing to judge."""
    counts = pd.DataFrame(
        [
            (match.n_found, match.n_found + len(match.false), match.n_found + len(match.missed))
            for match in match_practices(practices, gold)
        ],
        columns=["n_true", "n_predicted", "n_gold"],
    )
    n_true, n_predicted, n_gold = (int(n) for n in counts.sum())
    figures = precision_recall(n_true, n_predicted, n_gold)
    n_right, n_compared = _count_kinds(practices, gold)
    index = LedgerIndex(ledger)
    in_report = sum(bool(row.report == index.report_at(row.source, row.start)) for row in each_row(practices))
    return [
        Score("practice_p", figures.precision, n_predicted, "practices found"),
        Score("practice_r", figures.recall, n_gold, "practices labelled"),
        Score("practice_f1", figures.f1, n_gold, "practices labelled", *bootstrap_f1(counts)),
        Score("practice_kind", share(n_right, n_compared), n_compared, "mentions found"),
        Score("practice_report", share(in_report, len(practices)), len(practices), "mentions"),
    ]


def _count_kinds(practices: pd.DataFrame, gold: Gold) -> tuple[int, int]:
    """Return how many labelled mentions have a found practice of the right kind, and how many have one at all."""
    rows: dict[str, list[Any]] = {}
    for row in each_row(practices):
        rows.setdefault(document_of(row.source), []).append(row)
    n_right = n_compared = 0
    for document in gold.documents:
        for label in (label for label in _labels(document, gold) if not label.get("optional")):
            kinds = [row.kind for row in rows.get(document, ()) if is_same_practice(row.name, label["name"])]
            n_compared += bool(kinds)
            n_right += any(kind in (label["kind"], label.get("kind_also")) for kind in kinds)
    return n_right, n_compared
