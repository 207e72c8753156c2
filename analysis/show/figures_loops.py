"""Charts of process chains: step by step, and side by side along the seven stages of the work."""

from __future__ import annotations

from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analysis.compare.labels import label, ordered_codes
from analysis.compare.loops import ARROW, CLOSING, stages_by_step
from analysis.compare.rows import each_row
from analysis.show.boxes import Look, draw_arrow, draw_box, lay_out
from analysis.show.colours import ACCENT, GREY, PALE, order_cities
from analysis.show.marks import (
    Colour,
    draw_cell,
    draw_missing_cell,
    hide_frame,
    keep_rows,
    label_columns,
    label_rows,
    mark_missing_row,
    shade,
)
from analysis.show.style import finish_figure, in_style, name_colours, shorten, start_figure

_LINE_CHARS = 50.0
_STEP_CHARS = 12
_MAX_CHAINS = 24
_ROW_CHARS = 17
_FACES: dict[str, Colour] = {"process": "#e3edf5", "organisation": "#f3eadb", "platform": "#e4efe0"}


def _in_city_order(loops: pd.DataFrame) -> pd.DataFrame:
    place = {city: number for number, city in enumerate(order_cities(loops["city"].unique().tolist()))}
    return loops.sort_values("city", key=lambda cities: cities.map(place), kind="stable").head(_MAX_CHAINS)


def _left_out(loops: pd.DataFrame, shown: pd.DataFrame) -> str:
    return f"；另有{len(loops) - len(shown)}条未画" if len(loops) > len(shown) else ""


@in_style
def loop_chains(loops: pd.DataFrame, title: str) -> Figure:
    """Return one row of boxes per chain, coloured by kind; a process that ends in feedback or evaluation ends in a dark box."""
    shown = _in_city_order(loops)
    laid = [lay_out(str(chain).split(ARROW), _STEP_CHARS, _LINE_CHARS) for chain in shown["chain"]]
    heights = [boxes[-1].line + 1 for boxes in laid]
    figure, (axes,) = start_figure(3.6 + 0.78 * max(2, sum(heights)))
    named = set[str]()
    for number, (boxes, row) in enumerate(zip(laid, each_row(shown), strict=True)):
        top = sum(heights[:number])
        for box in boxes:
            dark = box is boxes[-1] and row.closed and row.kind == "process"
            look = Look(ACCENT if dark else _FACES[row.kind], ACCENT, "closed" if dark else "step")
            draw_box(axes, box, top, look, text_gid="step_text")
            if box is not boxes[-1]:
                draw_arrow(axes, box, top)
        if row.city not in named:
            axes.text(-1.2, top, row.city, ha="right", va="center", fontsize=8, gid="city")
            named.add(row.city)
    _frame_chains(axes, max(2, sum(heights)), set(shown["kind"]))
    if loops.empty:
        mark_missing_row(axes, 0.5, "各报告均未写出流程链")
    foot = f"来源：{loops['report'].nunique()}份报告；n={len(loops)}条链；深色收尾：以反馈或评议收尾的工作流程{_left_out(loops, shown)}"
    return finish_figure(figure, title, foot)


def _frame_chains(axes: Axes, height: int, kinds: set[str]) -> None:
    axes.set_xlim(-8, _LINE_CHARS + 2)
    axes.set_ylim(height - 0.4, -0.6)
    axes.set_xticks([])
    axes.set_yticks([])
    hide_frame(axes)
    handles = [
        Patch(facecolor=_FACES[kind], edgecolor=ACCENT, label=label("loop_kind", kind))
        for kind in ordered_codes("loop_kind")
        if kind in kinds
    ]
    name_colours(axes, handles, columns=3, below=True)


@in_style
def loop_stages(breaks: pd.DataFrame, title: str) -> Figure:
    """Return processes × the seven stages: a dot with the number of the step that names the stage, a ring where one is skipped.

    After the last dot a bar says that the process is closed, a cross that it breaks off before feedback and evaluation, an arrow head that
    it names one of them and goes on. A process that names none of the stages has a hatched row.
    """
    shown, stages = _in_city_order(breaks), ordered_codes("stage")
    figure, (axes,) = start_figure(4.4 + 0.62 * max(2, len(shown)))
    label_rows(axes, [f"{row.city}　{shorten(row.chain.replace(ARROW, '—'), _ROW_CHARS)}" for row in each_row(shown)])
    label_columns(axes, [label("stage", stage) for stage in stages])
    axes.set_xlim(-0.6, len(stages) + 0.2)
    axes.tick_params(axis="y", labelsize=7)
    axes.vlines(range(len(stages)), -0.5, max(1, len(shown)) - 0.5, color=PALE, linewidth=0.5, zorder=0)
    for line, row in enumerate(each_row(shown)):
        _draw_stages(axes, line, row, stages)
    hide_frame(axes)
    if shown.empty:
        mark_missing_row(axes, 0, "各报告均未写出工作流程")
    how = "点中为第几步，空圈为首尾之间略过的阶段；竖杠：以反馈或评议收尾，叉：未写到，三角：写到后另有后续"
    foot = f"来源：{breaks['report'].nunique()}份报告；n={len(breaks)}条工作流程；{how}{_left_out(breaks, shown)}"
    return finish_figure(figure, title, foot)


def _draw_stages(axes: Axes, line: int, row: Any, stages: list[str]) -> None:
    if pd.isna(row.first):
        mark_missing_row(axes, line, "各步均不属这七个阶段")
        return
    first, last = stages.index(row.first), stages.index(row.last)
    colour = ACCENT if row.closed else GREY
    axes.plot([first, last], [line, line], color=colour, linewidth=1.2, alpha=0.5, zorder=1)
    for stage in filter(None, row.skipped.split(ARROW)):
        axes.plot(
            [stages.index(stage)], [line], "o", markersize=8, markerfacecolor="white", markeredgecolor=colour, zorder=2, gid="skipped"
        )
    for stage, steps in stages_by_step(row.chain).items():
        column = stages.index(stage)
        axes.plot([column], [line], "o", markersize=13, color=colour, zorder=3, gid="named")
        axes.text(column, line, _number_steps(steps), ha="center", va="center", fontsize=5.5, color="white", zorder=4, gid="step_number")
    mark, gid = ("|", "closed") if row.closed else (">", "goes_on") if row.last in CLOSING else ("x", "broken")
    axes.plot([last + 0.4], [line], mark, markersize=9 if mark != ">" else 6, markeredgewidth=1.6, color=colour, gid=gid)


def _number_steps(steps: list[int]) -> str:
    """1, 2, 3 → 1–3; 1, 3 → 1,3."""
    if len(steps) > 1 and steps == list(range(steps[0], steps[-1] + 1)):
        return f"{steps[0]}–{steps[-1]}"
    return ",".join(map(str, steps))


@in_style
def loop_stage_matrix(stages: pd.DataFrame, title: str) -> Figure:
    """Return reports × the seven stages: in how many of a report's processes a step names the stage; hatched: the report writes none."""
    kept, note = keep_rows(stages["city"], stages.groupby("city")["n_loops"].transform("max"), by="流程最多")
    cities, codes = order_cities(kept), ordered_codes("stage")
    figure, (axes,) = start_figure(3.6 + 0.5 * max(2, len(cities)))
    written = {str(city): int(rows["n_loops"].iloc[0]) for city, rows in stages.groupby("city")}
    label_rows(axes, [f"{city}（n={written[city]}）" if written[city] else city for city in cities])
    label_columns(axes, [label("stage", code) for code in codes])
    palette = sns.light_palette(ACCENT, as_cmap=True)
    for row in each_row(stages[stages["city"].isin(cities)]):
        if row.n_loops == 0:
            draw_missing_cell(axes, codes.index(row.stage), cities.index(row.city))
        elif row.n_named:
            colour = shade(palette, Normalize(0, 1), row.n_named / row.n_loops)
            draw_cell(axes, codes.index(row.stage), cities.index(row.city), colour, f"{row.n_named}/{row.n_loops}")
    hide_frame(axes)
    n_loops = sum(written.values())
    foot = f"来源：{stages['report'].nunique()}份报告；n={n_loops}条工作流程；格中为写出该阶段的流程数，斜线为未写出工作流程{note}"
    return finish_figure(figure, title, foot)
