"""Characters the font lacks: found before they are drawn as empty boxes, marked, and named."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator

MARK = "〓"


@functools.cache
def _drawable(font: Path) -> frozenset[str]:
    return frozenset(chr(code) for code in get_font(str(font)).get_charmap())


def lacking(figure: Figure, font: Path) -> set[str]:
    """Return the characters that texts and tick labels of `figure` use and `font` cannot draw; control characters are among them."""
    known = _drawable(font)
    return {char for text in _texts(figure) for char in text if char != "\n" and (char not in known or is_control(char))}


def mark_text(text: str, absent: set[str]) -> str:
    """Return `text` with every character of `absent` as 〓, control characters as blanks."""
    return "".join((" " if is_control(char) else MARK) if char in absent else char for char in text)


def mark_lacking(figure: Figure, absent: set[str]) -> None:
    """Write 〓 in `figure` for every character of `absent`."""
    for axis in _named_axes(figure):
        names = [mark_text(label.get_text(), absent) for label in axis.get_ticklabels()]
        axis.set_ticks(axis.get_ticklocs(), labels=names)
    for artist in figure.findobj(lambda artist: isinstance(artist, Text)):
        artist.set_text(mark_text(artist.get_text(), absent))  # type: ignore[attr-defined]


def _named_axes(figure: Figure) -> Iterator[Axis]:
    for axes in figure.axes:
        yield from (axis for axis in (axes.xaxis, axes.yaxis) if isinstance(axis.get_major_locator(), FixedLocator))


def _texts(figure: Figure) -> Iterator[str]:
    for axis in _named_axes(figure):
        yield from (label.get_text() for label in axis.get_ticklabels())
    for artist in figure.findobj(lambda artist: isinstance(artist, Text)):
        yield artist.get_text()  # type: ignore[attr-defined]


def is_control(char: str) -> bool:
    """Say whether a character draws nothing but steers: control, direction, surrogate."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"}
