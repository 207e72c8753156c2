"""The characters behind counts: units, mends, reported numbers, practices and chains."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.compare.evidence_rows import PLACE, back_rows, finish_evidence
from analysis.compare.practices import practice_table
from analysis.tables import Tables


def back_characters(characters: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for n_units and n_chars of `characters_by_role`: every unit; the lengths of the units add up to n_chars."""
    return finish_evidence([back_rows(characters, tables.ledger, ["source", "report", "role"], "n_units n_chars")], tables)


def back_edits(edits: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for n_edits and n_open of `edits_by_kind`: every mend; one that stays open backs both."""
    lost = tables.edits["after"].isna()
    mended = back_rows(edits, tables.edits[~lost], ["source", "kind"], "n_edits")
    return finish_evidence([mended, back_rows(edits, tables.edits[lost], ["source", "kind"], "n_edits n_open")], tables)


def back_rates(rates: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for n of `per_thousand` for metrics: every number that is no repetition."""
    return finish_evidence([back_rows(rates, tables.metrics[~tables.metrics["repeat"]], ["report"], "n")], tables)


def back_coverage(coverage: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for n_metrics of `coverage`: every number that carries the indicator."""
    return finish_evidence([back_numbers(coverage, tables)], tables)


def back_indicators(indicators: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for value, low and high of `indicator_table` (the number as printed) and for n_metrics."""
    return finish_evidence([back_stated(indicators), back_numbers(indicators, tables)], tables)


def back_stated(numbers: pd.DataFrame, prefix: str = "", names: Sequence[str] = ("value", "low", "high")) -> pd.DataFrame:
    """Return the pieces behind printed numbers: the place of each backs its columns `names`, as far as they say something.

    `prefix` names the columns of another number in the same row: members_value, members_source …
    """
    known = numbers.assign(rows=[str(number) for number in range(len(numbers))])
    known = known[known[f"{prefix}surface"].notna()]
    told = [" ".join(f"{prefix}{name}" for name in names if pd.notna(row[f"{prefix}{name}"])) for row in known.to_dict("records")]
    places = known[[f"{prefix}{name}" for name in PLACE]].set_axis(PLACE, axis="columns")
    return places.assign(rows=known["rows"], columns=pd.Series(told, index=known.index, dtype="str"))


def back_numbers(table: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the pieces behind n_metrics: every number of the row's report that carries its indicator."""
    told = tables.metrics[tables.metrics["indicator"].notna()]
    return back_rows(table, told, ["report", "indicator"], "n_metrics")


def back_practices(practices: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for n_mentions of `practice_table`: every mention."""
    return finish_evidence([back_rows(practices, tables.practices, ["report", "name"], "n_mentions")], tables)


def back_kinds(kinds: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for n_names and n_mentions of `practice_kinds`: every mention; the first of each name backs both."""
    known = practice_table(tables)[["report", "name", "kind"]]
    mentions = tables.practices.drop(columns="kind").merge(known, on=["report", "name"]).sort_values(["report", "sentence", "start"])
    again = mentions.duplicated(["report", "name"])
    first = back_rows(kinds, mentions[~again], ["report", "kind"], "n_names n_mentions")
    return finish_evidence([first, back_rows(kinds, mentions[again], ["report", "kind"], "n_mentions")], tables)


def back_loops(loops: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for n_steps of `loop_table`: the chain, in which every step stands."""
    return finish_evidence([back_rows(loops, loops, PLACE, "n_steps")], tables)


def back_practice_numbers(numbers: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the evidence for value, low and high of `practice_numbers`: the number as printed."""
    return finish_evidence([back_stated(numbers)], tables)
