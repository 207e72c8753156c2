"""Boxes with words, set one after the other in lines: the steps of a chain, the numbers of a practice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import FancyBboxPatch

from analysis.show.colours import GREY
from analysis.show.marks import Colour, readable_ink
from analysis.show.style import shorten, text_width

_PADDING = 1.4
_GAP = 1.8
_INDENT = 2.0


@dataclass(frozen=True)
class Box:
    """A box: its words, its left end and width in characters, and the line (from 0) on which it stands."""

    text: str
    left: float
    width: float
    line: int


def lay_out(texts: Sequence[str], most: int, length: float) -> list[Box]:
    """Return boxes for `texts`, each cut to `most` characters, in lines of `length` characters; a second line is set in."""
    boxes, left, line = list[Box](), 0.0, 0
    for words in texts:
        text = shorten(words, most)
        width = text_width(text) + _PADDING
        if left and left + width > length:
            left, line = _INDENT, line + 1
        boxes.append(Box(text, left, width, line))
        left += width + _GAP
    return boxes


@dataclass(frozen=True)
class Look:
    """How a box is drawn: its face, its edge, and by what name tests ask for it."""

    face: Colour
    edge: Colour
    gid: str


def draw_box(axes: Axes, box: Box, top: int, look: Look, text_gid: str) -> None:
    """Draw one box; `top` is the row on which its first line stands."""
    row = top + box.line
    corner = "round,pad=0,rounding_size=0.25"
    shape = FancyBboxPatch((box.left, row - 0.3), box.width, 0.6, boxstyle=corner, mutation_aspect=0.4, linewidth=0.6, gid=look.gid)
    shape.set(facecolor=look.face, edgecolor=look.edge)
    axes.add_patch(shape)
    ink = readable_ink(to_rgb(look.face))
    axes.text(box.left + box.width / 2, row, box.text, ha="center", va="center", fontsize=7, color=ink, gid=text_gid)


def draw_arrow(axes: Axes, box: Box, top: int) -> None:
    """Draw the arrow from a box to the next."""
    row = top + box.line
    look = {"arrowstyle": "->", "color": GREY, "linewidth": 0.8}
    axes.annotate("", (box.left + box.width + _GAP - 0.1, row), (box.left + box.width + 0.1, row), arrowprops=look)
