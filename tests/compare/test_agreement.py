"""Agreement measures: figures worked out by hand or published, and what must stay unknown."""

import math

import pandas as pd
import pytest

from analysis.compare.agreement import bootstrap_f1, krippendorff_alpha, precision_recall, share

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


def test_two_reports_are_too_few_for_an_interval() -> None:
    assert all(math.isnan(end) for end in bootstrap_f1(_counts([(3, 4, 6), (1, 4, 6)])))
