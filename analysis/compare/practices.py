"""Which ways of working stand where: practices by city, what has spread, and of what kinds they are."""

from __future__ import annotations

import pandas as pd

from analysis.compare.cities import places, with_city
from analysis.schema import PRACTICE_KINDS
from analysis.tables import Tables


def practice_table(tables: Tables) -> pd.DataFrame:
    """Return one row per report and practice: city, report, name, kind, n_mentions, and the place of the first mention.

    kind is the one most mentions have; surface, sentence, source, start, end are those of the first mention.
    """
    mentions = tables.practices.sort_values(["report", "sentence", "start"], kind="stable")
    first = mentions.drop_duplicates(["report", "name"])[["report", "name", "surface", "sentence", "source", "start", "end"]]
    counts = mentions.groupby(["report", "name"]).size().rename("n_mentions").reset_index()
    full = first.merge(counts, on=["report", "name"]).merge(_main_kind(mentions), on="name")
    columns = ["city", "report", "name", "kind", "n_mentions", "surface", "sentence", "source", "start", "end"]
    return with_city(full, tables.reports)[columns].sort_values(["report", "sentence", "start", "name"], ignore_index=True)


def _main_kind(mentions: pd.DataFrame) -> pd.DataFrame:
    counts = mentions.groupby(["name", "kind"]).size().rename("n").reset_index()
    rank = counts["kind"].map({kind: number for number, kind in enumerate(PRACTICE_KINDS)})
    ordered = counts.assign(rank=rank).sort_values(["name", "n", "rank"], ascending=[True, False, True])
    return ordered.drop_duplicates("name")[["name", "kind"]]


def practice_diffusion(tables: Tables) -> pd.DataFrame:
    """Return how far each practice has spread, widest first: name, kind, n_cities, n_reports, n_mentions, cities (labels joined by 、).

    A city with several reports counts once; reports whose city is not known may all be of one city, or of one that is counted already, so
    they add no city to known ones and make one where there is no other: n_cities is the least that is sure.
    How to read it: a name found in one city only may be at home elsewhere under another name; names are compared, not deeds.
    """
    table = practice_table(tables)
    placed = table.assign(place=table["report"].map(_known_cities(tables)))
    grouped = placed.groupby(["name", "kind"])
    spread = grouped.agg(
        n_cities=("place", "nunique"), n_reports=("report", "nunique"), n_mentions=("n_mentions", "sum"), cities=("city", "、".join)
    )
    spread["n_cities"] = spread["n_cities"].clip(lower=1)
    typed = spread.reset_index().astype({"n_cities": "int64", "n_reports": "int64", "n_mentions": "int64", "cities": "str"})
    return typed.sort_values(["n_cities", "n_mentions", "name"], ascending=[False, False, True], ignore_index=True)


def _known_cities(tables: Tables) -> pd.Series:
    reports = tables.reports.set_index("report")
    known = reports["city"].notna() | (reports["level"].eq("province") & reports["province"].notna())
    return places(tables.reports).where(known)


def practice_kinds(tables: Tables) -> pd.DataFrame:
    """Return how many practices of each kind a report names: one row per report and kind: city, report, kind, n_names, n_mentions."""
    table = practice_table(tables)
    counts = table.groupby(["report", "kind"])["n_mentions"].agg(n_names="size", n_mentions="sum").reset_index()
    grid = tables.reports[["report"]].merge(pd.Series(PRACTICE_KINDS, name="kind", dtype="str"), how="cross")
    full = grid.merge(counts, on=["report", "kind"], how="left")
    filled = full.fillna({"n_names": 0, "n_mentions": 0}).astype({"n_names": "int64", "n_mentions": "int64"})
    return with_city(filled, tables.reports)


def practice_spellings(tables: Tables) -> pd.DataFrame:
    """Return the practices that reports write in several ways, most first: name, n_spellings, spellings, n_cities (as above), n_mentions.

    spellings (joined by 、) are as printed, so a page in traditional script adds its own.
    How to read it: this is what stands behind a merged name; two spellings that do not mean one practice would be seen here.
    """
    placed = tables.practices.assign(place=tables.practices["report"].map(_known_cities(tables)))
    ordered = placed.sort_values(["report", "sentence", "start"], kind="stable")
    grouped = ordered.groupby("name")
    counts = grouped.agg(n_spellings=("surface", "nunique"), spellings=("surface", _join_distinct), n_cities=("place", "nunique"))
    counts = counts.assign(n_mentions=grouped.size(), n_cities=counts["n_cities"].clip(lower=1))
    several = counts[counts["n_spellings"] > 1].reset_index()
    return several.sort_values(["n_spellings", "n_mentions", "name"], ascending=[False, False, True], ignore_index=True)


def _join_distinct(values: pd.Series) -> str:
    return "、".join(dict.fromkeys(map(str, values)))
