"""The sections on named practices and on process chains: what is shared, what each place has of its own, what closes the loop."""

from __future__ import annotations

import pandas as pd

from analysis.compare.findings_corpus import diffusion_finding, kinds_finding, loops_finding
from analysis.compare.labels import label
from analysis.compare.loops import loop_table
from analysis.compare.practices import practice_diffusion, practice_kinds, practice_table
from analysis.compare.wording import quote_name
from analysis.show.briefing_corpus import cut_note, in_reading_order
from analysis.show.briefing_parts import Cell, Claim, Grid, Heading, Paragraph, Part
from analysis.show.briefing_sources import SourceIndex

SHARED_SHOWN = 20
NAMES_SHOWN = 6
CITIES_SHOWN = 40
LOOPS_SHOWN = 40


def diffusion_claim(index: SourceIndex, n: int = 2) -> Claim:
    """Return what has spread furthest, with the first sentences of `n` reports that name it."""
    diffusion = practice_diffusion(index.tables)
    table = practice_table(index.tables)
    first = table[table["name"] == diffusion["name"].iloc[0]].head(n) if len(diffusion) else table
    return Claim(f"{diffusion_finding(diffusion)}。", index.evidence(first, "surface"))


def make_practice_section(index: SourceIndex) -> list[Part]:
    """Return the section on practices."""
    parts: list[Part] = [Heading("五、特色做法")]
    diffusion = practice_diffusion(index.tables)
    if diffusion.empty:
        return [*parts, Paragraph("未报告：所读报告中没有识别出有名称的做法。")]
    parts += [diffusion_claim(index), Paragraph(f"{kinds_finding(practice_kinds(index.tables))}。")]
    shared = diffusion[diffusion["n_cities"] > 1]
    if len(shared):
        parts.append(_shared_grid(index, shared))
    return [*parts, _own_grid(index)]


def _shared_grid(index: SourceIndex, shared: pd.DataFrame) -> Grid:
    table = practice_table(index.tables)
    rows = tuple(
        (
            Cell(row["name"]),
            Cell(label("kind", row["kind"])),
            index.cite(f"{row['n_cities']}地", f"做法{quote_name(str(row['name']))}", table[table["name"] == row["name"]]),
            Cell(row["cities"]),
        )
        for row in shared.head(SHARED_SHOWN).to_dict("records")
    )
    note = f"{cut_note(len(shared), len(rows), '项')}按名称比较：同名不一定同事，异名也可能是一事。"
    return Grid("多地共有的做法", ("做法", "类别", "地数", "见于"), rows, (4.6, 1.8, 1.8, 7.4), note)


def _own_grid(index: SourceIndex) -> Grid:
    table = practice_table(index.tables).sort_values(["report", "n_mentions", "sentence"], ascending=[True, False, True], kind="stable")
    reports = in_reading_order(index.tables.reports)["report"].head(CITIES_SHOWN)
    rows = tuple(_own_row(index, report, table[table["report"] == report]) for report in reports)
    note = f"{cut_note(len(index.tables.reports), len(rows), '份报告')}每份列提及最多的{NAMES_SHOWN}项，其余只计数；出处为首次提及处。"
    return Grid("各报告有名称的做法", ("报告", "项数", "做法（类别）"), rows, (2.4, 1.6, 11.6), note)


def _own_row(index: SourceIndex, report: str, own: pd.DataFrame) -> tuple[Cell, ...]:
    city = str(index.labels[report])
    if own.empty:
        return Cell(city), Cell("未识别", missing=True), Cell("")
    names = "、".join(f"{row['name']}（{label('kind', row['kind'])}）" for row in own.head(NAMES_SHOWN).to_dict("records"))
    more = "等" if len(own) > NAMES_SHOWN else ""
    return Cell(city), index.cite(f"{len(own)}项", f"{city}·有名称的做法", own), Cell(names + more)


def loops_claim(index: SourceIndex, n: int = 2) -> Claim:
    """Return how many reports write a process chain, with `n` of them, closed and long ones first."""
    loops = loop_table(index.tables)
    best = loops.sort_values(["closed", "n_steps", "report", "sentence"], ascending=[False, False, True, True], kind="stable").head(n)
    return Claim(f"{loops_finding(loops, len(index.tables.reports))}。", index.evidence(best.assign(words=""), "words"))


def make_loop_section(index: SourceIndex) -> list[Part]:
    """Return the section on process chains."""
    parts: list[Part] = [Heading("六、闭环")]
    loops = loop_table(index.tables).sort_values(["source", "start"], kind="stable")
    if loops.empty:
        return [*parts, Paragraph("未报告：所读报告没有写出流程链。")]
    rows = tuple(
        (
            Cell(row["city"]),
            Cell(row["chain"]),
            index.cite(f"{row['n_steps']}步", f"{row['city']}·流程链", loops.loc[[position]]),
            Cell(("是" if row["closed"] else "否") if row["kind"] == "process" else label("loop_kind", row["kind"])),
        )
        for position, row in loops.head(LOOPS_SHOWN).to_dict("index").items()
    )
    note = f"{cut_note(len(loops), len(rows), '条')}“闭环”指流程以反馈或评议收尾；写出流程不等于走完流程，没有写出也不等于没有。"
    return [*parts, loops_claim(index), Grid("报告写出的流程链", ("报告", "流程", "步数", "闭环"), rows, (2.2, 9.8, 1.8, 1.4), note)]
