"""The characters behind the numbers on themes and words: which evidence made a sentence count, and where a word stands."""

from __future__ import annotations

import pandas as pd

from analysis.compare.evidence_rows import PLACE, back_rows, finish_evidence
from analysis.compare.keyness import content_tokens
from analysis.compare.shares import sentence_themes
from analysis.lexicon import load_lexicon
from analysis.tables import Tables

_SENTENCE = ["report", "sentence"]


def theme_evidence(tables: Tables) -> pd.DataFrame:
    """Return the first evidence of every coded sentence and theme: report, sentence, theme, source, start, end; a sentence counts once."""
    hits = tables.themes.sort_values([*_SENTENCE, "theme", "start", "end"]).drop_duplicates([*_SENTENCE, "theme"])
    return sentence_themes(tables).merge(hits[[*_SENTENCE, "theme", *PLACE]], on=[*_SENTENCE, "theme"])


def back_shares(shares: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for n_hits of `theme_shares` by city: one row per sentence that was counted."""
    return finish_evidence([back_rows(shares, theme_evidence(tables), ["report", "theme"], "n_hits")], tables)


def back_positions(positions: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for each position of `theme_positions`: the words that put the theme there."""
    return finish_evidence([back_rows(positions, theme_evidence(tables), [*_SENTENCE, "theme"], "position")], tables)


def back_cooccurrence(pairs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for n_both, n_theme and n_other of `theme_cooccurrence`; that of n_both spans the evidence of both themes."""
    hits = theme_evidence(tables)
    others = hits.rename(columns={"theme": "other"})
    both = hits.merge(others.drop(columns="source"), on=_SENTENCE, suffixes=("", "_other"))
    both = both.assign(start=both[["start", "start_other"]].min(axis="columns"), end=both[["end", "end_other"]].max(axis="columns"))
    parts = [
        back_rows(pairs, both, ["theme", "other"], "n_both"),
        back_rows(pairs, hits, ["theme"], "n_theme"),
        back_rows(pairs, others, ["other"], "n_other"),
    ]
    return finish_evidence(parts, tables)


def back_words(scores: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for n and n_rest of `keyness` without the project's stop words: every place of every word that is scored."""
    spoken = content_tokens(tables, load_lexicon("stop_words"))
    words = spoken[spoken["text"].isin(scores["text"])]
    parts = [back_rows(scores, words, ["report", "text"], "n")]
    numbered = scores[["report", "text"]].assign(rows=[str(number) for number in range(len(scores))])
    speakers = words[["report", "text"]].drop_duplicates().merge(numbered, on="text", suffixes=("", "_scored"))
    elsewhere = speakers[speakers["report"] != speakers["report_scored"]]
    folded = elsewhere.groupby(["report", "text"], sort=False)["rows"].agg(" ".join).reset_index()
    rest = words.merge(folded, on=["report", "text"]).assign(columns="n_rest")
    return finish_evidence([*parts, rest[["rows", "columns", *PLACE]]], tables)
