"""Charts of practices: which have spread, of what kinds they are, and which numbers are told about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis.compare.labels import label, ordered_codes
from analysis.compare.rows import each_row
from analysis.show.boxes import Look, draw_box, lay_out
from analysis.show.colours import GREY, PALE, order_cities
from analysis.show.marks import MAX_ROWS, draw_cell, draw_interval, hide_frame, keep_rows, label_columns, label_rows, mark_missing_row
from analysis.show.style import finish_figure, in_style, name_colours, shorten, start_figure

_PRACTICES = 18
_NUMBERED = 26
_BOX_CHARS = 16
_BOX_LINE = 46.0


def kind_colours() -> dict[str, tuple[float, float, float]]:
    """Return the colour of each kind of practice."""
    kinds = ordered_codes("kind")
    return dict(zip(kinds, sns.color_palette("colorblind", len(kinds), desat=0.65), strict=True))


def _name_kinds(axes: Axes, kinds: set[str], below: bool = False) -> None:
    handles = [Patch(facecolor=colour, label=label("kind", kind)) for kind, colour in kind_colours().items() if kind in kinds]
    name_colours(axes, handles, columns=6, below=below)


@in_style
def diffusion_matrix(practices: pd.DataFrame, diffusion: pd.DataFrame, title: str, silent: Sequence[str] = ()) -> Figure:
    """Return practices × cities for the practices that have spread furthest: the number of mentions; an empty cell is no mention.

    silent: the labels of reports in which no practice was found; they have empty columns. Where not all cities fit, those stand that name
    most of the practices drawn, and every practice has a city that names it.
    """
    shown = diffusion.head(_PRACTICES)
    n_reports = practices["city"].nunique() + len(silent)
    cities = order_cities(_choose_cities(practices, shown["name"].tolist(), silent))
    note = f"；只画所列做法见得最多的{len(cities)}份，另有{n_reports - len(cities)}份未画" if n_reports > len(cities) else ""
    names = shown["name"].tolist()
    figure, (axes,) = start_figure(4.2 + 0.5 * len(names))
    colours = kind_colours()
    for row in each_row(practices[practices["name"].isin(names) & practices["city"].isin(cities)]):
        draw_cell(axes, cities.index(row.city), names.index(row.name), colours[row.kind], str(row.n_mentions))
    label_rows(axes, [f"{shorten(row.name, 14)}（{row.n_cities}地）" for row in each_row(shown)])
    label_columns(axes, cities)
    _name_kinds(axes, set(shown["kind"]), below=True)
    _frame_matrix(axes, len(names), len(cities))
    how = f"画传得最广的{len(shown)}项；格中为提及次数，空白为未提及（不等于没有做）"
    foot = f"来源：{n_reports}份报告；n={len(diffusion)}项做法，{how}{note}"
    return finish_figure(figure, title, foot)


def _choose_cities(practices: pd.DataFrame, names: list[str], silent: Sequence[str]) -> list[str]:
    """Return the cities that fit a page: one for each practice first, then by how many of the practices and how often they name them."""
    drawn = practices[practices["name"].isin(names)]
    sizes = drawn.groupby("city")["n_mentions"].agg(["size", "sum"]).sort_values(["size", "sum"], ascending=False, kind="stable")
    ranked = sizes.index.tolist()
    naming = {str(name): set(rows["city"]) for name, rows in drawn.groupby("name")}
    chosen: list[str] = []
    for name in sorted(names, key=lambda name: len(naming[name])):
        if naming[name].isdisjoint(chosen):
            chosen.append(next(city for city in ranked if city in naming[name]))
    others = [*ranked, *dict.fromkeys(practices["city"]), *silent]
    return list(dict.fromkeys([*chosen, *others]))[:MAX_ROWS]


def _frame_matrix(axes: Axes, n_rows: int, n_columns: int) -> None:
    hide_frame(axes)
    axes.hlines([row - 0.5 for row in range(n_rows + 1)], -0.5, n_columns - 0.5, color=PALE, linewidth=0.5, zorder=0)
    axes.vlines([column - 0.5 for column in range(n_columns + 1)], -0.5, n_rows - 0.5, color=PALE, linewidth=0.5, zorder=0)


@in_style
def practice_bars(kinds: pd.DataFrame, title: str) -> Figure:
    """Return one bar per report: how many practices it names, by kind."""
    totals = kinds.groupby("city")["n_names"].sum()
    kept, note = keep_rows(kinds["city"], kinds.groupby("city")["n_names"].transform("sum"), by="做法最多")
    cities = sorted(kept, key=lambda city: (-totals[city], city))
    figure, (axes,) = start_figure(3.4 + 0.5 * len(cities))
    left = pd.Series(0, index=cities)
    for kind, colour in kind_colours().items():
        width = kinds[kinds["kind"] == kind].set_index("city")["n_names"].reindex(cities, fill_value=0)
        axes.barh(range(len(cities)), width, left=left, color=colour, height=0.66, label=label("kind", kind))
        left = left + width
    for line, city in enumerate(cities):
        axes.text(totals[city], line, f" {totals[city]}" if totals[city] else " 未识别出", va="center", fontsize=7, color=GREY)
    label_rows(axes, cities)
    axes.set_xlabel("有名称的做法（项）")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="x")
    _name_kinds(axes, set(kinds.loc[kinds["city"].isin(cities) & (kinds["n_names"] > 0), "kind"]))
    how = "同一报告内同名只计一次；报告有长有短，项数不宜直接比较"
    n_drawn = f"（画出{int(totals[cities].sum())}项）" if len(totals) > len(cities) else ""
    return finish_figure(figure, title, f"来源：{len(totals)}份报告；n={int(totals.sum())}项{n_drawn}；{how}{note}")


@in_style
def practice_number_rows(numbers: pd.DataFrame, title: str) -> Figure:
    """Return one row per report and practice with the numbers told about it, as printed; a hollow box is a sum of several practices."""
    place = {city: number for number, city in enumerate(order_cities(numbers["city"].unique().tolist()))}
    told = numbers.sort_values(["city", "start"], key=lambda column: column.map(place) if column.name == "city" else column, kind="stable")
    groups = [(str(keys[0]), str(keys[1]), rows) for keys, rows in told.groupby(["city", "name"], sort=False)]
    shown = groups[:_NUMBERED]
    laid = [lay_out([_number_text(row) for row in each_row(rows)], _BOX_CHARS, _BOX_LINE) for _, _, rows in shown]
    heights = [boxes[-1].line + 1 for boxes in laid]
    figure, (axes,) = start_figure(3.0 + 0.56 * max(2, sum(heights)))
    tops = [sum(heights[:number]) for number in range(len(shown))]
    for (_, _, rows), boxes, top in zip(shown, laid, tops, strict=True):
        face = kind_colours()[str(rows["kind"].iloc[0])]
        for box, row in zip(boxes, each_row(rows), strict=True):
            look = Look("white" if row.relation == "joint" else face, face, row.relation)
            draw_box(axes, box, top, look, text_gid="surface")
    axes.set_yticks(tops, labels=[f"{shorten(name, 12)}（{city}）" for city, name, _ in shown])
    axes.set_xlim(-0.5, _BOX_LINE + 2)
    axes.set_ylim(max(2, sum(heights)) - 0.4, -0.6)
    axes.set_xticks([])
    hide_frame(axes)
    _name_kinds(axes, {str(rows["kind"].iloc[0]) for _, _, rows in shown}, below=True)
    if not shown:
        mark_missing_row(axes, 0.5, "各报告均未写出做法自己的数字")
    more = f"；另有{len(groups) - len(shown)}项未画" if len(groups) > len(shown) else ""
    foot = f"来源：{numbers['report'].nunique()}份报告；n={len(groups)}项做法、{len(numbers)}处数字，照原文；空心框为几项做法的合计{more}"
    return finish_figure(figure, title, foot)


def _number_text(row: Any) -> str:
    """The number as printed, and what it counts where that is not the practice itself."""
    return str(row.surface) if pd.isna(row.item) or row.relation == "item" else f"{row.surface} {row.item}"


@in_style
def practice_recall(accuracy: pd.DataFrame, title: str) -> Figure:
    """Return one row per kind of practice: the share of labelled names that were found, on its interval, and how many names are false."""
    figure, (axes,) = start_figure(6.2)
    label_rows(axes, [f"{label('kind', row.kind)}（n={row.n_labelled}）" for row in each_row(accuracy)])
    for line, row in enumerate(each_row(accuracy)):
        if pd.isna(row.recall):
            mark_missing_row(axes, line, f"没有标注　误{row.n_false}" if row.n_false else "没有标注")
            continue
        draw_interval(axes, line, 100 * row.recall, (100 * row.low, 100 * row.high), kind_colours()[row.kind])
        axes.text(101.5, line, f"漏{row.n_missed}　误{row.n_false}", va="center", fontsize=7, color=GREY, gid="counts")
    axes.set_xlim(0, 113)
    axes.set_xticks(range(0, 101, 20))
    axes.set_xlabel("人工标注的做法中认出的比例（%）")
    axes.grid(axis="x")
    n_labelled = int(accuracy["n_labelled"].sum())
    foot = f"来源：人工标注；n={n_labelled}项做法，横线为95%区间；标注与规则出自同一批文本，见于新文本时会更差"
    return finish_figure(figure, title, foot)
