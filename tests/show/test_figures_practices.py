"""Charts of chains and of the numbers of practices, read from their Axes."""

import pytest

from analysis import compare
from analysis.compare.practice_numbers import practice_numbers
from analysis.show import figures
from tests.compare.small_corpus import empty_tables
from tests.compare.test_loops import tables_of
from tests.show import drawn


@pytest.fixture(scope="module")
def tables():
    return tables_of(
        [
            ("杭州2024", "提—立—办—督—评"),
            ("宁波2024", "党组—专委会—界别委员"),
            ("衢州2024", "征集选题—专题协商—部门办理"),
            ("衢州2024", "调研—考察—总结"),
        ]
    )


def test_stages_stand_in_their_columns_with_the_number_of_their_step(tables):
    axes = figures.loop_stages(compare.loop_breaks(tables), "t").axes[0]
    columns = drawn.column_names(axes)
    placed = [(drawn.row_names(axes)[int(text.get_position()[1])][:2], columns[int(text.get_position()[0])], text.get_text())
              for text in drawn.marked(axes, "step_number")]  # fmt: skip
    assert placed[:5] == [("杭州", "提出", "1"), ("杭州", "决定", "2"), ("杭州", "办理", "3"), ("杭州", "监督", "4"), ("杭州", "评议", "5")]
    assert [columns[int(ring.get_xdata()[0])] for ring in drawn.marked(axes, "skipped")] == ["协商", "反馈", "决定"]
    assert drawn.texts(axes, "missing_text") == ["各步均不属这七个阶段"]


def test_closed_and_broken_processes_end_in_other_marks(tables):
    axes = figures.loop_stages(compare.loop_breaks(tables), "t").axes[0]
    closed, broken = drawn.marked(axes, "closed"), drawn.marked(axes, "broken")
    assert [(mark.get_marker(), mark.get_xdata()[0]) for mark in closed] == [("|", 6.4)]
    assert [(mark.get_marker(), mark.get_xdata()[0]) for mark in broken] == [("x", 3.4)]


def test_a_process_that_goes_on_after_the_result_has_no_cross():
    breaks = compare.loop_breaks(tables_of([("杭州2024", "协商—反馈—归档"), ("宁波2024", "提案—交办—督查")]))
    axes = figures.loop_stages(breaks, "t").axes[0]
    assert [(mark.get_marker(), mark.get_xdata()[0]) for mark in drawn.marked(axes, "goes_on")] == [(">", 5.4)]
    assert [mark.get_xdata()[0] for mark in drawn.marked(axes, "broken")] == [4.4]
    assert drawn.marked(axes, "closed") == []


def test_the_same_stage_twice_is_told_as_a_span_of_steps():
    breaks = compare.loop_breaks(tables_of([("杭州2024", "点题—荐题—征题—协商"), ("宁波2024", "提出建议—部门办理—再次征集")]))
    axes = figures.loop_stages(breaks, "t").axes[0]
    assert sorted(drawn.texts(axes, "step_number")) == ["1,3", "1–3", "2", "4"]


def test_chains_are_coloured_by_kind_and_only_processes_close(tables):
    axes = figures.loop_chains(compare.loop_table(tables), "t").axes[0]
    assert len(drawn.marked(axes, "closed")) == 1
    assert len({tuple(box.get_facecolor()) for box in drawn.marked(axes, "step")}) == 2
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["流程", "组织"]


def test_the_matrix_hatches_reports_without_a_process(tables):
    axes = figures.loop_stage_matrix(compare.loop_stage_table(tables), "t").axes[0]
    shown = drawn.cells(axes)
    assert shown[("衢州2024（n=2）", "协商")] == "1/2"
    assert ("衢州2024（n=2）", "评议") not in shown
    assert len(drawn.marked(axes, "missing")) == 3 * 7  # 宁波, 衢州2023, e


def test_numbers_are_drawn_as_printed_and_shared_ones_hollow(seed_tables):
    numbers = practice_numbers(seed_tables)
    axes = figures.practice_number_rows(numbers, "t").axes[0]
    assert "委员书柜（河池）" in drawn.row_names(axes)
    assert "403個" in drawn.texts(axes, "surface")
    assert "74场 活动" in drawn.texts(axes, "surface")
    assert {tuple(box.get_facecolor()) for box in drawn.marked(axes, "joint")} == {(1.0, 1.0, 1.0, 1.0)}
    assert (1.0, 1.0, 1.0, 1.0) not in {tuple(box.get_facecolor()) for box in drawn.marked(axes, "item")}
    assert f"{len(numbers)}处数字" in drawn.foot(figures.practice_number_rows(numbers, "t"))


def test_nothing_is_still_a_figure():
    nothing = empty_tables()
    for figure in (
        figures.practice_number_rows(practice_numbers(nothing), "t"),
        figures.loop_stages(compare.loop_breaks(nothing), "t"),
        figures.loop_chains(compare.loop_table(nothing), "t"),
    ):
        assert len(drawn.texts(figure.axes[0], "missing_text")) == 1
        assert drawn.foot(figure).startswith("来源：0份报告")
