"""Whether the numbers of a report agree with each other: stated totals with their stated parts, stated rates with what they divide.

What disagrees is reported as it stands, never mended: the report may be wrong, its source damaged, or the reading of it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.compare.bounds import usual_ends
from analysis.compare.cities import with_city
from analysis.compare.partitions import Partition, split_partitions
from analysis.compare.rows import each_row
from analysis.tables import Tables

COLUMNS = [
    "city", "report", "check", "what", "stated", "stated_value", "computed", "verdict", "reason",
    "source", "start", "end", "member_starts", "member_ends",
]  # fmt: skip
_NEAR = 2  # sentences back from a rate to what it divides
_NEXT = 1  # sentences on, where nothing nearer is told
# rate: the bases of what it counts, and of what it counts that against
_DIVIDES = {
    "filing_rate": (("filed",), ("received", "put_forward")),
    "answered": (("handled",), ("filed",)),
    "completed": (("handled",), ("filed",)),
    "handled": (("handled",), ("filed",)),
}
_DECIMALS = re.compile(r"[.．](\d+)")
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class _Sum:
    """The ends between which a sum or a quotient lies, and whether all its members are exact."""

    low: float
    high: float
    exact: bool


def reconcile_totals(tables: Tables) -> pd.DataFrame:
    """Return one row per check of a report's numbers against each other, over all indicators.

    city, report, check (`sum`: parts that divide a total; `part`: one part beside its total; `rate`: a percent beside what it
    divides), what (basis or kind of division), stated (as printed), stated_value, computed (null where a member is missing), verdict,
    reason, source, start, end (of the stated number), member_starts, member_ends (the parts; of a rate, the part and the whole).
    Verdicts: `agrees` (to the printed precision), `rounding` (within one unit of the last printed place), `differs`, `open` (a bound, a
    missing or unstated part leaves it undecided).
    How to read it: parts are added only where the report lists them as the whole division (A, B and C; 分为; members and bodies). Of
    others each is only asked to be no larger than its total. A rate agrees where it is its quotient at the precision printed. It is
    divided by totals only, never by a part of one, and is `open` beside numbers of another period (a term's rate, a year's counts).
    """
    rows: list[dict[str, object]] = []
    for source, metrics in tables.metrics.groupby("source", sort=True):
        told = [one for one in each_row(metrics.sort_values("start")) if one.status != "plan"]
        text = _source_text(tables, str(source))
        rows += [*_total_checks(told, text), *_rate_checks(told)]
    found = pd.DataFrame(rows, columns=COLUMNS[1:])
    found = found.astype({"stated_value": "float64", "computed": "float64", "start": "int64", "end": "int64"})
    found = found.sort_values(["report", "source", "start", "check", "what"], kind="stable", ignore_index=True)
    return with_city(found, tables.reports)[COLUMNS]


def _source_text(tables: Tables, source: str) -> str:
    try:
        return tables.source_text(source)
    except KeyError:
        return ""


def _total_checks(told: Sequence[Any], text: str) -> Iterator[dict[str, object]]:
    by_start = {one.start: one for one in told}
    parts = defaultdict(list)
    for one in told:
        if not one.repeat and not pd.isna(one.part_of) and int(one.part_of) in by_start:
            parts[int(one.part_of)].append(one)
    for start, members in sorted(parts.items()):
        whole = by_start[start]
        for partition in split_partitions(whole, members, text):
            added = _sum_check(whole, partition)
            if added:
                yield added
            if not added or added["verdict"] == "open":
                yield from (_part_check(whole, part) for part in partition.members if part.kind == "count")


def _sum_check(whole: Any, partition: Partition) -> dict[str, object] | None:
    """Return the check of a division as a sum; null where its members are not known to exclude each other, or are one alone."""
    if len(partition.members) < 2 or not partition.disjoint:
        return None
    shares = partition.members[0].kind == "percent"
    stated = _Sum(1.0, 1.0, True) if shares else _ends(whole)
    ends = [_ends(part) for part in partition.members]
    added = _Sum(sum(one.low for one in ends), sum(one.high for one in ends), all(one.exact for one in ends))
    slack = sum(_step(part) for part in partition.members) / 2 + (0 if shares else _step(whole) / 2)
    judged = _compare_sum(stated, added, slack, partition.complete)
    computed = sum(part.value for part in partition.members)
    row = _row(whole, "sum", partition.name, partition.members, computed, judged)
    return {**row, "stated": "100%", "stated_value": 1.0} if shares else row


def _compare_sum(stated: _Sum, added: _Sum, slack: float, complete: bool) -> tuple[str, str]:
    if added.low > stated.high + slack + _TINY:
        return "differs", "the parts are more than the total"
    if not (stated.exact and added.exact):
        below = complete and added.high < stated.low - slack - _TINY
        return ("differs", "the parts are less than the total") if below else ("open", "a number is only a bound")
    if math.isclose(added.low, stated.low, abs_tol=_TINY):
        return "agrees", "the parts add up to the total"
    if abs(added.low - stated.low) <= slack + _TINY:
        return "rounding", "within what rounding allows"
    return ("differs", "the parts are less than the total") if complete else ("open", "not all parts are stated")


def _part_check(whole: Any, part: Any) -> dict[str, object]:
    larger, smaller = _ends(whole), _ends(part)
    judged = "open", "a number is only a bound"
    if smaller.low > larger.high + _TINY:
        judged = "differs", "the part is more than its total"
    elif smaller.high <= larger.low + _TINY:
        judged = "agrees", "the part is no more than its total"
    return _row(whole, "part", part.basis or "part", [part], part.value, judged)


def _rate_checks(told: Sequence[Any]) -> Iterator[dict[str, object]]:
    counts = [one for one in told if one.kind == "count"]
    by_start = {one.start: one for one in counts}
    for rate in told:
        if rate.kind != "percent" or rate.repeat:
            continue
        pair = _share_pair(rate, counts, by_start) if rate.basis == "share" else _divided_pair(rate, counts, by_start)
        members = [one for one in pair if one is not None]
        if members:
            yield _leave_open(rate, members, _rate_check(rate, pair[0], pair[1], members))


def _share_pair(rate: Any, counts: Sequence[Any], by_start: dict[int, Any]) -> tuple[Any, Any]:
    """Return part and whole of a percent told as 占…: the number right before it in its sentence, and the whole it names."""
    whole = _whole_of(rate, by_start)
    near = [one for one in counts if one.sentence == rate.sentence and one.report == rate.report and one.end <= rate.start]
    if whole is None or not near or near[-1].start == whole.start or near[-1].unit != whole.unit:
        return None, None
    named = near[-1].part_of
    return (near[-1], whole) if not pd.isna(named) and (near[-1].item or "") in (rate.item or "") else (None, None)


def _divided_pair(rate: Any, counts: Sequence[Any], by_start: dict[int, Any]) -> tuple[Any, Any]:
    """Return the numbers that a rate of proposals divides, each null where the report gives none near the rate."""
    if rate.basis not in _DIVIDES or rate.indicator not in (None, "proposal_completion") and not pd.isna(rate.indicator):
        return None, None
    parts, wholes = _DIVIDES[rate.basis]
    totals = [one for one in counts if one.indicator == "proposals" and not _is_part_of_kind(one, by_start) and _told_alike(one, rate)]
    part = _nearest(rate, totals, parts)
    named = None if part is None else _whole_of(part, by_start)
    whole = named if named is not None and named.basis in wholes else _nearest(rate, totals, wholes)
    return (part, whole) if whole is None or part is None or part.unit == whole.unit else (part, None)


def _is_part_of_kind(one: Any, by_start: dict[int, Any]) -> bool:
    """Return whether a number is a part of another on its own basis: 立案270件，其中经济类立案50件."""
    part, whole = one, _whole_of(one, by_start)
    while whole is not None and whole.start < part.start:
        if whole.basis == one.basis:
            return True
        part, whole = whole, _whole_of(whole, by_start)
    return False


def _whole_of(part: Any, by_start: dict[int, Any]) -> Any:
    return None if pd.isna(part.part_of) else by_start.get(int(part.part_of))


def _nearest(rate: Any, totals: Sequence[Any], bases: Sequence[str]) -> Any:
    """Return the number of one of `bases` told last before the rate, else next in its sentence or the one after; its own period first."""
    for same_span in (True, False):
        for basis in bases:
            fits = [one for one in totals if one.basis == basis and _spans_alike(one, rate) is same_span]
            before = [one for one in fits if one.start < rate.start and rate.sentence - one.sentence <= _NEAR]
            after = [one for one in fits if one.start > rate.start and one.sentence - rate.sentence <= _NEXT]
            if before or after:
                return before[-1] if before else after[0]
    return None


def _told_alike(one: Any, rate: Any) -> bool:
    same_year = pd.isna(one.year) or pd.isna(rate.year) or one.year == rate.year
    same_area = pd.isna(one.area) or pd.isna(rate.area) or one.area == rate.area
    return bool(one.report == rate.report and same_year and same_area)


def _spans_alike(one: Any, rate: Any) -> bool:
    """Return whether number and rate tell the same period; a report's plain words and its year are the same."""
    return len({"year" if pd.isna(told) else str(told) for told in (one.period, rate.period)}) == 1


def _leave_open(rate: Any, members: Sequence[Any], check: dict[str, object]) -> dict[str, object]:
    """Return the check, open instead of `differs` where a number is of another period or, behind the rate, may be."""
    if check["verdict"] != "differs" or all(_spans_alike(one, rate) and one.sentence <= rate.sentence for one in members):
        return check
    return {**check, "verdict": "open", "reason": "a number may be of another period"}


def _rate_check(rate: Any, part: Any, whole: Any, members: Sequence[Any]) -> dict[str, object]:
    if part is None or whole is None or not (whole.value and whole.value > 0):
        return _row(rate, "rate", rate.basis, members, math.nan, ("open", "what the rate divides is not all stated"))
    computed = part.value / whole.value
    if rate.bound == part.bound == whole.bound == "exact":
        return _row(rate, "rate", rate.basis, members, computed, _compare_rate(rate, computed))
    stated, step = _ends(rate), _step(rate)
    divided, by = _ends(part), _ends(whole)
    low = max(divided.low, 0.0) / by.high
    high = divided.high / by.low if by.low > 0 else math.inf  # 不足100件: no lower end is told
    apart = low > stated.high + step + _TINY or high < stated.low - step - _TINY
    judged = ("differs", "the quotient is another") if apart else ("open", "a number is only a bound")
    return _row(rate, "rate", rate.basis, members, computed, judged)


def _compare_rate(rate: Any, computed: float) -> tuple[str, str]:
    off, step = abs(computed - rate.value), _step(rate)
    if off <= step / 2 + _TINY:
        return "agrees", "the quotient at the precision printed"
    return ("rounding", "within one unit of the last printed place") if off <= step + _TINY else ("differs", "the quotient is another")


def _ends(one: Any) -> _Sum:
    low, high = usual_ends(one.surface, one.bound, one.value, one.low, one.high)
    return _Sum(-math.inf if math.isnan(low) else low, math.inf if math.isnan(high) else high, one.bound == "exact")


def _step(one: Any) -> float:
    """Return one unit of the last printed place: 0.001 for 91.9%, 0.01 for 92%, 0 for a plain count, 1,000 for 1.2万."""
    decimals = _DECIMALS.search(one.surface)
    places = len(decimals[1]) if decimals else 0
    if one.kind == "percent":
        return 0.1 if "成" in one.surface else 10.0 ** -(places + 2)
    scale = next((size for sign, size in (("亿", 1e8), ("億", 1e8), ("万", 1e4), ("萬", 1e4)) if sign in one.surface), 0.0)
    return scale / 10.0**places


def _row(stated: Any, check: str, what: str, members: Sequence[Any], computed: float, judged: tuple[str, str]) -> dict[str, object]:
    return {
        "report": stated.report, "check": check, "what": what, "stated": stated.surface, "stated_value": stated.value, "computed": computed,
        "verdict": judged[0], "reason": judged[1], "source": stated.source, "start": stated.start, "end": stated.end,
        "member_starts": [int(one.start) for one in members], "member_ends": [int(one.end) for one in members],
    }  # fmt: skip
