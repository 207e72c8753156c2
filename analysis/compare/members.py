"""How much work is reported for every hundred members: rates of two printed numbers, each with its place and its bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from analysis.compare.bounds import number_ends
from analysis.compare.cities import with_city
from analysis.compare.indicators import basis_table, indicator_table, rank_areas
from analysis.compare.labels import ordered_codes
from analysis.compare.verdict_reasons import (
    FORBIDDING,
    USUAL,
    doubtful_reasons,
    forbidding_reasons,
    make_profiles,
    reservations_of,
    unit_group,
)
from analysis.tables import Tables

HUNDRED = 100
SERVING = ("serving",)
NAMED = ("serving", "registered")
_MEMBER_FIELDS = ["surface", "value", "low", "high", "bound", "basis", "area", "source", "start", "end"]
_COUNT_COLUMNS = [
    "city", "report", "surface", "value", "low", "high", "bound", "unit", "item", "basis", "area", "year",
    "sentence", "source", "start", "end",
]  # fmt: skip


def member_counts(tables: Tables, bases: Sequence[str] = SERVING) -> pd.DataFrame:
    """Return how many members serve in each place, as its report states it: one row per report, null where the report does not say.

    city, report, surface, value, low, high, bound, unit, item, basis, area (whose members), year, sentence, source, start, end. Only
    numbers on one of `bases` are taken (the first of them that the report gives; as it stands those in office, not those who took part
    or were sent to the grassroots), heads not attendances, done not planned. How to read it: null is *not told*.
    """
    best = _stated_members(tables, bases).drop_duplicates("report")
    full = with_city(tables.reports[["report"]].merge(best.drop(columns="city"), on="report", how="left"), tables.reports)
    return full[_COUNT_COLUMNS].reset_index(drop=True)


def _stated_members(tables: Tables, bases: Sequence[str]) -> pd.DataFrame:
    """Return the numbers of members on `bases`, one per report and area, the one that speaks best for a report first."""
    told = basis_table(tables, by_area=True)
    heads = told["unit"].fillna("").map(lambda unit: unit_group(str(unit), "members") == "person").astype("bool")
    known = told[(told["indicator"] == "members") & told["basis"].isin(list(bases)) & (told["status"] == "done") & heads]
    ranks = {"by_basis": known["basis"].map({basis: number for number, basis in enumerate(bases)}), "by_area": rank_areas(known["area"])}
    ordered = known.assign(**ranks).sort_values(["report", *ranks], kind="stable").drop(columns=list(ranks))
    return ordered.drop_duplicates(["report", "area"])


def per_member(tables: Tables, indicator: str, bases: Sequence[str] = SERVING) -> pd.DataFrame:
    """Return what each report gives of `indicator` for every 100 of its members: one row per report.

    The columns of `indicator_table`, members_surface … members_end (the number of members and its place), rate (per 100 members;
    null where one of the two is a range), rate_low, rate_high (from the bounds of both, read as by `bounds.usual_ends`; null where
    open), gap: why there is no rate (`not_reported`, `share`: a percent is not divided, `plan`, `members_untold`, `area`: the two
    numbers speak for different areas, `area_untold`: one speaks for more or less than the body itself and the other does not tell;
    null where there is a rate).
    Raises `ValueError` for an unknown indicator and for `members` itself.
    How to read it: two rates are comparable only as far as their numbers are (`comparability.comparable` takes this table too), and
    members of a city may work for its districts as well.
    """
    if indicator not in ordered_codes("indicator") or indicator == "members":
        raise ValueError(f"{indicator!r} cannot be divided by members; choose one of {', '.join(divisible_indicators())}")
    rates = _rate_all(tables, bases)
    return rates[rates["indicator"] == indicator].reset_index(drop=True)


def most_divisible(tables: Tables, bases: Sequence[str] = SERVING) -> str:
    """Return the indicator for which most reports have a rate per member; of equals the most reported, then the first in order."""
    rates = _rate_all(tables, bases)
    computed, given = (rates[known].groupby("indicator").size() for known in (rates["gap"].isna(), rates["surface"].notna()))
    return max(divisible_indicators(), key=lambda code: (computed.get(code, 0), given.get(code, 0)))


def _rate_all(tables: Tables, bases: Sequence[str]) -> pd.DataFrame:
    table = indicator_table(tables)
    rows = _join_members(table[table["indicator"] != "members"].reset_index(drop=True), _stated_members(tables, bases))
    rows["gap"] = _find_gaps(rows)
    return _divide(rows)


def _join_members(rows: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` with the members of their own area; where the report gives none for it, with those that speak best for the report."""
    named = members[["report", *_MEMBER_FIELDS]].rename(columns={name: f"members_{name}" for name in _MEMBER_FIELDS})
    choices = rows[["report", "area"]].reset_index(names="row").merge(named, on="report")
    gaps = _find_area_gaps(choices)
    ranked = choices.assign(unlike=gaps == "area", doubtful=gaps == "area_untold", untold=choices["area"] != choices["members_area"])
    best = ranked.sort_values(["row", "unlike", "doubtful", "untold"], kind="stable").drop_duplicates("row").set_index("row")
    return rows.join(best[list(named.columns[1:])])


def divisible_indicators() -> list[str]:
    """Return the indicators that can be told per 100 members: all but the members themselves."""
    return [code for code in ordered_codes("indicator") if code != "members"]


def _find_area_gaps(rows: pd.DataFrame) -> pd.Series:
    """Return where the areas of number and members differ (`area`), or may, since only one is told and is not the usual one."""
    area, other = rows["area"], rows["members_area"]
    both, told = area.notna() & other.notna(), area.fillna(other)
    gaps = pd.Series(None, index=rows.index, dtype="str").mask(both & (area != other), "area")
    return gaps.mask(~both & told.notna() & (told != USUAL["area"]), "area_untold")


def _find_gaps(rows: pd.DataFrame) -> pd.Series:
    gap = _find_area_gaps(rows)
    gap = gap.mask(rows["members_surface"].isna(), "members_untold")
    gap = gap.mask(rows["status"] == "plan", "plan").mask((rows["status"] == "rate") | (rows["unit"] == "%"), "share")
    return gap.mask(rows["surface"].isna(), "not_reported")


def _divide(rows: pd.DataFrame) -> pd.DataFrame:
    shown = rows["gap"].isna()
    low, high = number_ends(rows[shown])
    fewest, most = number_ends(rows[shown], prefix="members_")
    ends = {
        "rate": rows.loc[shown, "value"] / rows.loc[shown, "members_value"],
        "rate_low": low / most,
        "rate_high": high / fewest.where(fewest > 0),
    }
    return rows.assign(**{name: (values * HUNDRED).reindex(rows.index) for name, values in ends.items()})


def most_per_member(rates: pd.DataFrame) -> tuple[str | None, str]:
    """Return the city whose rate lies above every other city's, bounds included, and the reasons (codes joined by |).

    As `comparability.largest`: reservations with a city; without one what forbids a ranking, `bound` where bounds leave it open, `tie`
    where fewer than two reports have a rate.
    """
    known = rates[rates["gap"].isna()].reset_index(drop=True)
    profiles = make_profiles(known)
    areas = known["area"].fillna(known["members_area"])
    unlike_members = {"area": areas.nunique() > 1, "basis": known["members_basis"].nunique() > 1}
    forbidding = forbidding_reasons(profiles)
    unlike = [code for code in FORBIDDING if code in forbidding or unlike_members.get(code, False)] or doubtful_reasons(profiles)
    if unlike or len(known) < 2:
        return None, "|".join(unlike) or "tie"
    low, high = known["rate_low"].fillna(-math.inf), known["rate_high"].fillna(math.inf)
    first = int(low.to_numpy().argmax())
    if low[first] > high.drop(index=first).max():
        return str(known["city"][first]), "|".join(reservations_of(profiles))
    return None, "bound"
