import pandas as pd
import pytest

from analysis import compare
from analysis.lexicon import load_lexicon
from analysis.schema import make_table, type_table
from analysis.show import figures
from analysis.show.colours import INK
from analysis.show.figures_comparability import short_reasons
from tests.compare.small_corpus import empty_tables, lone_tables, metric, metric_rows, small_tables
from tests.show import drawn

TOLD = {"basis": "meetings", "area": "own", "period": "year", "year": 2024}


@pytest.fixture(scope="module")
def indicators():
    return compare.indicator_table(small_tables())


def table_of(*rows):
    return compare.indicator_table(small_tables(metrics=make_table("metrics", list(rows))))


def test_coverage_hatches_what_is_not_reported():
    axes = figures.coverage_matrix(compare.coverage(small_tables()), "t").axes[0]
    assert drawn.cells(axes) == {
        ("意见建议数（3/5）", "杭州"): "1",
        ("意见建议数（3/5）", "宁波"): "1",
        ("意见建议数（3/5）", "衢州2024"): "1",
        ("协商活动（2/5）", "杭州"): "3",
        ("协商活动（2/5）", "宁波"): "1",
    }
    assert len(drawn.marked(axes, "missing")) == 24 * 5 - 5


def test_indicator_dots_show_numbers_as_printed_and_bounds_as_marks(indicators):
    axes = figures.indicator_dots(indicators, "suggestions", "t").axes[0]
    assert drawn.dots(axes) == {"杭州": 72, "宁波": 150, "衢州2024": 200}
    assert drawn.texts(axes, "surface") == ["近200条〔本届〕", "150余条", "72条"]
    marks = {int(dot.get_xdata()[0]): dot.get_marker() for dot in drawn.marked(axes, "estimate")}
    assert marks == {72: "o", 150: ">", 200: "<"}
    assert drawn.texts(axes, "missing_text") == ["未报告", "未报告"]
    assert axes.get_xlabel() == "数量（条）"


def test_another_unit_is_never_set_on_the_same_axis():
    rows = [metric("杭州2024", 1, "521场", 521, "场", "consultations"), metric("宁波2024", 1, "900余人次", 900, "人次", "consultations"),
            metric("衢州2023", 1, "74次", 74, "次", "consultations")]  # fmt: skip
    axes = figures.indicator_dots(table_of(*rows), "consultations", "t").axes[0]
    assert drawn.dots(axes) == {"杭州": 521, "衢州2023": 74}
    assert axes.get_xlabel() == "数量（场／次）"
    assert drawn.texts(axes, "unlike") == ["900余人次（单位不同，不并列）"]


def test_ranges_and_plans_are_drawn_as_such():
    rows = [metric("杭州2024", 1, "5—6万人", None, "人", "people_reached", bound="range", low=5e4, high=6e4),
            metric("宁波2024", 1, "7万人", 7e4, "人", "people_reached", status="plan")]  # fmt: skip
    table = compare.indicator_table(small_tables(metrics=make_table("metrics", rows)))
    axes = figures.indicator_dots(table, "people_reached", "t").axes[0]
    assert drawn.texts(axes, "surface") == ["7万人（计划）", "5—6万人"]
    assert any(line.get_xdata()[0] == 5e4 for line in axes.lines)


def test_panels_name_how_many_are_silent(indicators):
    codes = figures.most_reported(indicators)
    figure = figures.indicator_panels(indicators, "t", codes)
    assert len(codes) == 8
    assert codes[:2] == ["suggestions", "consultations"]
    panel = figure.axes[0]
    assert panel.get_title(loc="left") == "意见建议数（5份报告中3份）"
    assert drawn.texts(panel, "missing_text") == ["未报告：衢州2023、e"]
    assert drawn.dots(panel)["杭州"] == 72


@pytest.mark.parametrize("tables", [small_tables(), small_tables(metrics=make_table("metrics", metric_rows() * 0)), lone_tables()])
def test_missing_everything_is_still_a_figure(tables):
    table = compare.indicator_table(tables)
    axes = figures.indicator_dots(table, "training", "t").axes[0]
    assert set(drawn.texts(axes, "missing_text")) == {"未报告"}
    assert drawn.dots(axes) == {}


def test_what_a_report_tells_of_its_number_stands_beside_it():
    told = metric("杭州2024", 1, "521场", 521, "场", "consultations", **TOLD)
    bare = metric("宁波2024", 1, "74场", 74, "场", "consultations")
    axes = figures.indicator_dots(table_of(told, bare), "consultations", "t").axes[0]
    assert drawn.texts(axes, "surface") == ["521场〔协商会议活动·当年·本级·2024年〕", "74场"]


@pytest.mark.parametrize(
    ("share", "surface", "places", "side"),
    [(0.94, "94%", {"right"}, "left of its mark"), (0.2, "20%", {"left"}, "right of its mark")],
)
def test_a_percent_axis_ends_at_a_hundred(share, surface, places, side):
    rate = metric("杭州2024", 1, surface, share, "%", "participation", status="rate", kind="percent")
    axes = figures.indicator_dots(table_of(rate), "participation", "t").axes[0]
    assert axes.get_xlim() == (0, 1)
    assert {text.get_ha() for text in drawn.marked(axes, "surface")} == places, side


def test_panels_say_why_their_numbers_are_not_comparable():
    rows = [metric("杭州2024", 1, "521场", 521, "场", "consultations", **TOLD),
            metric("宁波2024", 1, "74场", 74, "场", "consultations", **TOLD | {"basis": "topics", "period": "term"})]  # fmt: skip
    table = table_of(*rows)
    panel = figures.indicator_panels(table, "t", ["consultations", "suggestions"]).axes[0]
    assert panel.get_title(loc="left") == "协商活动（5份报告中2份；时段、口径不同）"


def three_meetings():
    """One comparable pair and two that are not, for two reasons."""
    other = TOLD | {"basis": "topics", "area": "whole"}
    numbers = [("杭州2024", "521场", 521, TOLD), ("宁波2024", "74场", 74, TOLD), ("衢州2024", "9场", 9, other)]
    return [metric(report, 1, text, value, "场", "consultations", **told) for report, text, value, told in numbers]


def test_verdict_bars_are_as_long_as_their_pairs():
    table = table_of(*three_meetings(), *(row for row in metric_rows() if row["indicator"] == "suggestions"))
    axes = figures.verdict_bars(compare.count_verdicts(table), "t").axes[0]
    assert drawn.row_names(axes) == ["协商活动（3对）", "意见建议数（3对）", ""]
    lengths = {code: [bar.get_width() for bar in drawn.marked(axes, f"bar_{code}")] for code in ("comparable", "note", "not")}
    assert lengths == {"comparable": [1, 0], "note": [0, 3], "not": [2, 0]}
    assert [bar.get_x() for bar in drawn.marked(axes, "bar_not")] == [1, 3], "stacked, not laid over each other"
    assert drawn.texts(axes, "reasons") == ["范围不同2，口径不同2", ""]
    assert drawn.texts(axes, "missing_text") == ["不足两份报告给出：提案数、提案办结率、采纳批示、社情民意信息等22项"]


def test_the_matrix_shows_each_pair_twice_with_its_reasons():
    table = table_of(*three_meetings())
    silent = ["衢州2023", "e"]
    axes = figures.verdict_matrix(compare.comparable(table, "consultations"), "consultations", "t", silent).axes[0]
    shown = drawn.cells(axes)
    assert shown[("杭州（521场）", "宁波")] == shown[("宁波（74场）", "杭州")] == "可比"
    assert shown[("杭州（521场）", "衢州2024")] == "不可比"
    assert len(shown) == 6
    assert drawn.texts(axes, "cell_interval").count("范围、口径") == 4
    assert drawn.texts(axes, "missing_text") == ["未报告：衢州2023、e"]
    left = figures.verdict_matrix(compare.comparable(table, "consultations"), "consultations", "t", left_out=7)
    assert "另有7份报告也给出此项，未画" in drawn.foot(left)


@pytest.mark.parametrize(
    ("codes", "width", "words"),
    [
        ([], 9, ""),
        (["unit", "basis"], 9, "单位、口径"),
        (["bound", "year", "period_untold", "area_untold"], 9, "只知界限、年份\n时段、范围未说明"),
        (["unit_within", "bound", "year"], 7, "量词、只知界限…"),
        (["area_untold"], 5, "范围未说明"),
        (["status", "basis"], 4, "完成与…"),
    ],
)
def test_reasons_fit_a_cell(codes, width, words):
    assert short_reasons(codes, width) == words


def test_rates_by_members_show_both_numbers_and_their_bounds():
    rows = [metric("杭州2024", 1, "60场", 60, "场", "consultations"), metric("宁波2024", 1, "90场", 90, "场", "consultations"),
            metric("杭州2024", 8, "300余名", 300, "名", "members", bound="over", high=None, basis="serving", area="own")]  # fmt: skip
    rates = compare.per_member(small_tables(metrics=make_table("metrics", rows)), "consultations")
    axes = figures.member_rates(rates, "consultations", "t").axes[0]
    assert drawn.dots(axes) == {"杭州": pytest.approx(20)}
    assert drawn.texts(axes, "surface") == ["60场／300余名（现有·本级）"]
    whisker = next(line for line in axes.lines if len(line.get_xdata()) == 2)
    assert list(whisker.get_xdata()) == pytest.approx([15, 20])
    assert drawn.texts(axes, "missing_text") == ["未写明委员数（90场）", "未报告", "未报告", "未报告"]


def test_proposals_that_disagree_have_another_colour():
    def proposals(place, text, value, basis, **more):
        return metric("杭州2024", place, text, value, "件", "proposals", basis=basis) | more

    rows = [proposals(1, "100件", 100, "received"), proposals(2, "120件", 120, "filed", part_of=50), proposals(3, "9件", 9, "key")]
    tables = small_tables(metrics=make_table("metrics", rows))
    axes = figures.proposal_matrix(compare.proposal_table(tables), compare.reconcile_totals(tables), "t", ["宁波"]).axes[0]
    assert drawn.cells(axes) == {("杭州", "收到"): "100件", ("杭州", "立案"): "120件", ("杭州", "重点督办"): "9件"}
    colours = [cell.get_facecolor() for cell in drawn.marked(axes, "cell")]
    assert colours[0] == colours[1] != colours[2], "the total and the part larger than it"
    assert drawn.texts(axes, "missing_text") == ["未报告：宁波"]


@pytest.mark.parametrize("tables", [empty_tables(), lone_tables()], ids=["nothing read", "one report"])
def test_comparisons_of_nothing_are_still_figures(tables):
    table = compare.indicator_table(tables)
    assert drawn.texts(figures.verdict_bars(compare.count_verdicts(table), "t").axes[0], "bar_text") == []
    pairs = figures.verdict_matrix(compare.comparable(table, "proposals"), "proposals", "t", ["甲"])
    assert drawn.texts(pairs.axes[0], "missing_text") == ["未报告：甲"]
    rates = figures.member_rates(compare.per_member(tables, "proposals"), "proposals", "t")
    assert drawn.dots(rates.axes[0]) == {}
    told = figures.proposal_matrix(compare.proposal_table(tables), compare.reconcile_totals(tables), "t")
    assert "无可核对" in drawn.foot(told)


def many_reports(n):
    """n reports of n cities whose numbers differ in period and area, every third without either."""
    cities = load_lexicon("places").query("level == 'prefecture'")["short"].drop_duplicates().head(n).tolist()
    first = small_tables().reports.iloc[0]
    reports = pd.DataFrame(
        [first.to_dict() | {"report": f"{city}2024", "source": f"{i}.txt", "city": city} for i, city in enumerate(cities)]
    )
    told = [{"area": "own", "period": "year"}, {"area": "two_levels", "period": "term"}, {"area": None, "period": None}]
    numbers = [
        metric(
            "杭州2024", 1, f"{9 + i}件", 9.0 + i, "件", "proposals", status=("done", "plan")[i % 4 == 3], basis="received", **told[i % 3]
        )
        | {"report": f"{city}2024", "source": f"{i}.txt"}
        for i, city in enumerate(cities)
    ]
    return small_tables(reports=type_table("reports", reports), metrics=make_table("metrics", numbers))


@pytest.mark.parametrize("n", [2, 6, 9, 12, 16])
def test_the_words_of_a_matrix_stay_in_their_cells(n):
    table = compare.indicator_table(many_reports(n))
    figure = figures.verdict_matrix(compare.comparable(table, "proposals"), "proposals", "t")
    assert len(drawn.cells(figure.axes[0])) == n * (n - 1)
    assert drawn.overfull_cells(figure) == []
    assert set(drawn.texts(figure.axes[0], "cell_text")) <= {"可比", "有保留可比", "有保留", "不可比"}
    assert ("只写不可比的缘由" in drawn.foot(figure)) is (n > 9)


def test_one_report_alone_is_named_and_counted():
    figure = figures.verdict_matrix(compare.comparable(table_of(), "proposals"), "proposals", "t", given={"杭州": "328件"})
    assert drawn.row_names(figure.axes[0]) == ["杭州（328件）"]
    assert drawn.texts(figure.axes[0], "alone") == ["只有这份报告给出此项，无从比较"]
    assert drawn.foot(figure).startswith("来源：1份报告的提案数；n=0对")


def test_the_foot_counts_all_reports_not_those_that_fit():
    told = drawn.foot(figures.indicator_dots(compare.indicator_table(many_reports(40)), "proposals", "t"))
    assert told.startswith("来源：40份报告；其中n=40份报告了此项")
    assert "另有10份未画" in told


@pytest.mark.parametrize("key", ["{}2024", "{}-1-sub/一个很长的文件名称/政协工作报告.txt"])
def test_titles_of_panels_are_not_clipped(key):
    tables = many_reports(6)
    unknown = tables.reports["city"].where(pd.Series([key == "{}2024"] * 6))
    names = {report: key.format(report[:-4]) for report in tables.reports["report"]}
    renamed = {name: getattr(tables, name).assign(report=getattr(tables, name)["report"].map(names)) for name in ("reports", "metrics")}
    table = compare.indicator_table(small_tables(reports=renamed["reports"].assign(city=unknown), metrics=renamed["metrics"]))
    figure = figures.indicator_panels(table, "t", ["proposals", "suggestions"])
    assert figure.axes[0].get_title(loc="left").replace("\n", "") == "提案数（6份报告中6份；完成与计划、时段、范围不同）"
    assert drawn.clipped_titles(figure) == []
    assert drawn.out_of_page(figure) == []
    assert len(set(drawn.row_names(figure.axes[0]))) == 6


def test_numbers_on_dark_bars_are_written_in_white():
    axes = figures.verdict_bars(compare.count_verdicts(table_of(*three_meetings())), "t").axes[0]
    assert {text.get_text(): text.get_color() for text in drawn.marked(axes, "bar_text") if text.get_text()} == {"1": "white", "2": INK}
