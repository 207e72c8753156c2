"""The briefing: findings, tables and figures of any folder of reports as an editable Word file and as one HTML page.

Nothing in it is typed: every finding is worded from the tables, every claim stands above its source sentence, and every number
of a report leads to an entry of the appendix that gives its place in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pandas as pd

from analysis.compare.shares import theme_shares
from analysis.show.briefing_corpus import make_corpus_section
from analysis.show.briefing_docx import write_docx
from analysis.show.briefing_html import write_html
from analysis.show.briefing_method import make_method_section
from analysis.show.briefing_metrics import coverage_claim, make_metric_section
from analysis.show.briefing_parts import Briefing, Heading, Paragraph, Part, Picture
from analysis.show.briefing_practices import diffusion_claim, loops_claim, make_loop_section, make_practice_section
from analysis.show.briefing_sources import SourceIndex, make_appendix
from analysis.show.briefing_themes import FIRST_THEMES, make_theme_section, theme_claim
from analysis.tables import Tables

DOCX_NAME, HTML_NAME = "briefing.docx", "briefing.html"


class GalleryFigure(Protocol):
    """A figure of the gallery: its name, section, caption, what it tells who does not see it, and its PNG file."""

    @property
    def name(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def caption(self) -> str: ...
    @property
    def alt_text(self) -> str: ...
    @property
    def path(self) -> Path: ...


def make_briefing(
    tables: Tables, folder: str | Path, gallery: Sequence[GalleryFigure], scores: pd.DataFrame | None = None
) -> tuple[Path, Path]:  # fmt: skip
    """Write `briefing.docx` and `briefing.html` to `folder` and return both paths; the same tables give the same bytes.

    `gallery` are the figures of `make_figures`; `scores` are those of `score_tables`, without which no accuracy is told.
    Raises `FileNotFoundError` where a figure's file is not there.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    briefing = compose_briefing(tables, gallery, scores)
    return write_docx(briefing, target / DOCX_NAME), write_html(briefing, target / HTML_NAME)


def compose_briefing(tables: Tables, gallery: Sequence[GalleryFigure], scores: pd.DataFrame | None = None) -> Briefing:
    """Return the briefing as parts, before it is written in any format."""
    index = SourceIndex(tables)
    sections = {
        "corpus": make_corpus_section(tables, index.labels),
        "themes": make_theme_section(index),
        "indicators": make_metric_section(index),
        "practices": make_practice_section(index),
        "loops": make_loop_section(index),
    }
    illustrated = [part for name, parts in sections.items() for part in (*parts, *_pictures(gallery, name, parts))]
    parts = [*_make_summary(index), *illustrated, *make_method_section(tables, scores), *make_appendix(index)]
    return Briefing(_make_title(index), _make_subtitle(tables), tuple(parts))


def _make_title(index: SourceIndex) -> str:
    labels = list(index.labels)
    return f"{labels[0]}政协工作报告简报" if len(labels) == 1 else "各地政协工作报告比较简报"


def _make_subtitle(tables: Tables) -> str:
    years = tables.reports["year"].dropna()
    period = "年份未载明" if years.empty else f"{years.min()}年" if years.min() == years.max() else f"{years.min()}—{years.max()}年"
    undated = len(tables.reports) - len(years)
    more = f"，{undated}份未载明年份" if undated and len(years) else ""
    n_cities = tables.reports["city"].nunique()
    cities = f"{n_cities}个城市" if n_cities else "城市未载明"
    return f"语料：{len(tables.reports)}份报告，{cities}（{period}{more}）"


def _make_summary(index: SourceIndex) -> list[Part]:
    shares = theme_shares(index.tables)
    if index.tables.sentences.empty:
        return [Heading("一、结论"), Paragraph("未报告：所读文件中没有报告正文，以下各节无从比较。")]
    claims = [theme_claim(index, shares, theme, n=1) for theme in FIRST_THEMES]
    return [Heading("一、结论"), *claims, coverage_claim(index, n=1), diffusion_claim(index, n=1), loops_claim(index, n=1)]


def _pictures(gallery: Sequence[GalleryFigure], section: str, parts: list[Part]) -> list[Part]:
    """Return the figures of one section; none where all it says, below its heading, is that nothing is reported."""
    if len(parts) <= 2:
        return []
    own = [figure for figure in gallery if _section_of(figure) == section]
    return [Picture(Path(figure.path), figure.caption, figure.alt_text) for figure in own]


def _section_of(figure: GalleryFigure) -> str:
    """Return where a figure stands: with the process chains if it shows them, in a section of the page, or else with the themes."""
    if figure.name.endswith("loops"):
        return "loops"
    return figure.section if figure.section in ("corpus", "indicators", "practices") else "themes"
