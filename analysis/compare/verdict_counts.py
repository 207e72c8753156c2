"""How many pairs of numbers may be set side by side, and what stands in the way of the others: counted without making the pairs."""

from __future__ import annotations

import pandas as pd

from analysis.compare.labels import ordered_codes
from analysis.compare.verdict_reasons import FORBIDDING, RESERVATIONS, SPANS, find_forbidding, make_profiles

_COUNTS = ["n_pairs", "n_comparable", "n_note", "n_not"]
_DECIDING = ["indicator", "group", "status", "period", "area", "basis"]
_ALL_TOLD = [*_DECIDING, "unit", "level", "year"]


def count_pairs(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return how many pairs of numbers each indicator has, by verdict: indicator, n_pairs, n_comparable, n_note, n_not.

    Indicators in their usual order, those that no report gives left out; the last three add up to n_pairs. The work
    grows with the numbers, not with their pairs.
    """
    profiles = make_profiles(indicators)
    sizes = profiles.groupby("indicator").size()
    counts = pd.DataFrame({"n_pairs": _choose_two(sizes)})
    counts["n_comparable"] = _count_alike(profiles).reindex(sizes.index, fill_value=0)
    counts["n_not"] = counts["n_pairs"] - _count_allowed(profiles).reindex(sizes.index, fill_value=0)
    counts["n_note"] = counts["n_pairs"] - counts["n_comparable"] - counts["n_not"]
    known = [code for code in ordered_codes("indicator") if code in sizes.index]
    return counts.loc[known, _COUNTS].astype("int64").rename_axis("indicator").reset_index()


def _choose_two(sizes: pd.Series) -> pd.Series:
    return sizes * (sizes - 1) // 2


def _count_within(profiles: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Return, per indicator, how many pairs agree in all of `keys`, of which none is null."""
    sizes = profiles.groupby(["indicator", *keys]).size()
    return _choose_two(sizes).groupby("indicator").sum()


def _count_alike(profiles: pd.DataFrame) -> pd.Series:
    """Return, per indicator, how many pairs of different places agree in everything and tell it."""
    basis = profiles["basis"].where(profiles["needs_basis"], profiles["basis"].fillna(""))
    full = profiles.assign(basis=basis)[profiles["exact"] & ~profiles["period"].isin(SPANS)].dropna(subset=_ALL_TOLD)
    keys = _ALL_TOLD[1:]
    return _count_within(full, keys).sub(_count_within(full, [*keys, "place"]), fill_value=0)


def _count_allowed(profiles: pd.DataFrame) -> pd.Series:
    """Return, per indicator, how many pairs nothing forbids: kinds of profiles are paired, and there are few kinds."""
    kinds = profiles.groupby(_DECIDING, dropna=False).size().rename("n").reset_index()
    pairs = kinds.merge(kinds, on="indicator", suffixes=("", "_other"))
    allowed = pairs[~find_forbidding(pairs).any(axis=1)]
    twice = (allowed["n"] * allowed["n_other"]).groupby(allowed["indicator"]).sum()
    return (twice - profiles.groupby("indicator").size()) // 2


def count_verdicts(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return `count_pairs` with one more column per reason: how many pairs have it (a pair can have several)."""
    pairs = count_pairs(indicators)
    wide = count_reasons(indicators).pivot(index="indicator", columns="reason", values="n_pairs")
    named = wide.reindex(columns=[*FORBIDDING, *RESERVATIONS]).add_prefix("n_").reset_index()
    whole = [name for name in named.columns if name != "indicator"]
    full = pairs.merge(named, on="indicator", how="left")
    return full.assign(**{name: full[name].fillna(0).astype("int64") for name in whole})


def most_divided(counts: pd.DataFrame) -> str:
    """Return the indicator of `count_pairs` of whose pairs most may and most may not be set side by side: the one that most needs a look.

    Of equals the one with more pairs, then the first in their usual order; the first of all where nothing is reported.
    """
    if counts.empty:
        return ordered_codes("indicator")[0]
    divided = counts[["n_not"]].assign(rest=counts["n_pairs"] - counts["n_not"]).min(axis=1)
    ranked = counts.assign(divided=divided).sort_values(["divided", "n_pairs"], ascending=False, kind="stable")
    return str(ranked["indicator"].iloc[0])


def count_reasons(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return what stands in the way: one row per indicator with two numbers or more and reason: indicator, reason, n_pairs, n_all.

    n_pairs of the indicator's n_all pairs have the reason. How to read it: a pair can have several reasons, so they do not add up to
    n_all; the forbidding ones (`unit`, `status`, `period`, `area`, `basis`) make a pair `not`, the others are reservations.
    """
    profiles = make_profiles(indicators)
    total = _choose_two(profiles.groupby("indicator").size())
    total = total[total > 0]
    counts = {code: _count_reason(profiles, code, total) for code in (*FORBIDDING, *RESERVATIONS)}
    wide = pd.DataFrame(counts).reindex([code for code in ordered_codes("indicator") if code in total.index])
    long = wide.rename_axis("indicator").reset_index().melt("indicator", var_name="reason", value_name="n_pairs")
    rank = {code: number for number, code in enumerate(wide.index)}
    ordered = long.assign(n_all=long["indicator"].map(total), rank=long["indicator"].map(rank)).sort_values("rank", kind="stable")
    return ordered.drop(columns="rank").astype({"n_pairs": "int64", "n_all": "int64"}).reset_index(drop=True)


def _count_reason(profiles: pd.DataFrame, code: str, total: pd.Series) -> pd.Series:
    def within(rows: pd.DataFrame, *keys: str) -> pd.Series:
        return _count_within(rows, list(keys)).reindex(total.index, fill_value=0)

    if code in ("unit", "status"):
        return total - within(profiles, "group" if code == "unit" else "status")
    if code in ("period", "area", "basis", "level", "year"):
        return within(profiles[profiles[code].notna()]) - within(profiles, code)
    if code == "same_city":
        return within(profiles, "place")
    if code == "unit_within":
        return within(profiles, "group") - within(profiles, "group", "unit")
    if code == "span":
        return within(profiles[profiles["period"].isin(SPANS)], "period")
    if code == "bound":
        return total - within(profiles[profiles["exact"]])
    name = code.removesuffix("_untold")
    told = profiles[name].notna() | (~profiles["needs_basis"] if name == "basis" else False)
    return total - within(profiles[told])
