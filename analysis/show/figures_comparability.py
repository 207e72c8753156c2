"""Charts of what may be set side by side: verdicts by indicator with their reasons, and one indicator's verdicts city by city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis.compare.labels import label, ordered_codes
from analysis.compare.rows import each_row
from analysis.compare.verdict_reasons import FORBIDDING
from analysis.compare.wording import name_reports
from analysis.show.colours import ACCENT, GREY, order_cities
from analysis.show.marks import draw_cell, hide_frame, label_columns, label_rows, mark_missing_row, readable_ink, short_names, write_in_row
from analysis.show.style import CM_PER_INCH, WIDTH_CM, finish_figure, in_style, name_colours, start_figure, text_width

VERDICT_COLOURS = {"comparable": ACCENT, "note": "#a9c5da", "not": "#d9a183"}
MATRIX_CITIES = 16
_UNTOLD = "未说明"
_HOW = "单位、完成与计划、时段、范围、口径写明而不同者不可比；未写明的、量词、级别、年份或跨度不同的、只知界限的为有保留"
_VERDICT_POINTS, _NARROW_POINTS, _REASON_POINTS = 7.5, 6.2, 5.2


def _verdict_patches() -> list[Patch]:
    return [Patch(facecolor=VERDICT_COLOURS[code], label=label("verdict", code)) for code in ordered_codes("verdict")]


@in_style
def verdict_bars(counts: pd.DataFrame, title: str) -> Figure:
    """Return one bar per indicator of `count_verdicts`: its pairs by verdict, and beside it what forbids the others.

    Indicators that fewer than two reports give have no pair; a hatched last row names them.
    """
    paired = counts[counts["n_pairs"] > 0].sort_values(["n_pairs", "indicator"], ascending=[False, True], ignore_index=True)
    alone = [label("indicator", code) for code in ordered_codes("indicator") if code not in set(paired["indicator"])]
    figure, (axes,) = start_figure(3.6 + 0.56 * (len(paired) + bool(alone)))
    left = pd.Series(0, index=paired.index)
    for code in ordered_codes("verdict"):
        bars = axes.barh(paired.index, paired[f"n_{code}"], left=left, height=0.62, color=VERDICT_COLOURS[code], gid=f"bar_{code}")
        numbers = [str(n) if n else "" for n in paired[f"n_{code}"]]
        axes.bar_label(bars, numbers, label_type="center", fontsize=7, color=readable_ink(VERDICT_COLOURS[code]), gid="bar_text")
        left = left + paired[f"n_{code}"]
    for line, row in enumerate(each_row(paired)):
        axes.annotate(_forbidden_by(row), (row.n_pairs, line), xytext=(5, 0), textcoords="offset points", va="center", fontsize=7,
                      color=GREY, gid="reasons")  # fmt: skip
    if alone:
        mark_missing_row(axes, len(paired), f"不足两份报告给出：{'、'.join(alone[:4])}{f'等{len(alone)}项' if len(alone) > 4 else ''}")
    label_rows(axes, [f"{label('indicator', row.indicator)}（{row.n_pairs}对）" for row in each_row(paired)] + [""] * bool(alone))
    _pair_axis(axes, paired)
    n = int(counts["n_pairs"].sum())
    return finish_figure(figure, title, f"来源：{len(paired)}项指标的数字两两相比；n={n}对；{_HOW}；右侧为不可比的缘由，一对可有几个")


def _forbidden_by(row: Any) -> str:
    told = [(label("reason", code), getattr(row, f"n_{code}")) for code in FORBIDDING]
    return "，".join(f"{name}{n}" for name, n in told if n)


def _pair_axis(axes: Axes, paired: pd.DataFrame) -> None:
    most = int(paired["n_pairs"].max()) if len(paired) else 1
    axes.set_xlim(0, most * 1.35)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_xlabel("数字对数")
    axes.grid(axis="x")
    name_colours(axes, _verdict_patches(), columns=3)
    if paired.empty:
        axes.set_xticks([])
        axes.set_xlabel("")


@in_style
def verdict_matrix(
    pairs: pd.DataFrame, indicator: str, title: str, silent: Sequence[str] = (), left_out: int = 0, given: Mapping[str, str] | None = None
) -> Figure:
    """Return city × city for one indicator of `comparable`: the verdict of each pair, under it what forbids or reserves it.

    Where many cities leave narrow cells, verdicts are shortened and only what forbids is written. `silent` are the reports that do not
    give the indicator: a hatched last row names them. `left_out` is how many others give it and are not among the pairs
    (`MATRIX_CITIES` fit a page). `given` tells the numbers as printed by city where they are not to be read off the pairs: one report
    that alone gives the indicator makes no pair.
    """
    numbers = dict(given or zip([*pairs["city"], *pairs["other"]], [*pairs["surface"], *pairs["other_surface"]], strict=True))
    cities = order_cities(list(numbers))
    short = short_names(cities, 9)
    names = [f"{name}（{numbers[city]}）" for city, name in zip(cities, short, strict=True)]
    figure, (axes,) = start_figure(4.6 + 0.95 * (len(cities) + bool(silent)))
    width = _cell_width(names)
    narrow = text_width(label("verdict", "note")) * _VERDICT_POINTS > width
    for row in each_row(pairs):
        _draw_pair(axes, cities, row, width, narrow)
    for place in range(len(cities)) if len(cities) > 1 else []:
        axes.text(place, place, "—", ha="center", va="center", color=GREY, gid="diagonal")
    label_rows(axes, names + [""] * bool(silent))
    label_columns(axes, short if len(cities) > 1 else [])
    if len(cities) == 1:
        write_in_row(axes, 0, "只有这份报告给出此项，无从比较", "alone")
    if silent:
        mark_missing_row(axes, len(cities), f"未报告：{name_reports(short_names(order_cities(list(silent)), 10), 6)}")
    hide_frame(axes)
    if len(pairs):
        name_colours(axes, _verdict_patches(), columns=3, below=True)
    note = "；格子窄，只写不可比的缘由" * narrow + f"；另有{left_out}份报告也给出此项，未画" * bool(left_out)
    foot = f"来源：{len(numbers)}份报告的{label('indicator', indicator)}；n={len(pairs)}对；{_HOW}{note}"
    return finish_figure(figure, title, foot)


def _cell_width(names: Sequence[str]) -> float:
    """Return about how many points a cell of a matrix is wide beside row names of this length."""
    page = WIDTH_CM / CM_PER_INCH * 72
    beside = max((text_width(name) for name in names), default=0.0) * mpl.rcParams["ytick.labelsize"]
    return (page - beside - 12) / max(1, len(names))


def _draw_pair(axes: Axes, cities: list[str], row: Any, width: float, narrow: bool) -> None:
    colour = VERDICT_COLOURS[row.verdict]
    told = [code for code in row.reasons.split("|") if code in FORBIDDING or code and row.verdict == "note" and not narrow]
    words = short_reasons(told, width=width / _REASON_POINTS - 1)
    name = label("verdict_short" if narrow else "verdict", row.verdict)
    for across, down in ((row.city, row.other), (row.other, row.city)):
        draw_cell(axes, cities.index(across), cities.index(down), colour, name, words)
        if narrow:
            next(text for text in reversed(axes.texts) if text.get_gid() == "cell_text").set_fontsize(_NARROW_POINTS)


def short_reasons(codes: list[str], width: float) -> str:
    """Return reasons for a small cell: a line of what differs and a line of what is not told, each cut with … at `width` characters."""
    names = [label("reason", code) for code in codes]
    untold = [name.removesuffix(_UNTOLD) for name in names if name.endswith(_UNTOLD)]
    differing = _cut_line([name.removesuffix("不同") for name in names if not name.endswith(_UNTOLD)], width)
    lines = [differing, _cut_line(untold, width - len(_UNTOLD))]
    return "\n".join([*filter(None, lines[:1]), *(f"{line}{_UNTOLD}" for line in lines[1:] if line)])


def _cut_line(words: list[str], width: float) -> str:
    fitting = [end for end in range(1, len(words) + 1) if text_width("、".join(words[:end])) <= width]
    if words and not fitting:
        return f"{words[0][: max(1, int(width) - 1)]}…"
    kept = max(fitting, default=0)
    return "、".join(words[:kept]) + ("…" if kept < len(words) else "")
