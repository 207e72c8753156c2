"""Charts of practices: which have spread, of what kinds they are, and process chains side by side."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Patch

from analysis.compare.labels import label, ordered_codes
from analysis.compare.rows import each_row
from analysis.show.colours import ACCENT, GREY, PALE, order_cities
from analysis.show.marks import draw_cell, hide_frame, keep_rows, label_columns, label_rows, mark_missing_row
from analysis.show.style import finish_figure, in_style, name_colours, shorten, start_figure

_PRACTICES = 18
_LINE_CHARS = 50.0
_STEP_CHARS = 12
_MAX_CHAINS = 24


def kind_colours() -> dict[str, tuple[float, float, float]]:
    """Return the colour of each kind of practice."""
    kinds = ordered_codes("kind")
    return dict(zip(kinds, sns.color_palette("colorblind", len(kinds), desat=0.65), strict=True))


def _name_kinds(axes: Axes, kinds: set[str], below: bool = False) -> None:
    handles = [Patch(facecolor=colour, label=label("kind", kind)) for kind, colour in kind_colours().items() if kind in kinds]
    name_colours(axes, handles, columns=6, below=below)


@in_style
def diffusion_matrix(practices: pd.DataFrame, diffusion: pd.DataFrame, title: str) -> Figure:
    """Return practices × cities for the practices that have spread furthest: the number of mentions; an empty cell is no mention."""
    shown = diffusion.head(_PRACTICES)
    cities, note = keep_rows(practices["city"], practices.groupby("city")["n_mentions"].transform("sum"), by="提及最多")
    cities = order_cities(cities)
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
    foot = f"来源：{len(cities)}份报告；n={len(diffusion)}项做法，{how}{note}"
    return finish_figure(figure, title, foot)


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
    axes.grid(axis="x")
    _name_kinds(axes, set(kinds["kind"]))
    how = "同一报告内同名只计一次；报告有长有短，项数不宜直接比较"
    return finish_figure(figure, title, f"来源：{len(cities)}份报告；n={int(totals.sum())}项；{how}{note}")


@dataclass(frozen=True)
class _Box:
    text: str
    left: float
    width: float
    line: int


@in_style
def loop_chains(loops: pd.DataFrame, title: str) -> Figure:
    """Return one row of boxes per process chain; a chain that ends in feedback or evaluation ends in a dark box."""
    place = {city: number for number, city in enumerate(order_cities(loops["city"].unique().tolist()))}
    shown = loops.sort_values("city", key=lambda cities: cities.map(place), kind="stable").head(_MAX_CHAINS)
    laid = [_lay_out(str(chain).split("→")) for chain in shown["chain"]]
    heights = [boxes[-1].line + 1 for boxes in laid]
    figure, (axes,) = start_figure(3.0 + 0.78 * max(2, sum(heights)))
    top, named = 0, set[str]()
    for boxes, row in zip(laid, each_row(shown), strict=True):
        for number, box in enumerate(boxes):
            _draw_box(axes, box, top, last=number == len(boxes) - 1, closed=bool(row.closed))
        if row.city not in named:
            axes.text(-1.2, top, row.city, ha="right", va="center", fontsize=8, gid="city")
            named.add(row.city)
        top += boxes[-1].line + 1
    axes.set_xlim(-8, _LINE_CHARS + 2)
    axes.set_ylim(max(2, top) - 0.4, -0.6)
    axes.set_xticks([])
    axes.set_yticks([])
    hide_frame(axes)
    if loops.empty:
        mark_missing_row(axes, 0.5, "各报告均未写出流程链")
    more = f"；另有{len(loops) - len(shown)}条未画" if len(loops) > len(shown) else ""
    foot = f"来源：{loops['report'].nunique()}份报告；n={len(loops)}条流程链；深色收尾：以反馈或评议收尾{more}"
    return finish_figure(figure, title, foot)


def _lay_out(steps: list[str]) -> list[_Box]:
    boxes, left, line = [], 0.0, 0
    for step in steps:
        text = shorten(step, _STEP_CHARS)
        width = len(text) + 1.4
        if left and left + width > _LINE_CHARS:
            left, line = 2.0, line + 1
        boxes.append(_Box(text, left, width, line))
        left += width + 1.8
    return boxes


def _draw_box(axes: Axes, box: _Box, top: int, last: bool, closed: bool) -> None:
    row = top + box.line
    dark = last and closed
    face = ACCENT if dark else "#e9eff4"
    shape = FancyBboxPatch(
        (box.left, row - 0.3), box.width, 0.6, boxstyle="round,pad=0,rounding_size=0.25", facecolor=face, edgecolor=ACCENT, linewidth=0.6,
        mutation_aspect=0.4, gid="closed" if dark else "step",
    )  # fmt: skip
    axes.add_patch(shape)
    ink = "white" if dark else "#222222"
    axes.text(box.left + box.width / 2, row, box.text, ha="center", va="center", fontsize=7, color=ink, gid="step_text")
    if not last:
        arrow = {"arrowstyle": "->", "color": GREY, "linewidth": 0.8}
        axes.annotate("", (box.left + box.width + 1.7, row), (box.left + box.width + 0.1, row), arrowprops=arrow)
