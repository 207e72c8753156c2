"""Charts of indicators: who reports what, one indicator across cities, and several side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.compare.bases import basis_label
from analysis.compare.findings_metrics import word_reasons
from analysis.compare.indicators import indicator_coverage, reported
from analysis.compare.labels import label, ordered_codes
from analysis.compare.rows import each_row
from analysis.compare.verdict_reasons import forbidding_reasons, make_profiles, unit_group
from analysis.compare.wording import figure as word_value
from analysis.compare.wording import name_reports
from analysis.show.colours import ACCENT, INK, city_colour, order_cities
from analysis.show.marks import (
    draw_cell,
    draw_missing_cell,
    hide_frame,
    keep_rows,
    label_columns,
    label_rows,
    mark_missing_row,
    short_names,
    write_in_row,
)
from analysis.show.style import CM_PER_INCH, WIDTH_CM, finish_figure, in_style, start_figure, text_width, wrap_chinese

BOUND_MARKS = {"exact": "o", "over": ">", "under": "<", "about": "D", "range": "|"}
_BOUND_NOTE = "●确数　▶至少(≥)　◀至多(≤)　◆约数(≈)"
_QUALIFIER_NOTE = "〔〕内为报告写明的口径、时段、范围、年份"
_RIGHT_SIDE = 0.6
_NOT_SIZED = "未按人口或委员数折算，数大不等于做得好"


@in_style
def coverage_matrix(coverage: pd.DataFrame, title: str) -> Figure:
    """Return indicators × cities: how many numbers each report gives; hatched where it gives none."""
    cities, note = keep_rows(coverage["city"], coverage.groupby("city")["n_metrics"].transform("sum"), by="数字最多")
    cities = order_cities(cities)
    counts = indicator_coverage(coverage)
    codes = counts["indicator"].tolist()
    figure, (axes,) = start_figure(4.2 + 0.46 * len(codes))
    for row in each_row(coverage[coverage["city"].isin(cities)]):
        column, line = cities.index(row.city), codes.index(row.indicator)
        if row.reported:
            draw_cell(axes, column, line, _blend(row.n_metrics), str(row.n_metrics))
        else:
            draw_missing_cell(axes, column, line)
    label_rows(axes, [f"{label('indicator', row.indicator)}（{row.n_reported}/{row.n_reports}）" for row in each_row(counts)])
    label_columns(axes, cities)
    hide_frame(axes)
    n = int(coverage["n_metrics"].sum())
    how = "格中为报告给出的数字个数，斜线为未报告（不是零），括号内为报告的份数／总份数"
    foot = f"来源：{coverage['report'].nunique()}份报告；n={n}个数字；{how}{note}"
    return finish_figure(figure, title, foot)


def _blend(n: int) -> tuple[float, float, float]:
    depth = min(1.0, 0.35 + 0.15 * n)
    red, green, blue = (int(ACCENT[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 1 - depth * (1 - red), 1 - depth * (1 - green), 1 - depth * (1 - blue)


@in_style
def indicator_dots(indicators: pd.DataFrame, indicator: str, title: str) -> Figure:
    """Return one row per report: the number as printed, its marker showing the bound.

    Beside it stands what the report tells of basis, period, area and year. What is not reported is hatched, what is counted in units
    of another group is written out and not set on the axis.
    """
    rows = indicators[indicators["indicator"] == indicator]
    n_reports, n = len(rows), int(rows["surface"].notna().sum())
    units = main_units(rows)
    size = rows["value"].fillna(rows["high"]).where(_fits(rows, units)).fillna(-1.0)
    cities, note = keep_rows(rows["city"], size, by="数最大")
    rows = _ranked(rows[rows["city"].isin(cities)])
    figure, (axes,) = start_figure(3.2 + 0.5 * len(rows))
    for line, row in enumerate(each_row(rows)):
        _draw_number(axes, line, row, units, noted=True)
    label_rows(axes, short_names(rows["city"].tolist()))
    _value_axis(axes, rows, units, room=1.6)
    foot = f"来源：{n_reports}份报告；其中n={n}份报告了此项；{_BOUND_NOTE}；{_QUALIFIER_NOTE}；斜线为未报告（不是零）；{_NOT_SIZED}{note}"
    return finish_figure(figure, title, foot)


def main_units(rows: pd.DataFrame) -> list[str]:
    """Return the units that share one axis: those of the group that most of the numbers have, the most frequent first; empty for none."""
    known = rows[rows["unit"].notna()]
    if known.empty:
        return []
    groups = pd.Series(_groups_of(known), index=known.index)
    alike = known[groups == groups.value_counts(sort=True).index[0]]
    return [str(unit) for unit in alike["unit"].value_counts(sort=True).index]


def _groups_of(rows: pd.DataFrame) -> list[str]:
    return [unit_group(str(unit), str(indicator)) for unit, indicator in zip(rows["unit"], rows["indicator"], strict=True)]


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    size = rows["value"].fillna(rows["high"]).fillna(rows["low"])
    ranks = {"absent": rows["surface"].isna(), "unlike": ~_fits(rows, main_units(rows)), "size": -size.fillna(float("-inf"))}
    ordered = rows.assign(**ranks).sort_values(["absent", "unlike", "size", "city"], ignore_index=True)
    return ordered.drop(columns=list(ranks))


def _fits(rows: pd.DataFrame, units: list[str]) -> pd.Series:
    """Return which rows can stand on an axis of `units`; where no number has a unit, all can."""
    return rows["unit"].isin(units) if units else rows["unit"].isna()


def _draw_number(axes: Axes, line: int, row: Any, units: list[str], noted: bool = False) -> None:
    if pd.isna(row.surface):
        mark_missing_row(axes, line, "未报告")
    elif (row.unit not in units) if pd.notna(row.unit) else units:
        write_in_row(axes, line, f"{row.surface}（单位不同，不并列）", "unlike")
    else:
        _draw_value(axes, line, row, qualifiers(row) if noted else "")


def qualifiers(row: Any) -> str:
    """Return what a report tells of its number beside the value: basis, period, area, year, joined by ·; empty where it tells nothing."""
    told = [
        basis_label(row.indicator, row.basis) if pd.notna(row.basis) else "",
        label("period", row.period) if pd.notna(row.period) else "",
        label("area", row.area) if pd.notna(row.area) else "",
        f"{row.year}年" if pd.notna(row.year) else "",
    ]
    return "·".join(word for word in told if word)


def _draw_value(axes: Axes, line: int, row: Any, told: str) -> None:
    place = next(value for value in (row.value, row.high, row.low, 0.0) if pd.notna(value))
    start = row.low if row.bound == "range" else 0
    colour = city_colour(row.city)
    axes.plot([start, place], [line, line], color=colour, linewidth=1.0, alpha=0.45, zorder=1)
    axes.plot([place], [line], BOUND_MARKS[row.bound], color=colour, markersize=5.5, zorder=3, clip_on=False, gid="estimate")
    text = f"{row.surface}（计划）" if row.status == "plan" else str(row.surface)
    _write_beside(axes, line, place, f"{text}〔{told}〕" if told else text, inside=row.unit == "%" and place > _RIGHT_SIDE)


def _write_beside(axes: Axes, line: int, place: float, text: str, inside: bool) -> None:
    """Write a number right of its mark, or left of it where the axis ends at 100 %."""
    side: dict[str, Any] = {"xytext": (-7, 0), "ha": "right"} if inside else {"xytext": (6, 0), "ha": "left"}
    written = axes.annotate(text, (place, line), textcoords="offset points", va="center", fontsize=7, color=INK, gid="surface", **side)
    if inside:
        written.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.6})


def _value_axis(axes: Axes, rows: pd.DataFrame, units: list[str], room: float = 1.28) -> None:
    drawn = rows[rows["surface"].notna() & _fits(rows, units)]
    largest = max([0.0, *(float(end) for name in ("value", "high", "low") for end in drawn[name].dropna())])
    is_share = units == ["%"]
    axes.set_xlim(0, 1.0 if is_share and largest <= 1 else (largest or 1.0) * room)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=not is_share))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: word_value(value, "%") if is_share else word_value(value, "")))
    axes.set_xlabel(f"数量（{'／'.join(units)}）" if units else "数量")
    axes.grid(axis="x")
    if drawn.empty:
        axes.set_xticks([])
        axes.set_xlabel("")


def most_reported(indicators: pd.DataFrame, n: int = 8) -> list[str]:
    """Return the `n` indicators that most reports give, most reported first."""
    marked = indicators.assign(reported=indicators["surface"].notna())
    ranked = indicator_coverage(marked)["indicator"].tolist() or ordered_codes("indicator")
    return [str(code) for code in ranked[:n]]


@in_style
def indicator_panels(indicators: pd.DataFrame, title: str, codes: Sequence[str]) -> Figure:
    """Return one small chart per indicator: the cities that report it, and a hatched row naming how many do not."""
    lines = max(1, math.ceil(len(codes) / 2))
    tallest = max((len(reported(indicators, code)) for code in codes), default=0)
    height = min(tallest, _PANEL_ROWS) + 1
    figure, panels = start_figure(2.6 + lines * (1.5 + 0.42 * height), columns=2, rows=lines)
    for axes, code in zip(panels, codes, strict=False):
        _draw_panel(axes, indicators[indicators["indicator"] == code], code)
    for axes in panels[len(codes) :]:
        axes.set_visible(False)
    n = int(indicators[indicators["indicator"].isin(codes)]["surface"].notna().sum())
    foot = f"来源：{indicators['report'].nunique()}份报告；n={n}个数字；{_BOUND_NOTE}；斜线为未报告（不是零）；{_NOT_SIZED}"
    return finish_figure(figure, title, foot)


_PANEL_ROWS = 7
_PANEL_NAME = 8
_POINTS = 72 / CM_PER_INCH


def _draw_panel(axes: Axes, rows: pd.DataFrame, code: str) -> None:
    given = _ranked(rows[rows["surface"].notna()])
    shown, absent = given.head(_PANEL_ROWS), order_cities(rows.loc[rows["surface"].isna(), "city"].tolist())
    units = main_units(given)
    for line, row in enumerate(each_row(shown)):
        _draw_number(axes, line, row, units)
    names = short_names(shown["city"].tolist(), _PANEL_NAME)
    if len(given) > len(shown):
        names.append("…")
        write_in_row(axes, len(names) - 1, f"另有{len(given) - len(shown)}份报告了此项", "more")
    if absent:
        mark_missing_row(axes, len(names), f"未报告：{name_reports(short_names(absent, _PANEL_NAME), 2)}")
        names.append("")
    label_rows(axes, names)
    _value_axis(axes, shown, units)
    unlike = word_reasons("|".join(forbidding_reasons(make_profiles(given))))
    title = f"{label('indicator', code)}（{len(rows)}份报告中{len(given)}份{f'；{unlike}' if unlike else ''}）"
    axes.set_title(wrap_chinese(title, _title_room(names)), loc="left")


def _title_room(names: Sequence[str]) -> int:
    """Return how many characters a line of a panel's title holds beside row names of this length: half a page less the names."""
    beside = max((text_width(name) for name in names), default=0.0) * mpl.rcParams["ytick.labelsize"]
    return int((WIDTH_CM / 2 * _POINTS - beside) / mpl.rcParams["axes.titlesize"]) - 2
