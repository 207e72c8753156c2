import itertools
import math
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare import (
    basis_table,
    comparability_matrix,
    comparable,
    count_pairs,
    count_reasons,
    count_verdicts,
    indicator_table,
    largest,
    most_divided,
)
from analysis.compare.bounds import usual_ends
from analysis.compare.labels import ordered_codes, typical_units
from analysis.compare.verdict_reasons import FORBIDDING, RESERVATIONS, VERDICTS, unit_group
from analysis.lexicon import load_lexicon
from analysis.schema import make_table
from tests.compare.pair_oracle import reasons_of, verdict_of
from tests.compare.small_corpus import empty_tables, metric, small_tables

REPORTS = ["杭州2024", "宁波2024", "衢州2024", "衢州2023"]
ALIKE = {"basis": "put_forward", "area": "own", "period": "year", "year": 2024}

UNTOLD = "bound|period_untold|area_untold|basis_untold"


def table_of(*numbers, indicator="suggestions"):
    """The indicator table of reports that give one number each: (surface, value, what differs from a plain one)."""
    rows = [metric(report, 1, text, value, "条", indicator) | more for report, (text, value, more) in zip(REPORTS, numbers, strict=False)]
    return indicator_table(small_tables(metrics=make_table("metrics", rows)))


def pair_of(first, second, indicator="suggestions"):
    """The pair of two numbers that are alike but for what is given: verdict and reasons."""
    numbers = [(f"{value}条", value, ALIKE | more) for value, more in ((72, first), (150, second))]
    pair = comparable(table_of(*numbers, indicator=indicator), indicator).iloc[0]
    return pair["verdict"], pair["reasons"]


@pytest.mark.parametrize(
    ("first", "second", "verdict", "reasons", "why"),
    [
        ({}, {}, "comparable", "", "all is told and nothing differs"),
        ({"unit": "条"}, {"unit": "人次"}, "not", "unit", "advice is not attendance"),
        ({"unit": "条"}, {"unit": None}, "not", "unit", "a number without a unit may count anything"),
        ({"unit": "条"}, {"unit": "个"}, "note", "unit_within", "another measure word for one thing"),
        ({"status": "plan"}, {}, "not", "status", "planned beside done"),
        ({"period": "year"}, {"period": "term"}, "not", "period", "a year beside a term"),
        ({"period": "year"}, {"period": "cumulative"}, "not", "period", "half a year beside a year"),
        ({"period": "cumulative"}, {"period": "cumulative"}, "note", "span", "half a year beside three quarters"),
        ({"period": "term"}, {"period": "term"}, "note", "span", "a term may be in its first year or its fifth"),
        ({"period": "quarter"}, {"period": "quarter"}, "comparable", "", "quarters are equally long"),
        ({"period": None}, {"period": "term"}, "note", "period_untold", "one does not tell"),
        ({"period": None}, {"period": None}, "note", "period_untold", "neither tells"),
        ({"area": "own"}, {"area": "two_levels"}, "not", "area", "the districts' work is in one of them"),
        ({"area": None}, {"area": "two_levels"}, "note", "area_untold", "one does not tell"),
        ({"basis": "put_forward"}, {"basis": "key"}, "not", "basis", "other things are counted"),
        ({"basis": None}, {}, "note", "basis_untold", "one does not tell"),
        ({"year": 2022}, {}, "note", "year", "the work of two years"),
        ({"year": None}, {}, "comparable", "", "the report's own year stands in"),
        ({"bound": "over", "high": None}, {}, "note", "bound", "only a lower end is known"),
        ({"area": None, "year": 2020}, {"unit": "人次"}, "not", "unit|area_untold|year", "what forbids comes first, all is named"),
    ],
)
def test_a_pair_is_judged_by_what_both_tell(first, second, verdict, reasons, why):
    assert pair_of(first, second) == (verdict, reasons), why
    assert pair_of(second, first) == (verdict, reasons), f"{why}; the order of the two does not matter"


def test_an_indicator_that_counts_one_thing_needs_no_basis(monkeypatch):
    monkeypatch.setattr("analysis.compare.verdict_reasons.bases_of", lambda indicator: ["only"])
    assert pair_of({"basis": None}, {"basis": None}) == ("comparable", "")


def test_two_reports_of_one_city_say_so():
    pairs = comparable(table_of(*[(f"{n}条", n, ALIKE) for n in (10, 20, 30, 40)])).set_index(["city", "other"])
    assert pairs.loc[("衢州2023", "衢州2024"), "reasons"] == "same_city"
    assert pairs.loc[("衢州2023", "衢州2024"), "verdict"] == "note"
    assert pairs.loc[("宁波", "杭州"), "verdict"] == "comparable"


@pytest.mark.parametrize(
    ("levels", "verdict", "reasons", "why"),
    [
        (("prefecture", "prefecture"), "comparable", "", "two of one level"),
        (("province", "county"), "note", "level", "a province beside a county"),
        (("prefecture", None), "note", "level_untold", "a report whose place nobody knows"),
        ((None, None), "note", "level_untold", "two of them"),
    ],
)
def test_levels_are_compared(levels, verdict, reasons, why):
    table = table_of(("700件", 700, ALIKE), ("150件", 150, ALIKE)).dropna(subset="surface").assign(level=pd.array(levels, dtype="str"))
    pair = comparable(table).iloc[0]
    assert (pair["verdict"], pair["reasons"]) == (verdict, reasons), why
    assert largest(table, "suggestions") == ("杭州", reasons), why


def test_a_province_is_one_place_in_two_years():
    reports = small_tables().reports
    of_province = reports["city"] == "衢州"
    changed = reports.assign(city=reports["city"].mask(of_province, None), level=reports["level"].mask(of_province, "province"))
    rows = [metric(report, 1, "72条", 72, "条", "suggestions", **ALIKE) for report in REPORTS]
    pairs = comparable(indicator_table(small_tables(reports=changed, metrics=make_table("metrics", rows)))).set_index(["city", "other"])
    assert pairs.loc[("浙江省2023", "浙江省2024"), "reasons"] == "same_city"
    assert pairs.loc[("宁波", "浙江省2024"), "reasons"] == "level"


@pytest.mark.parametrize(
    ("first", "second", "named", "why"),
    [
        ({"period": "term"}, {"period": None}, False, "four years' work beside what may be one"),
        ({"period": None}, {"period": "month"}, False, "the other way round"),
        ({"period": "year"}, {"period": None}, True, "a report that tells nothing speaks of its year"),
        ({"period": None}, {"period": None}, True, "both tell nothing"),
        ({"period": "term"}, {"period": "term"}, True, "two terms"),
        ({"area": "two_levels"}, {"area": None}, False, "two levels beside what may be one"),
        ({"area": None}, {"area": "unit"}, False, "one committee beside what may be all"),
        ({"area": "own"}, {"area": None}, True, "a report that tells nothing speaks of its own body"),
    ],
)
def test_no_number_is_larger_where_one_side_is_of_a_term_or_of_several_bodies(first, second, named, why):
    table = table_of(("2100条", 2100, ALIKE | first), ("278条", 278, ALIKE | second))
    pair = comparable(table).iloc[0]
    reason = "period_untold" if "period" in first else "area_untold"
    assert pair["verdict"] in ("comparable", "note")
    assert (pair["larger"] == "杭州") is named, why
    assert largest(table, "suggestions")[0] == ("杭州" if named else None), why
    assert named or largest(table, "suggestions")[1] == reason, why


def test_larger_only_where_bounds_allow_and_nothing_forbids():
    table = table_of(
        ("72条", 72, {}), ("150余条", 150, {"bound": "over", "high": None}), ("155条", 155, {}), ("900条", 900, {"period": "term"})
    )
    pairs = comparable(table.assign(period=table["period"].mask(table["city"] == "杭州", "year"))).set_index(["city", "other"])
    assert pairs.loc[("宁波", "杭州"), "larger"] == "宁波"
    assert pd.isna(pairs.loc[("宁波", "衢州2024"), "larger"]), "150余 may be 155"
    assert pairs.loc[("杭州", "衢州2023"), "verdict"] == "not"
    assert pd.isna(pairs.loc[("杭州", "衢州2023"), "larger"])


def test_of_two_open_spans_none_is_the_larger():
    table = table_of(*[(f"{n}条", n, ALIKE | {"period": "cumulative"}) for n in (12, 30)])
    assert comparable(table)["larger"].isna().tolist() == [True]
    assert largest(table, "suggestions") == (None, "span")
    terms = table_of(*[(f"{n}条", n, ALIKE | {"period": "term"}) for n in (12, 30)])
    assert largest(terms, "suggestions") == ("宁波", "span"), "terms are named, under the reservation"


def test_every_pair_walks_back_to_both_numbers():
    pair = comparable(table_of(("72条", 72, {}), ("90条", 90, {}))).iloc[0]
    assert pair[["city", "surface", "source", "start", "end"]].tolist() == ["宁波", "90条", "b.txt", 50, 100]
    assert pair[["other", "other_surface", "other_source", "other_start", "other_end"]].tolist() == ["杭州", "72条", "a.txt", 50, 100]


def test_the_matrix_holds_every_verdict_twice():
    matrix = comparability_matrix(table_of(("72条", 72, ALIKE), ("90条", 90, ALIKE), ("9人次", 9, {"unit": "人次"})), "suggestions")
    assert matrix.loc["宁波", "杭州"] == matrix.loc["杭州", "宁波"] == "comparable"
    assert matrix.loc["衢州2024"].drop("衢州2024").tolist() == ["not", "not"]
    assert matrix.index.tolist() == matrix.columns.tolist() == ["宁波", "杭州", "衢州2024"]
    assert all(pd.isna(matrix.loc[city, city]) for city in matrix.index)
    assert comparability_matrix(table_of(("72条", 72, {})), "suggestions").empty


@pytest.mark.parametrize(
    ("numbers", "answer", "why"),
    [
        ([("72条", 72, ALIKE), ("150条", 150, ALIKE), ("9条", 9, ALIKE)], ("宁波", ""), "nothing stands in the way"),
        (
            [("72条", 72, {}), ("150余条", 150, {"bound": "over"})],
            ("宁波", "bound|period_untold|area_untold|basis_untold"),
            "with reservations",
        ),
        ([("72条", 72, ALIKE), ("150场", 150, ALIKE | {"unit": "场"})], (None, "unit"), "other things are counted"),
        ([("72条", 72, ALIKE), ("90条", 90, ALIKE | {"status": "plan", "period": "term"})], (None, "status|period"), "two reasons"),
        ([("152条", 152, {}), ("150余条", 150, {"bound": "over"})], (None, "bound"), "150余 may be 155"),
        ([("72条", 72, {}), ("70条以上", 70, {"bound": "over"})], (None, "bound"), "open above"),
        ([("72条", 72, {}), ("72条", 72, {}), ("9条", 9, {})], (None, "tie"), "two are the largest"),
        ([("72条", 72, {})], (None, "tie"), "one number is no largest"),
        ([], (None, "tie"), "none is none"),
    ],
)
def test_largest(numbers, answer, why):
    assert largest(table_of(*numbers), "suggestions") == answer, why


@pytest.mark.parametrize(
    ("indicator", "unit", "other", "alike", "why"),
    [
        ("consultations", "场", "次", True, "both count events"),
        ("consultations", "场次", "次", True, "both count events"),
        ("consultations", "次", "人次", False, "events are not attendances"),
        ("consultations", "次", "项", False, "meetings are not topics"),
        ("members", "人", "名", True, "heads"),
        ("members", "名", "位", True, "heads, politely"),
        ("members", "人", "人次", False, "one member may attend twice"),
        ("people_reached", "人", "户", False, "a household is not a person"),
        ("people_reached", "户", "户次", False, "a household may be visited twice"),
        ("proposals", "件", "件次", False, "one proposal may be handled by two offices"),
        ("proposals", "件", "条", True, "generic classifiers"),
        ("platforms", "个", "处", True, "one room each"),
        ("matters_resolved", "个", "处", False, "a matter is no place"),
        ("research_reports", "篇", "个", True, "a report whatever its measure word"),
        ("suggestions", "篇", "个", False, "a paper is not one suggestion"),
        ("training", "期", "次", True, "a course held once"),
        ("opinion_reports", "期", "条", False, "an issue may hold several items"),
        ("investment", "元", "美元", False, "two currencies"),
        ("projects", "个", "匹", False, "a unit that no group holds stands alone"),
        ("projects", "匹", "匹", True, "but is like itself"),
    ],
)
def test_units_of_one_group_count_one_thing(indicator, unit, other, alike, why):
    assert (unit_group(unit, indicator) == unit_group(other, indicator)) is alike, why


def test_the_lexicon_of_unit_groups_names_real_units_and_indicators_once():
    table = load_lexicon("unit_groups")
    known = set(load_lexicon("units")["normal"])
    assert set(table["unit"]) <= known | {"%"}, set(table["unit"]) - known
    cells = [(row.unit, code) for row in table.itertuples() for code in row.indicators.split("|")]
    assert len(cells) == len(set(cells)), "a unit has one group under each indicator"
    assert {code for _, code in cells} <= {"", *ordered_codes("indicator")}
    grouped = set(table["unit"])
    assert [unit for code in ordered_codes("indicator") for unit in typical_units(code) if unit not in grouped] == ["美元"]


def test_every_verdict_and_reason_has_a_label():
    assert ordered_codes("verdict") == list(VERDICTS)
    assert ordered_codes("reason") == [*FORBIDDING, *RESERVATIONS]


one_number = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["条", "个", "人次", "篇", None]),
        "status": st.sampled_from(["done", "plan"]),
        "period": st.sampled_from(["year", "term", "cumulative", None]),
        "area": st.sampled_from(["own", "whole", None]),
        "basis": st.sampled_from(["put_forward", "key", None]),
        "year": st.sampled_from([2023, 2024, None]),
        "report_year": st.sampled_from([2024, None]),
        "level": st.sampled_from(["county", "county", "province", None]),
        "bound": st.sampled_from(["exact", "exact", "over"]),
        "place": st.sampled_from(["甲", "乙", "丙"]),
        "indicator": st.sampled_from(["suggestions", "opinion_reports"]),
    }
)


@given(st.lists(one_number, max_size=12))
@settings(max_examples=25, deadline=None)
def test_counting_without_pairs_agrees_with_making_them(rows):
    blank = indicator_table(empty_tables())
    printed = {"surface": "9", "value": 9.0, "low": 9.0, "high": 9.0, "source": "s", "n_metrics": 1}
    numbers = [row | printed | {"city": f"c{i:02}", "start": i, "end": i + 1} for i, row in enumerate(rows)]
    table = pd.DataFrame(numbers, columns=blank.columns).astype(blank.dtypes)
    told = table.to_dict("records")
    made = [(a, b) for a, b in itertools.combinations(told, 2) if a["indicator"] == b["indicator"]]
    verdicts = Counter((a["indicator"], verdict_of(a, b)) for a, b in made)
    reasons = Counter((a["indicator"], reason) for a, b in made for reason in reasons_of(a, b))
    for row in count_verdicts(table).to_dict("records"):
        assert {code: row[f"n_{code}"] for code in VERDICTS} == {code: verdicts[row["indicator"], code] for code in VERDICTS}
        assert row["n_pairs"] == sum(verdicts[row["indicator"], code] for code in VERDICTS)
    assert {(row.indicator, row.reason): row.n_pairs for row in count_reasons(table).itertuples() if row.n_pairs} == dict(reasons)
    paired = comparable(table)
    assert Counter(zip(paired["indicator"], paired["verdict"], strict=True)) == verdicts
    listed = Counter((row.indicator, code) for row in paired.itertuples() for code in row.reasons.split("|") if code)
    assert listed == reasons


def test_the_indicator_that_most_needs_a_look():
    counts = pd.DataFrame({"indicator": ["proposals", "adopted", "rules"], "n_pairs": [10, 6, 6], "n_not": [10, 3, 2]})
    assert most_divided(counts) == "adopted"
    assert most_divided(counts.head(0)) == "proposals"


def test_numbers_of_one_basis_are_compared_with_one_another():
    told = [("521场", "special"), ("74场", "meetings")]
    rows = [metric("杭州2024", i, text, 1, "场", "consultations", basis=basis) for i, (text, basis) in enumerate(told)]
    rows += [metric("宁波2024", 1, "9场", 9, "场", "consultations", basis="meetings")]
    tables = small_tables(metrics=make_table("metrics", rows))
    assert comparable(indicator_table(tables))["verdict"].tolist() == ["not"]
    several = basis_table(tables)
    assert several[["city", "basis", "surface"]].to_numpy().tolist() == [
        ["宁波", "meetings", "9场"], ["杭州", "special", "521场"], ["杭州", "meetings", "74场"],
    ]  # fmt: skip
    alike = comparable(several[several["basis"] == "meetings"])
    assert alike[["surface", "other_surface", "verdict"]].to_numpy().tolist() == [["9场", "74场", "note"]]


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


def test_a_range_keeps_its_ends():
    assert usual_ends("5—6万人", "range", math.nan, 50000.0, 60000.0) == (50000.0, 60000.0)


def test_no_reports_give_empty_tables():
    nothing = indicator_table(empty_tables())
    assert comparable(nothing).empty
    assert count_pairs(nothing).empty
    assert count_verdicts(nothing).empty
