import math

import pandas as pd
import pytest

from analysis.compare import (
    comparable,
    count_pairs,
    coverage,
    figures_of,
    indicator_coverage,
    indicator_table,
    largest,
    per_thousand,
    reported,
)
from analysis.compare.comparability import usual_ends
from analysis.compare.rates import densest
from analysis.schema import make_table
from tests.compare.small_corpus import empty_tables, metric, metric_rows, small_tables


@pytest.fixture(scope="module")
def indicators():
    return indicator_table(small_tables())


def cell(indicators, city, indicator):
    return indicators[(indicators["city"] == city) & (indicators["indicator"] == indicator)].iloc[0]


def test_every_report_has_a_row_for_every_indicator(indicators):
    assert len(indicators) == 5 * 24
    assert not indicators.duplicated(["report", "indicator"]).any()


def test_not_reported_is_null_never_zero(indicators):
    row = cell(indicators, "衢州2023", "consultations")
    assert row[["surface", "value", "source", "start"]].isna().all()
    assert row["n_metrics"] == 0


def test_what_was_done_comes_before_a_larger_plan(indicators):
    row = cell(indicators, "杭州", "consultations")
    assert (row["surface"], row["status"], row["sentence"], row["n_metrics"]) == ("521场", "done", 1, 3)


@pytest.mark.parametrize(
    ("rows", "best", "why"),
    [
        ([("70条", 70, {}), ("210条", 210, {})], "210条", "a total before its part"),
        ([("900条", 900, {"period": "term"}), ("210条", 210, {"period": "year"})], "210条", "the year before the term"),
        ([("900次", 900, {"unit": "次"}), ("210条", 210, {})], "210条", "the usual unit first"),
        ([("210条", 210, {"repeat": True}), ("90条", 90, {})], "90条", "a repetition never"),
        ([("5条", 5, {"period": "quarter"}), ("3条", 3, {})], "3条", "a quarter last"),
    ],
)
def test_choice_among_several_numbers(rows, best, why):
    metrics = [metric("杭州2024", i, text, value, "条", "suggestions") | more for i, (text, value, more) in enumerate(rows)]
    chosen = indicator_table(small_tables(metrics=make_table("metrics", metrics)))
    assert cell(chosen, "杭州", "suggestions")["surface"] == best, why


def test_pairs_say_what_differs(indicators):
    verdicts = comparable(indicators).set_index(["indicator", "city", "other"])["verdict"].to_dict()
    assert verdicts == {
        ("consultations", "宁波", "杭州"): "unit",
        ("suggestions", "宁波", "杭州"): "bounded",
        ("suggestions", "宁波", "衢州2024"): "period",
        ("suggestions", "杭州", "衢州2024"): "period",
    }


def test_larger_only_where_bounds_allow_and_the_pair_is_alike(indicators):
    pairs = comparable(indicators, "suggestions").set_index(["city", "other"])
    assert pairs.loc[("宁波", "杭州"), "larger"] == "宁波"
    assert pd.isna(pairs.loc[("杭州", "衢州2024"), "larger"])


@pytest.mark.parametrize(
    ("surface", "bound", "value", "ends", "why"),
    [
        ("521场", "exact", 521, (521, 521), "a plain number"),
        ("900余次", "over", 900, (900, 1000), "余: within the last digit's step"),
        ("1240多件", "over", 1240, (1240, 1250), "多 after tens"),
        ("20餘項", "over", 20, (20, 30), "traditional script, as printed"),
        ("100项以上", "over", 100, (100, math.nan), "以上 is open above"),
        ("超1000场", "over", 1000, (1000, math.nan), "超 is open above"),
        ("近千件", "under", 1000, (900, 1000), "近 before a round number"),
        ("近200条", "under", 200, (100, 200), "近 before hundreds"),
        ("100项以内", "under", 100, (math.nan, 100), "以内 is open below"),
        ("约500人", "about", 500, (400, 600), "约 on either side"),
        ("2.3万余人", "over", 23000, (23000, 24000), "the step of the digit printed"),
    ],
)
def test_usual_ends(surface, bound, value, ends, why):
    assert usual_ends(surface, bound, float(value), math.nan, math.nan) == pytest.approx(ends, nan_ok=True), why


def test_pairs_are_counted_without_making_them(indicators):
    counted = count_pairs(indicators).set_index("indicator")
    made = comparable(indicators).groupby("indicator")["comparable"].agg(["size", "sum"])
    assert counted["n_pairs"].to_dict() == made["size"].to_dict() == {"consultations": 1, "suggestions": 3}
    assert counted["n_comparable"].to_dict() == made["sum"].to_dict() == {"consultations": 0, "suggestions": 1}


@pytest.mark.parametrize(
    ("numbers", "answer", "why"),
    [
        ([("72条", 72, {}), ("150余条", 150, {"bound": "over"}), ("9条", 9, {})], ("宁波", "same"), "150 at least is more than 72"),
        ([("152条", 152, {}), ("150余条", 150, {"bound": "over"})], (None, "bounded"), "150余 may be 155"),
        ([("72条", 72, {}), ("70条以上", 70, {"bound": "over"})], (None, "bounded"), "open above"),
        ([("72条", 72, {}), ("72条", 72, {}), ("9条", 9, {})], (None, "same"), "two are the largest"),
        ([("72条", 72, {}), ("9人次", 9, {"unit": "人次"})], (None, "unit"), "other units"),
        ([("72条", 72, {}), ("90条", 90, {"status": "plan"})], (None, "status"), "a plan beside what was done"),
        ([("72条", 72, {}), ("90条", 90, {"period": "term"})], (None, "period"), "a year beside a term"),
        ([("72条", 72, {})], (None, "same"), "one number is no largest"),
    ],
)
def test_largest(numbers, answer, why):
    reports = ["杭州2024", "宁波2024", "衢州2023"]
    rows = [
        metric(report, 1, text, value, "条", "suggestions") | more for report, (text, value, more) in zip(reports, numbers, strict=False)
    ]
    assert largest(indicator_table(small_tables(metrics=make_table("metrics", rows))), "suggestions") == answer, why


def test_a_range_keeps_its_ends():
    assert usual_ends("5—6万人", "range", math.nan, 50000.0, 60000.0) == (50000.0, 60000.0)


def test_coverage_counts_reports_not_numbers():
    counts = indicator_coverage(coverage(small_tables())).set_index("indicator")
    assert counts.loc["suggestions", ["n_reported", "n_reports"]].tolist() == [3, 5]
    assert counts.index[0] == "suggestions"
    assert counts.loc["training", "n_reported"] == 0


def test_reported_leaves_out_the_silent(indicators):
    assert reported(indicators, "consultations")["city"].tolist() == ["宁波", "杭州"]


def test_figures_of_a_city_walk_back():
    own = figures_of(small_tables(), "杭州")
    assert own["surface"].tolist() == ["521场", "521场", "600场", "72条"]
    assert own["start"].tolist() == [50, 100, 150, 200]


# 3 numbers in 800 characters: Garwood's exact Poisson interval of 3 is (0.6187, 8.7673)
def test_rate_per_thousand_leaves_repetitions_out():
    rates = per_thousand(small_tables()).set_index("city")
    row = rates.loc["杭州"]
    assert (row["n"], row["n_chars"]) == (3, 800)
    assert row["rate"] == pytest.approx(3.75)
    assert (row["low"], row["high"]) == pytest.approx((0.6187 / 0.8, 8.7673 / 0.8), abs=1e-3)
    assert rates.loc["宁波", "n"] == 2
    assert rates.loc["衢州2023", ["n", "rate", "low"]].tolist() == [0, 0, 0]
    assert pd.isna(rates.loc["e", "rate"])
    assert rates.loc["衢州2024", "small"]


def test_a_dense_report_is_named_only_when_its_interval_stands_apart():
    assert densest(per_thousand(small_tables())) is None
    many = [metric("杭州2024", i, f"{i}场", i, "场", None) for i in range(1, 20)]
    crowd = small_tables(metrics=make_table("metrics", [*many, *(row for row in metric_rows() if row["report"] == "宁波2024")]))
    assert densest(per_thousand(crowd)) == "杭州"


def test_only_known_tables_are_counted():
    with pytest.raises(ValueError, match="tokens"):
        per_thousand(small_tables(), "tokens")


def test_no_reports_give_empty_tables():
    assert indicator_table(empty_tables()).empty
    assert comparable(indicator_table(empty_tables())).empty
    assert per_thousand(empty_tables()).empty
