"""Every number of every figure of the seeds walks back to the characters of the files that made it.

The csv files are written, read as text, and walked: no number column may be without a rule, no rule may let a changed number pass.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.compare.evidence_rows import LONGEST_SURFACE, back_rows, finish_evidence, locate_rows, shorten_surface
from analysis.compare.proposals import proposal_table
from analysis.schema import make_table
from analysis.show.evidence import find_evidence
from analysis.show.gallery import plan_figures, write_rows
from analysis.show.saving import safe_cell
from analysis.tables import Tables
from tests.compare.small_corpus import empty_tables, lone_tables, metric, small_tables
from tests.show.walking import Book, Written, is_numeric
from tests.show.walking_register import PLACED, RULES

MOST_BYTES = 300_000
OF_SEVERAL_REPORTS = ("themes_cooccurrence", "indicators_verdicts")


@pytest.fixture(scope="module")
def book(seed_tables: Tables) -> Book:
    return Book(seed_tables, Path("seeds"))


@pytest.fixture(scope="module")
def folder(seed_tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    for plate in plan_figures(seed_tables):
        write_rows(plate, seed_tables, folder)
    return folder


@pytest.fixture(scope="module")
def figures(folder: Path) -> list[Written]:
    names = sorted(file.stem for file in folder.glob("*.csv") if not file.stem.endswith("_evidence"))
    return [Written.read(folder, name) for name in names]


def walk(book: Book, figure: Written, column: str) -> None:
    (RULES[figure.name] | PLACED)[column](book, figure, column)


def break_cell(figure: Written, number: int, column: str) -> Written:
    """The figure with one cell changed: a truth turned round, a number one larger, words one sign longer."""
    changed = replace(figure, rows=deepcopy(figure.rows))
    cell = changed.rows[number][column]
    turned = {"True": "False", "False": "True"}
    changed.rows[number][column] = turned[cell] if cell in turned else f"{float(cell) + 1:g}" if is_numeric([cell]) else f"{cell}。"
    return changed


def break_evidence(figure: Written, line: int, **changed: str) -> Written:
    """The figure with one line of its evidence changed, or left out."""
    lines = [*figure.evidence[:line], *([figure.evidence[line] | changed] if changed else []), *figure.evidence[line + 1 :]]
    return replace(figure, evidence=lines)


def fails(rule: Callable[..., None], *arguments: object) -> bool:
    try:
        rule(*arguments)
    except (AssertionError, ValueError, LookupError):  # the last two: no such unit, sentence or mend
        return True
    return False


def test_every_number_walks_back(book: Book, figures: list[Written]) -> None:
    assert {figure.name for figure in figures} == set(RULES)
    for figure in figures:
        for column in figure.number_columns():
            assert column in RULES[figure.name] | PLACED, f"{figure.name}: no rule walks {column} back"
            walk(book, figure, column)


def test_rules_fail_where_a_number_is_changed(book: Book, figures: list[Written]) -> None:
    """One number in the first and in the last row that has one, of every column of every figure."""
    for figure in figures:
        for column in figure.number_columns():
            told = [number for number, _ in figure.each(column)]
            for number in {told[0], told[-1]}:
                changed = break_cell(figure, number, column)
                assert fails(walk, book, changed, column), f"{figure.name}: {column} of row {number} was changed and nobody saw it"


@pytest.mark.parametrize("line", [0, -1])
def test_rules_fail_where_evidence_is_dropped(book: Book, figures: list[Written], line: int) -> None:
    for figure in figures:
        lost = break_evidence(figure, line % len(figure.evidence))
        named = figure.evidence[line]["columns"].split()
        assert any(fails(walk, book, lost, column) for column in named), f"{figure.name}: line {line} was dropped and nobody saw it"


def check_slices(book: Book, figure: Written) -> None:
    """Every line of the evidence names numbers that are there, and its surface stands at its place."""
    columns = figure.number_columns()
    assert all(row < len(figure.rows) and column in columns for row, column in figure.backed())
    for line in figure.evidence:
        raw = book.raw(line["source"], int(line["start"]), int(line["end"]))
        assert raw, line
        assert line["surface"] == safe_cell(shorten_surface(raw)), line


def test_surfaces_stand_where_they_are_said_to_stand(book: Book, figures: list[Written]) -> None:
    for figure in figures:
        check_slices(book, figure)
        first = figure.evidence[0]
        assert fails(check_slices, book, break_evidence(figure, 0, start=str(int(first["start"]) + 1)))
        assert fails(check_slices, book, break_evidence(figure, 0, rows="9999"))


def test_every_row_has_its_place(figures: list[Written]) -> None:
    """source, start and end: null only where a row tells of the whole corpus, or of a number that no report gives."""
    for figure in figures:
        for row in figure.rows:
            known = [bool(row[name]) for name in ("source", "start", "end")]
            told = figure.name not in OF_SEVERAL_REPORTS and row.get("surface") != ""
            assert known == [told] * 3, (figure.name, row)


def test_evidence_is_small_and_the_same_on_every_run(folder: Path, seed_tables: Tables, tmp_path: Path) -> None:
    shuffled = {name: getattr(seed_tables, name).sample(frac=1, random_state=1) for name in ("themes", "edits", "ledger", "practices")}
    for plate in plan_figures(seed_tables):
        write_rows(plate, replace(seed_tables, **shuffled), tmp_path)
        name = f"{plate.name}_evidence.csv"
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name
        assert (folder / name).stat().st_size < MOST_BYTES, name


def test_a_figure_without_evidence_is_refused(seed_tables: Tables) -> None:
    with pytest.raises(KeyError, match="figure new_chart has no evidence"):
        find_evidence("new_chart", pd.DataFrame(), seed_tables)


@pytest.mark.parametrize("tables", [empty_tables(), lone_tables(), small_tables()], ids=["nothing read", "one report", "five reports"])
def test_evidence_of_a_poor_corpus_has_the_same_columns(tables: Tables, tmp_path: Path) -> None:
    for plate in plan_figures(tables):
        write_rows(plate, tables, tmp_path)
        header = (tmp_path / f"{plate.name}_evidence.csv").read_text("utf-8").splitlines()[0]
        assert header == "rows,columns,source,start,end,surface"
        written = pd.read_csv(tmp_path / f"{plate.name}.csv")
        assert {"source", "start", "end"} <= set(written.columns)


def test_a_piece_names_every_row_that_it_backs() -> None:
    data = pd.DataFrame({"theme": ["party", "party", "unity", None]})
    pieces = pd.DataFrame({"theme": ["party", "unity", "digital", None], "source": "a", "start": [5, 1, 2, 9], "end": [6, 2, 3, 10]})
    backed = finish_evidence([back_rows(data, pieces, ["theme"], "n m")], small_tables())
    assert backed["rows"].tolist() == ["0 1", "2", "3"], "a piece of no row falls out; null keys meet"
    assert backed["start"].tolist() == [5, 1, 9]
    assert set(backed["columns"]) == {"n m"}
    assert backed["surface"].isna().all(), "these tables keep no text"


def test_parts_of_the_proposals_are_backed_each_by_its_own_numbers() -> None:
    told = [
        ("120件", "class", "A类"),
        ("30件", "class", "B类"),
        ("150件", "filed", "提案"),
        ("150件", "filed", "提案"),
        ("9件", "key", "提案"),
    ]
    rows = [
        metric("杭州2024", 5 + i, surface, float(surface[:-1]), "件", "proposals", basis=basis, item=item, repeat=i == 3)
        for i, (surface, basis, item) in enumerate(told)
    ]
    tables = small_tables(metrics=make_table("metrics", [{**dict.fromkeys(("area", "year", "part_of")), **row} for row in rows]))
    data = proposal_table(tables)
    evidence = find_evidence("indicators_proposals", data, tables)
    counted = evidence[evidence["columns"] == "n_metrics"]
    assert data["surface"].tolist() == ["150件", "120件", "30件", "9件"]
    assert data["n_metrics"].tolist() == [2, 1, 1, 1]
    assert counted[["rows", "start"]].to_numpy().tolist() == [["0", 350], ["0", 400], ["1", 250], ["2", 300], ["3", 450]]


@pytest.mark.parametrize(
    ("text", "surface", "why"),
    [("提案" * 30, "提案" * 30, "sixty characters stay"), ("头" * 24 + "x" * 13 + "尾" * 24, "头" * 24 + "…" + "尾" * 24, "both ends")],
)
def test_long_surfaces_are_cut(text: str, surface: str, why: str) -> None:
    assert len("提案" * 30) == LONGEST_SURFACE
    assert shorten_surface(text) == surface, why


def test_rows_are_located_by_the_narrowest_span() -> None:
    tables = small_tables()
    named = pd.DataFrame(
        {"report": ["杭州2024", "宁波2024", None], "sentence": [3, 99, 0], "source": ["a.txt", "b.txt", "c.txt"]}, index=[7, 8, 9]
    )
    placed = locate_rows(named, tables)
    assert placed[["start", "end"]].to_numpy().tolist() == [[150, 200], [0, 1000], [0, 1000]], "sentence, then report, then source"
    assert placed.index.tolist() == [7, 8, 9]
    assert locate_rows(pd.DataFrame({"theme": ["party"]}), tables)[["source", "start", "end"]].isna().all(axis=None)
    assert locate_rows(placed, tables) is placed
