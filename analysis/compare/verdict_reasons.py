"""Why two reported numbers may not be set side by side, or only with reservations: one column of answers per reason.

A number is read as a *profile*: the group of its unit, its status, period, area, basis, year, whether it is exact, and the place it
speaks for with its level. What forbids a comparison are profiles that contradict each other in `FORBIDDING`; what is only not told, or
differs in a way that a reader can allow for, is a reservation (`RESERVATIONS`). Codes and labels: group `reason` of the lexicon `labels`.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.compare.bases import bases_of
from analysis.lexicon import load_lexicon

FORBIDDING = ("unit", "status", "period", "area", "basis")
RESERVATIONS = (
    "same_city", "level", "unit_within", "bound", "period_untold", "area_untold", "basis_untold", "level_untold", "year", "year_untold",
    "span",
)  # fmt: skip
VERDICTS = ("comparable", "note", "not")
# what a number is read as where its report does not tell: the work of the body itself in the year of the report
USUAL = {"period": "year", "area": "own"}
# periods that do not tell how long they are; of those in `_VAGUE` (上半年, 前三季度, 累计) a larger number may only be of a longer time
SPANS = ("term", "cumulative")
_VAGUE = "cumulative"


@cache
def _unit_groups() -> dict[tuple[str, str], str]:
    rows = load_lexicon("unit_groups").itertuples(index=False)
    return {(unit, indicator): group for unit, group, indicators, _ in rows for indicator in str(indicators).split("|")}


def unit_group(unit: str, indicator: str) -> str:
    """Return the group of units that count the same thing under `indicator`; a unit that no group holds is a group of its own."""
    groups = _unit_groups()
    return groups.get((unit, indicator)) or groups.get((unit, "")) or f"={unit}"


def make_profiles(numbers: pd.DataFrame) -> pd.DataFrame:
    """Return what decides whether numbers may be set side by side: one row per reported number of `indicator_table`, index kept.

    indicator, place, level, unit, group, status, period, area, basis, needs_basis, year (the one its sentence names, else the
    report's), exact.
    """
    told = numbers[numbers["surface"].notna()]
    units = told["unit"].fillna("").astype("str")
    groups = [unit_group(unit, indicator) for unit, indicator in zip(units, told["indicator"], strict=True)]
    several = {code: len(bases_of(str(code))) > 1 for code in told["indicator"].unique()}
    return pd.DataFrame(
        {
            **{name: told[name] for name in ("indicator", "place", "level", "status", "period", "area", "basis")},
            "unit": units,
            "group": pd.Series(groups, index=told.index, dtype="str"),
            "needs_basis": told["indicator"].map(several).astype("bool"),
            "year": told["year"].fillna(told["report_year"]).astype("Int64"),
            "exact": told["bound"] == "exact",
        }
    )


def find_reasons(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return one boolean column per reason, forbidding ones first, for pairs of profiles (columns of the second end in `_other`)."""
    reservations = {
        "same_city": pairs["place"] == pairs["place_other"],
        "level": _contradict(pairs, "level"),
        "unit_within": (pairs["unit"] != pairs["unit_other"]) & (pairs["group"] == pairs["group_other"]),
        "bound": ~(pairs["exact"] & pairs["exact_other"]),
        "period_untold": _untold(pairs, "period"),
        "area_untold": _untold(pairs, "area"),
        "basis_untold": _untold(pairs, "basis") & pairs["needs_basis"],
        "level_untold": _untold(pairs, "level"),
        "year": _contradict(pairs, "year"),
        "year_untold": _untold(pairs, "year"),
        "span": pairs["period"].isin(SPANS) & (pairs["period"] == pairs["period_other"]),
    }
    return find_forbidding(pairs).assign(**reservations).astype("bool")


def find_forbidding(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of `find_reasons` that forbid a comparison; units are compared by their group."""
    return pd.DataFrame(
        {
            "unit": pairs["group"] != pairs["group_other"],
            "status": pairs["status"] != pairs["status_other"],
            **{name: _contradict(pairs, name) for name in ("period", "area", "basis")},
        }
    ).astype("bool")


def find_doubtful(pairs: pd.DataFrame) -> pd.Series:
    """Return which pairs of profiles name no larger number: one tells a period or area that is not the usual one, the other tells none.

    A term's number beside one of which nothing is told may be four years' work beside one; so may one sum over an open span be beside
    another (上半年, 前三季度).
    """
    doubtful = (pairs["period"] == _VAGUE) & (pairs["period_other"] == _VAGUE)
    for name, usual in USUAL.items():
        told = pairs[name].fillna(pairs[f"{name}_other"])
        doubtful |= _untold(pairs, name) & (told != usual).fillna(False) & told.notna()
    return doubtful.astype("bool")


def _contradict(pairs: pd.DataFrame, name: str) -> pd.Series:
    return ~_untold(pairs, name) & (pairs[name] != pairs[f"{name}_other"]).fillna(False)


def _untold(pairs: pd.DataFrame, name: str) -> pd.Series:
    return pairs[name].isna() | pairs[f"{name}_other"].isna()


def judge(reasons: pd.DataFrame) -> pd.Series:
    """Return the verdict of each row of `find_reasons`: `not` where a reason forbids, `note` where one is a reservation, `comparable`."""
    verdict = pd.Series("comparable", index=reasons.index, dtype="str").mask(reasons.any(axis=1), "note")
    return verdict.mask(reasons[list(FORBIDDING)].any(axis=1), "not")


def join_reasons(reasons: pd.DataFrame) -> pd.Series:
    """Return the codes that are true in each row, joined by |; empty where none is."""
    told = pd.Series("", index=reasons.index, dtype="str")
    for code in reasons.columns:
        told = told + pd.Series(f"{code}|", index=reasons.index, dtype="str").where(reasons[code], "")
    return told.str.removesuffix("|")


def forbidding_reasons(profiles: pd.DataFrame) -> list[str]:
    """Return the reasons for which some pair of the profiles (of one indicator) may not be set side by side; no pairs are made."""
    columns = {"unit": "group"}
    return [code for code in FORBIDDING if profiles[columns.get(code, code)].nunique() > 1]


def doubtful_reasons(profiles: pd.DataFrame) -> list[str]:
    """Return the reasons of `find_doubtful` for some pair of the profiles (of one indicator); no pairs are made."""
    told = {name: profiles[name].dropna() for name in USUAL}
    untold = [f"{name}_untold" for name, usual in USUAL.items() if 0 < len(told[name]) < len(profiles) and (told[name] != usual).any()]
    return [*untold, *(["span"] if (profiles["period"] == _VAGUE).sum() > 1 else [])]


def reservations_of(profiles: pd.DataFrame) -> list[str]:
    """Return the reservations that hold for some pair of the profiles (of one indicator); no pairs are made."""
    bare = {name: bool(profiles[name].isna().any()) for name in ("period", "area", "level", "year")}
    held = {
        "same_city": bool(profiles["place"].duplicated().any()),
        "level": profiles["level"].nunique() > 1,
        "unit_within": bool((profiles.groupby("group")["unit"].nunique() > 1).any()),
        "bound": not profiles["exact"].all(),
        "period_untold": bare["period"],
        "area_untold": bare["area"],
        "basis_untold": bool((profiles["basis"].isna() & profiles["needs_basis"]).any()),
        "level_untold": bare["level"],
        "year": profiles["year"].nunique() > 1,
        "year_untold": bare["year"],
        "span": bool(profiles.loc[profiles["period"].isin(SPANS), "period"].duplicated().any()),
    }
    return [code for code in RESERVATIONS if held[code]]
