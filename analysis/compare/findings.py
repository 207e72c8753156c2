"""Findings in words, made from tables by rule: a title is never typed, so it changes or falls when the data do.

Each function takes one smaller table and returns one Chinese sentence without a full stop. A ranking is put into words only where
intervals or bounds allow it; otherwise the sentence says that they do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.compare.contrasts import theme_contrasts
from analysis.compare.dispersion import theme_dispersion
from analysis.compare.labels import label
from analysis.compare.rows import each_row, first_row
from analysis.compare.shares import leader
from analysis.compare.wording import name_list, percent, span
from analysis.schema import THEMES

_CHANCE = ("多于", "少于", "不异于")
_MOST = 3  # names told one by one


def theme_finding(shares: pd.DataFrame, theme: str) -> str:
    """Return who writes most about `theme`; where intervals overlap, that they do, and who stands out from the rest together."""
    name = label("theme", theme)
    group = str(shares.columns[0])
    rows = shares[(shares["theme"] == theme) & (shares["n_sentences"] > 0)]
    if rows.empty:
        return f"没有可以比较{name}的正文"
    if rows["n_hits"].sum() == 0:
        return f"各地报告均未识别出{name}"
    if len(rows) == 1:
        row = first_row(rows)
        return f"{rows[group].iloc[0]}谈{name}的句子占{percent(row.share)}（n={row.n_sentences}）"
    first = leader(shares)[theme]
    if not pd.isna(first):
        row = first_row(rows[rows[group] == first])
        return f"{first}谈{name}最多（{percent(row.share)}，n={row.n_sentences}）"
    return _undecided(shares, theme)


def _undecided(shares: pd.DataFrame, theme: str) -> str:
    name, group = label("theme", theme), str(shares.columns[0])
    contrasts = theme_contrasts(shares[~shares["small"]])
    marked = contrasts[(contrasts["theme"] == theme) & contrasts["stands_out"] & (contrasts["difference"] > 0)]
    if marked.empty:
        return f"各地谈{name}的份额区间重叠，分不出先后"
    best = marked.sort_values("difference", ascending=False)
    names = name_list([str(city) for city in best[group]])
    if len(best) == 1:
        row = first_row(best)
        seen = f"{percent(row.share)}，n={row.n_sentences}"
        return f"{names}谈{name}的份额（{seen}）高于其余各地合并（{percent(row.rest)}），但与个别地方区间重叠"
    return f"{names}谈{name}的份额高于其余各地合并，彼此分不出先后"


def heatmap_finding(shares: pd.DataFrame) -> str:
    """Return which cities lead a theme; where none does, which stand out from the rest; else the theme that most is written about."""
    leaders = leader(shares).dropna()
    if len(leaders):
        told = [f"{city}的{label('theme', str(theme))}" for theme, city in leaders.items()]
        more = f"等{len(told)}项" if len(told) > 3 else ""
        return f"份额明显高于各地的是{'、'.join(told[:3])}{more}；其余主题区间重叠"
    sums = shares.groupby("theme")[["n_hits", "n_sentences"]].sum().reindex([theme for theme in THEMES if theme in set(shares["theme"])])
    if sums.empty or sums["n_hits"].sum() == 0:
        return "各地报告均未识别出主题"
    most = sums[sums["n_hits"] == sums["n_hits"].max()]
    row = first_row(most)
    share = percent(row.n_hits / row.n_sentences)
    names = _name_some([label("theme", str(theme)) for theme in most.index], "项")
    return f"没有一地在任何主题上明显领先；写得最多的是{names}（{'各' if len(most) > 1 else ''}{share}，n={row.n_sentences}）"


def cooccurrence_finding(pairs: pd.DataFrame) -> str:
    """Return the two themes that most often share a sentence, with n and how that stands to chance; all pairs where several tie.

    A pair is held against chance from the theme that is shown later, as its cell in the chart is.
    """
    if pairs.empty or pairs["n_both"].max() == 0:
        return "没有两个主题在同一句中出现"
    order = {theme: place for place, theme in enumerate(THEMES)}
    once = pairs[pairs["theme"].map(order) > pairs["other"].map(order)]
    most = once[once["n_both"] == once["n_both"].max()]
    verdicts = [_against_chance(row) for row in each_row(most)]
    names = [f"{label('theme', row.theme)}与{label('theme', row.other)}" for row in each_row(most)]
    n_both = most["n_both"].iloc[0]
    if len(most) == 1:
        return f"{names[0]}同句最多（{n_both}句），{verdicts[0]}随机相遇"
    counts = [f"{verdicts.count(verdict)}对{verdict}随机相遇" for verdict in _CHANCE if verdict in verdicts]
    return f"同句最多的主题有{len(most)}对（{_name_some(names, '对')}），各{n_both}句，分不出先后；其中{'，'.join(counts)}"


def _against_chance(pair: Any) -> str:
    more, fewer, same = _CHANCE
    return more if pair.low > pair.expected else fewer if pair.high < pair.expected else same


def _name_some(names: Sequence[str], unit: str) -> str:
    return "、".join(names) if len(names) <= _MOST else f"{'、'.join(names[:_MOST])}等{len(names)}{unit}"


def position_finding(positions: pd.DataFrame) -> str:
    """Return which theme stands first and which last in the reports, if the intervals of their middle places do not overlap.

    First is said only of a theme whose interval lies before those of all others, last only of one whose interval lies behind them all;
    else which of the two is earlier, and with which others either overlaps. Themes too rare for an interval are left aside.
    """
    spread = theme_dispersion(positions).dropna(subset=["median", "low", "high"])
    if len(spread) < 2:
        return "主题太少，看不出先后"
    ranked = spread.sort_values(["median", "theme"])
    first, last = first_row(ranked), first_row(ranked.iloc[::-1])
    if not first.high < last.low:
        return "各主题在报告中的位置区间重叠，看不出先后"
    told = [f"{label('theme', row.theme)}（中位{percent(row.median)}，n={row.n_hits}）" for row in (first, last)]
    beside = {
        first.theme: spread.loc[(spread["low"] <= first.high) & (spread["theme"] != first.theme), "theme"],
        last.theme: spread.loc[(spread["high"] >= last.low) & (spread["theme"] != last.theme), "theme"],
    }
    overlaps = [
        f"{label('theme', theme)}与{_name_some([label('theme', other) for other in others], '项')}"
        for theme, others in beside.items()
        if len(others)
    ]
    if not overlaps:
        return f"报告先谈{told[0]}，后谈{told[1]}"
    return f"{told[0]}早于{told[1]}；{'，'.join(overlaps)}区间重叠，分不出先后"


def share_range(shares: pd.DataFrame, theme: str) -> str:
    """Return the lowest and highest share of `theme` over the cities, as a caption's second sentence."""
    rows = shares[(shares["theme"] == theme) & shares["share"].notna()]
    if rows.empty:
        return f"{label('theme', theme)}：无正文可计"
    return (
        f"{label('theme', theme)}：各地{span(float(rows['share'].min()), float(rows['share'].max()))}，n={int(rows['n_sentences'].sum())}"
    )
