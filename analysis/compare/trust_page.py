"""The page that `score` prints: every figure by subject, themes in sample beside left out, practices by kind, and how to read it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.compare.accuracy import format_scores, score_tables
from analysis.compare.accuracy_gold import each_row, read_gold
from analysis.compare.trust_records import practice_trust
from analysis.compare.trust_rules import rule_precision
from analysis.compare.trust_themes import CODINGS, HOW_TO_READ, theme_trust, why_unknown
from analysis.tables import Tables

# heading → how its measures begin; the pooled figures of themes stand under their table
SECTIONS = {
    "roles, reports and texts": ("role_", "kept_", "report", "restored_"),
    "metrics, field by field": ("metric_",),
    "themes, pooled": ("theme_micro_", "theme_min_"),
    "practices": ("practice_",),
    "loops (chains)": ("loop_",),
}
IN_SAMPLE = "Where the rules were written with these reports at hand, all figures but those left out are upper bounds for others."
OTHER_LEXICON = "Left out is unknown: the tables were coded by another theme lexicon than the project's own."
ONE_REPORT = "Left out is unknown: one labelled report alone has no other that could bear its rules out."
WHY_UNKNOWN = {"other_lexicon": OTHER_LEXICON, "one_report": ONE_REPORT}
WORST_RULES = 8
UNKNOWN = "–"
_WIDTH = 120


def format_trust(tables: Tables, gold_folder: str | Path, wrong_rules: bool = True) -> str:
    """Return the accuracy report of `tables` against the labels in `gold_folder`; raises `GoldError` where they cannot be read.

    Without `wrong_rules` it holds figures only and quotes no error, so that labels can stay unread.
    """
    scores = score_tables(tables, gold_folder)
    trust = theme_trust(tables, gold_folder, list(CODINGS))
    parts = {heading: _format_section(scores, begins) for heading, begins in SECTIONS.items()}
    obstacle = why_unknown(tables, read_gold(gold_folder)) if trust["n_found"].isna().any() else None
    parts["themes, pooled"] = f"{parts['themes, pooled']}\n{_format_codings(trust, obstacle)}\n{textwrap.fill(HOW_TO_READ, _WIDTH)}"
    parts["practices"] = f"{parts['practices']}\n\n{_format_practices(practice_trust(tables, gold_folder))}"
    blocks = [("themes, one by one", _format_themes(trust)), *parts.items()]
    if wrong_rules:
        worst = _format_rules(rule_precision(tables, gold_folder))
        blocks.append((f"rules of themes that are wrong most often (at most {WORST_RULES})", worst))
    return "\n\n".join([IN_SAMPLE, *(f"== {heading}\n{text}" for heading, text in _in_order(blocks) if text)])


def _in_order(blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the blocks with the table of themes in front of the pooled figures."""
    first, rest = blocks[0], blocks[1:]
    place = [heading for heading, _ in rest].index("themes, pooled")
    return [*rest[:place], first, *rest[place:]]


def _format_section(scores: pd.DataFrame, begins: tuple[str, ...]) -> str:
    rows = scores[scores["measure"].str.startswith(begins)]
    return format_scores(rows) if len(rows) else ""


def _format_themes(trust: pd.DataFrame) -> str:
    """Return a line per theme: its figures in sample with their intervals, and F1 and alpha with its report left out."""
    left_out = trust[trust["coding"] == "left_out_rules"].set_index("theme")
    terms = trust[trust["coding"] == "left_out_terms"].set_index("theme")
    head = [
        "theme",
        "n",
        "found",
        "precision",
        "recall",
        "F1 [95 %]",
        "alpha [95 %]",
        "left out: F1 [95 %]",
        "alpha [95 %]",
        "by terms: F1",
    ]
    lines = [
        [row.theme, f"{row.n}", f"{row.n_found}", _two(row.precision), _two(row.recall),
         _with_ends(row.f1, row.f1_low, row.f1_high), _with_ends(row.alpha, row.alpha_low, row.alpha_high),
         _ends_of(left_out.loc[row.theme], "f1"), _ends_of(left_out.loc[row.theme], "alpha"), _two(terms.loc[row.theme, "f1"])]
        for row in each_row(trust[trust["coding"] == "in_sample"])
    ]  # fmt: skip
    return align_columns([head, *lines])


def _format_codings(trust: pd.DataFrame, obstacle: str | None) -> str:
    """Return a line per coding: its pooled F1, as the figures above; and why those left out are unknown, where they are."""
    pooled = trust[trust["theme"] == "all"]
    head = ["coding", "precision", "recall", "micro F1 [95 %]"]
    lines = [[row.coding, _two(row.precision), _two(row.recall), _ends_of(row, "f1", 3)] for row in each_row(pooled)]
    return align_columns([head, *lines]) + (f"\n{WHY_UNKNOWN[obstacle]}" if obstacle else "")


def _format_practices(trust: pd.DataFrame) -> str:
    rows = each_row(trust[trust["report"] == "all"])
    head = ["kind, by report", "n", "found", "precision", "recall", "F1 [95 %]"]
    lines = [[row.kind, f"{row.n}", f"{row.n_found}", _two(row.precision), _two(row.recall), _ends_of(row, "f1")] for row in rows]
    return align_columns([head, *lines])


def _format_rules(rules: pd.DataFrame) -> str:
    wrong = rules.assign(n_wrong=rules["n_fired"] - rules["n_right"])
    worst = wrong[wrong["n_wrong"] > 0].sort_values(["n_wrong", "precision", "rule"], ascending=[False, True, True]).head(WORST_RULES)
    lines = [
        [row.rule, f"{row.n_right}/{row.n_fired}", _with_ends(row.precision, row.low, row.high), f"{row.source}:{row.start}-{row.end}",
         row.wrong_evidence]
        for row in each_row(worst)
    ]  # fmt: skip
    return align_columns([["rule", "right", "precision [95 %]", "first wrong firing", "its words"], *lines]) if lines else ""


def _ends_of(row: object, figure: str, digits: int = 2) -> str:
    value, low, high = (getattr(row, f"{figure}{end}") for end in ("", "_low", "_high"))
    return _with_ends(value, low, high, digits)


def _with_ends(value: float, low: float, high: float, digits: int = 2) -> str:
    if pd.isna(value):
        return UNKNOWN
    return f"{value:.{digits}f}" if pd.isna(low) else f"{value:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"


def _two(value: float) -> str:
    return UNKNOWN if pd.isna(value) else f"{value:.2f}"


def align_columns(lines: Sequence[Sequence[str]]) -> str:
    """Return the cells of `lines` as columns, two spaces apart; the last column is not filled up."""
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    rows = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    return "\n".join(row.rstrip() for row in rows)
