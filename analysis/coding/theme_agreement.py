"""How well coded themes agree with labels: F1 and Krippendorff's alpha for each theme, and a guarded figure for unseen reports.

The rules were made by people who had read the labelled reports, so agreement on those reports flatters them. The guarded
figure takes back what one report alone could have taught: each report is coded only by the rules that the others bear out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd

from analysis.coding.themes import CODED_ROLES, Passage, ThemeCoder, ThemeHit
from analysis.schema import THEMES


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence with its labels; a theme that is doubtful is scored neither way.

    One that is not `labelled` (a headline, a sentence no coder read) is there for the passage it makes and is never scored.
    """

    unit: str
    report: str
    role: str
    text: str
    themes: frozenset[str]
    doubtful: frozenset[str]
    section: str | None = None
    labelled: bool = True


def read_labelled_sentences(gold: Path, clean_texts: dict[str, str] | None = None) -> list[LabelledSentence]:
    """Return the units of a gold folder (`gold.jsonl`, `units.jsonl`) whose role is coded, in order, with the headlines among them.

    `clean_texts` (unit → text) replaces raw texts, where a source is garbled. The section is the last heading of the report.
    """
    raw = {row["u"]: row["text"] for row in _read_rows(gold / "units.jsonl")}
    texts = {unit: text.strip() for unit, text in (raw | (clean_texts or {})).items()}
    labelled, report, section = [], None, None
    for row in _read_rows(gold / "gold.jsonl"):
        if row["report"] != report:
            report, section = row["report"], None
        if row["role"] == "heading":
            section = texts[row["u"]]
        if row["role"] in (*CODED_ROLES, "headline"):
            labelled.append(_label(row, texts[row["u"]], section))
    return labelled


def _label(row: dict, text: str, section: str | None) -> LabelledSentence:
    return LabelledSentence(
        unit=row["u"],
        report=row["report"],
        role=row["role"],
        text=text,
        themes=frozenset(row["themes"]),
        doubtful=frozenset(row.get("themes_doubtful", ())),
        section=section,
        labelled=row["role"] in CODED_ROLES,
    )


def code_sentences(coder: ThemeCoder, sentences: Sequence[LabelledSentence]) -> list[frozenset[str]]:
    """Return the themes that `coder` gives each sentence, each read in its passage."""
    return [frozenset(hit.theme for hit in hits) for hits in _code_reports(coder, sentences)]


def _code_reports(coder: ThemeCoder, sentences: Sequence[LabelledSentence]) -> list[list[ThemeHit]]:
    found: dict[int, list[ThemeHit]] = {}
    reports: dict[str, list[int]] = {}
    for place, sentence in enumerate(sentences):
        reports.setdefault(sentence.report, []).append(place)
    for places in reports.values():
        passages = [Passage(sentences[place].text, sentences[place].role, sentences[place].section) for place in places]
        found |= dict(zip(places, coder.code_report(passages), strict=True))
    return [found[place] for place in range(len(sentences))]


def code_guarded(
    rules: pd.DataFrame, sentences: Sequence[LabelledSentence], attested: bool = False, by_term: bool = True
) -> list[frozenset[str]]:
    """Return the themes of each sentence, each report coded without the terms that are wrong more often than right elsewhere.

    With `attested`, only terms that fire in another report, and are right there at least as often as wrong, are active.
    Without `by_term`, whole rules are judged instead of their terms.

    How to read it: the first figure takes back a term that only its own report bears out against the others; `attested`
    also takes back every word that the other reports happen to lack, so it is the lower bound for a report never seen.
    By whole rules it says what is lost where a decision was taken for one report alone. Leave-one-group-out after Stone (1974).
    """
    table = split_terms(rules) if by_term else rules
    complete = ThemeCoder(table)
    verdicts = _judge_rules(complete, sentences)
    coded: dict[str, frozenset[str]] = {}
    for report in dict.fromkeys(sentence.report for sentence in sentences):
        elsewhere = verdicts.loc[verdicts["report"] != report].groupby("rule")["right"].mean()
        right, wrong = elsewhere.index[elsewhere >= 0.5], elsewhere.index[elsewhere < 0.5]
        active = table["rule"].isin(right) if attested else ~table["rule"].isin(wrong)
        held_out = [sentence for sentence in sentences if sentence.report == report]
        themes = code_sentences(complete if active.all() else ThemeCoder(table.loc[active]), held_out)
        coded |= dict(zip((sentence.unit for sentence in held_out), themes, strict=True))
    return [coded[sentence.unit] for sentence in sentences]


def split_terms(rules: pd.DataFrame) -> pd.DataFrame:
    """Return the rule table with one row per term (`party-003/0`, `party-003/1`, …), so that each term can be judged alone."""
    terms = rules.assign(term=rules["term"].str.split("|")).explode("term", ignore_index=True)
    place = terms.groupby("rule").cumcount().astype(str)
    return terms.assign(rule=terms["rule"] + "/" + place)


def measure_agreement(sentences: Sequence[LabelledSentence], coded: Sequence[frozenset[str]]) -> pd.DataFrame:
    """Return a table of agreement, one row per theme and a last row `all` (micro average, no alpha).

    | column | what |
    |---|---|
    | theme | code, or `all` |
    | n | sentences that have the theme by the labels |
    | precision, recall, f1 | share 0–1 |
    | alpha | Krippendorff's alpha, nominal (Krippendorff, 2004) |

    How to read it: with n below about 20 one sentence moves f1 by several points.
    """
    judged = [(sentence, themes) for sentence, themes in zip(sentences, coded, strict=True) if sentence.labelled]
    pairs = {
        theme: np.array([(theme in s.themes, theme in c) for s, c in judged if theme not in s.doubtful], dtype=int).reshape(-1, 2)
        for theme in THEMES
    }
    rows = [_score(theme, of_theme) | {"alpha": _alpha(of_theme)} for theme, of_theme in pairs.items()]
    return pd.DataFrame([*rows, _score("all", np.concatenate(list(pairs.values()))) | {"alpha": float("nan")}])


def _read_rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _judge_rules(coder: ThemeCoder, sentences: Sequence[LabelledSentence]) -> pd.DataFrame:
    rows = [
        {"report": sentence.report, "rule": hit.rule, "right": hit.theme in sentence.themes}
        for sentence, hits in zip(sentences, _code_reports(coder, sentences), strict=True)
        for hit in hits
        if sentence.labelled and hit.theme not in sentence.doubtful
    ]
    return pd.DataFrame(rows, columns=["report", "rule", "right"])


def _score(theme: str, pairs: np.ndarray) -> dict[str, object]:
    labelled, coded = pairs.sum(axis=0)
    both = int(pairs.all(axis=1).sum())
    return {
        "theme": theme,
        "n": int(labelled),
        "precision": both / coded if coded else float("nan"),
        "recall": both / labelled if labelled else float("nan"),
        "f1": 2 * both / (labelled + coded) if labelled + coded else float("nan"),
    }


def _alpha(pairs: np.ndarray) -> float:
    if len(np.unique(pairs)) < 2:  # alpha is not defined where nothing varies
        return float("nan")
    return float(krippendorff.alpha(reliability_data=pairs.T, level_of_measurement="nominal"))
