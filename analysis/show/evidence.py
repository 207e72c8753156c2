"""Which characters stand behind each figure: the function that walks its numbers back, by the figure's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from analysis.compare import evidence_counts, evidence_metrics, evidence_themes
from analysis.tables import Tables

EVIDENCE: Mapping[str, Callable[[pd.DataFrame, Tables], pd.DataFrame]] = {
    "corpus_overview": evidence_counts.back_characters,
    "corpus_repairs": evidence_counts.back_edits,
    "corpus_density": evidence_counts.back_rates,
    "corpus_keyness": evidence_themes.back_words,
    "themes_heatmap": evidence_themes.back_shares,
    "themes_first": evidence_themes.back_shares,
    "themes_cooccurrence": evidence_themes.back_cooccurrence,
    "themes_positions": evidence_themes.back_positions,
    "indicators_coverage": evidence_counts.back_coverage,
    "indicators_dots": evidence_counts.back_indicators,
    "indicators_panels": evidence_counts.back_indicators,
    "indicators_verdicts": evidence_metrics.back_verdicts,
    "indicators_pairs": evidence_metrics.back_pairs,
    "indicators_members": evidence_metrics.back_members,
    "indicators_proposals": evidence_metrics.back_proposals,
    "practices_diffusion": evidence_counts.back_practices,
    "practices_kinds": evidence_counts.back_kinds,
    "practices_loops": evidence_counts.back_loops,
    "practices_numbers": evidence_counts.back_practice_numbers,
    "practices_stages": evidence_counts.back_loops,
}


def find_evidence(name: str, data: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for the `data` of figure `name`: rows, columns, source, start, end, surface (see `finish_evidence`).

    Counts have a row per case, a number as printed its place. Denominators (n_sentences, n_tokens, n_chars of a report) have the span of
    their report in the data instead, and what is computed from them (share, rate, low, high, lift, log_odds) has none of its own.
    Raises `KeyError` for a figure whose numbers nobody has walked back.
    """
    if name not in EVIDENCE:
        raise KeyError(f"figure {name} has no evidence; say in analysis/show/evidence.py which characters stand behind its numbers")
    return EVIDENCE[name](data, tables)
