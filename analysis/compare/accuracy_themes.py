"""Accuracy of the themes: on each labelled unit, does the suite see the themes that the coders saw?"""

from __future__ import annotations

import pandas as pd

from analysis.compare.accuracy_gold import Gold, Label, Score, documents_of, overlap, span_of
from analysis.compare.agreement import bootstrap_f1, krippendorff_alpha, precision_recall

CODED_ROLES = ("body", "heading", "caption")
Hits = dict[str, list[tuple[int, int, str]]]


def match_themes(themes: pd.DataFrame, sentences: pd.DataFrame, gold: Gold) -> pd.DataFrame:
    """Return one row per coded unit and theme that is not doubtful there: document, report, theme, labelled, found (yes or no).

    A sentence's themes are found in a unit when the two share at least half of the shorter one.
    """
    hits = _sentence_hits(themes, sentences)
    codes = sorted({theme for unit in gold.units for theme in unit["themes"]})
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
    """Return F1 and Krippendorff's alpha of every theme, the pooled F1 and the lowest alpha."""
    match = match_themes(themes, sentences, gold)
    scores: list[Score] = []
    alphas: list[Score] = []
    for code, units in match.groupby("theme", sort=True):
        alpha = krippendorff_alpha(units["labelled"].to_list(), units["found"].to_list())
        alphas.append(Score(f"theme_{code}_alpha", alpha, len(units), "units"))
        scores += [_score_f1(f"theme_{code}_f1", units), alphas[-1]]
    lowest = min((score.value for score in alphas), default=float("nan"))
    return [*scores, _score_f1("theme_micro_f1", match), Score("theme_min_alpha", lowest, len(alphas), "themes")]


def _score_f1(measure: str, match: pd.DataFrame) -> Score:
    counts = pd.DataFrame(
        {"n_true": match["labelled"] & match["found"], "n_predicted": match["found"], "n_gold": match["labelled"]}
    ).astype(int)
    n_true, n_predicted, n_gold = (int(n) for n in counts.sum())
    by_report = counts.groupby(match["report"].fillna(match["document"])).sum()
    return Score(measure, precision_recall(n_true, n_predicted, n_gold).f1, n_gold, "labels", *bootstrap_f1(by_report))
