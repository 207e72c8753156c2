"""The marks of all charts: dots with intervals, cells with numbers, hatching for what is missing, rows that fit the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize, to_rgb
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from analysis.show.colours import GREY, HATCH, INK
from analysis.show.style import text_width

MAX_ROWS = 30
_CROWDED = 18
Colour = tuple[float, float, float] | str


def keep_rows(labels: pd.Series, size: pd.Series, most: int = MAX_ROWS, by: str = "篇幅最大") -> tuple[list[str], str]:
    """Return the labels that fit a page (the largest by `size`), and a note for the foot that says how many were left out."""
    largest = pd.DataFrame({"label": labels, "size": size}).groupby("label")["size"].max().sort_values(ascending=False, kind="stable")
    kept = [str(label) for label in largest.index[:most]]
    note = f"；只画{by}的{most}份，另有{len(largest) - most}份未画" if len(largest) > most else ""
    return kept, note


def label_rows(axes: Axes, labels: Sequence[str]) -> None:
    """Name the rows 0, 1, … of a chart from the top down."""
    axes.set_yticks(range(len(labels)), labels=list(labels))
    axes.set_ylim(max(1, len(labels)) - 0.5, -0.5)


def short_names(labels: Sequence[str], width: int = 12) -> list[str]:
    """Return labels of about `width` hanzi, the middle of longer ones cut; those that become alike are numbered."""
    cut = [_cut_middle(label, width) for label in labels]
    alike = [cut.count(name) > 1 for name in cut]
    numbered = [f"{_cut_middle(label, width - 2)}（{cut[: place + 1].count(cut[place])}）" for place, label in enumerate(labels)]
    return [number if twice else name for number, name, twice in zip(numbered, cut, alike, strict=True)]


def _cut_middle(label: str, width: int) -> str:
    tail = width // 3
    return label if text_width(label) <= width else f"{label[: width - tail - 1]}…{label[-tail:]}"


def label_columns(axes: Axes, labels: Sequence[str]) -> None:
    """Name the columns 0, 1, … above a matrix: slanted where a label is longer than two characters, upright where there are many."""
    slanted = any(len(label) > 2 for label in labels)
    crowded = len(labels) > _CROWDED
    axes.set_xticks(range(len(labels)), labels=short_names(labels, 9))
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", rotation=90 if crowded else 50 if slanted else 0, pad=2, labelsize=6.5 if crowded else 8)
    for tick in axes.get_xticklabels():
        tick.set(ha="left" if slanted and not crowded else "center", rotation_mode="anchor" if slanted and not crowded else "default")
    axes.set_xlim(-0.5, max(1, len(labels)) - 0.5)


def draw_interval(axes: Axes, row: float, estimate: float, ends: tuple[float, float], colour: Colour, hollow: bool = False) -> None:
    """Draw one estimate as a dot on its interval."""
    axes.plot(ends, [row, row], color=colour, linewidth=1.4, alpha=0.55, solid_capstyle="butt", zorder=2)
    face = "white" if hollow else colour
    axes.plot([estimate], [row], "o", markersize=5, markerfacecolor=face, markeredgecolor=colour, zorder=3, clip_on=False, gid="estimate")


def mark_missing_row(axes: Axes, row: float, text: str) -> None:
    """Write over the whole row of a chart that the report gives nothing, on a hatched band."""
    axes.axhspan(row - 0.32, row + 0.32, facecolor="none", edgecolor=HATCH, hatch="////", linewidth=0, gid="missing", zorder=0)
    write_in_row(axes, row, text, "missing_text").set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.8})


def write_in_row(axes: Axes, row: float, text: str, gid: str) -> Text:
    """Write grey words at the left end of a row, whatever the scale of the chart."""
    return axes.text(0.02, row, text, transform=axes.get_yaxis_transform(), va="center", fontsize=7, color=GREY, gid=gid)


def draw_missing_cell(axes: Axes, column: float, row: float) -> None:
    """Hatch one cell of a matrix."""
    axes.add_patch(_cell(column, row, facecolor="white", edgecolor=HATCH, hatch="/////", linewidth=0, gid="missing"))


def draw_cell(axes: Axes, column: float, row: float, colour: Colour, text: str = "", small: str = "") -> None:
    """Draw one cell of a matrix with a number and, under it, a smaller one (its interval)."""
    axes.add_patch(_cell(column, row, facecolor=colour, edgecolor="white", linewidth=0.8, gid="cell"))
    ink = readable_ink(colour)
    axes.text(column, row - (0.14 if small else 0), text, ha="center", va="center", fontsize=7.5, color=ink, gid="cell_text")
    if small:
        axes.text(column, row + 0.26, small, ha="center", va="center", fontsize=5.2, color=ink, gid="cell_interval")


def _cell(column: float, row: float, **look: Any) -> Rectangle:
    return Rectangle((column - 0.5, row - 0.5), 1, 1, **look)


def readable_ink(colour: Colour) -> str:
    """Return dark or white ink, whichever reads better on `colour` (relative luminance)."""
    red, green, blue = to_rgb(colour)
    return INK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.45 else "white"


def shade(palette: Colormap, scale: Normalize, value: float) -> tuple[float, float, float]:
    """Return the colour of `value` on a scale."""
    red, green, blue, _ = palette(scale(value))
    return float(red), float(green), float(blue)


def hide_frame(axes: Axes) -> None:
    """Leave out the frame of a matrix."""
    for side in axes.spines.values():
        side.set_visible(False)
