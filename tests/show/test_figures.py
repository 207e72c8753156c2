import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis import compare
from analysis.show import figures
from tests.compare.small_corpus import many_tokens, small_tables
from tests.show import drawn


@pytest.fixture(scope="module")
def shares():
    return compare.theme_shares(small_tables())


def test_a_figure_is_closed_and_carries_title_and_source(shares):
    figure = figures.theme_heatmap(shares, title="杭州谈委员下沉最多")
    assert not plt.get_fignums()
    assert drawn.title(figure) == "杭州谈委员下沉最多"
    assert drawn.foot(figure).startswith("来源：5份报告；n=56句")


def test_heatmap_shows_share_interval_and_what_is_missing(shares):
    axes = figures.theme_heatmap(shares, "t").axes[0]
    shown = drawn.cells(axes)
    assert shown[("杭州（n=20）", "委员下沉")] == "80%"
    assert shown[("衢州2023（n=12）", "党建")] == "0%"
    assert "58–92" in drawn.texts(axes, "cell_interval")
    assert len(drawn.marked(axes, "missing")) == 12  # the report without text: hatched in every theme
    assert not any(row.startswith("e（") for row, _ in shown)


def test_intervals_stand_where_the_table_says(shares):
    figure = figures.theme_intervals(shares, "t")
    panel = figure.axes[2]
    assert panel.get_title(loc="left") == "委员下沉"
    assert sorted(dot.get_xdata()[0] for dot in drawn.marked(panel, "estimate")) == pytest.approx([2 / 12, 4 / 20, 16 / 20, 1.0])
    assert drawn.texts(panel, "missing_text") == ["无正文"]
    assert drawn.marked(panel, "together")[0].get_xdata()[0] == pytest.approx(26 / 56)


def test_few_sentences_make_a_hollow_dot(shares):
    panel = figures.theme_intervals(shares, "t", themes=["outreach"]).axes[0]
    faces = {dot.get_xdata()[0]: dot.get_markerfacecolor() for dot in drawn.marked(panel, "estimate")}
    assert faces[1.0] == "white"
    assert faces[0.8] != "white"


def test_a_changed_number_changes_the_chart():
    tables = small_tables()
    fewer = tables.themes[~((tables.themes["report"] == "杭州2024") & (tables.themes["sentence"] > 9))]
    dots = drawn.dots(figures.theme_intervals(compare.theme_shares(small_tables(themes=fewer)), "t", themes=["outreach"]).axes[0])
    assert dots["杭州（n=20）"] == 0.5


def test_cooccurrence_counts_sentences():
    axes = figures.theme_cooccurrence(compare.theme_cooccurrence(small_tables()), "t").axes[0]
    assert drawn.cells(axes)[("委员下沉", "党建")] == "5"
    assert len(drawn.cells(axes)) == 66


def test_strips_have_a_tick_for_every_sentence():
    axes = figures.theme_strips(compare.theme_positions(small_tables()), "t").axes[0]
    assert "党建（n=5）" in drawn.row_names(axes)
    assert sum(len(strip.get_segments()) for strip in drawn.marked(axes, "sentences")) == 31
    assert len(drawn.texts(axes, "missing_text")) == 10


def test_density_is_zero_only_where_a_report_was_read():
    axes = figures.report_density(compare.per_thousand(small_tables()), "t").axes[0]
    dots = drawn.dots(axes)
    assert dots["杭州（n=3）"] == pytest.approx(3.75)
    assert dots["衢州2023（n=0）"] == 0
    assert not any(name.startswith("e") for name in dots)
    assert drawn.texts(axes, "missing_text") == ["无正文"]


def test_density_whiskers_end_where_the_interval_does():
    rates = compare.per_thousand(small_tables()).dropna(subset="rate")
    axes = figures.report_density(rates, "t").axes[0]
    whiskers = [line.get_xdata() for line in axes.lines if len(line.get_xdata()) == 2]
    assert sorted(float(ends[0]) for ends in whiskers) == pytest.approx(sorted(rates["low"]))
    assert sorted(float(ends[1]) for ends in whiskers) == pytest.approx(sorted(rates["high"]))


def test_overview_bars_hold_all_characters():
    axes = figures.corpus_overview(compare.characters_by_role(small_tables()), "t").axes[0]
    assert sum(bar.get_width() for bar in axes.patches) == 3130
    assert {"a（不属报告）", "b（不属报告）"} < set(drawn.row_names(axes))
    stray = [bar for bar in axes.patches if bar.get_width() == 30]
    assert stray[0].get_hatch()  # a headline of no report is not kept


def test_repairs_write_counts_and_what_stays_open():
    axes = figures.source_repairs(compare.edits_by_kind(small_tables()), "t").axes[0]
    shown = drawn.cells(axes)
    assert shown == {("a", "繁转简"): "2", ("a", "损坏（未修）"): "1"}
    assert drawn.texts(axes, "cell_interval") == ["留1处"]


def test_diffusion_counts_mentions():
    tables = small_tables()
    axes = figures.diffusion_matrix(compare.practice_table(tables), compare.practice_diffusion(tables), "t").axes[0]
    assert drawn.cells(axes)[("民生议事堂（2地）", "杭州")] == "2"
    assert ("甬上协商机制（1地）", "杭州") not in drawn.cells(axes)


def many_practices(n_reports):
    """One practice of its own in each report with many mentions, and one that only the last ten share, with one mention each."""
    own = [(f"市{i:02}", f"甲乙{i:02}", 9 if i < n_reports - 10 else 1) for i in range(n_reports)]
    shared = [(f"市{i:02}", "共有做法", 1) for i in range(n_reports - 10, n_reports)]
    rows = pd.DataFrame([*own, *shared], columns=["city", "name", "n_mentions"]).assign(kind="brand")
    spread = rows.groupby("name").agg(kind=("kind", "first"), n_cities=("city", "nunique"), n_mentions=("n_mentions", "sum")).reset_index()
    return rows, spread.sort_values(["n_cities", "n_mentions", "name"], ascending=[False, False, True])


def test_every_practice_of_many_cities_has_a_cell_and_the_foot_counts_all_reports():
    practices, diffusion = many_practices(40)
    figure = figures.diffusion_matrix(practices, diffusion, "t", ["无声市"])
    shown = drawn.cells(figure.axes[0])
    assert {name for name, _ in shown} == set(drawn.row_names(figure.axes[0]))
    assert sum(name == "共有做法（10地）" for name, _ in shown) == 10
    assert drawn.foot(figure).startswith("来源：41份报告；n=41项做法")
    assert "只画所列做法见得最多的30份，另有11份未画" in drawn.foot(figure)


def test_a_report_that_names_no_practice_has_its_column():
    nothing = many_practices(10)[0].head(0)
    figure = figures.diffusion_matrix(nothing, many_practices(10)[1].head(0), "t", ["无声市"])
    assert drawn.column_names(figure.axes[0]) == ["无声市"]
    assert drawn.foot(figure).startswith("来源：1份报告")


def test_practice_bars_say_where_none_was_found():
    axes = figures.practice_bars(compare.practice_kinds(small_tables()), "t").axes[0]
    assert sum(bar.get_width() for bar in axes.patches) == 4
    assert [text.get_text() for text in axes.texts].count(" 未识别出") == 1
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["场所", "机制"]
    assert all(tick == int(tick) for tick in axes.get_xticks())


def test_practice_bars_of_many_reports_say_how_many_are_drawn():
    kinds = pd.DataFrame({"city": [f"市{i:02}" for i in range(40)], "kind": "brand", "n_names": [3] * 30 + [2] * 10, "n_mentions": 3})
    foot = drawn.foot(figures.practice_bars(kinds, "t"))
    assert foot.startswith("来源：40份报告；n=110项（画出90项）")
    assert "另有10份未画" in foot


def test_chains_are_drawn_step_by_step():
    axes = figures.loop_chains(compare.loop_table(small_tables()), "t").axes[0]
    assert drawn.texts(axes, "step_text") == ["协商", "落实", "反馈", "试点", "推广"]
    assert len(drawn.marked(axes, "closed")) == 1


def test_keyness_bars_have_the_length_of_z():
    scores = compare.keyness(small_tables(tokens=many_tokens(20)))
    figure = figures.keyness_bars(scores, "t")
    panel = next(axes for axes in figure.axes if axes.get_title(loc="left") == "杭州")
    assert drawn.row_names(panel) == ["下沉（200）"]
    assert panel.patches[0].get_width() == pytest.approx(scores.set_index(["city", "text"]).loc[("杭州", "下沉"), "z"])


def test_profile_is_solid_only_where_it_holds(shares):
    axes = figures.city_profile(shares, "杭州", "t").axes[0]
    assert drawn.dots(axes)["委员下沉"] == pytest.approx((0.8 - 10 / 36) * 100)
    solid = [dot for dot in drawn.marked(axes, "estimate") if dot.get_markerfacecolor() != "white"]
    assert len(solid) == 1


def test_more_reports_than_fit_are_left_out_by_name_of_their_number():
    many = pd.DataFrame([{"city": f"市{i:03}", "report": f"市{i:03}", "theme": "party", "share": 0.5, "low": 0.2, "high": 0.8, "n_hits": i,
                          "n_sentences": 10 + i, "small": False} for i in range(40)])  # fmt: skip
    figure = figures.theme_intervals(many, "t", themes=["party"])
    assert len(drawn.dots(figure.axes[0])) == 30
    assert "另有10份未画" in drawn.foot(figure)
