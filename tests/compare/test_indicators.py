import pandas as pd
import pytest

from analysis.compare import (
    basis_table,
    common_basis_table,
    coverage,
    figures_of,
    indicator_coverage,
    indicator_table,
    per_thousand,
    reported,
)
from analysis.compare.rates import densest
from analysis.lexicon import load_lexicon
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
        ([("90条", 90, {"part_of": 7}), ("60条", 60, {})], "60条", "a whole before what is told as a part of another"),
        ([("90条", 90, {"area": "unit"}), ("60条", 60, {})], "60条", "the city's work before one committee's"),
        ([("90条", 90, {"area": "two_levels"}), ("60条", 60, {"area": "own"})], "60条", "its own work before that of two levels"),
        ([("90条", 90, {"year": 2023}), ("60条", 60, {"year": 2024})], "60条", "the report's own year before another"),
        ([("90条", 90, {"basis": "key"}), ("60条", 60, {"basis": "put_forward"})], "60条", "the basis that speaks for the whole"),
        ([("90条", 90, {}), ("60条", 60, {"basis": "put_forward"})], "60条", "a basis told before one untold"),
        ([("90条", 90, {"basis": "formal"}), ("60条", 60, {"basis": "put_forward"})], "60条", "formal advice is a part of what was said"),
        ([("90条", 90, {"basis": "put_forward", "period": "term"}), ("60条", 60, {"basis": "key"})], "60条", "the year before the basis"),
    ],
)
def test_choice_among_several_numbers(rows, best, why):
    metrics = [metric("杭州2024", i, text, value, "条", "suggestions") | more for i, (text, value, more) in enumerate(rows)]
    chosen = indicator_table(small_tables(metrics=make_table("metrics", metrics)))
    assert cell(chosen, "杭州", "suggestions")["surface"] == best, why


@pytest.mark.parametrize(
    ("indicator", "whole", "part", "unit"),
    [
        ("members", "serving", "taking_part", "人"),
        ("members", "serving", "authors", "人"),
        ("members", "serving", "registered", "名"),
        ("party_members", "serving", "trained", "名"),
        ("platforms", "in_all", "model", "个"),
        ("studios", "in_all", "new", "个"),
        ("research_reports", "written", "submitted", "篇"),
        ("opinion_reports", "collected", "used", "篇"),
        ("supervision", "activities", "groups", "次"),
    ],
)
def test_the_whole_speaks_before_a_larger_number_of_a_part(indicator, whole, part, unit):
    told = [("402", 402.0, whole), ("5000", 5000.0, part)]
    rows = [metric("杭州2024", i, text, value, unit, indicator, basis=basis) for i, (text, value, basis) in enumerate(told)]
    chosen = indicator_table(small_tables(metrics=make_table("metrics", rows)))
    assert cell(chosen, "杭州", indicator)["basis"] == whole


def test_no_choice_among_others_is_the_first_basis():
    bases = load_lexicon("indicator_bases")
    chosen = bases[bases["why"].str.contains("a choice among") & (bases["order"] == "1")]
    assert chosen.empty, chosen[["indicator", "basis"]].to_numpy().tolist()


def test_every_number_says_whose_and_of_what_year_it_is(indicators):
    row = cell(indicators, "衢州2024", "suggestions")
    assert (row["place"], row["report_year"]) == ("衢州", 2024)
    assert pd.isna(cell(indicators, "e", "suggestions")["report_year"])
    told = metric("杭州2024", 1, "72条", 72, "条", "suggestions", basis="put_forward", area="own", year=2023)
    row = cell(indicator_table(small_tables(metrics=make_table("metrics", [told]))), "杭州", "suggestions")
    assert row[["basis", "area", "year"]].tolist() == ["put_forward", "own", 2023]


def test_numbers_on_another_basis_stay_reachable():
    bases = [("600件", "received"), ("500件", "filed"), ("40件", "key"), ("30件", "key"), ("7件", None)]
    rows = [metric("杭州2024", i, text, float(text[:-1]), "件", "proposals", basis=basis) for i, (text, basis) in enumerate(bases)]
    several = basis_table(small_tables(metrics=make_table("metrics", rows)))
    assert several["surface"].tolist() == ["600件", "500件", "40件", "7件"], "in the order of the bases, what is untold last"
    assert several["n_metrics"].tolist() == [1, 1, 2, 1]
    assert several["basis"].isna().tolist() == [False, False, False, True]
    assert basis_table(empty_tables()).empty


def test_the_basis_that_most_reports_give_makes_numbers_comparable():
    told = {"杭州2024": [("600件", "received"), ("500件", "filed")], "宁波2024": [("400件", "filed")], "衢州2024": [("30件", "key")]}
    numbered = [(report, i, *number) for report, numbers in told.items() for i, number in enumerate(numbers)]
    rows = [metric(report, i, text, float(text[:-1]), "件", "proposals", basis=basis) for report, i, text, basis in numbered]
    tables = small_tables(metrics=make_table("metrics", rows))
    assert reported(indicator_table(tables), "proposals")["surface"].tolist() == ["400件", "600件", "30件"]
    common = common_basis_table(tables)
    assert reported(common, "proposals")[["city", "surface", "basis"]].to_numpy().tolist() == [
        ["宁波", "400件", "filed"],
        ["杭州", "500件", "filed"],
    ]
    assert len(common) == 5 * 24, "what is silent on this basis stays, as null"
    assert common.columns.tolist() == indicator_table(tables).columns.tolist()
    assert (common.dtypes == indicator_table(tables).dtypes).all()
    assert common_basis_table(empty_tables()).empty


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
    assert {"basis", "area", "year", "part_of"} < set(own.columns)


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
    assert per_thousand(empty_tables()).empty
