"""Our number finders and their peers on the same labelled units, in the same run: precision, recall, F1, characters a second."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.coding import metrics, quantities
from benchmarks.scoring import Counts, Hit, LabelledUnit, count_hits
from benchmarks.timing import time_best

PEER_PYTHON = Path("build/peers/bin/python")
PEER_LOG = Path("build/peers.log")
PEERS = {"recognizers": "Recognizers-Text zh", "cn2an": "cn2an + digits"}


class Result(NamedTuple):
    """One finder: its name, what it found, its seconds for all texts; or the reason why it did not run."""

    name: str
    counts: Counts | None
    seconds: float
    reason: str = ""


def compare_finders(units: Sequence[LabelledUnit]) -> Iterator[Result]:
    """Give the result of each finder: ours in two layers, then the peers."""
    yield run_own("ours: quantities", find_quantities, units)
    yield run_own("ours: metrics", find_metrics, units)
    for key, name in PEERS.items():
        yield run_peer(key, name, units)


def run_own(name: str, find: Callable[[Sequence[LabelledUnit]], list[list[Hit]]], units: Sequence[LabelledUnit]) -> Result:
    """Return the result of one of our layers; its lexicons are loaded before the clock starts, as the peers' are."""
    counts = count_hits(units, find(units))
    return Result(name, counts, time_best(lambda: find(units)))


def find_quantities(units: Sequence[LabelledUnit]) -> list[list[Hit]]:
    """Return what the general layer finds: every quantity, whoever it is about."""
    finder = quantities.default_finder()
    return [[(one.start, one.end, one.value) for one in finder.find(unit.text)] for unit in units]


def find_metrics(units: Sequence[LabelledUnit]) -> list[list[Hit]]:
    """Return what the coded layer keeps of them: the quantities that count 政协 work; reports are coded whole, sections are not known."""
    finder, coder = quantities.default_finder(), metrics.default_coder()
    hits: list[list[Hit]] = [[] for _ in units]
    reports: dict[tuple[str, str | None], list[int]] = {}
    for number, unit in enumerate(units):
        reports.setdefault((unit.document, unit.report), []).append(number)
    for numbers in reports.values():
        sentences = [metrics.Sentence(unit.text, unit.role, None, finder.find(unit.text)) for unit in (units[number] for number in numbers)]
        for one in coder.code(sentences):
            hits[numbers[one.sentence]].append((one.quantity.start, one.quantity.end, one.quantity.value))
    return hits


def run_peer(key: str, name: str, units: Sequence[LabelledUnit]) -> Result:
    """Return the result of a peer, run in the peers' environment; one that does not run gives its reason and no figures."""
    command = [str(PEER_PYTHON), str(Path(__file__).with_name("peers.py")), key]
    try:
        done = subprocess.run(command, input=json.dumps([unit.text for unit in units]), capture_output=True, text=True, check=True)
    except FileNotFoundError:
        return Result(name, None, float("nan"), f"the peers' environment is not there{_last_line(PEER_LOG)}")
    except subprocess.CalledProcessError as error:
        lines = error.stderr.strip().splitlines() or ["no message"]
        return Result(name, None, float("nan"), f"{lines[-1]}{_last_line(PEER_LOG)}")
    answer = json.loads(done.stdout)
    return Result(name, count_hits(units, answer["hits"]), answer["seconds"])


def _last_line(log: Path) -> str:
    """Return what the installation said last, where it said anything: the reason behind a missing module."""
    lines = log.read_text("utf-8").split("\n") if log.is_file() else []
    said = [line.strip() for line in lines if line.strip()]
    return f" (installing said: {said[-1]})" if said else ""


def format_results(results: Sequence[Result], n_chars: int) -> Iterator[str]:
    """Give the lines of the table; characters a second are this machine's, the last column is a ratio and holds on any."""
    yield f"{'finder':<20}{'P':>7}{'R':>7}{'F1':>7}{'found':>7}{'right':>7}{'of':>5}{'chars/s':>12}{'÷ ours':>9}"
    own = next((result.seconds for result in results if result.counts), float("nan"))
    for name, counts, seconds, reason in results:
        if counts is None:
            yield f"{name:<20}  not run: {reason}"
            continue
        scores = f"{counts.precision:>7.3f}{counts.recall:>7.3f}{counts.f1:>7.3f}{counts.found:>7}{counts.right:>7}{counts.labelled:>5}"
        yield f"{name:<20}{scores}{n_chars / seconds:>12,.0f}{own / seconds:>9.2f}"
