"""Which words set a city's report apart: weighted log-odds with an informative prior, and log-likelihood."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import special, stats

from analysis.compare.cities import city_labels
from analysis.compare.intervals import CONFIDENCE
from analysis.compare.shares import coded_sentences
from analysis.tables import Tables

PRIOR_TOKENS = 500.0
MIN_COUNT = 4
_TWO_HANZI = r"[㐀-鿿]{2,}"


def content_tokens(tables: Tables, stop_words: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the tokens that words are compared on: report, sentence, text, source, start, end.

    Tokens of coded sentences, of two or more hanzi and nothing else; the words of `stop_words` (column `word`) and the names of the
    corpus's own cities and provinces are left out, for a report naming its own city says nothing of how it works.
    """
    coded = coded_sentences(tables)[["report", "sentence"]]
    tokens = tables.tokens[tables.tokens["text"].str.fullmatch(_TWO_HANZI)].merge(coded, on=["report", "sentence"])
    own_names = {str(name) for column in ("city", "province") for name in tables.reports[column].dropna()}
    left_out = own_names | {name + ending for name in own_names for ending in ("市", "省", "州", "县", "区")}
    if stop_words is not None:
        left_out |= set(stop_words["word"])
    return tokens.loc[~tokens["text"].isin(left_out), ["report", "sentence", "text", "source", "start", "end"]].reset_index(drop=True)


def keyness(tables: Tables, stop_words: pd.DataFrame | None = None, min_count: int = MIN_COUNT) -> pd.DataFrame:
    """Return how much each word marks each report against all others: one row per report and word, strongest first within a report.

    city, report, text, n, n_tokens (of the report), n_rest, n_tokens_rest, log_odds with low and high (95 %), z (log_odds over its
    standard error; Monroe, Colaresi & Quinn 2008, the corpus as prior, worth 500 tokens) and g2 (log-likelihood, Dunning 1993).
    Only words that stand at least `min_count` times in the report. Empty where there are fewer than two reports.
    How to read it: a word with z above 2 is used more here than the corpus leads one to expect; with thousands of words
    compared some reach 2 by chance, so read the sentences before naming one.
    """
    tokens = content_tokens(tables, stop_words)
    counts = tokens.groupby(["report", "text"]).size().rename("n").reset_index()
    size = tokens["report"].value_counts()
    counts["n_tokens"] = counts["report"].map(size).astype("int64")
    counts["n_rest"] = counts["text"].map(tokens["text"].value_counts()).astype("int64") - counts["n"]
    counts["n_tokens_rest"] = len(tokens) - counts["n_tokens"]
    compared = counts[(counts["n"] >= min_count) & (counts["n_tokens_rest"] > 0)].reset_index(drop=True)
    scored = compared.assign(**_log_odds(compared), g2=_log_likelihood(compared))
    scored.insert(0, "city", scored["report"].map(city_labels(tables.reports)).astype("str"))
    return scored.sort_values(["report", "z", "text"], ascending=[True, False, True], ignore_index=True)


def _log_odds(counts: pd.DataFrame) -> dict[str, pd.Series]:
    prior = PRIOR_TOKENS * (counts["n"] + counts["n_rest"]) / (counts["n_tokens"] + counts["n_tokens_rest"])
    here, there = counts["n"] + prior, counts["n_rest"] + prior
    odds_here = here / (counts["n_tokens"] + PRIOR_TOKENS - here)
    odds_there = there / (counts["n_tokens_rest"] + PRIOR_TOKENS - there)
    log_odds = np.log(odds_here) - np.log(odds_there)
    error = np.sqrt(1 / here + 1 / there)
    reach = stats.norm.ppf((1 + CONFIDENCE) / 2) * error
    return {"log_odds": log_odds, "low": log_odds - reach, "high": log_odds + reach, "z": log_odds / error}


def _log_likelihood(counts: pd.DataFrame) -> pd.Series:
    total = counts["n"] + counts["n_rest"]
    all_tokens = counts["n_tokens"] + counts["n_tokens_rest"]
    expected = total * counts["n_tokens"] / all_tokens
    expected_rest = total * counts["n_tokens_rest"] / all_tokens
    sum_of_terms = special.xlogy(counts["n"], counts["n"] / expected) + special.xlogy(counts["n_rest"], counts["n_rest"] / expected_rest)
    return 2 * sum_of_terms


def key_words(scores: pd.DataFrame, n: int = 3, z: float = 2.0) -> pd.DataFrame:
    """Return the `n` strongest words of each report with a z of at least `z`; a report without such a word has no row."""
    return scores[scores["z"] >= z].groupby("report", sort=False).head(n).reset_index(drop=True)
