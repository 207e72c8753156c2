"""A selector for JupyterLab: choose a theme and a city, see where the city stands and read the sentences behind it.

`QuotationExplorer.select` answers without a browser and returns the table that is shown, so that a notebook can assert it.
"""

from __future__ import annotations

import html
import io
import itertools
import re
from typing import Any

import ipywidgets as W
import pandas as pd

from analysis.compare.cities import city_labels
from analysis.compare.findings import theme_finding
from analysis.compare.labels import label, ordered_codes
from analysis.compare.quotations import quotations
from analysis.compare.rows import each_row
from analysis.compare.shares import theme_shares
from analysis.show.colours import order_cities
from analysis.show.figures_themes import theme_intervals
from analysis.show.style import figure_style
from analysis.tables import Tables

ALL = "全部"
_NUMBERS = itertools.count(1)  # a random id would change a stored notebook on every run
_STYLE = "max-width:48em;line-height:1.6"


class QuotationExplorer(W.VBox):
    """Two lists (theme, city), a chart of the theme with the city marked, and its sentences with their places."""

    def __init__(self, tables: Tables, n: int = 5) -> None:
        self._tables, self._n = tables, n
        self._shares = theme_shares(tables)
        cities = order_cities(city_labels(tables.reports).tolist())
        self.theme = W.Dropdown(options=[(label("theme", code), code) for code in ordered_codes("theme")], description="主题")
        self.city = W.Dropdown(options=[(ALL, None), *((city, city) for city in cities)], description="城市")
        self.chart = W.Image(format="png")
        self.text = W.HTML()
        super().__init__([W.HBox([self.theme, self.city]), self.chart, self.text], model_id=f"quotation-explorer-{next(_NUMBERS)}")
        for chooser in (self.theme, self.city):
            chooser.observe(self._show, names="value")
        self._show()

    def __repr__(self) -> str:
        return f"主题×城市→引文（{len(self.theme.options)}个主题，{len(self.city.options) - 1}份报告）"

    def select(self, theme: str, city: str | None = None) -> pd.DataFrame:
        """Turn both lists and return the quotations now shown: text, evidence, section, source, start, end; `city` None is all cities.

        Raises `ValueError` for a theme or city that is not in the lists.
        """
        for chooser, value, what in ((self.theme, theme, "theme"), (self.city, city, "city")):
            known = [code for _, code in chooser.options]
            if value not in known:
                raise ValueError(f"no {what} {value!r}; known are {'、'.join(str(code) for code in known[:40])}")
            chooser.value = value
        return self.shown

    @property
    def shown(self) -> pd.DataFrame:
        """The quotations of the present choice."""
        return quotations(self._tables, theme=self.theme.value, city=self.city.value, n=self._n)

    def _show(self, _change: object = None) -> None:
        self.chart.value = _draw_png(self._shares, self.theme.value, self.city.value)
        self.text.value = render_quotations(self.shown)


def quotation_explorer(tables: Tables, n: int = 5) -> QuotationExplorer:
    """Return the selector over `tables`, showing up to `n` quotations; show it as the last line of a cell."""
    return QuotationExplorer(tables, n)


def _draw_png(shares: pd.DataFrame, theme: str, city: str | None) -> bytes:
    figure = theme_intervals(shares, theme_finding(shares, theme), themes=[theme], marked=city)
    page = io.BytesIO()
    with figure_style():
        figure.savefig(page, format="png", dpi=110, metadata={"Software": None})
    return page.getvalue()


def render_quotations(found: pd.DataFrame) -> str:
    """Return quotations as HTML: the text of reports escaped, the evidence marked, each with city, section and place."""
    if found.empty:
        return f"<p style='{_STYLE}'>没有识别出这样的句子（不等于没有做这项工作）。</p>"
    return "".join(_render_one(row) for row in each_row(found))


def _render_one(row: Any) -> str:
    section = f" · {html.escape(str(row.section))}" if pd.notna(row.section) else ""
    place = html.escape(f"{row.source}:{row.start}–{row.end}")
    words = _mark_evidence(str(row.text), str(row.evidence).split("、"))
    return (
        f"<blockquote style='{_STYLE}'><b>{html.escape(str(row.city))}</b>{section}<br>{words}<br>"
        f"<small style='color:#6b6b6b'>{place}</small></blockquote>"
    )


def _mark_evidence(text: str, evidence: list[str]) -> str:
    found = sorted({re.escape(word) for word in evidence if word}, key=len, reverse=True)
    if not found:
        return html.escape(text)
    parts = re.split(f"({'|'.join(found)})", text)
    return "".join(f"<mark>{html.escape(part)}</mark>" if i % 2 else html.escape(part) for i, part in enumerate(parts))
