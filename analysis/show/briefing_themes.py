"""The section on themes: who writes how much about what, with the sentences behind it."""

from __future__ import annotations

import pandas as pd

from analysis.compare.findings import heatmap_finding, share_range, theme_finding
from analysis.compare.labels import label
from analysis.compare.quotations import quotations
from analysis.compare.shares import MIN_SENTENCES, coded_sentences, leader, theme_shares
from analysis.compare.wording import percent, span
from analysis.show.briefing_corpus import cut_note, in_reading_order
from analysis.show.briefing_parts import Cell, Claim, Evidence, Grid, Heading, Paragraph, Part
from analysis.show.briefing_sources import SourceIndex

FIRST_THEMES = ("party", "platform", "outreach")
CITIES_SHOWN = 40
NOT_FOUND = "未识别"


def theme_claim(index: SourceIndex, shares: pd.DataFrame, theme: str, n: int = 2) -> Claim:
    """Return what can be said of `theme`, with `n` sentences of the cities that the finding names, else of the one that writes most."""
    finding = theme_finding(shares, theme)
    rows = shares[(shares["theme"] == theme) & (shares["n_hits"] > 0)]
    ranked = [str(city) for city in rows.sort_values(["small", "share", "city"], ascending=[True, False, True], kind="stable")["city"]]
    cities = ([city for city in ranked if city in finding] or ranked[:1])[:n]
    each = [n // len(cities) + (number < n % len(cities)) for number in range(len(cities))]
    quoted = [quote(index, theme, city, share) for city, share in zip(cities, each, strict=True)]
    return Claim(f"{finding}。", tuple(evidence for group in quoted for evidence in group))


def quote(index: SourceIndex, theme: str, city: str | None, n: int) -> tuple[Evidence, ...]:
    """Return `n` sentences of `city` (of any city without one) about `theme`, the first of its words marked."""
    found = quotations(index.tables, theme=theme, city=city, n=n)
    return index.evidence(found.assign(words=found["evidence"].str.split("、").str[0]), "words")


def make_theme_section(index: SourceIndex) -> list[Part]:
    """Return the section: the first three themes one by one, the table of their shares, then all themes."""
    parts: list[Part] = [Heading("三、主题比较")]
    shares = theme_shares(index.tables)
    if shares["n_hits"].sum() == 0:
        return [*parts, Paragraph("未报告：所读文件中没有识别出主题，无从比较。")]
    for theme in FIRST_THEMES:
        parts += [Heading(label("theme", theme), 2), theme_claim(index, shares, theme), Paragraph(f"{share_range(shares, theme)}。")]
    parts.append(_share_grid(index, shares))
    return [*parts, Heading("全部主题", 2), _all_themes_claim(index, shares)]


def _all_themes_claim(index: SourceIndex, shares: pd.DataFrame) -> Claim:
    """Return what stands out over all themes, with a sentence of the first leader, else one of the theme most written about."""
    leaders = leader(shares).dropna()
    most = str(shares.groupby("theme", sort=False)["n_hits"].sum().idxmax())
    theme, city = (str(leaders.index[0]), str(leaders.iloc[0])) if len(leaders) else (most, None)
    return Claim(f"{heatmap_finding(shares)}。", quote(index, theme, city, 1))


def _share_grid(index: SourceIndex, shares: pd.DataFrame) -> Grid:
    reports = in_reading_order(index.tables.reports)["report"].head(CITIES_SHOWN)
    places = _hit_sentences(index)
    rows = []
    for report in reports:
        own = shares[shares["report"] == report].set_index("theme")
        cells = [_share_cell(index, own.loc[theme], theme, places) for theme in FIRST_THEMES]
        rows.append((Cell(str(index.labels[report])), *cells, Cell(str(own["n_sentences"].iloc[0]))))
    note = (
        f"{cut_note(len(index.tables.reports), len(rows), '份报告')}份额为含该主题的句子占可编码句（正文、小标题、图片说明）的比例，"
        f"括号内为95%区间（Wilson）；区间重叠即分不出先后。不足{MIN_SENTENCES}句者不参与排名。一句可有多个主题，各列不相加。"
    )
    header = ("报告", *(label("theme", theme) for theme in FIRST_THEMES), "句数 n")
    return Grid("三个主题的份额与区间", header, tuple(rows), (2.2, 3.6, 3.6, 3.6, 1.4), note)


def _hit_sentences(index: SourceIndex) -> pd.DataFrame:
    hits = index.tables.themes[["report", "sentence", "theme"]].drop_duplicates()
    places = coded_sentences(index.tables)[["report", "sentence", "source", "start", "end"]]
    return hits.merge(places, on=["report", "sentence"]).sort_values(["report", "theme", "sentence"], ignore_index=True)


def _share_cell(index: SourceIndex, row: pd.Series, theme: str, places: pd.DataFrame) -> Cell:
    if row["n_hits"] == 0:
        return Cell(NOT_FOUND, missing=True)
    own = places[(places["report"] == row["report"]) & (places["theme"] == theme)]
    figure = f"{percent(row['share'])}（{span(row['low'], row['high'])}）"
    return index.cite(figure, f"{row['city']}·{label('theme', theme)}：{row['n_hits']}/{row['n_sentences']}句", own)
