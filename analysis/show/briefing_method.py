"""The section on method and limits: how the figures were made, what they rest on, what they cannot say."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from analysis.compare.intervals import CONFIDENCE
from analysis.show.briefing_parts import Cell, Grid, Heading, Paragraph, Part
from analysis.tables import Tables

# measure → what it is called; the figures themselves come from the scores that are given
MEASURE_NAMES = {
    "role_accuracy": "段落角色",
    "kept_f1": "正文取舍 F1",
    "report_assignment": "归属报告",
    "theme_micro_f1": "主题 F1",
    "theme_min_alpha": "主题一致性 α（最低的一个主题）",
    "metric_found_f1": "工作数字的识别 F1",
    "metric_value_f1": "工作数字的数值 F1",
    "metric_indicator": "指标归类",
    "metric_full_record_f1": "工作数字整条记录 F1",
    "practice_f1": "做法 F1",
    "practice_kind": "做法类别",
}


def make_method_section(tables: Tables, scores: pd.DataFrame | None = None) -> list[Part]:
    """Return method and limits; a table of accuracy only where `scores` (of `score_tables`) are given."""
    n_reports, n_sentences = len(tables.reports), len(tables.sentences)
    read = int((tables.documents["status"] == "ok").sum())
    counts = (
        f"本简报读{read}个文件、{n_reports}份报告、{n_sentences}句，识别主题{len(tables.themes)}处、数量{len(tables.quantities)}个"
        f"（其中计政协工作的{len(tables.metrics)}个）、做法{len(tables.practices)}处、流程链{len(tables.loops)}条。"
    )
    parts: list[Part] = [Heading("七、方法与局限"), Paragraph(counts), *(Paragraph(text) for text in (*METHOD, *LIMITS))]
    if scores is None:
        return [*parts, Paragraph("本简报没有附人工标注，未计算准确率；引用前请按附录出处核对原文。")]
    return [*parts, _score_grid(scores)]


METHOD = (
    (
        "方法：文件逐段判定角色，只留正文、标题、图片说明等；修补逐条记账，损坏处不猜。"
        "主题、指标、做法、流程由公开的词表和规则识别，不用语言模型，同样的文件得同样的结果。"
    ),
    (
        f"份额附{CONFIDENCE:.0%}区间（Wilson 1927）；“最多”只在区间与各地都不重叠时才说，"
        "“份额高于其余各地合并”经 Fisher 精确检验并校正多重比较（Benjamini 与 Hochberg 1995）。"
    ),
)
LIMITS = (
    (
        "局限：报告写得多不等于做得多，没有写不等于没有做；各地篇幅、体裁、时段不同，短报告的区间很宽；"
        "同一报告的句子彼此相关，真实的不确定性比区间更大。"
    ),
    "指标照录原文，未经统计部门核实；单位、时段、完成与计划不同的数字不比较。规则有漏有错，每个数字都可按附录回到原文核对。",
)


def _score_grid(scores: pd.DataFrame) -> Grid:
    known = scores[scores["measure"].isin(MEASURE_NAMES) & (scores["n"] > 0)].set_index("measure")
    rows_by_measure: dict[str, Any] = {str(measure): row for measure, row in known.to_dict("index").items()}
    rows = tuple(
        (Cell(MEASURE_NAMES[measure]), Cell(f"{row['value']:.3f}"), Cell(_interval(row)), Cell(f"{row['n']}"))
        for measure, row in rows_by_measure.items()
        if not math.isnan(row["value"])
    )
    note = "与人工标注相比；区间为按报告重抽样（bootstrap）的95%区间，“—”为不适用。标注出自本项目自己的样本，换一批文件会低一些。"
    return Grid("准确率", ("项目", "值", "区间", "n"), rows, (7, 2, 3.6, 2), note)


def _interval(row: dict[str, float]) -> str:
    return "—" if math.isnan(row["low"]) else f"{row['low']:.3f}–{row['high']:.3f}"
