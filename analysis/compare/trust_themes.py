"""How far the coding of themes can be trusted, theme by theme: in sample, and with each report left out of the rules that code it.

The rules were written by people who had read the labelled reports. Left out, a report is coded only by what the other reports bear
out (leave-one-group-out, Stone 1974): the distance to the figure in sample is the error of having selected the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.coding.theme_agreement import LabelledSentence, code_guarded, code_sentences
from analysis.coding.themes import CODED_ROLES, default_coder
from analysis.compare.accuracy_gold import Gold, Label, document_of, each_row, or_none, overlap, read_gold, span_of
from analysis.compare.accuracy_themes import count_by_report, match_themes
from analysis.compare.agreement import POOLED, bootstrap_coding
from analysis.lexicon import load_lexicon
from analysis.schema import THEMES
from analysis.tables import Tables

Place = tuple[str, int, str]  # report, sentence, source
FIGURES = ("precision", "recall", "f1", "alpha")
# coding → arguments of `code_guarded`; in sample there are none
CODINGS: dict[str, dict[str, bool]] = {
    "in_sample": {},
    "guarded": {"attested": False},
    "left_out_rules": {"attested": True, "by_term": False},
    "left_out_terms": {"attested": True},
}
HOW_TO_READ = (
    "How to read it: in_sample is what the rules reach on the reports that were read when they were written; guarded codes each report "
    "without the terms that are wrong more often than right in the others; left_out_rules codes it only by the rules that fire, and fire "
    "rightly, in the others; left_out_terms does so for every single word of a rule, so that a word which no other report happens to use "
    "is lost: the lower bound for a report never seen. Intervals draw whole reports anew (95 %); "
    "with n below about 20 one sentence moves a figure by points."
)
COLUMNS = ["coding", "theme", "n", "n_found", "n_units", *(f"{figure}{end}" for figure in FIGURES for end in ("", "_low", "_high"))]


def theme_trust(tables: Tables, gold_folder: str | Path, codings: Sequence[str] = ("in_sample",)) -> pd.DataFrame:
    """Return how well the coding of themes agrees with the labels in `gold_folder`: one row per coding and theme, and a row `all` each.

    coding (a key of `CODINGS`); theme (code, or `all`: pooled); n (units labelled with the theme), n_found (units coded with it),
    n_units (units judged, doubtful ones left out); precision, recall, f1 (0–1), alpha (Krippendorff 2004, nominal; null for `all`), each
    with `_low` and `_high` (95 %, percentile bootstrap by report, Efron 1979, fixed seed; null with fewer than three reports).
    All of `THEMES` are judged, those too that no unit is labelled with; the figures of one that is neither labelled nor found are null.
    Left out, all figures are null where `why_unknown` says why they cannot be known.
    Raises `GoldError` for unreadable labels, `ValueError` for an unknown coding.
    How to read it: `HOW_TO_READ`, which `score` prints.
    """
    unknown = [coding for coding in codings if coding not in CODINGS]
    if unknown:
        raise ValueError(f"no coding {unknown[0]!r}; known are {', '.join(CODINGS)}")
    gold = read_gold(gold_folder)
    rows = [{"coding": coding} | row for coding in codings for row in _measure_coding(tables, gold, coding)]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"n_found": "Int64"} | dict.fromkeys(COLUMNS[5:], "float64"))


def _measure_coding(tables: Tables, gold: Gold, coding: str) -> list[dict[str, Any]]:
    themes = tables.themes if coding == "in_sample" else code_left_out(tables, gold, coding)
    match = match_themes(tables.themes if themes is None else themes, tables.sentences, gold)
    rows = [measure_match(match[match["theme"] == theme]) | {"theme": theme} for theme in THEMES if theme in set(match["theme"])]
    pooled = measure_match(match) | {"theme": "all"} | {f"alpha{end}": np.nan for end in ("", "_low", "_high")}
    kept = COLUMNS if themes is not None else ("theme", "n", "n_units")  # what the labels alone say
    return [{name: value for name, value in row.items() if name in kept} for row in [*rows, pooled]]


def measure_match(match: pd.DataFrame) -> dict[str, Any]:
    """Return n, n_found, n_units and the figures with their intervals for rows of `match_themes`."""
    counts = count_by_report(match)
    sums = counts.sum()
    row: dict[str, Any] = {"n": int(sums["n_gold"]), "n_found": int(sums["n_predicted"]), "n_units": int(sums["n_units"])}
    pooled = sums[["n_true", "n_predicted", "n_gold", "n_units"]].to_numpy(dtype=float).reshape(4, 1)
    for figure, interval in bootstrap_coding(counts).items():
        row |= {figure: float(POOLED[figure](pooled)[0]), f"{figure}_low": interval.low, f"{figure}_high": interval.high}
    return row


def code_left_out(tables: Tables, gold: Gold, coding: str) -> pd.DataFrame | None:
    """Return the rows report, sentence, source, theme that `coding` gives the labelled reports, each left out of its own rules.

    None where `why_unknown` says why that cannot be known.
    """
    sentences, places = list_sentences(tables, gold)
    if _find_obstacle(tables, sentences, places):
        return None
    coded = code_guarded(load_lexicon("themes"), sentences, **CODINGS[coding])
    rows = [(*place, theme) for place, themes in zip(places, coded, strict=True) for theme in sorted(themes)]
    return pd.DataFrame(rows, columns=["report", "sentence", "source", "theme"])


def why_unknown(tables: Tables, gold: Gold) -> str | None:
    """Return why reports cannot be left out: `one_report` (no other bears its rules out), `other_lexicon` (the tables were not coded by
    the project's own theme lexicon, so that its rules say nothing about them), or None.
    """
    return _find_obstacle(tables, *list_sentences(tables, gold))


def _find_obstacle(tables: Tables, sentences: Sequence[LabelledSentence], places: Sequence[Place]) -> str | None:
    if len({sentence.report for sentence in sentences}) < 2:
        return "one_report"
    return "other_lexicon" if code_sentences(default_coder(), sentences) != _themes_in_tables(tables, places) else None


def _themes_in_tables(tables: Tables, places: Sequence[Place]) -> list[frozenset[str]]:
    found = tables.themes.groupby(["report", "sentence"])["theme"].agg(frozenset).to_dict()
    return [found.get(place[:2], frozenset()) for place in places]


def list_sentences(tables: Tables, gold: Gold) -> tuple[list[LabelledSentence], list[Place]]:
    """Return all sentences of the labelled reports of `tables`, with their labels, and beside them where each stands.

    A unit and a sentence belong together where they share at least half of the shorter one; a sentence without a unit is not labelled.
    A theme that is doubtful in one unit of a sentence and labelled in none of them is doubtful.
    """
    units: dict[str, list[Label]] = {}
    for unit in (unit for unit in gold.units if unit["role"] in CODED_ROLES):
        units.setdefault(unit["doc"], []).append(unit)
    sentences, places = [], []
    for row in each_row(tables.sentences):
        near = [unit for unit in units.get(document_of(row.source), ()) if row.role in CODED_ROLES and _belongs(row, unit)]
        sentences.append(_label_sentence(row, near))
        places.append((row.report, row.sentence, row.source))
    known = {sentence.report for sentence in sentences if sentence.labelled}
    kept = [place for place, sentence in enumerate(sentences) if sentence.report in known]
    return [sentences[place] for place in kept], [places[place] for place in kept]


def list_labelled_sentences(tables: Tables, gold: Gold) -> tuple[list[LabelledSentence], list[Place]]:
    """Return those of `list_sentences` that are labelled."""
    both = [(sentence, place) for sentence, place in zip(*list_sentences(tables, gold), strict=True) if sentence.labelled]
    return [sentence for sentence, _ in both], [place for _, place in both]


def _label_sentence(row: Any, near: Sequence[Label]) -> LabelledSentence:
    themes = frozenset(theme for unit in near for theme in unit["themes"])
    doubtful = frozenset(theme for unit in near for theme in unit.get("themes_doubtful", ())) - themes
    section = or_none(row.section)
    return LabelledSentence(f"{row.report} {row.sentence}", row.report, row.role, row.text, themes, doubtful, section, bool(near))


def _belongs(row: Any, unit: Label) -> bool:
    start, end = span_of(unit)
    return overlap((row.start, row.end), (start, end)) >= 0.5 * min(row.end - row.start, end - start)
