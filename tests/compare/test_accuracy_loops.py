"""Accuracy of chains on three labelled ones, worked out by hand."""

import json
import math
from pathlib import Path

import pandas as pd
import pytest

from analysis.compare.accuracy_gold import Gold, GoldError
from analysis.compare.accuracy_loops import match_loops, read_chains, score_loops


def _chain(start: int, end: int, steps: list[str], closed: bool, kind: str) -> dict:
    return {"source": "101", "start": start, "end": end, "steps": steps, "closed": closed, "kind": kind, "stages": [""] * len(steps)}


CHAINS = [
    _chain(0, 10, ["协商", "落实", "反馈"], True, "process"),
    _chain(20, 30, ["党组", "支部", "小组"], False, "organisation"),
    _chain(40, 50, ["提", "办", "督"], False, "process"),
]
FOUND = pd.DataFrame(
    [
        {"source": "101_a.txt", "start": 1, "end": 10, "steps": ["协商", "落实", "反馈"], "closed": True, "kind": "process"},
        {"source": "101_a.txt", "start": 22, "end": 26, "steps": ["党组", "支部"], "closed": False, "kind": "process"},
        {"source": "101_a.txt", "start": 60, "end": 70, "steps": ["点", "线", "面"], "closed": False, "kind": "process"},
        {"source": "999_b.txt", "start": 40, "end": 50, "steps": ["提", "办", "督"], "closed": False, "kind": "process"},
    ]
)


def _unit(report: str, start: int, end: int) -> dict:
    return {"doc": "101", "start": start, "end": end, "report": report}


GOLD = Gold((_unit("a", 0, 15), _unit("b", 15, 35), _unit("c", 35, 65), _unit("d", 65, 80)), {})


def _values(found: pd.DataFrame) -> dict[str, float]:
    return {score.measure: score.value for score in score_loops(found, CHAINS, GOLD)}


def test_figures_by_hand() -> None:
    # two of three labelled chains are matched; the third row of 101 is false; the row of an unlabelled document is neither
    assert _values(FOUND) == pytest.approx({"loop_found_f1": 4 / 6, "loop_steps_f1": 2 / 6, "loop_closed": 1.0, "loop_kind": 1 / 2})


def test_every_figure_has_its_interval_by_report() -> None:
    """Report a is right in all, b in the chain but not in its steps and kind, c misses one chain and has a false one."""
    scores = {score.measure: score for score in score_loops(FOUND, CHAINS, GOLD)}
    assert (scores["loop_found_f1"].low, scores["loop_found_f1"].high) == (0.0, 1.0)  # c drawn three times; a and b alone
    assert (scores["loop_steps_f1"].low, scores["loop_steps_f1"].high) == (0.0, 1.0)
    assert math.isnan(scores["loop_kind"].low)  # the two matched chains stand in two reports, too few to draw anew
    third = pd.concat([FOUND, FOUND.iloc[[0]].assign(start=41, end=50, steps=[["提", "办", "督"]])], ignore_index=True)
    kind = next(score for score in score_loops(third, CHAINS, GOLD) if score.measure == "loop_kind")
    assert kind.value == pytest.approx(2 / 3)
    assert (kind.low, kind.high) == (0.0, 1.0)
    all_right = pd.DataFrame([{**chain, "source": "101_a.txt"} for chain in CHAINS])
    assert {(score.low, score.high) for score in score_loops(all_right, CHAINS, GOLD)} == {(1.0, 1.0)}


def test_what_the_table_does_not_name_is_not_scored() -> None:
    assert list(_values(FOUND.drop(columns="kind"))) == ["loop_found_f1", "loop_steps_f1", "loop_closed"]
    stages = pd.Series([("", "", ""), ("", ""), ("", "", ""), ("", "", "")])  # tuples or arrays, as Parquet gives them, are lists too
    assert _values(FOUND.assign(stages=stages))["loop_stages"] == 1 / 2


def test_a_row_is_taken_once_by_the_chain_that_shares_most() -> None:
    wide = FOUND.iloc[[0]].assign(start=0, end=30)
    match = match_loops(wide, CHAINS, ["101"])
    assert [chain["start"] for chain, _ in match.pairs] == [0]
    assert [chain["start"] for chain in match.missed] == [20, 40]
    assert match.false == []


def test_a_label_may_name_its_document_or_its_file() -> None:
    chains = [{**chain, "source": "101_a.txt"} for chain in CHAINS]
    assert len(match_loops(FOUND, chains, ["101"]).pairs) == 2


def test_nothing_found_is_zero_where_chains_are_labelled_and_their_fields_unknown() -> None:
    figures = _values(FOUND.iloc[:0])
    assert figures["loop_found_f1"] == 0
    assert math.isnan(figures["loop_closed"])


def test_a_folder_without_labelled_chains_gives_no_figures(tmp_path: Path) -> None:
    assert read_chains(tmp_path) == []
    assert score_loops(FOUND, [], GOLD) == []


@pytest.mark.parametrize(("line", "message"), [("{broken", "line 1: not valid JSON"), ('{"source": "101"}', "line 1: start is missing")])
def test_a_broken_label_is_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "loops.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        read_chains(tmp_path)


def test_labels_are_read_as_written(tmp_path: Path) -> None:
    (tmp_path / "loops.jsonl").write_text("\n".join(json.dumps(chain, ensure_ascii=False) for chain in CHAINS), encoding="utf-8")
    assert read_chains(tmp_path) == CHAINS
