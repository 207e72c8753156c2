"""Charts of the corpus: what was kept and left out of every source, what was mended, how dense reports are, which words mark them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analysis.compare.findings_corpus import source_names
from analysis.compare.keyness import key_words
from analysis.compare.labels import label, ordered_codes
from analysis.compare.rows import each_row
from analysis.schema import KEPT_ROLES
from analysis.show.colours import ACCENT, GREY, city_colour, order_cities
from analysis.show.marks import draw_cell, draw_interval, hide_frame, keep_rows, label_columns, label_rows, mark_missing_row, shade
from analysis.show.style import finish_figure, in_style, name_colours, shorten, start_figure

_PANEL_COLUMNS = 4
_WORDS = 4


@in_style
def corpus_overview(characters: pd.DataFrame, title: str) -> Figure:
    """Return one bar per report: characters by role, what is left out hatched; a last bar per source for what belongs to no report."""
    table = characters.assign(bar=characters["city"].fillna(characters["source"].map(source_names(characters["source"])) + "（不属报告）"))
    bars, note = keep_rows(table["bar"], table.groupby("bar")["n_chars"].transform("sum"))
    own = set(characters["city"].dropna())
    bars = order_cities([bar for bar in bars if bar in own]) + sorted(bar for bar in bars if bar not in own)
    figure, (axes,) = start_figure(3.6 + 0.52 * len(bars))
    roles = [role for role in ordered_codes("role") if role in set(table["role"])]
    looks = _role_looks(roles)
    left = pd.Series(0.0, index=bars)
    for role, kept in [(role, kept) for role in roles for kept in (True, False)]:
        part = table[(table["role"] == role) & (table["kept"] == kept)]
        if len(part):
            width = part.groupby("bar")["n_chars"].sum().reindex(bars, fill_value=0)
            axes.barh(range(len(bars)), width, left=left, height=0.66, label=label("role", role), **_look(looks[role], kept))
            left = left + width
    axes.set_xlim(0, max(1.0, float(left.max()) * 1.03) if len(left) else 1.0)
    label_rows(axes, bars)
    axes.set_xlabel("字符数（含空白）")
    axes.grid(axis="x")
    name_colours(axes, [Patch(label=label("role", role), **_look(looks[role], role in KEPT_ROLES)) for role in roles], columns=4)
    total, n_sources = int(table["n_chars"].sum()), table["source"].nunique()
    n_reports = characters["report"].nunique()
    return finish_figure(figure, title, f"来源：{n_sources}个文件、{n_reports}份报告；n={total}字；斜线为未用的部分{note}")


def _role_looks(roles: list[str]) -> dict[str, dict[str, Any]]:
    kept = [role for role in roles if role in KEPT_ROLES]
    colours: dict[str, Any] = dict(zip(kept, sns.color_palette("crest_r", len(kept)), strict=True)) if kept else {}
    colours |= {"byline": "#f2f2f2", "note": "#e0e0e0", "chrome": "#c8c8c8"}
    return {role: {"facecolor": colours[role], "edgecolor": "white", "linewidth": 0.3} for role in roles}


def _look(look: dict[str, Any], kept: bool) -> dict[str, Any]:
    return look if kept else {**look, "hatch": "////", "edgecolor": GREY}


@in_style
def source_repairs(edits: pd.DataFrame, title: str) -> Figure:
    """Return sources × kinds of mend: how many mends; a dot stands for none, damage that stays open is written as such."""
    table, names = edits, source_names(edits["source"])
    sources, note = keep_rows(table["source"], table.groupby("source")["n_edits"].transform("sum"))
    sources = sorted(sources)
    kinds = ordered_codes("edit")
    figure, (axes,) = start_figure(4.4 + 0.6 * len(sources))
    scale = LogNorm(1, max(10, int(table["n_edits"].max()) if len(table) else 10))
    palette = sns.light_palette(ACCENT, as_cmap=True)
    for row in each_row(table[table["source"].isin(sources)]):
        column, line = kinds.index(row.kind), sources.index(row.source)
        if row.n_edits:
            draw_cell(axes, column, line, shade(palette, scale, row.n_edits), str(row.n_edits), f"留{row.n_open}处" if row.n_open else "")
        else:
            axes.text(column, line, "·", ha="center", va="center", color=GREY, gid="none")
    label_rows(axes, [shorten(names[source], 16) for source in sources])
    label_columns(axes, [label("edit", kind) for kind in kinds])
    hide_frame(axes)
    n = int(edits["n_edits"].sum())
    how = "·为没有；“留”为源文损坏、不作猜补之处"
    return finish_figure(figure, title, f"来源：{len(sources)}个文件；n={n}处修补；{how}{note}")


@in_style
def report_density(rates: pd.DataFrame, title: str, what: str = "数字") -> Figure:
    """Return one dot per report: how many numbers stand in a thousand characters, with exact 95 % intervals."""
    cities, note = keep_rows(rates["city"], rates["n_chars"])
    rows = rates[rates["city"].isin(cities)].sort_values(["rate", "city"], ascending=[False, True], ignore_index=True)
    figure, (axes,) = start_figure(3.0 + 0.5 * len(rows))
    for line, row in enumerate(each_row(rows)):
        if pd.isna(row.rate):
            mark_missing_row(axes, line, "无正文")
        else:
            draw_interval(axes, line, row.rate, (row.low, row.high), city_colour(row.city), hollow=bool(row.small))
    label_rows(axes, [f"{row.city}（n={row.n}）" for row in each_row(rows)])
    axes.set_xlim(0, max(1.0, float(rows["high"].max()) * 1.03) if rows["high"].notna().any() else 1.0)
    axes.set_xlabel(f"每千字{what}（个）")
    axes.grid(axis="x")
    how = f"括号内n为{what}个数（重复的不计）；横线为95%区间，空心为不足300字"
    foot = f"来源：{len(rates)}份报告，{rates['n_chars'].sum()}字；n={rates['n'].sum()}；{how}{note}"
    return finish_figure(figure, title, foot)


@in_style
def keyness_bars(scores: pd.DataFrame, title: str) -> Figure:
    """Return one panel per report with the words that mark it most against all others; bar length is z, the number is n."""
    cities, note = keep_rows(scores["city"], scores["n_tokens"], most=16)
    cities = order_cities(cities)
    strongest = key_words(scores, n=_WORDS)
    lines = max(1, math.ceil(len(cities) / _PANEL_COLUMNS))
    figure, panels = start_figure(3 + 2.9 * lines, columns=_PANEL_COLUMNS, rows=lines, sharex=True)
    for axes, city in zip(panels, cities, strict=False):
        _draw_words(axes, strongest[strongest["city"] == city], city)
    for axes in panels[len(cities) :]:
        axes.set_visible(False)
    for axes in panels[max(0, len(cities) - _PANEL_COLUMNS) : len(cities)]:
        axes.set_xlabel("区别度 z")
        axes.tick_params(axis="x", labelbottom=True)
    how = "括号内为词在该报告的次数；z为加权对数优势比除以标准误，只列z≥2且出现4次以上的词，没有这样高频词的报告不画"
    foot = f"来源：{scores['report'].nunique()}份报告；n={scores['n'].sum()}词次；{how}{note}"
    return finish_figure(figure, title, foot)


def _draw_words(axes: Axes, words: pd.DataFrame, city: str) -> None:
    axes.set_title(shorten(city, 8), loc="left", color=city_colour(city), fontweight="bold")
    axes.barh(range(len(words)), words["z"], color=city_colour(city), height=0.6, alpha=0.85)
    label_rows(axes, [f"{shorten(str(row.text), 6)}（{row.n}）" for row in each_row(words)])
    axes.set_ylim(_WORDS - 0.5, -0.5)
    if words.empty:
        mark_missing_row(axes, (_WORDS - 1) / 2, "没有突出的词")
    axes.grid(axis="x")
