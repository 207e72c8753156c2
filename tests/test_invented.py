"""Agreement with the labels of invented reports (tests/invented) does not fall below what it was."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis import build
from analysis.compare.accuracy import score_tables
from analysis.tables import Tables

HERE = Path(__file__).parent / "invented"
SETS = sorted(path.name for path in HERE.iterdir() if path.is_dir())
FLOORS = pd.read_csv(HERE / "floors.csv")
MEASURES = (
    "role_accuracy", "report_assignment", "metric_found_f1", "metric_bound", "metric_unit", "metric_indicator", "metric_item",
    "metric_full_record_f1", "theme_micro_f1", "practice_f1", "practice_kind", "loop_found_f1", "loop_steps_f1",
)  # fmt: skip


@cache
def tables_of(name: str) -> Tables:
    return build(HERE / name / "texts")


@cache
def scores_of(name: str) -> pd.Series:
    return score_tables(tables_of(name), HERE / name).set_index("measure")["value"]


def test_every_set_has_a_floor_for_every_measure() -> None:
    assert {*zip(FLOORS["set"], FLOORS["measure"], strict=True)} == {(name, measure) for name in SETS for measure in MEASURES}


@pytest.mark.parametrize("row", list(FLOORS.itertuples(index=False)), ids=lambda row: f"{row.set} {row.measure}")
def test_agreement_stays(row: tuple) -> None:
    assert scores_of(row.set)[row.measure] >= row.floor


@pytest.mark.parametrize("name", SETS)
def test_who_reports_and_of_which_year(name: str) -> None:
    """City and province of every report, and the year wherever one is inferred: an unknown year is better than a wrong one."""
    told = tables_of(name).reports.sort_values(["source", "ordinal"])
    rows = [json.loads(line) for line in (HERE / name / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    labels = pd.DataFrame(rows).sort_values(["source", "ordinal"], kind="stable")
    assert told["source"].tolist() == labels["source"].tolist()
    years = told["year"].astype("float64").to_numpy()
    right = (years == labels["year"].astype("float64").to_numpy()) | pd.isna(years)
    assert right.mean() >= 0.9
    assert (told["city"].fillna("").to_numpy() == labels["city"].fillna("").to_numpy()).mean() >= 0.9


@pytest.mark.parametrize("name", SETS)
def test_labels_lie_on_the_characters_they_name(name: str) -> None:
    texts = {path.name.split("_")[0]: path.read_bytes().decode("utf-8") for path in (HERE / name / "texts").iterdir()}
    for row in map(json.loads, (HERE / name / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
        for label in (*row["metrics"], *row["practices"]):
            assert texts[row["doc"]][label["start"] : label["end"]] == label["surface"], row["u"]
