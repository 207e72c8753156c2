"""A chart of what reports give for every hundred members: two printed numbers divided, with the bounds of both."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.compare.bases import basis_label
from analysis.compare.labels import label
from analysis.compare.rows import each_row
from analysis.show.colours import INK, city_colour
from analysis.show.marks import draw_interval, keep_rows, label_rows, mark_missing_row, short_names
from analysis.show.style import finish_figure, in_style, start_figure


@in_style
def member_rates(rates: pd.DataFrame, indicator: str, title: str) -> Figure:
    """Return one row per report of `per_member`: the rate per 100 members between its bounds, beside it the two numbers as printed.

    Reports without a rate are hatched and say what is lacking.
    """
    size = rates["rate_low"].fillna(rates["surface"].notna().astype("float64") - 2)
    cities, note = keep_rows(rates["city"], size, by="数最大")
    rows = rates[rates["city"].isin(cities)].assign(lacking=rates["gap"].notna(), size=-size)
    rows = rows.sort_values(["lacking", "size", "city"], ignore_index=True)
    figure, (axes,) = start_figure(3.2 + 0.5 * len(rows))
    for line, row in enumerate(each_row(rows)):
        _draw_rate(axes, line, row)
    label_rows(axes, short_names(rows["city"].tolist()))
    _rate_axis(axes, rows, indicator)
    n = int(rates["gap"].isna().sum())
    how = "点为两个所印数字之商，横线为界限所容的范围；斜线为不能折算（不是零）；委员所在范围与活动范围未必相同，数大不等于做得好"
    return finish_figure(figure, title, f"来源：{len(rates)}份报告；n={n}份可折算；{how}{note}")


def _draw_rate(axes: Axes, line: int, row: Any) -> None:
    if pd.notna(row.gap):
        number = f"（{row.surface}）" if pd.notna(row.surface) else ""
        mark_missing_row(axes, line, f"{label('gap', row.gap)}{number}")
        return
    ends = [end for end in (row.rate_low, row.rate, row.rate_high) if pd.notna(end)]
    place = row.rate if pd.notna(row.rate) else sum(ends) / len(ends)
    draw_interval(axes, line, place, (min(ends), max(ends)), city_colour(row.city), hollow=pd.isna(row.rate))
    whose = [basis_label("members", row.members_basis), *([label("area", row.members_area)] if pd.notna(row.members_area) else [])]
    text = f"{row.surface}／{row.members_surface}（{'·'.join(whose)}）"
    axes.annotate(text, (max(ends), line), xytext=(6, 0), textcoords="offset points", va="center", fontsize=7, color=INK, gid="surface")


def _rate_axis(axes: Axes, rows: pd.DataFrame, indicator: str) -> None:
    largest = max([0.0, *rows["rate_high"].dropna(), *rows["rate"].dropna(), *rows["rate_low"].dropna()])
    axes.set_xlim(0, (largest or 1.0) * 1.45)
    axes.set_xlabel(f"每百名委员的{label('indicator', indicator)}")
    axes.grid(axis="x")
    if rows["gap"].notna().all():
        axes.set_xticks([])
        axes.set_xlabel("")
