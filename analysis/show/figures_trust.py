"""Charts of trust: how well each theme agrees with the labels, in sample beside left out, and how much of it is missed or false."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter
from matplotlib.transforms import ScaledTranslation

from analysis.compare.findings_trust import RELIABLE, TENTATIVE
from analysis.compare.labels import label, ordered_codes
from analysis.compare.rows import each_row
from analysis.show import marks
from analysis.show.colours import ACCENT, GREY
from analysis.show.style import finish_figure, in_style, start_figure

COLOURS = {"in_sample": ACCENT, "guarded": "#6b8f71", "left_out_rules": "#c1666b", "left_out_terms": "#8d6a9f"}
FIGURE_NAMES = {"alpha": "Krippendorff α", "f1": "F1"}
_LEGEND_RISE = 18.0  # points from the panel to the legend, so that the panel's title has room between them
_STEP = 0.42  # of a row, over which the codings of one theme are spread


@in_style
def theme_trust(trust: pd.DataFrame, title: str, codings: tuple[str, ...] = ("in_sample", "left_out_rules")) -> Figure:
    """Return one row per theme: alpha and F1 as dots on their 95 % intervals, one colour a coding; unknown is hatched.

    The dashed lines of the first panel are the bars of Krippendorff (2004): 0.667 and 0.80.
    """
    rows = trust[(trust["theme"] != "all") & trust["coding"].isin(codings)]
    themes = [theme for theme in ordered_codes("theme") if theme in set(rows["theme"])]
    figure, panels = start_figure(4.2 + 0.72 * len(themes), columns=2, sharey=True)
    for axes, measure in zip(panels, FIGURE_NAMES, strict=True):
        _draw_codings(axes, rows, themes, codings, measure)
    for bar in (TENTATIVE, RELIABLE):
        panels[0].axvline(bar, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1, gid="bar")
    n = rows.drop_duplicates("theme").set_index("theme")["n"].to_dict()
    marks.label_rows(panels[0], [f"{label('theme', theme)}（n={n[theme]}）" for theme in themes])
    shown = [Line2D([], [], marker="o", linewidth=1.4, color=COLOURS[coding], label=label("coding", coding)) for coding in codings]
    # points, not a share of the panel: where it has few rows, a share would be less than the height of its title
    above = ScaledTranslation(0, _LEGEND_RISE / 72, figure.dpi_scale_trans)
    panels[0].legend(handles=shown, ncols=len(shown), frameon=False, loc="lower left", bbox_to_anchor=(0.0, 1.0), borderaxespad=0.0,
                     bbox_transform=panels[0].transAxes + above)  # fmt: skip
    units = f"{rows['n_units'].min()}–{rows['n_units'].max()}" if len(rows) else "0"
    foot = f"来源：人工标注的{units}个单元（可疑的不计）；n=标注有该主题的单元；横线为按报告重抽样的95%区间；虚线为α 0.667与0.80"
    return finish_figure(figure, title, foot)


def _draw_codings(axes: Axes, rows: pd.DataFrame, themes: list[str], codings: tuple[str, ...], measure: str) -> None:
    for place, coding in enumerate(codings):
        shift = 0.0 if len(codings) == 1 else (place / (len(codings) - 1) - 0.5) * _STEP
        for row in each_row(rows[rows["coding"] == coding]):
            value, *ends = (getattr(row, f"{measure}{end}") for end in ("", "_low", "_high"))
            if pd.isna(value):
                marks.mark_missing_row(axes, themes.index(row.theme) + shift, f"{label('coding', coding)}：未知")
            else:
                marks.draw_interval(axes, themes.index(row.theme) + shift, value, (ends[0], ends[1]), COLOURS[coding], hollow=row.n < 10)
    axes.set_xlim(min([0.0, *rows[f"{measure}_low"].dropna()]), 1.02)
    axes.set_title(FIGURE_NAMES[measure], loc="left")
    axes.grid(axis="x")


@in_style
def theme_misses(counts: pd.DataFrame, title: str) -> Figure:
    """Return one row per theme: the share of labelled units that were missed, and of found ones that are false, on Wilson intervals."""
    order = [theme for theme in ordered_codes("theme") if theme in set(counts["theme"])]
    figure, panels = start_figure(3.6 + 0.62 * len(order), columns=2, sharey=True)
    for axes, what, whole, name in zip(
        panels, ("missed", "false"), ("n", "n_found"), ("漏：标注有而未识别", "多：识别出而标注没有"), strict=True
    ):
        for row in each_row(counts):
            line, value = order.index(row.theme), getattr(row, what)
            if pd.isna(value):
                marks.mark_missing_row(axes, line, "无从计算")
                continue
            ends = (getattr(row, f"{what}_low"), getattr(row, f"{what}_high"))
            marks.draw_interval(axes, line, value, ends, ACCENT, hollow=getattr(row, whole) < 10)
            axes.annotate(f"{getattr(row, f'n_{what}')}/{getattr(row, whole)}", (ends[1], line), xytext=(3, 0), textcoords="offset points",
                          va="center", fontsize=6.5, color=GREY, gid="counted")  # fmt: skip
        axes.set_xlim(0, min(1.15, max([0.3, *counts[f"{what}_high"].dropna()]) + 0.12))
        axes.set_title(name, loc="left")
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.grid(axis="x")
    marks.label_rows(panels[0], [label("theme", theme) for theme in order])
    foot = f"来源：人工标注 n={counts['n'].sum()}处主题，识别 n={counts['n_found'].sum()}处；横线为95%区间（Wilson 1927），空心为n<10"
    return finish_figure(figure, title, foot)
