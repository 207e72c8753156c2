"""Charts of themes: shares by city, themes that stand together, and where in a report they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from analysis.compare.contrasts import theme_profile
from analysis.compare.dispersion import theme_dispersion
from analysis.compare.labels import label, ordered_codes
from analysis.compare.rows import each_row
from analysis.compare.wording import percent
from analysis.show import marks
from analysis.show.colours import ACCENT, GREY, OTHERS, city_colour, order_cities
from analysis.show.style import finish_figure, in_style, start_figure

FIRST_THEMES = ("party", "platform", "outreach")
_CODED = "正文、小标题、图片说明"
_CHANCE = mpl.colors.to_rgb("#f3f3f3")
_STRONGEST_LIFT = 5.0


def _fit(shares: pd.DataFrame) -> tuple[pd.DataFrame, list[str], str]:
    group = str(shares.columns[0])
    table = shares.rename(columns={group: "city"}).assign(city=shares[group].astype("str").fillna("未注明"))
    kept, note = marks.keep_rows(table["city"], table["n_sentences"])
    return table[table["city"].isin(kept)], order_cities(kept), note


def _row_names(rows: pd.DataFrame, cities: list[str]) -> list[str]:
    n = rows.drop_duplicates("city").set_index("city")["n_sentences"].to_dict()
    return [f"{city}（n={n[city]}）" for city in cities]


def _source_note(rows: pd.DataFrame, cities: list[str]) -> str:
    what = "份报告" if "report" in rows.columns else "组报告"
    return f"来源：{len(cities)}{what}；n={rows.drop_duplicates('city')['n_sentences'].sum()}句（{_CODED}）"


@in_style
def theme_heatmap(shares: pd.DataFrame, title: str) -> Figure:
    """Return cities × themes as cells: the share of sentences, its 95 % interval under it; no sentence at all is hatched."""
    rows, cities, note = _fit(shares)
    themes = [code for code in ordered_codes("theme") if code in set(rows["theme"])]
    figure, (axes,) = start_figure(3.4 + 0.72 * len(cities))
    palette = sns.light_palette(ACCENT, as_cmap=True)
    scale = Normalize(0, max([0.3, *rows["share"].dropna()]))
    for row in each_row(rows):
        column, line = themes.index(row.theme), cities.index(row.city)
        if pd.isna(row.share):
            marks.draw_missing_cell(axes, column, line)
        else:
            ends = f"{row.low * 100:.0f}–{row.high * 100:.0f}"
            marks.draw_cell(axes, column, line, marks.shade(palette, scale, row.share), percent(row.share), ends)
    marks.label_rows(axes, _row_names(rows, cities))
    marks.label_columns(axes, [label("theme", theme) for theme in themes])
    marks.hide_frame(axes)
    how = "格中为含该主题的句子份额，小字为95%区间（%）"
    return finish_figure(figure, title, f"{_source_note(rows, cities)}；{how}{note}")


@in_style
def theme_intervals(shares: pd.DataFrame, title: str, themes: Sequence[str] = FIRST_THEMES, marked: str | None = None) -> Figure:
    """Return one panel per theme: the share of each city as a dot on its 95 % interval; the dashed line is the share of all together.

    With `marked` only that city keeps its colour.
    """
    rows, cities, note = _fit(shares)
    figure, panels = start_figure(3.2 + 0.5 * len(cities), columns=len(themes), sharey=True)
    for axes, theme in zip(panels, themes, strict=True):
        _draw_theme(axes, rows[rows["theme"] == theme], cities, marked)
        axes.set_title(label("theme", theme), loc="left")
    marks.label_rows(panels[0], _row_names(rows, cities))
    how = "圆点为句子份额，横线为95%区间，虚线为合计，空心为n<10"
    return finish_figure(figure, title, f"{_source_note(rows, cities)}；{how}{note}")


def _draw_theme(axes: Axes, rows: pd.DataFrame, cities: list[str], marked: str | None) -> None:
    for row in each_row(rows):
        line = cities.index(row.city)
        if pd.isna(row.share):
            marks.mark_missing_row(axes, line, "无正文")
        else:
            colour = city_colour(row.city) if marked in (None, row.city) else OTHERS
            marks.draw_interval(axes, line, row.share, (row.low, row.high), colour, hollow=bool(row.small))
    if rows["n_sentences"].sum():
        together = rows["n_hits"].sum() / rows["n_sentences"].sum()
        axes.axvline(together, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1, gid="together")
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.set_xticks([0, 0.5, 1])
    axes.set_xlabel("句子份额")
    axes.grid(axis="x")


@in_style
def theme_cooccurrence(pairs: pd.DataFrame, title: str) -> Figure:
    """Return themes × themes: the number of sentences that carry both; colour is the lift over chance, pale where chance explains it."""
    themes = ordered_codes("theme")
    figure, (axes,) = start_figure(12)
    for pair in each_row(pairs):
        row, column = themes.index(pair.theme), themes.index(pair.other)
        if column < row:
            marks.draw_cell(axes, column, row - 1, _lift_colour(pair), str(pair.n_both))
    names = [label("theme", theme) for theme in themes]
    marks.label_rows(axes, names[1:])
    axes.set_xticks(range(len(names) - 1), labels=names[:-1], rotation=50, ha="right", rotation_mode="anchor")
    axes.set_xlim(-0.5, len(names) - 1.5)
    marks.hide_frame(axes)
    n = 0 if pairs.empty else pairs["n_sentences"].max()
    foot = f"来源：n={n}句（{_CODED}）；格中为两个主题同句的句数；红：多于随机相遇，蓝：少于，灰：95%区间含随机值"
    return finish_figure(figure, title, foot)


def _lift_colour(pair: Any) -> tuple[float, float, float]:
    if pd.isna(pair.lift) or pair.low <= pair.expected <= pair.high:
        return _CHANCE
    scale = TwoSlopeNorm(1, -1, _STRONGEST_LIFT)
    return marks.shade(sns.color_palette("vlag", as_cmap=True), scale, min(pair.lift, _STRONGEST_LIFT))


@in_style
def theme_strips(positions: pd.DataFrame, title: str) -> Figure:
    """Return one strip per theme: a tick for every sentence at its place in its report, a diamond at the middle place with its interval."""
    figure, (axes,) = start_figure(10.5)
    order = ordered_codes("theme")
    spread = theme_dispersion(positions).set_index("theme").loc[order].reset_index()
    for row, theme in enumerate(each_row(spread)):
        if theme.n_hits == 0:
            marks.mark_missing_row(axes, row, "未识别出")
            continue
        places = positions.loc[positions["theme"] == theme.theme, "position"]
        axes.vlines(places, row - 0.3, row + 0.3, color=ACCENT, alpha=0.35, linewidth=0.9, gid="sentences")
        if pd.notna(theme.median):
            axes.plot([theme.low, theme.high], [row, row], color="black", linewidth=1.6)
            axes.plot([theme.median], [row], "D", color="black", markersize=4, gid="estimate")
    marks.label_rows(axes, [f"{label('theme', theme.theme)}（n={theme.n_hits}）" for theme in each_row(spread)])
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.set_xlabel("句子在报告中的位置（0%为开头，100%为结尾）")
    foot = f"来源：{positions['report'].nunique()}份报告；n={len(positions)}句次；菱形为中位位置，横线为其95%区间（n≥5时画）"
    return finish_figure(figure, title, foot)


@in_style
def city_profile(shares: pd.DataFrame, city: str, title: str) -> Figure:
    """Return, theme by theme, how much more or less `city` writes than all others together, with 95 % intervals.

    A dot is solid where the difference holds among all that were tested (q ≤ 0.05).
    """
    profile = theme_profile(shares, city).dropna(subset=["difference"])
    figure, (axes,) = start_figure(9.5)
    for row, theme in enumerate(each_row(profile)):
        ends = (theme.low * 100, theme.high * 100)
        marks.draw_interval(axes, row, theme.difference * 100, ends, city_colour(city), hollow=not theme.stands_out)
    marks.label_rows(axes, [label("theme", theme) for theme in profile["theme"]])
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set_xlabel("与其余报告合计之差（百分点）")
    axes.grid(axis="x")
    n, rest = (int(max([0, *profile[name]])) for name in ("n_sentences", "n_rest"))
    how = "横线为95%区间；实心：经多重比较校正后仍成立（q≤0.05）"
    return finish_figure(figure, title, f"来源：{city} n={n}句，其余 n={rest}句；{how}")
