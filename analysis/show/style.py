"""How every figure looks: the repository's font, sizes for a Word page, a head with the finding, a foot with the source."""

from __future__ import annotations

import functools
import math
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analysis.show.colours import GREY, INK, PALE
from analysis.show.glyphs import MARK, lacking, mark_lacking, mark_text

FONT_FOLDER = Path(__file__).parent.parent / "fonts"
WIDTH_CM = 16.0
CM_PER_INCH = 2.54
_TITLE_CHARS = 34
_FOOT_CHARS = 60
_NEVER_FIRST = "，。；：、）！？”’》％%)"
_P = ParamSpec("_P")
_T = TypeVar("_T")


@functools.cache
def font_files() -> tuple[Path, ...]:
    """Return the repository's font files, the regular weight first. Raises `FileNotFoundError` where there is none."""
    files = sorted(
        (file for ending in ("*.otf", "*.ttf") for file in FONT_FOLDER.glob(ending)), key=lambda file: ("Bold" in file.stem, file.name)
    )
    if not files:
        raise FileNotFoundError(f"no font in {FONT_FOLDER}; Chinese labels cannot be drawn without it")
    return tuple(files)


@functools.cache
def font_family() -> str:
    """Register the repository's font with matplotlib and return its family name."""
    for file in font_files():
        font_manager.fontManager.addfont(str(file))
    return font_manager.FontProperties(fname=str(font_files()[0])).get_name()


@contextmanager
def figure_style() -> Iterator[None]:
    """Draw in the suite's style: a quiet seaborn theme, the font set after it, no mathematics in texts, the same bytes each time."""
    with mpl.rc_context():
        sns.set_theme(context="paper", style="ticks")
        mpl.rcParams.update(
            {
                "font.family": [font_family()],
                "font.size": 8, "axes.labelsize": 8, "axes.titlesize": 8.5,
                "xtick.labelsize": 8, "ytick.labelsize": 8, "legend.fontsize": 7.5,
                "axes.unicode_minus": False, "text.parse_math": False, "text.color": INK, "axes.labelcolor": INK,
                "xtick.color": INK, "ytick.color": INK, "axes.edgecolor": PALE, "axes.spines.top": False, "axes.spines.right": False,
                "grid.color": "#ececec", "grid.linewidth": 0.6, "axes.axisbelow": True, "xtick.major.size": 0, "ytick.major.size": 0,
                "svg.hashsalt": "analysis", "svg.fonttype": "path", "savefig.dpi": 150, "figure.dpi": 100, "hatch.linewidth": 0.5,
            }
        )  # fmt: skip
        yield


def in_style(draw: Callable[_P, _T]) -> Callable[_P, _T]:
    """Make a figure function draw inside `figure_style`."""

    @functools.wraps(draw)
    def drawn(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        with figure_style():
            return draw(*args, **kwargs)

    return drawn


def start_figure(
    height_cm: float, columns: int = 1, rows: int = 1, sharex: bool = False, sharey: bool = False
) -> tuple[Figure, list[Axes]]:
    """Return a Figure 16 cm wide (the text width of a Word page) and its Axes, row by row."""
    size = (WIDTH_CM / CM_PER_INCH, height_cm / CM_PER_INCH)
    figure, axes = plt.subplots(rows, columns, figsize=size, layout="constrained", squeeze=False, sharex=sharex, sharey=sharey)
    return figure, list(axes.flat)


def finish_figure(figure: Figure, title: str, foot: str) -> Figure:
    """Return `figure` closed, with its finding as title, source and n as foot.

    Characters the font lacks are marked 〓 and named in the foot.
    """
    figure.suptitle(wrap_chinese(title, _TITLE_CHARS), x=0.01, ha="left", fontsize=11, fontweight="bold")
    base = figure.supxlabel(wrap_chinese(foot, _FOOT_CHARS), x=0.01, ha="left", fontsize=7, color=GREY)
    absent = lacking(figure, font_files()[0])
    if absent:
        mark_lacking(figure, absent)
        names = "、".join(f"U+{ord(char):04X}" for char in sorted(absent))
        base.set_text(wrap_chinese(f"{mark_text(foot, absent)}　{MARK}为字库缺字（{names}）", _FOOT_CHARS))
    figure.canvas.draw()
    plt.close(figure)
    return figure


def wrap_chinese(text: str, width: int) -> str:
    """Return `text` in as few lines as fit `width` Chinese characters (Latin letters and digits count half), all about equally long."""
    n_lines = math.ceil(text_width(text) / width) if text else 1
    return "\n".join(_break_lines(text, min(float(width), text_width(text) / n_lines + 3)))


def _break_lines(text: str, width: float) -> list[str]:
    lines, line = [], ""
    for char in text:
        if text_width(line + char) > width and char not in _NEVER_FIRST and not (char.isascii() and line[-1:].isascii()):
            cut = _break_place(line)
            lines.append(line[:cut])
            line = line[cut:]
        line += char
    return [*lines, line]


def _break_place(line: str) -> int:
    after = max(line.rfind(mark) for mark in "，；：") + 1
    return after if after > len(line) * 0.8 else len(line)


def text_width(text: str) -> float:
    """Return how many Chinese characters wide `text` is."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55 for char in text)


def shorten(text: str, width: int = 14) -> str:
    """Return a label of one line and at most `width` characters; where it is cut it ends in …."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def name_colours(axes: Axes, handles: list[Patch], columns: int, below: bool = False) -> None:
    """Place a legend in rows above the chart, or `below` it where its columns are named above."""
    place: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0.0, 1.0)}
    if below:
        place = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.01)}
    axes.legend(handles=handles, ncols=columns, frameon=False, handlelength=1.4, columnspacing=1.2, borderaxespad=0.3, **place)
