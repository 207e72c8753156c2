"""Which rules of the theme lexicon are right how often, and which sentences the themes miss or mark wrongly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.compare.accuracy_gold import each_row, read_gold
from analysis.compare.cities import with_city
from analysis.compare.intervals import wilson_interval
from analysis.compare.trust_themes import list_labelled_sentences
from analysis.schema import THEMES
from analysis.tables import Tables

RULE_COLUMNS = ["rule", "theme", "n_fired", "n_right", "n_doubtful", "precision", "low", "high",
                "wrong_text", "wrong_evidence", "source", "start", "end"]  # fmt: skip
MISS_COLUMNS = ["theme", "verdict", "city", "report", "sentence", "text", "evidence", "rule", "source", "start", "end"]
COUNT_COLUMNS = ["theme", "n", "n_missed", "missed", "missed_low", "missed_high", "n_found", "n_false", "false", "false_low", "false_high"]


def rule_precision(tables: Tables, gold_folder: str | Path) -> pd.DataFrame:
    """Return how often each theme rule is right, by the labels in `gold_folder`: one row per rule that fires in a labelled sentence.

    rule, theme; n_fired (labelled sentences in which it fires, doubtful ones left out), n_right (of these labelled with its theme),
    n_doubtful (left out); precision with low, high (Wilson 1927, 95 %); wrong_text, wrong_evidence, source, start, end: its first
    wrong firing, with the evidence's place (null where it has none). Sorted by rule.
    Raises `GoldError` for unreadable labels.
    How to read it: most rules fire a few times only, so look at n_fired and low before precision; a rule that is absent never fired here,
    of which the labels say nothing.
    """
    fired = _judge_firings(tables, gold_folder)
    rows = [_measure_rule(str(rule), firings) for rule, firings in fired.groupby("rule", sort=True)]
    table = pd.DataFrame(rows, columns=[name for name in RULE_COLUMNS if name not in ("precision", "low", "high")])
    table["precision"] = table["n_right"].astype("float64") / table["n_fired"].where(table["n_fired"] > 0)
    ends = wilson_interval(table["n_right"], table["n_fired"])
    table = table.assign(low=ends["low"], high=ends["high"])[RULE_COLUMNS]
    return table.astype({"start": "Int64", "end": "Int64", "wrong_text": "str", "wrong_evidence": "str", "source": "str"})


def _measure_rule(rule: str, firings: pd.DataFrame) -> dict[str, Any]:
    once = firings.drop_duplicates(["report", "sentence"])
    judged = once[~once["doubtful"]]
    wrong = judged[~judged["right"]]
    example = next(each_row(wrong), None)
    return {
        "rule": rule,
        "theme": firings["theme"].iloc[0],
        "n_fired": len(judged),
        "n_right": int(judged["right"].sum()),
        "n_doubtful": int(once["doubtful"].sum()),
        "wrong_text": example.text if example else None,
        "wrong_evidence": example.evidence if example else None,
        "source": example.source if example else None,
        "start": example.start if example else None,
        "end": example.end if example else None,
    }


def _judge_firings(tables: Tables, gold_folder: str | Path) -> pd.DataFrame:
    """Return the hits of `tables.themes` in labelled sentences with their text; `right`: labelled there; `doubtful`."""
    sentences, places = list_labelled_sentences(tables, read_gold(gold_folder))
    labels = {place[:2]: sentence for place, sentence in zip(places, sentences, strict=True)}
    keys = list(zip(tables.themes["report"], tables.themes["sentence"], strict=True))
    hits = tables.themes[[key in labels for key in keys]]
    judged = [labels[row.report, row.sentence] for row in each_row(hits)]
    themes = list(zip(judged, hits["theme"], strict=True))
    return hits.assign(
        text=[sentence.text for sentence in judged],
        right=pd.Series([theme in sentence.themes for sentence, theme in themes], index=hits.index, dtype=bool),
        doubtful=pd.Series([theme in sentence.doubtful for sentence, theme in themes], index=hits.index, dtype=bool),
    )


def theme_misses(tables: Tables, gold_folder: str | Path) -> pd.DataFrame:
    """Return the labelled sentences whose theme was missed or is false: one row per sentence and theme.

    theme; verdict (`missed`: labelled and not found, `false`: found and not labelled; doubtful themes are neither); city, report,
    sentence, text; evidence, rule (what made a false theme, joined by 、; null for a missed one); source, start, end (of the sentence).
    Sorted by theme in the codebook's order, verdict, report, sentence. Raises `GoldError` for unreadable labels.
    """
    sentences, places = list_labelled_sentences(tables, read_gold(gold_folder))
    hits = tables.themes.groupby(["report", "sentence", "theme"])[["evidence", "rule"]].agg(_join_distinct)
    found = dict(zip(hits.index, hits.to_dict("records"), strict=True))
    spans = {(row.report, row.sentence): (row.start, row.end) for row in each_row(tables.sentences)}
    rows = []
    for sentence, (report, number, source) in zip(sentences, places, strict=True):
        start, end = spans[report, number]
        place = {"report": report, "sentence": number, "text": sentence.text, "source": source, "start": start, "end": end}
        for theme in (theme for theme in THEMES if theme not in sentence.doubtful):
            hit = found.get((report, number, theme))
            if (hit is not None) != (theme in sentence.themes):
                rows.append({"theme": theme, "verdict": "false" if hit else "missed", **place, **(hit or {})})
    table = pd.DataFrame(rows, columns=[name for name in MISS_COLUMNS if name != "city"])
    order = table["theme"].map({theme: place for place, theme in enumerate(THEMES)})
    ordered = table.assign(order=order).sort_values(["order", "verdict", "report", "sentence"], kind="stable")
    return with_city(ordered, tables.reports)[MISS_COLUMNS].reset_index(drop=True)


def _join_distinct(values: pd.Series) -> str:
    return "、".join(dict.fromkeys(values))


def count_misses(trust: pd.DataFrame) -> pd.DataFrame:
    """Return how many units of each theme are missed or marked wrongly: one row per theme of `theme_trust` in sample.

    theme; n (units labelled with it), n_missed, missed (their share, with missed_low, missed_high: Wilson 1927, 95 %); n_found (units
    coded with it), n_false, false (their share, with false_low, false_high).
    How to read it: a missed sentence makes a share too low, a false one too high; where both are about equal they cancel in a share, but
    not in a quotation.
    """
    rows = trust[(trust["coding"] == "in_sample") & (trust["theme"] != "all")].reset_index(drop=True)
    n_right = (rows["recall"] * rows["n"]).fillna(0).round().astype("int64")
    counts = (
        rows[["theme", "n", "n_found"]].astype({"n_found": "int64"}).assign(n_missed=rows["n"] - n_right, n_false=rows["n_found"] - n_right)
    )
    for name, whole in (("missed", "n"), ("false", "n_found")):
        ends = wilson_interval(counts[f"n_{name}"], counts[whole])
        counts[name] = counts[f"n_{name}"].astype("float64") / counts[whole].where(counts[whole] > 0)
        counts = counts.assign(**{f"{name}_low": ends["low"], f"{name}_high": ends["high"]})
    return counts[COUNT_COLUMNS]
