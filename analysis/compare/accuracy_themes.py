"""Accuracy of the themes: on each labelled unit, does the suite see the themes that the coders saw?"""

from __future__ import annotations

import math

import pandas as pd

from analysis.compare.accuracy_gold import Gold, Label, Score, documents_of, overlap, span_of
from analysis.compare.agreement import COUNT_COLUMNS, bootstrap_coding, bootstrap_f1, krippendorff_alpha, precision_recall
from analysis.schema import THEMES

CODED_ROLES = ("body", "heading", "caption")
Hits = dict[str, list[tuple[int, int, str]]]


def match_themes(themes: pd.DataFrame, sentences: pd.DataFrame, gold: Gold) -> pd.DataFrame:
    """Return one row per coded unit and theme that is not doubtful there: document, report, theme, labelled, found (yes or no).

    All of `THEMES` are judged, those too that no unit is labelled with: what is found of them is false. A sentence's themes are found
    in a unit when the two share at least half of the shorter one.
    """
    hits = _sentence_hits(themes, sentences)
    codes = sorted({*THEMES, *(theme for unit in gold.units for theme in unit["themes"])})
    rows = []
    for unit in (unit for unit in gold.units if unit["role"] in CODED_ROLES):
        found = _found_themes(unit, hits)
        rows += [
            {
                "document": unit["doc"],
                "start": unit["start"],
                "end": unit["end"],
                "report": unit["report"],
                "theme": code,
                "labelled": code in unit["themes"],
                "found": code in found,
            }
            for code in codes
            if code not in unit.get("themes_doubtful", ())
        ]
    return pd.DataFrame(rows, columns=["document", "start", "end", "report", "theme", "labelled", "found"]).astype(
        {"report": object, "labelled": bool, "found": bool}
    )


def _sentence_hits(themes: pd.DataFrame, sentences: pd.DataFrame) -> Hits:
    """Return by document the place of each sentence that has a theme, and the theme."""
    places = sentences[["report", "sentence", "start", "end"]]
    placed = themes[["report", "sentence", "source", "theme"]].merge(places, on=["report", "sentence"], how="inner")
    columns = placed[["start", "end", "theme"]]
    return {
        str(document): list(rows.itertuples(index=False, name=None)) for document, rows in columns.groupby(documents_of(placed), sort=False)
    }


def _found_themes(unit: Label, hits: Hits) -> set[str]:
    span = span_of(unit)
    length = span.end - span.start
    return {theme for start, end, theme in hits.get(unit["doc"], ()) if overlap(span, (start, end)) >= 0.5 * min(end - start, length)}


def score_themes(themes: pd.DataFrame, sentences: pd.DataFrame, gold: Gold) -> list[Score]:
    """Return F1 and Krippendorff's alpha of every theme (NaN where it is neither labelled nor found), the pooled F1, the lowest alpha."""
    match = match_themes(themes, sentences, gold)
    scores: list[Score] = []
    alphas: list[Score] = []
    for code, units in match.groupby("theme", sort=True):
        alpha = krippendorff_alpha(units["labelled"].to_list(), units["found"].to_list())
        interval = bootstrap_coding(count_by_report(units))["alpha"]
        alphas.append(Score(f"theme_{code}_alpha", alpha, len(units), "units", *interval))
        scores += [_score_f1(f"theme_{code}_f1", units), alphas[-1]]
    known = [score.value for score in alphas if not math.isnan(score.value)]
    lowest = Score("theme_min_alpha", min(known, default=float("nan")), len(known), "themes")
    return [*scores, _score_f1("theme_micro_f1", match), lowest]


def _score_f1(measure: str, match: pd.DataFrame) -> Score:
    counts = count_by_report(match)
    n_true, n_predicted, n_gold = (int(counts[name].sum()) for name in COUNT_COLUMNS)
    return Score(measure, precision_recall(n_true, n_predicted, n_gold).f1, n_gold, "labels", *bootstrap_f1(counts))


def count_by_report(match: pd.DataFrame) -> pd.DataFrame:
    """Return one row per labelled report: n_true, n_predicted, n_gold, n_units of rows of `match_themes`."""
    both = match["labelled"] & match["found"]
    counts = pd.DataFrame({"n_true": both, "n_predicted": match["found"], "n_gold": match["labelled"], "n_units": True}).astype(int)
    return counts.groupby(match["report"].fillna(match["document"])).sum()
