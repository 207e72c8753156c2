"""The benchmark's scoring on cases counted by hand; the peers themselves are needed by no test."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from benchmarks.finders import Result, format_results, run_peer
from benchmarks.scoring import Counts, LabelledUnit, count_hits, is_same_value, read_units

ROOT = Path(__file__).parent.parent
UNIT = LabelledUnit("000", "r", "body", "收到提案210件、建议90%", wanted=((4, 8, 210.0), (11, 14, 0.9)), optional=((0, 2),))
CASES = [
    ("all right", [(4, 7, 210), (11, 14, 0.9)], Counts(2, 2, 2)),
    ("a part of the label is enough", [(6, 7, 210)], Counts(1, 1, 2)),
    ("beside the label", [(8, 11, 210)], Counts(1, 0, 2)),
    ("another value", [(4, 8, 21)], Counts(1, 0, 2)),
    ("a percent as 90 is another number", [(11, 14, 90)], Counts(1, 0, 2)),
    ("a range states no value", [(4, 8, None)], Counts(1, 0, 2)),
    ("one label is found once", [(4, 8, 210), (4, 8, 210)], Counts(2, 1, 2)),
    ("what may be found is left out", [(0, 1, 7), (4, 8, 210)], Counts(1, 1, 2)),
    ("nothing", [], Counts(0, 0, 2)),
]


@pytest.mark.parametrize(("why", "hits", "counts"), CASES, ids=[why for why, _, _ in CASES])
def test_count_hits(why: str, hits: list[tuple[int, int, float | None]], counts: Counts) -> None:
    assert count_hits([UNIT], [hits]) == counts, why


def test_one_hit_is_right_for_one_label() -> None:
    twice = LabelledUnit("000", "r", "body", "各3件和3件", wanted=((1, 3, 3.0), (4, 6, 3.0)), optional=())
    assert count_hits([twice], [[(1, 6, 3)]]) == Counts(1, 1, 2)


def test_units_are_counted_apart() -> None:
    assert count_hits([UNIT, UNIT], [[(4, 8, 210)], []]) == Counts(1, 1, 4)
    with pytest.raises(ValueError, match="shorter"):
        count_hits([UNIT, UNIT], [[]])


def test_scores() -> None:
    counts = Counts(found=4, right=3, labelled=6)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.5, 0.6)
    assert str(Counts(0, 0, 0).f1) == "nan"


@pytest.mark.parametrize(("found", "same"), [(0.1 + 0.2, True), (0.3001, False), (None, False), (30, False)])
def test_is_same_value(found: float | None, same: bool) -> None:
    assert is_same_value(found, 0.3) is same


def test_units_are_read_with_places_in_their_text(tmp_path: Path) -> None:
    metric = {"start": 14, "end": 18, "value": 210.0}
    label = {"u": "1", "doc": "0", "start": 10, "report": "r", "metrics": [metric, {**metric, "optional": True}]}
    (tmp_path / "units.jsonl").write_text("\n".join(json.dumps({"u": name, "text": "收到提案210件"}) for name in "12"), "utf-8")
    (tmp_path / "gold.jsonl").write_text(
        "\n".join(json.dumps({**label, "role": role, "u": name}) for name, role in (("1", "body"), ("2", "chrome"))), "utf-8"
    )
    assert read_units(tmp_path) == [LabelledUnit("0", "r", "body", "收到提案210件", ((4, 8, 210.0),), ((4, 8),))]


def test_a_peer_that_does_not_run_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("benchmarks.finders.PEER_PYTHON", tmp_path / "python")
    monkeypatch.setattr("benchmarks.finders.PEER_LOG", tmp_path / "peers.log")
    (tmp_path / "peers.log").write_text("fetching\nno network\n\n", "utf-8")
    result = run_peer("cn2an", "cn2an + digits", [UNIT])
    assert result.counts is None
    *_, line = format_results([result], n_chars=10)
    assert line == f"{'cn2an + digits':<20}  not run: the peers' environment is not there (installing said: no network)"


def test_speeds_are_told_as_ratios_to_ours() -> None:
    counts = Counts(4, 3, 6)
    _, ours, other = format_results([Result("ours", counts, 0.5), Result("other", counts, 2.0)], n_chars=1000)
    assert ours.split() == ["ours", "0.750", "0.500", "0.600", "4", "3", "6", "2,000", "1.00"]
    assert other.split()[-2:] == ["500", "0.25"]


def test_the_peers_are_locked_with_hashes_and_stay_out_of_the_main_lock() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["bench"]
    names = {re.split("[<>=]", need)[0] for need in needed}
    locks = [(ROOT / name).read_text("utf-8") for name in ("benchmarks/requirements.txt", "requirements.txt")]
    entries = [re.findall(r"(?m)^([\w.-]+)==\S+ .*\\\n +--hash=sha256:", lock) for lock in locks]
    assert names <= set(entries[0])
    assert len(entries[0]) == len(re.findall("(?m)^[a-z]", locks[0]))
    assert not names & set(entries[1])
