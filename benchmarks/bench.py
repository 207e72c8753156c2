"""How fast the suite is and how well it finds numbers, beside other tools, in one run.

    make bench

How to read it: a ratio (÷) holds on any machine, a time or a speed only on the one that printed it. Each is the best of several runs.
Precision and recall are of the hand-made labels in tests/gold, which the rules were made with: they flatter ours, not the peers'.
"""

from __future__ import annotations

import logging
import subprocess
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba

from analysis.coding.tokens import default_tokenizer
from analysis.pipeline import build
from analysis.tables import Tables, read_tables, write_tables
from benchmarks.finders import compare_finders, format_results
from benchmarks.scoring import read_units
from benchmarks.timing import RUNS, time_best, time_command
from benchmarks.token_tables import cut_reports, measure_token_table

GOLD = Path("tests/gold")
COPIES = 20


def print_finders() -> None:
    """Print the table of number finders: ours and the peers'."""
    units = read_units(GOLD)
    n_chars = sum(len(unit.text) for unit in units)
    n_numbers = sum(len(unit.wanted) for unit in units)
    print(f"Numbers that count 政协 work: {n_numbers} labelled in {len(units)} units, {n_chars} characters of {GOLD}")
    for line in format_results(list(compare_finders(units)), n_chars):
        print(line)
    print("P, R, F1: a hit is right where it overlaps a label and states its value; general finders find all numbers, so their P is low")
    print("÷ ours: speed as a ratio to quantities, our layer that finds all numbers\n")


def print_ratios(tables: Tables) -> None:
    """Print the times of tokens, build, and writing and reading tables, each divided by that of jieba.lcut on the same sentences."""
    texts = tables.sentences["text"].tolist()
    tokenizer = default_tokenizer()
    jieba.lcut(texts[0])
    build("seeds")  # both sides have their dictionaries loaded
    reference = time_best(lambda: [jieba.lcut(text) for text in texts])
    with tempfile.TemporaryDirectory() as folder:
        times = {
            "tokens": time_best(lambda: [tokenizer.cut(text) for text in texts]),
            "build": time_best(lambda: build("seeds")),
            "write and read the tables": time_best(lambda: read_tables(write_tables(tables, folder))),
        }
    print(f"Ratios to jieba.lcut on the same {len(texts)} sentences, {sum(map(len, texts))} characters; best of {RUNS} runs")
    for name, seconds in times.items():
        print(f"{name + ' ÷ jieba.lcut':<40}{seconds / reference:>10.2f}")
    print(f"{'jieba.lcut, seconds':<40}{reference:>10.4f}\n")


def print_token_table(tables: Tables) -> None:
    """Print what the token table costs, on the seeds and on many times as much."""
    reports = cut_reports(tables)
    many = [(f"{report}-{copy}", source, columns) for copy in range(COPIES) for report, source, columns in reports]
    print("Token table from tokens that are cut, nanoseconds a token")
    print(f"{'tokens':>10}{'from columns':>15}{'from rows':>12}{'rows ÷ columns':>17}")
    for given in (reports, many):
        count, from_columns, from_rows = measure_token_table(given)
        print(f"{count:>10,}{from_columns:>15.0f}{from_rows:>12.0f}{from_rows / from_columns:>17.1f}")
    print()


def print_times() -> None:
    """Print the times of fresh processes, in seconds: import, build of the seeds, each notebook."""
    print("Seconds of fresh processes, best of 3")
    with tempfile.TemporaryDirectory() as folder:
        commands: dict[str, tuple[str, ...]] = {
            "import analysis": ("-c", "import analysis"),
            "python -m analysis build seeds": ("-m", "analysis", "build", "seeds", "--out", folder),
        }
        for notebook in sorted(Path("notebooks").glob("*.ipynb")):
            commands[notebook.name] = ("-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", folder, str(notebook))
        for name, arguments in commands.items():
            print(f"{name:<40}{_say_time(arguments):>10}")


def _say_time(arguments: Sequence[str]) -> str:
    """Return the seconds, or that it failed: the others are measured all the same."""
    try:
        return f"{time_command(*arguments):.2f}"
    except subprocess.CalledProcessError:
        return "failed"


def main() -> None:
    """Print all figures."""
    jieba.setLogLevel(logging.WARNING)
    print_finders()
    tables = build("seeds")
    print_ratios(tables)
    print_token_table(tables)
    print_times()


if __name__ == "__main__":
    main()
