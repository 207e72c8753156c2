"""How fast the suite is: as ratios to jieba.lcut on the same text in the same run, and in seconds on this machine.

    make bench

How to read it: a ratio holds on any machine, a time only on the one that printed it. Each is the best of several runs.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba

from analysis.coding.tokens import default_tokenizer
from analysis.pipeline import build
from analysis.tables import Tables, read_tables, write_tables

RUNS = 5


def time_best(task: Callable[[], object], runs: int = RUNS) -> float:
    """Return the shortest of several runs of `task`, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return min(times)


def time_command(*arguments: str) -> float:
    """Return the time of a Python process, in seconds; raises where it fails."""
    return time_best(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True), runs=3)


def measure_ratios(tables: Tables) -> list[tuple[str, float]]:
    """Return the times of tokens, build, and writing and reading tables, each divided by that of jieba.lcut on the same sentences."""
    texts = tables.sentences["text"].tolist()
    tokenizer = default_tokenizer()
    jieba.lcut(texts[0])
    build("seeds")  # both sides have their dictionaries loaded
    reference = time_best(lambda: [jieba.lcut(text) for text in texts])
    tokens = time_best(lambda: [tokenizer.cut(text) for text in texts])
    whole = time_best(lambda: build("seeds"))
    with tempfile.TemporaryDirectory() as folder:
        disk = time_best(lambda: read_tables(write_tables(tables, folder)))
    names = ("tokens", "build", "write and read the tables")
    return [
        ("jieba.lcut, seconds", reference),
        *zip((f"{name} ÷ jieba.lcut" for name in names), (t / reference for t in (tokens, whole, disk)), strict=True),
    ]


def measure_times() -> list[tuple[str, float]]:
    """Return the times of fresh processes, in seconds: import, build of the seeds, each notebook."""
    rows = [("import analysis", time_command("-c", "import analysis"))]
    with tempfile.TemporaryDirectory() as folder:
        rows.append(("python -m analysis build seeds", time_command("-m", "analysis", "build", "seeds", "--out", folder)))
        for notebook in sorted(Path("notebooks").glob("*.ipynb")):
            convert = ("-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", folder, str(notebook))
            rows.append((notebook.name, time_command(*convert)))
    return rows


def main() -> None:
    """Print all figures."""
    jieba.setLogLevel(logging.WARNING)
    tables = build("seeds")
    print(f"{len(tables.sentences)} sentences, {tables.sentences['text'].str.len().sum()} characters; best of {RUNS} runs")
    for name, figure in measure_ratios(tables):
        print(f"{name:34s} {figure:8.3f}")
    print("seconds, fresh processes, best of 3")
    for name, figure in measure_times():
        print(f"{name:34s} {figure:8.2f}")


if __name__ == "__main__":
    main()
