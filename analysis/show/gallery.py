"""All figures of a corpus, each with a title that its data make: what notebooks, `make figures` and the briefing share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from analysis import compare
from analysis.compare import findings, findings_corpus, findings_metrics, findings_practices
from analysis.compare.evidence_rows import locate_rows
from analysis.compare.members import NAMED
from analysis.compare.rows import each_row
from analysis.lexicon import load_lexicon
from analysis.show import figures
from analysis.show.evidence import find_evidence
from analysis.show.figures_comparability import MATRIX_CITIES
from analysis.show.figures_themes import FIRST_THEMES
from analysis.show.saving import save_picture, save_table
from analysis.tables import Tables


@dataclass(frozen=True)
class Plate:
    """A figure before it is drawn: its file name, the section it belongs to, its title, its caption, its data and how it is drawn."""

    name: str
    section: str
    title: str
    caption: str
    data: pd.DataFrame
    draw: Callable[[], Figure] = field(repr=False)


@dataclass(frozen=True)
class FigureRecord:
    """A figure that was written: name, section (corpus, themes, indicators, practices), title, caption, the data drawn, path of the png."""

    name: str
    section: str
    title: str
    caption: str
    data: pd.DataFrame = field(repr=False)
    path: Path

    @property
    def alt_text(self) -> str:
        """What a reader who does not see the figure is told."""
        return f"{self.title}。{self.caption}"


def make_figures(tables: Tables, folder: str | Path, on_figure: Callable[[str], None] | None = None) -> list[FigureRecord]:
    """Draw and write every figure of `tables` into `folder` and return one record each, in reading order.

    NAME.png, NAME.svg; NAME.csv, the rows drawn, each with the place it tells of; NAME_evidence.csv, the characters behind each number.
    `on_figure` is called with the name of each figure once it is written, for whoever shows progress.
    """
    records = []
    for plate in plan_figures(tables):
        write_rows(plate, tables, folder)
        path = save_picture(plate.draw(), folder, plate.name)
        records.append(FigureRecord(plate.name, plate.section, plate.title, plate.caption, plate.data, path))
        if on_figure is not None:
            on_figure(plate.name)
    return records


def write_rows(plate: Plate, tables: Tables, folder: str | Path) -> None:
    """Write what a figure is drawn from into `folder`: NAME.csv, each row with its place, and NAME_evidence.csv (see `finish_evidence`).

    Raises `KeyError` for a figure without evidence.
    """
    save_table(locate_rows(plate.data, tables), folder, plate.name)
    save_table(find_evidence(plate.name, plate.data, tables), folder, f"{plate.name}_evidence")


def plan_figures(tables: Tables) -> list[Plate]:
    """Return every figure of `tables` with its title and data, not yet drawn."""
    copies = compare.copied_reports(tables)
    note = f"{'、'.join(copies)}的文件与另一份逐字相同，仍各计一份。" if copies else ""
    numbers = [replace(plate, caption=f"{plate.caption}{note}") for plate in _indicator_plates(tables)]
    return [*_corpus_plates(tables), *_theme_plates(tables), *numbers, *_practice_plates(tables)]


def _plate(name: str, title: str, caption: str, data: pd.DataFrame, draw: Callable[[pd.DataFrame, str], Figure]) -> Plate:
    section, _, rest = name.partition("_")
    return Plate(name, section, title, caption, data, lambda: draw(data, title))


def _corpus_plates(tables: Tables) -> Iterator[Plate]:
    characters = compare.characters_by_role(tables)
    title = findings_corpus.corpus_finding(characters)
    yield _plate("corpus_overview", title, "每份报告的字符去向：留用的角色与未用的角色。", characters, figures.corpus_overview)
    edits = compare.edits_by_kind(tables)
    title = findings_corpus.repairs_finding(edits)
    yield _plate("corpus_repairs", title, "每个文件按种类的修补次数；损坏处留而不猜。", edits, figures.source_repairs)
    rates = compare.per_thousand(tables)
    title = findings_corpus.density_finding(rates)
    yield _plate("corpus_density", title, "每千字有多少个说明工作的数字，横线为95%区间。", rates, figures.report_density)
    words = compare.keyness(tables, load_lexicon("stop_words"))
    title = findings_corpus.keyness_finding(words)
    yield _plate("corpus_keyness", title, "每份报告与其余报告相比最突出的词（加权对数优势比）。", words, figures.keyness_bars)


def _theme_plates(tables: Tables) -> Iterator[Plate]:
    shares = compare.theme_shares(tables)
    yield _plate("themes_heatmap", findings.heatmap_finding(shares), "各地各主题的句子份额与95%区间。", shares, figures.theme_heatmap)
    title = "；".join(findings.theme_finding(shares, theme) for theme in FIRST_THEMES)
    ranges = "；".join(findings.share_range(shares, theme) for theme in FIRST_THEMES)
    first = shares[shares["theme"].isin(FIRST_THEMES)].reset_index(drop=True)
    yield _plate("themes_first", title, f"三个主题的句子份额。{ranges}。", first, figures.theme_intervals)
    pairs = compare.theme_cooccurrence(tables)
    caption = "两个主题同在一句的句数；颜色为与随机相遇之比。"
    yield _plate("themes_cooccurrence", findings.cooccurrence_finding(pairs), caption, pairs, figures.theme_cooccurrence)
    positions = compare.theme_positions(tables)
    caption = "各主题的句子在报告中的位置；菱形为中位位置。"
    yield _plate("themes_positions", findings.position_finding(positions), caption, positions, figures.theme_strips)


def _indicator_plates(tables: Tables) -> Iterator[Plate]:
    coverage = compare.coverage(tables)
    caption = "哪份报告给出哪项指标；斜线为未报告，不是零。"
    yield _plate("indicators_coverage", findings_metrics.coverage_finding(coverage), caption, coverage, figures.coverage_matrix)
    indicators = compare.indicator_table(tables)
    codes = figures.most_reported(indicators)
    one = indicators[indicators["indicator"] == codes[0]].reset_index(drop=True)
    caption = f"{compare.label('indicator', codes[0])}：各报告所印的数字，界限照录；未报告不是零。"
    title = findings_metrics.indicator_finding(indicators, codes[0])
    yield _plate("indicators_dots", title, caption, one, lambda data, head: figures.indicator_dots(data, codes[0], head))
    some = indicators[indicators["indicator"].isin(codes)].reset_index(drop=True)
    title = findings_metrics.panels_finding(indicators, codes)
    caption = "报告最多的八项指标；不可比者在小标题中注明。"
    yield _plate("indicators_panels", title, caption, some, lambda data, head: figures.indicator_panels(data, head, codes))
    yield from _comparison_plates(tables, indicators)


def _comparison_plates(tables: Tables, indicators: pd.DataFrame) -> Iterator[Plate]:
    counts = compare.count_verdicts(indicators)
    title = findings_metrics.verdicts_finding(counts, compare.count_reasons(indicators))
    yield _plate("indicators_verdicts", title, "各指标的数字两两相比：可比、有保留与不可比的对数。", counts, figures.verdict_bars)
    code = compare.most_divided(counts)
    rows = indicators[indicators["indicator"] == code]
    given, silent = rows[rows["surface"].notna()], rows.loc[rows["surface"].isna(), "city"].tolist()
    pairs = compare.comparable(given.head(MATRIX_CITIES), code)
    title = findings_metrics.pairs_finding(counts, compare.count_reasons(indicators), code)
    caption, left_out = f"{compare.label('indicator', code)}：各地的数字两两能否并列，及其缘由。", max(0, len(given) - MATRIX_CITIES)
    shown = {str(row.city): str(row.surface) for row in each_row(given.head(MATRIX_CITIES))}

    def draw(data: pd.DataFrame, head: str) -> Figure:
        return figures.verdict_matrix(data, code, head, silent, left_out, shown)

    yield _plate("indicators_pairs", title, caption, pairs, draw)
    yield from _member_plates(tables)


def _member_plates(tables: Tables) -> Iterator[Plate]:
    divided = compare.most_divisible(tables, NAMED)
    rates = compare.per_member(tables, divided, NAMED)
    caption = f"每百名委员（现有；未写明者取编入某处的，如基层、界别、专委会）的{compare.label('indicator', divided)}；不能折算者注明缘由。"
    title = findings_metrics.member_finding(rates, divided)
    yield _plate("indicators_members", title, caption, rates, lambda data, head: figures.member_rates(data, divided, head))
    statistics, checks = compare.proposal_table(tables), compare.checks_of_proposals(compare.reconcile_totals(tables), tables)
    title = findings_metrics.proposal_finding(statistics, checks, len(tables.reports))
    unsaid = compare.city_labels(tables.reports).drop(statistics["report"].unique()).tolist()
    caption = "各报告从收到提案到办理答复的数字，照录所印；未报告不是零。"
    yield _plate("indicators_proposals", title, caption, statistics, lambda data, head: figures.proposal_matrix(data, checks, head, unsaid))


def _practice_plates(tables: Tables) -> Iterator[Plate]:
    practices, diffusion = compare.practice_table(tables), compare.practice_diffusion(tables)
    title = findings_corpus.diffusion_finding(diffusion)
    silent = compare.city_labels(tables.reports).drop(practices["report"].unique()).tolist()
    caption = "传得最广的做法见于哪些地方；空白为未提及。"
    yield _plate(
        "practices_diffusion", title, caption, practices, lambda data, head: figures.diffusion_matrix(data, diffusion, head, silent)
    )
    kinds = compare.practice_kinds(tables)
    caption = "每份报告有名称的做法，按种类计数。"
    yield _plate("practices_kinds", findings_corpus.kinds_finding(kinds), caption, kinds, figures.practice_bars)
    numbers = compare.practice_numbers(tables)
    title = findings_practices.numbers_finding(numbers, practices)
    caption = "同一句里说到做法的数字，照原文；空心框为几项做法的合计。"
    yield _plate("practices_numbers", title, caption, numbers, figures.practice_number_rows)
    loops = compare.loop_table(tables)
    title = findings_practices.chains_finding(loops, len(tables.reports))
    yield _plate("practices_loops", title, "报告写出的链；深色收尾者为以反馈或评议收尾的工作流程。", loops, figures.loop_chains)
    breaks = compare.loop_breaks(tables)
    caption = f"工作流程的各步属哪个阶段。{findings_practices.breaking_finding(breaks)}。"
    yield _plate("practices_stages", findings_practices.closing_finding(breaks), caption, breaks, figures.loop_stages)
