"""Findings in words, made from tables by rule: a title is never typed, so it changes or falls when the data do.

Each function takes one smaller table and returns one Chinese sentence without a full stop. A ranking is put into words only where
intervals or bounds allow it; otherwise the sentence says that they do not.
"""

from __future__ import annotations

import pandas as pd

from analysis.compare.comparability import count_pairs, largest
from analysis.compare.contrasts import theme_contrasts
from analysis.compare.dispersion import theme_dispersion
from analysis.compare.indicators import indicator_coverage, reported
from analysis.compare.labels import label
from analysis.compare.rows import first_row
from analysis.compare.shares import leader
from analysis.compare.wording import name_list, percent, span, stated
from analysis.schema import THEMES


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
    top = str(sums["n_hits"].idxmax())
    row = first_row(sums.loc[[top]])
    share = percent(row.n_hits / row.n_sentences)
    return f"没有一地在任何主题上明显领先；写得最多的是{label('theme', top)}（{share}，n={row.n_sentences}）"


def cooccurrence_finding(pairs: pd.DataFrame) -> str:
    """Return the two themes that most often share a sentence, with n and the lift over chance."""
    if pairs.empty or pairs["n_both"].max() == 0:
        return "没有两个主题在同一句中出现"
    row = first_row(pairs.sort_values(["n_both", "theme", "other"], ascending=[False, True, True]))
    names = f"{label('theme', row.theme)}与{label('theme', row.other)}"
    chance = "多于" if row.low > row.expected else "少于" if row.high < row.expected else "不异于"
    return f"{names}同句最多（{row.n_both}句），{chance}随机相遇"


def position_finding(positions: pd.DataFrame) -> str:
    """Return which theme stands first and which last in the reports, if the intervals of their middle places do not overlap."""
    spread = theme_dispersion(positions).dropna(subset=["median"])
    if len(spread) < 2:
        return "主题太少，看不出先后"
    ranked = spread.sort_values(["median", "theme"])
    first, last = first_row(ranked), first_row(ranked.iloc[::-1])
    if not first.high < last.low:
        return "各主题在报告中的位置区间重叠，看不出先后"
    told = [f"{label('theme', row.theme)}（中位{percent(row.median)}，n={row.n_hits}）" for row in (first, last)]
    return f"报告先谈{told[0]}，后谈{told[1]}"


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
    share = f"{most['n_reported'].iloc[0]}/{most['n_reports'].iloc[0]}份"
    return f"报告最多的是{'、'.join(names[:2])}{more}（{share}）{tail}"


def indicator_finding(indicators: pd.DataFrame, indicator: str) -> str:
    """Return who reports the largest number for `indicator`, where all pairs with it are comparable and bounds allow it; else why not."""
    name = label("indicator", indicator)
    rows = reported(indicators, indicator)
    n_reports = indicators["report"].nunique()
    if rows.empty:
        return f"{name}：{n_reports}份报告均未报告"
    if len(rows) == 1:
        return f"只有{rows['city'].iloc[0]}报告了{name}（{stated(rows.iloc[0])}），无从比较"
    top, verdict = largest(indicators, indicator)
    if top is not None:
        return f"报告{name}的{len(rows)}地中，{top}的数最大（{stated(rows[rows['city'] == top].iloc[0])}）"
    reasons = {"same": "最大的数相同，不分先后", "bounded": "界限不清，排不出先后"}
    return f"{len(rows)}/{n_reports}份报告了{name}，{reasons.get(verdict, label('verdict', verdict) + '，不能直接排序')}"


def panels_finding(indicators: pd.DataFrame, codes: list[str]) -> str:
    """Return how many of the pairs of numbers behind several indicators may be set side by side at all."""
    counts = count_pairs(indicators[indicators["indicator"].isin(codes)])
    n_pairs, n_alike = int(counts["n_pairs"].sum()), int(counts["n_comparable"].sum())
    if n_pairs == 0:
        return "没有两地报告同一项指标，无从比较"
    return f"{len(codes)}项指标的{n_pairs}对数字中，单位、期间与状态相同的有{n_alike}对（{percent(n_alike / n_pairs)}）"


def share_range(shares: pd.DataFrame, theme: str) -> str:
    """Return the lowest and highest share of `theme` over the cities, as a caption's second sentence."""
    rows = shares[(shares["theme"] == theme) & shares["share"].notna()]
    if rows.empty:
        return f"{label('theme', theme)}：无正文可计"
    return (
        f"{label('theme', theme)}：各地{span(float(rows['share'].min()), float(rows['share'].max()))}，n={int(rows['n_sentences'].sum())}"
    )
