"""Findings about reported numbers, in words made from tables by rule; a ranking only where the numbers are alike and bounds allow it."""

from __future__ import annotations

import pandas as pd

from analysis.compare.comparability import largest
from analysis.compare.indicators import indicator_coverage, reported
from analysis.compare.labels import label, ordered_codes
from analysis.compare.members import most_per_member
from analysis.compare.rows import first_row
from analysis.compare.verdict_counts import count_pairs
from analysis.compare.verdict_reasons import FORBIDDING
from analysis.compare.wording import percent, stated

_ENDINGS = ("不同", "未说明")


def word_reasons(codes: str) -> str:
    """Return reasons (codes joined by |) in words, what they share said once: unit|basis|area_untold → 单位、口径不同，范围未说明."""
    names = [label("reason", code) for code in codes.split("|") if code]
    told = [name for name in names if not name.endswith(_ENDINGS)]
    for ending in _ENDINGS:
        heads = [name.removesuffix(ending) for name in names if name.endswith(ending)]
        told += [f"{'、'.join(heads)}{ending}"] if heads else []
    return "，".join(told)


def coverage_finding(coverage_table: pd.DataFrame) -> str:
    """Return which indicators most reports give, and how many indicators none gives."""
    counts = indicator_coverage(coverage_table)
    if counts.empty or counts["n_reported"].max() == 0:
        return "各地报告均未给出可比指标"
    most = counts[counts["n_reported"] == counts["n_reported"].max()]
    names = [label("indicator", code) for code in most["indicator"]]
    more = f"等{len(names)}项" if len(names) > 2 else ""
    absent = int((counts["n_reported"] == 0).sum())
    tail = f"；{absent}项无一报告" if absent else ""
    row = first_row(most)
    return f"报告最多的是{'、'.join(names[:2])}{more}（{row.n_reports}份报告中{row.n_reported}份）{tail}"


def indicator_finding(indicators: pd.DataFrame, indicator: str) -> str:
    """Return whose number for `indicator` is the largest and under what reservations; where unlike numbers or bounds forbid it, why."""
    name = label("indicator", indicator)
    rows = reported(indicators, indicator)
    n_reports = indicators["report"].nunique()
    if rows.empty:
        return f"{name}：{n_reports}份报告均未报告"
    if len(rows) == 1:
        return f"只有{rows['city'].iloc[0]}报告了{name}（{stated(rows.iloc[0])}），无从比较"
    top, reasons = largest(indicators, indicator)
    if top is not None:
        told = f"报告{name}的{len(rows)}份报告中，{top}的数最大（{stated(rows[rows['city'] == top].iloc[0])}）"
        return f"{told}；保留：{word_reasons(reasons)}" if reasons else told
    return f"{n_reports}份报告中{len(rows)}份报告了{name}，{_why_unranked(reasons)}"


def _why_unranked(reasons: str) -> str:
    words = {"tie": "最大的数相同，不分先后", "bound": "界限不清，排不出先后"}
    return words[reasons] if reasons in words else f"{word_reasons(reasons)}，不能直接排序"


def panels_finding(indicators: pd.DataFrame, codes: list[str]) -> str:
    """Return how many of the pairs of numbers behind several indicators may be set side by side at all."""
    counts = count_pairs(indicators[indicators["indicator"].isin(codes)])
    n_pairs = int(counts["n_pairs"].sum())
    if n_pairs == 0:
        return "没有两份报告给出同一项指标，无从比较"
    n_alike, n_note = int(counts["n_comparable"].sum()), int(counts["n_note"].sum())
    share = percent((n_alike + n_note) / n_pairs)
    return f"{len(codes)}项指标的{n_pairs}对数字中，直接可比{n_alike}对，有保留可比{n_note}对（合{share}）"


def verdicts_finding(pairs: pd.DataFrame, reasons: pd.DataFrame) -> str:
    """Return how many pairs of numbers (`count_pairs`) may not be set side by side, and the reason that most often forbids it."""
    n_pairs, n_not = int(pairs["n_pairs"].sum()), int(pairs["n_not"].sum())
    if n_pairs == 0:
        return "没有两份报告给出同一项指标，无从比较"
    if n_not == 0:
        return f"{n_pairs}对数字没有一对不可比"
    sums = reasons.groupby("reason")["n_pairs"].sum().reindex(FORBIDDING)
    worst = str(sums.idxmax())
    return f"{n_pairs}对数字中{n_not}对不可比（{percent(n_not / n_pairs)}），最常见的缘由是{label('reason', worst)}（{int(sums[worst])}对）"


def pairs_finding(pairs: pd.DataFrame, reasons: pd.DataFrame, indicator: str) -> str:
    """Return how the pairs of numbers of one indicator are judged (`count_pairs`), and what forbids some of them (`count_reasons`)."""
    name = label("indicator", indicator)
    own = pairs[(pairs["indicator"] == indicator) & (pairs["n_pairs"] > 0)]
    if own.empty:
        return f"{name}：不足两份报告给出，无从比较"
    row = own.iloc[0]
    told = "，".join(f"{label('verdict', code)}{row[f'n_{code}']}对" for code in ordered_codes("verdict") if row[f"n_{code}"])
    given = reasons[(reasons["indicator"] == indicator) & (reasons["n_pairs"] > 0) & reasons["reason"].isin(FORBIDDING)]
    why = word_reasons("|".join(given["reason"]))
    return f"{name}的{row['n_pairs']}对数字：{told}{f'（{why}）' if why else ''}"


def member_finding(rates: pd.DataFrame, indicator: str) -> str:
    """Return whose number per 100 members is the largest and under what reservations, or why no ranking can be told."""
    name = label("indicator", indicator)
    known = rates[rates["gap"].isna()]
    if known.empty:
        return f"{len(rates)}份报告中没有一份的{name}可按委员数折算"
    if len(known) == 1:
        return f"{len(rates)}份报告中只有{known['city'].iloc[0]}的{name}可按委员数折算，无从比较"
    top, reasons = most_per_member(rates)
    if top is not None:
        told = f"可折算的{len(known)}份报告中，{top}每百名委员的{name}最多"
        return f"{told}；保留：{word_reasons(reasons)}" if reasons else told
    return f"{len(known)}份报告可折算每百名委员的{name}，{_why_unranked(reasons)}"


def proposal_finding(statistics: pd.DataFrame, checks: pd.DataFrame, n_reports: int) -> str:
    """Return how many reports give numbers of their proposals, and whether these agree with one another (`checks_of_proposals`)."""
    if statistics.empty:
        return f"{n_reports}份报告均未给出提案数字"
    n_given, n_kinds = statistics["report"].nunique(), statistics["statistic"].nunique()
    told = f"{n_reports}份报告中{n_given}份给出提案数字，共{n_kinds}种口径"
    return f"{told}；{word_checks(checks)}"


def word_checks(checks: pd.DataFrame) -> str:
    """Return how many checks of `reconcile_totals` there are by verdict; a part beside its total is told apart, for it proves little."""
    if checks.empty:
        return "没有总数与部分并列，无从核对"
    parts = checks["check"] == "part"
    told = [(checks[~parts], "核对总数与比率", "check_verdict"), (checks[parts], "部分对总数", "part_verdict")]
    return "；".join(f"{name}{len(rows)}处：{_count_verdicts(rows, group)}" for rows, name, group in told if len(rows))


def _count_verdicts(checks: pd.DataFrame, group: str) -> str:
    counts = checks["verdict"].value_counts()
    return "，".join(f"{label(group, code)}{counts[code]}处" for code in ordered_codes(group) if code in counts.index)
