"""Proposal statistics and the agreement of totals and rates: own sentences in the way of many reports (cases_proposals.csv)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis import build
from analysis.compare.proposals import COLUMNS, STATISTICS, checks_of_proposals, proposal_table
from analysis.compare.reconciliation import COLUMNS as CHECK_COLUMNS
from analysis.compare.reconciliation import reconcile_totals
from analysis.schema import make_table
from tests.compare.small_corpus import empty_tables, metric, small_tables

CASES = Path(__file__).with_name("cases_proposals.csv")
HEADLINE = "临安市政协2023年工作综述"


def read_cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def texts() -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["text"] for row in read_cases()))


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for number, text in enumerate(texts()):
        (folder / f"{number:03}.txt").write_text(f"{HEADLINE}\n{text}\n", encoding="utf-8")
    return build(folder)


@pytest.fixture(scope="module")
def checks(tables):
    found = reconcile_totals(tables)
    members = []
    for row in found.itertuples():
        text = tables.source_text(row.source)
        members.append("|".join(text[start:end] for start, end in zip(row.member_starts, row.member_ends, strict=True)))
    return found.assign(members=members)


def case_parameters() -> list[object]:
    return [pytest.param(row, id=f"{row['check']}-{row['stated']}-{row['text'][:20]}") for row in read_cases()]


@pytest.mark.parametrize("row", case_parameters())
def test_case_is_judged_as_its_words_say(checks, row):
    own = checks[(checks["source"] == f"{texts().index(row['text']):03}.txt") & (checks["check"] == row["check"])]
    if row["stated"]:
        own = own[own["stated"] == row["stated"]]
    if row["members"]:
        own = own[own["members"] == row["members"]]
    verdicts = own["verdict"].tolist()
    assert verdicts == ([] if row["verdict"] == "none" else [row["verdict"]]), row["why"]


def test_cases_are_many_and_know_every_verdict():
    rows = read_cases()
    assert len(rows) >= 40
    assert {row["verdict"] for row in rows} == {"agrees", "rounding", "differs", "open", "none"}
    assert all(row["why"] for row in rows)


def test_every_check_walks_back_to_characters(tables, checks):
    assert list(checks.columns) == [*CHECK_COLUMNS, "members"]
    for row in checks[checks["stated"] != "100%"].itertuples():
        assert tables.source_text(row.source)[row.start : row.end] == row.stated
    known = set(zip(tables.metrics["source"], tables.metrics["start"], strict=True))
    assert all((row.source, start) in known for row in checks.itertuples() for start in row.member_starts)


def test_a_total_that_does_not_add_up_is_told_and_kept(tables, checks):
    row = checks[(checks["check"] == "sum") & (checks["stated"] == "468件")].iloc[0]
    assert (row["stated_value"], row["computed"], row["verdict"]) == (468, 458, "differs")
    assert tables.metrics.set_index(["source", "start"]).loc[(row["source"], row["start"]), "value"] == 468


# --- the table


def statistics_of(tables, text):
    source = f"{texts().index(text):03}.txt"
    found = proposal_table(tables)
    return found[found["source"] == source]


def test_statistics_follow_the_way_of_a_proposal(tables):
    text = next(text for text in texts() if text.startswith("2023年征集提案612件"))
    own = statistics_of(tables, text)
    assert own["statistic"].tolist() == ["received", "filed", "merged", "not_filed", "filing_rate"]
    assert own["surface"].tolist() == ["612件", "547件", "22件", "43件", "89%"]
    assert (own["year"] == 2023).all()
    assert list(own.columns) == COLUMNS


def test_classes_have_a_row_each(tables):
    text = next(text for text in texts() if text.startswith("市政协五届三次会议以来"))
    own = statistics_of(tables, text)
    assert own.loc[own["statistic"] == "class", "item"].tolist() == ["A类提案", "B类提案", "C类提案"]
    assert own.loc[own["statistic"] == "joint", ["surface", "n_metrics"]].to_numpy().tolist() == [["98件", 2]]


def test_classes_told_with_one_noun_have_a_row_each_and_are_not_filed_ones(tables):
    own = statistics_of(tables, next(text for text in texts() if "A、B、C类分别为" in text))
    assert own.loc[own["statistic"] == "class", ["item", "surface"]].to_numpy().tolist() == [
        ["A类", "100件"],
        ["B类", "120件"],
        ["C类", "50件"],
    ]
    assert own.loc[own["statistic"] == "filed", ["surface", "n_metrics"]].to_numpy().tolist() == [["270件", 1]]


def test_a_part_of_a_number_does_not_tell_its_statistic(tables):
    own = statistics_of(tables, next(text for text in texts() if "其中民生领域立案50件" in text))
    assert own.loc[own["statistic"] == "filed", ["surface", "n_metrics"]].to_numpy().tolist() == [["270件", 1]]


def test_what_a_report_does_not_tell_has_no_row(tables):
    text = next(text for text in texts() if text.startswith("立案提案262件"))
    assert statistics_of(tables, text)["statistic"].tolist() == ["filed", "answer_rate"]


def proposal(sentence, surface, value, basis, **more):
    return metric("杭州2024", sentence, surface, value, "件", "proposals") | {"item": "提案", "basis": basis} | more


@pytest.mark.parametrize(
    ("rows", "best", "why"),
    [
        ([proposal(1, "90件", 90, "filed"), proposal(2, "300件", 300, "filed", year=2022)], "90件", "the report's own year"),
        ([proposal(1, "90件", 90, "filed", area="unit"), proposal(2, "80件", 80, "filed")], "80件", "not one unit's"),
        ([proposal(1, "90件", 90, "filed", area="whole"), proposal(2, "80件", 80, "filed", area="own")], "80件", "the body's own"),
        ([proposal(1, "900件", 900, "filed", period="term"), proposal(2, "80件", 80, "filed")], "80件", "the year before the term"),
        ([proposal(1, "90件", 90, "filed", repeat=True), proposal(2, "80件", 80, "filed")], "80件", "the first telling"),
        ([proposal(1, "80件", 80, "filed"), proposal(2, "90件", 90, "filed")], "90件", "the larger"),
    ],
)
def test_choice_among_several(rows, best, why):
    found = proposal_table(small_tables(metrics=make_table("metrics", rows)))
    assert found[["statistic", "surface", "n_metrics"]].to_numpy().tolist() == [["filed", best, 2]], why


def test_what_is_planned_is_no_statistic():
    rows = [
        proposal(1, "90件", 90, "filed"),
        proposal(2, "300件", 300, "filed", status="plan"),
        proposal(3, "10件", 10, "key", status="plan"),
    ]
    found = proposal_table(small_tables(metrics=make_table("metrics", rows)))
    assert found[["statistic", "surface", "n_metrics"]].to_numpy().tolist() == [["filed", "90件", 1]]


@pytest.mark.parametrize(
    ("item", "named", "why"),
    [("办理满意率", True, "the sentence names proposals"), ("群众满意率", False, "the people's satisfaction is with something else")],
)
def test_a_satisfaction_rate_is_of_proposals_where_words_say_so(item, named, why):
    rate = metric("杭州2024", 1, "98%", 0.98, "%", None) | {"kind": "percent", "item": item, "basis": "satisfaction_rate", "status": "rate"}
    tables = small_tables(metrics=make_table("metrics", [rate]))
    assert proposal_table(tables).empty
    about = small_tables(sentences=tables.sentences.assign(text="提案办理满意率98%。"), metrics=tables.metrics)
    assert (len(proposal_table(about)) == 1) is named, why


def test_a_part_is_measured_by_a_whole_that_is_told_again():
    rows = [proposal(1, "90件", 90, "filed"), proposal(2, "90件", 90, "filed", repeat=True), proposal(3, "95件", 95, "key", part_of=100)]
    found = reconcile_totals(small_tables(metrics=make_table("metrics", rows)))
    assert found[["check", "verdict"]].to_numpy().tolist() == [["part", "differs"]]


def test_checks_of_other_numbers_are_no_checks_of_proposals():
    rows = [
        proposal(1, "90件", 90, "filed"),
        proposal(2, "9件", 9, "key", part_of=50),
        metric("杭州2024", 3, "210条", 210, "条", "suggestions"),
        metric("杭州2024", 4, "85条", 85, "条", "adopted", part_of=150),
    ]
    tables = small_tables(metrics=make_table("metrics", rows))
    checks = reconcile_totals(tables)
    assert checks["stated"].tolist() == ["90件", "210条"]
    assert checks_of_proposals(checks, tables)["stated"].tolist() == ["90件"]


def test_statistics_are_those_of_the_lexicon_and_the_rates():
    from analysis.lexicon import load_lexicon

    bases = load_lexicon("indicator_bases")
    named = set(bases.loc[bases["indicator"].isin(["proposals", ""]), "basis"]) - {"share"}
    assert named <= set(STATISTICS)


def test_no_reports_give_empty_tables():
    assert list(proposal_table(empty_tables()).columns) == COLUMNS
    assert proposal_table(empty_tables()).empty
    assert reconcile_totals(empty_tables()).empty
    assert checks_of_proposals(reconcile_totals(empty_tables()), empty_tables()).empty
    assert pd.api.types.is_integer_dtype(reconcile_totals(empty_tables())["start"])
