import math

import pandas as pd
import pytest

from analysis.compare import member_counts, most_divisible, most_per_member, per_member
from analysis.compare.labels import ordered_codes
from analysis.compare.members import NAMED
from analysis.schema import make_table
from tests.compare.small_corpus import empty_tables, metric, small_tables


def tables_of(*rows):
    return small_tables(metrics=make_table("metrics", list(rows)))


def members(report, text, value, basis="serving", sentence=8, **more):
    return metric(report, sentence, text, value, "名", "members", basis=basis) | more


def meetings(report, text, value, **more):
    return metric(report, 1, text, value, "场", "consultations", basis="meetings") | more


def row_of(rates, city):
    return rates.set_index("city").loc[city]


@pytest.mark.parametrize(
    ("rows", "surface", "why"),
    [
        ([members("杭州2024", "502名", 502)], "502名", "those in office"),
        ([members("杭州2024", "502名", 502, basis="registered")], None, "those sent to the grassroots are not all"),
        ([members("杭州2024", "502名", 502, basis="taking_part")], None, "those who took part are not all"),
        ([members("杭州2024", "502名", 502, basis=None)], None, "the report's words do not say"),
        ([members("杭州2024", "1300人次", 1300) | {"unit": "人次"}], None, "attendances are no heads"),
        ([members("杭州2024", "502名", 502, status="plan")], None, "those to be elected do not serve"),
        ([members("杭州2024", "502名", 502), members("杭州2024", "90名", 90, part_of=400, sentence=9)], "502名", "a part is not the whole"),
        (
            [members("杭州2024", "9000名", 9000, area="two_levels"), members("杭州2024", "502名", 502, area="own", sentence=9)],
            "502名",
            "its own",
        ),
        ([], None, "nothing told"),
    ],
)
def test_members_are_those_who_serve(rows, surface, why):
    counts = member_counts(tables_of(*rows))
    assert counts["report"].tolist() == small_tables().reports["report"].tolist(), "a row for every report"
    told = row_of(counts, "杭州")["surface"]
    assert (None if pd.isna(told) else told) == surface, why
    assert counts.loc[counts["city"] != "杭州", "surface"].isna().all()


def test_a_wider_basis_is_taken_only_when_asked_for():
    tables = tables_of(members("杭州2024", "502名", 502, basis="registered"), members("宁波2024", "400名", 400, sentence=3),
                       members("宁波2024", "380名", 380, basis="registered"))  # fmt: skip
    counts = member_counts(tables, NAMED)
    assert row_of(counts, "杭州")[["surface", "basis"]].tolist() == ["502名", "registered"]
    assert row_of(counts, "宁波")[["surface", "basis"]].tolist() == ["400名", "serving"], "those in office before those registered"


def test_a_rate_has_both_places_and_both_bounds():
    over, under = {"bound": "over", "high": None}, {"bound": "under", "low": None}
    rates = per_member(
        tables_of(meetings("杭州2024", "900余场", 900, **over), members("杭州2024", "近300名", 300, **under)), "consultations"
    )
    row = row_of(rates, "杭州")
    assert row["rate"] == pytest.approx(300)
    assert (row["rate_low"], row["rate_high"]) == pytest.approx((100 * 900 / 300, 100 * 1000 / 200))
    assert row[["source", "start", "end"]].tolist() == ["a.txt", 50, 100]
    assert row[["members_source", "members_start", "members_end"]].tolist() == ["a.txt", 400, 450]
    assert pd.isna(row["gap"])


@pytest.mark.parametrize(
    ("number", "size", "ends", "why"),
    [
        (("60场", 60, {}), ("300名", 300, {}), (20, 20), "two plain numbers"),
        (("60场以上", 60, {"bound": "over", "high": None}), ("300名", 300, {}), (20, math.nan), "open above"),
        (("60场", 60, {}), ("300名以上", 300, {"bound": "over", "high": None}), (math.nan, 20), "more members make a smaller rate"),
        (("60—90场", None, {"bound": "range", "low": 60, "high": 90}), ("300名", 300, {}), (20, 30), "a range"),
        (("60场", 60, {}), ("0名", 0, {}), (math.inf, math.nan), "no members: nothing is bounded above"),
    ],
)
def test_bounds_of_a_rate(number, size, ends, why):
    rows = [meetings("杭州2024", number[0], number[1], **number[2]), members("杭州2024", size[0], size[1], **size[2])]
    row = row_of(per_member(tables_of(*rows), "consultations"), "杭州")
    assert (row["rate_low"], row["rate_high"]) == pytest.approx(ends, nan_ok=True), why


@pytest.mark.parametrize(
    ("number", "size", "gap", "why"),
    [
        (None, {}, "not_reported", "never a zero"),
        ({}, None, "members_untold", "never a guess"),
        ({"status": "plan"}, {}, "plan", "what is planned was not done"),
        ({"unit": "%", "status": "rate"}, {}, "share", "a percent per member says nothing"),
        ({"area": "own"}, {"area": "two_levels"}, "area", "members of two levels, work of one"),
        ({"area": "own"}, {"area": "own"}, None, "both of one area"),
        ({"area": None}, {"area": "own"}, None, "not told: read as its own, and a reservation"),
        ({"area": None}, {"area": "two_levels"}, "area_untold", "the work may be that of one level"),
        ({"area": "lower"}, {"area": None}, "area_untold", "the members may be those of another"),
    ],
)
def test_what_is_not_computed_says_why(number, size, gap, why):
    rows = [] if number is None else [meetings("杭州2024", "60场", 60, **number)]
    rows += [] if size is None else [members("杭州2024", "300名", 300, **size)]
    row = row_of(per_member(tables_of(*rows), "consultations"), "杭州")
    assert (None if pd.isna(row["gap"]) else row["gap"]) == gap, why
    assert pd.isna(row["rate"]) is (gap is not None)
    assert gap is None or gap in ordered_codes("gap")


def test_work_of_one_area_is_divided_by_the_members_of_that_area():
    sizes = [members("杭州2024", "300名", 300, area="own"), members("杭州2024", "3000名", 3000, area="two_levels", sentence=9)]
    for area, size in (("own", "300名"), ("two_levels", "3000名"), (None, "300名")):
        rates = per_member(tables_of(meetings("杭州2024", "60场", 60, area=area), *sizes), "consultations")
        assert row_of(rates, "杭州")["members_surface"] == size, area
    wide = members("杭州2024", "3000名", 3000, area="two_levels")
    own = members("杭州2024", "290名", 290, basis="registered", area="own", sentence=9)
    assert (
        row_of(per_member(tables_of(meetings("杭州2024", "60场", 60), wide, own), "consultations", NAMED), "杭州")["members_surface"]
        == "290名"
    )
    assert row_of(per_member(tables_of(meetings("杭州2024", "60场", 60, area="lower"), *sizes), "consultations"), "杭州")["gap"] == "area"


def test_a_ranking_needs_rates_that_stand_apart_and_numbers_that_are_alike():
    rows = [
        meetings("杭州2024", "60场", 60),
        members("杭州2024", "300名", 300),
        meetings("宁波2024", "90场", 90),
        members("宁波2024", "300名", 300),
    ]
    named, reasons = most_per_member(per_member(tables_of(*rows), "consultations"))
    assert (named, reasons) == ("宁波", "period_untold|area_untold")
    unlike = [*rows[:3], members("宁波2024", "300名", 300, basis="registered")]
    assert most_per_member(per_member(tables_of(*unlike), "consultations", NAMED)) == (None, "basis"), "members of two kinds"
    wide = {"area": "two_levels"}
    areas = [*rows[2:3], members("宁波2024", "300名", 300, area="own"), meetings("杭州2024", "60场", 60, **wide)]
    areas.append(members("杭州2024", "300名", 300, **wide))
    assert most_per_member(per_member(tables_of(*areas), "consultations")) == (None, "area"), "members of two areas"
    assert most_per_member(per_member(tables_of(*rows[:2]), "consultations")) == (None, "tie"), "one rate is no largest"
    term = [meetings("杭州2024", "60场", 60, period="term"), *rows[1:]]
    assert most_per_member(per_member(tables_of(*term), "consultations")) == (None, "period_untold"), "a term beside what may be a year"


def test_the_indicator_that_most_reports_can_divide():
    rows = [meetings("杭州2024", "60场", 60), members("杭州2024", "300名", 300),
            *(metric(report, 2, "9条", 9, "条", "suggestions") for report in ("宁波2024", "衢州2024"))]  # fmt: skip
    assert most_divisible(tables_of(*rows)) == "consultations"
    assert most_divisible(tables_of(*rows[2:])) == "suggestions", "none can: the most reported"
    assert most_divisible(empty_tables()) in ordered_codes("indicator")


@pytest.mark.parametrize("indicator", ["members", "weather"])
def test_what_cannot_be_divided_is_refused(indicator):
    with pytest.raises(ValueError, match=f"'{indicator}' cannot be divided by members"):
        per_member(small_tables(), indicator)


def test_no_reports_give_an_empty_table():
    assert per_member(empty_tables(), "consultations").empty
    assert member_counts(empty_tables()).empty
