"""Charts of trust, asked through their Axes."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analysis.schema import THEMES
from analysis.show import figures_trust
from tests.show import drawn

ENDS = ("", "_low", "_high")


def _row(coding: str, theme: str, n: int, value: float) -> dict:
    spread = dict(zip(ENDS, (value, value - 0.1, value + 0.05), strict=True))
    return {"coding": coding, "theme": theme, "n": n, "n_units": 400} | {
        f"{name}{end}": spread[end] for name in ("alpha", "f1") for end in ENDS
    }


@pytest.fixture
def trust() -> pd.DataFrame:
    rows = [_row("in_sample", "party", 56, 0.9), _row("in_sample", "unity", 7, 0.85), _row("left_out_rules", "party", 56, 0.7)]
    unknown = {"coding": "left_out_rules", "theme": "unity", "n": 7, "n_units": 390}
    return pd.DataFrame([*rows, unknown, _row("in_sample", "all", 63, 0.99), _row("guarded", "party", 56, 0.1)])


def test_in_sample_and_left_out_stand_side_by_side_in_one_row(trust: pd.DataFrame) -> None:
    figure = figures_trust.theme_trust(trust, "t")
    assert not plt.get_fignums()
    alpha, f1 = figure.axes
    assert drawn.row_names(alpha) == ["党建（n=56）", "团结联谊（n=7）"]
    places = [(round(float(dot.get_ydata()[0]), 2), float(dot.get_xdata()[0])) for dot in drawn.marked(alpha, "estimate")]
    assert places == [(-0.21, 0.9), (0.79, 0.85), (0.21, 0.7)]  # the coding that was not asked for and the pooled row are not drawn
    assert drawn.texts(alpha, "missing_text") == ["留出（按规则）：未知"]
    assert [text.get_text() for text in alpha.get_legend().get_texts()] == ["样本内", "留出（按规则）"]
    assert [line.get_xdata()[0] for line in drawn.marked(alpha, "bar")] == [0.667, 0.80]
    assert len(drawn.marked(f1, "estimate")) == 3


def test_few_labels_make_a_hollow_dot(trust: pd.DataFrame) -> None:
    faces = {
        float(dot.get_xdata()[0]): dot.get_markerfacecolor()
        for dot in drawn.marked(figures_trust.theme_trust(trust, "t").axes[0], "estimate")
    }
    assert faces[0.85] == "white"
    assert faces[0.9] != "white"


def test_the_foot_says_what_the_labels_are(trust: pd.DataFrame) -> None:
    figure = figures_trust.theme_trust(trust, "题目")
    assert drawn.title(figure) == "题目"
    assert drawn.foot(figure).startswith("来源：人工标注的390–400个单元")
    assert drawn.out_of_page(figure) == []
    assert drawn.overlapping_labels(figure) == []


@pytest.mark.parametrize("n_themes", [1, 2, 12])
def test_the_legend_leaves_the_panel_its_title(n_themes: int) -> None:
    rows = [_row("in_sample", theme, 20, 0.9) for theme in THEMES[:n_themes]]
    figure = figures_trust.theme_trust(pd.DataFrame(rows), "题目")
    renderer = FigureCanvasAgg(figure).get_renderer()
    panel = figure.axes[0]
    legend, name = panel.get_legend().get_window_extent(renderer), panel._left_title.get_window_extent(renderer)
    assert legend.y0 >= name.y1
    assert legend.y1 <= figure._suptitle.get_window_extent(renderer).y0
    assert drawn.out_of_page(figure) == []


@pytest.fixture
def counts() -> pd.DataFrame:
    party = {"theme": "party", "n": 50, "n_missed": 5, "missed": 0.1, "missed_low": 0.04, "missed_high": 0.21}
    unity = {"theme": "unity", "n": 20, "n_missed": 2, "missed": 0.1, "missed_low": 0.03, "missed_high": 0.3}
    found = {"n_found": 60, "n_false": 15, "false": 0.25, "false_low": 0.16, "false_high": 0.37}
    nothing = {"n_found": 0, "n_false": 0, "false": float("nan"), "false_low": float("nan"), "false_high": float("nan")}
    return pd.DataFrame([party | found, unity | nothing])


def test_missed_and_false_stand_in_two_panels_with_their_counts(counts: pd.DataFrame) -> None:
    missed, false = figures_trust.theme_misses(counts, "t").axes
    assert [float(dot.get_xdata()[0]) for dot in drawn.marked(missed, "estimate")] == [0.1, 0.1]
    assert drawn.texts(missed, "counted") == ["5/50", "2/20"]
    assert drawn.texts(false, "counted") == ["15/60"]
    assert drawn.texts(false, "missing_text") == ["无从计算"]
    assert missed.get_xlim()[1] > 0.3


def test_another_number_gives_another_picture(counts: pd.DataFrame) -> None:
    more = counts.assign(missed=[0.2, 0.1])
    assert [float(dot.get_xdata()[0]) for dot in drawn.marked(figures_trust.theme_misses(more, "t").axes[0], "estimate")] == [0.2, 0.1]
