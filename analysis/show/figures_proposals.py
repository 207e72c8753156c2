"""A chart of proposals: what each report states on the way from receipt to answer, and where its numbers disagree."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from analysis.compare.findings_metrics import word_checks
from analysis.compare.labels import label, ordered_codes
from analysis.compare.rows import each_row
from analysis.compare.wording import name_reports
from analysis.show.colours import order_cities
from analysis.show.figures_comparability import VERDICT_COLOURS
from analysis.show.marks import (
    draw_cell,
    draw_missing_cell,
    hide_frame,
    keep_rows,
    label_columns,
    label_rows,
    mark_missing_row,
    short_names,
)
from analysis.show.style import finish_figure, in_style, start_figure

_STATED, _DIFFERING = VERDICT_COLOURS["note"], VERDICT_COLOURS["not"]
_MOST_IN_CELL = 3


@in_style
def proposal_matrix(statistics: pd.DataFrame, checks: pd.DataFrame, title: str, silent: Sequence[str] = ()) -> Figure:
    """Return reports × statistics of `proposal_table`: numbers as printed, hatched where a report gives none.

    Numbers that `checks_of_proposals` (`checks`) found to disagree with one another have another colour. `silent` are the
    reports that give no statistic of proposals: a hatched last row names them.
    """
    kept, note = keep_rows(statistics["city"], statistics.groupby("city")["start"].transform("size"), by="数字最多")
    cities = order_cities(kept)
    codes = [code for code in ordered_codes("statistic") if code in set(statistics["statistic"])]
    figure, (axes,) = start_figure(4.8 + 0.8 * (len(cities) + bool(silent)))
    differing = _differing_places(checks)
    told = statistics.groupby(["city", "statistic"], sort=False)
    cells = {(str(city), str(code)): rows for (city, code), rows in told}
    for line, city in enumerate(cities):
        for column, code in enumerate(codes):
            if (city, code) not in cells:
                draw_missing_cell(axes, column, line)
                continue
            rows = cells[city, code]
            wrong = any(place in differing for place in zip(rows["source"], rows["start"], strict=True))
            draw_cell(axes, column, line, _DIFFERING if wrong else _STATED, cell_text(rows))
    label_rows(axes, short_names(cities) + [""] * bool(silent))
    label_columns(axes, [label("statistic", code) for code in codes])
    if silent:
        mark_missing_row(axes, len(cities), f"未报告：{name_reports(order_cities(list(silent)), 6)}")
    hide_frame(axes)
    return finish_figure(figure, title, _foot(statistics, checks, note))


def _differing_places(checks: pd.DataFrame) -> set[tuple[str, int]]:
    """Return where the numbers stand that disagree with one another: what is stated and what it was held against."""
    wrong = checks[checks["verdict"] == "differs"]
    return {(row.source, int(start)) for row in each_row(wrong) for start in (row.start, *row.member_starts)}


def cell_text(rows: pd.DataFrame) -> str:
    """Return the numbers of one cell as printed, one a line; of more than three (classes) how many more there are."""
    shown = rows["surface"].head(_MOST_IN_CELL).tolist()
    return "\n".join([*shown[: _MOST_IN_CELL - 1], f"等{len(rows)}个"] if len(rows) > _MOST_IN_CELL else shown)


def _foot(statistics: pd.DataFrame, checks: pd.DataFrame, note: str) -> str:
    checked = "没有报告同时写出总数与其部分，无可核对" if checks.empty else word_checks(checks)
    n_reports = statistics["report"].nunique()
    return f"来源：{n_reports}份报告；n={len(statistics)}个数字；斜线为未报告（不是零），异色为与本报告其他数字不符；{checked}{note}"
