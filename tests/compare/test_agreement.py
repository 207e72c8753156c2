"""Agreement measures: figures worked out by hand or published, and what must stay unknown."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare.agreement import bootstrap_coding, bootstrap_f1, krippendorff_alpha, pooled_alpha, precision_recall, share

# n_true, n_predicted, n_gold → precision, recall, F1
PRECISION_RECALL = [
    ((3, 4, 6), (0.75, 0.5, 0.6)),
    ((0, 4, 6), (0.0, 0.0, 0.0)),
    ((5, 5, 5), (1.0, 1.0, 1.0)),
]


@pytest.mark.parametrize(("counts", "expected"), PRECISION_RECALL)
def test_precision_recall_by_hand(counts: tuple[int, int, int], expected: tuple[float, float, float]) -> None:
    assert precision_recall(*counts) == pytest.approx(expected)


def test_nothing_predicted_leaves_precision_unknown_but_recall_zero() -> None:
    figures = precision_recall(0, 0, 6)
    assert math.isnan(figures.precision)
    assert (figures.recall, figures.f1) == (0.0, 0.0)


def test_nothing_at_all_is_unknown() -> None:
    assert all(math.isnan(figure) for figure in precision_recall(0, 0, 0))
    assert math.isnan(share(0, 0))


def test_alpha_of_ten_articles_with_two_values() -> None:
    # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section A: two observers, ten articles
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha(first, second) == pytest.approx(0.095, abs=0.0005)


def test_alpha_by_hand_is_below_zero_when_coders_contradict() -> None:
    # three units, no agreement: observed 1; six values, three of each: expected 2·½·½·6/5 = 0.6
    assert krippendorff_alpha([1, 0, 1], [0, 1, 0]) == pytest.approx(1 - 1 / 0.6)


@pytest.mark.parametrize("answer", [0, 1])
def test_alpha_without_variation_is_unknown(answer: int) -> None:
    assert math.isnan(krippendorff_alpha([answer] * 4, [answer] * 4))


def test_alpha_of_no_units_is_unknown() -> None:
    assert math.isnan(krippendorff_alpha([], []))


def test_alpha_wants_the_same_units() -> None:
    with pytest.raises(ValueError, match="equally long, not 1 and 2"):
        krippendorff_alpha([1], [1, 0])


def _counts(rows: list[tuple[int, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["n_true", "n_predicted", "n_gold"])


def test_bootstrap_holds_the_pooled_f1_and_repeats_itself() -> None:
    counts = _counts([(8, 10, 10), (3, 9, 6), (7, 7, 9), (2, 6, 5), (9, 9, 9)])
    low, high = bootstrap_f1(counts)
    pooled = 2 * 29 / (41 + 39)
    assert low < pooled < high
    assert bootstrap_f1(counts) == (low, high)
    assert bootstrap_f1(counts, seed=1) != (low, high)


def test_bootstrap_of_equal_reports_has_no_width() -> None:
    assert bootstrap_f1(_counts([(3, 4, 6)] * 5)) == pytest.approx((0.6, 0.6))


def test_bootstrap_is_wider_when_reports_differ() -> None:
    even, uneven = _counts([(5, 10, 10)] * 6), _counts([(10, 10, 10), (0, 10, 10)] * 3)
    widths = [interval.high - interval.low for interval in (bootstrap_f1(even), bootstrap_f1(uneven))]
    assert widths[0] < widths[1]


def test_nothing_counted_has_no_interval_and_draws_of_nothing_are_no_zeros() -> None:
    assert all(math.isnan(end) for end in bootstrap_f1(_counts([(0, 0, 0)] * 4)))
    assert bootstrap_f1(_counts([(4, 4, 4), (0, 0, 0), (0, 0, 0)])) == (1.0, 1.0)


def test_two_reports_are_too_few_for_an_interval() -> None:
    assert all(math.isnan(end) for end in bootstrap_f1(_counts([(3, 4, 6), (1, 4, 6)])))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_alpha_of_counts_is_alpha_of_the_units(units: list[tuple[bool, bool]]) -> None:
    first, second = zip(*units, strict=True)
    counts = np.array([[sum(map(all, units))], [sum(second)], [sum(first)], [len(units)]], dtype=float)
    assert pooled_alpha(counts)[0] == pytest.approx(krippendorff_alpha(first, second), nan_ok=True)


def _coded(rows: list[tuple[int, int, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["n_true", "n_predicted", "n_gold", "n_units"])


def test_every_figure_of_a_coding_lies_in_its_interval() -> None:
    intervals = bootstrap_coding(_coded([(8, 10, 10, 30), (3, 9, 6, 20), (7, 7, 9, 25), (2, 6, 5, 40), (9, 9, 9, 15)]))
    pooled = {"precision": 29 / 41, "recall": 29 / 39, "f1": 58 / 80, "alpha": 1 - 22 * 259 / (80 * 180)}
    assert list(intervals) == list(pooled)
    assert all(intervals[figure].low < value < intervals[figure].high for figure, value in pooled.items())


def test_reports_that_agree_in_full_have_no_width_and_draws_without_the_theme_are_left_out() -> None:
    intervals = bootstrap_coding(_coded([(4, 4, 4, 10), (0, 0, 0, 10), (0, 0, 0, 10)]))
    assert intervals == dict.fromkeys(("precision", "recall", "f1", "alpha"), (1.0, 1.0))


def test_a_theme_that_nobody_gave_has_no_interval() -> None:
    assert all(math.isnan(end) for interval in bootstrap_coding(_coded([(0, 0, 0, 5)] * 4)).values() for end in interval)
