"""The rules of the house for notebooks, checked without running them; nbval runs them in `make test`."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

NOTEBOOKS = sorted(Path("notebooks").glob("*.ipynb"))
MAX_LINES = 12
EXEMPT = ("自己看", "没有指标的数字", "这里没有说明什么")  # a tool, a list for the lexicon, the limits


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def code_of(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def sections_of(notebook: Any) -> dict[str, list[Any]]:
    """Return the code cells of each finding, by its heading."""
    sections: dict[str, list[Any]] = {}
    heading = ""
    for cell in notebook.cells:
        match = re.match(r"## (.+)", cell.source) if cell.cell_type == "markdown" else None
        if match:
            heading = match[1]
            sections[heading] = []
        elif cell.cell_type == "code" and heading:
            sections[heading].append(cell)
    return {heading: cells for heading, cells in sections.items() if not heading.startswith(EXEMPT)}


def test_the_three_notebooks_of_the_suite_are_there() -> None:
    assert {"01_corpus", "02_themes", "03_metrics"} <= {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestNotebook:
    def test_it_was_run_from_top_to_bottom(self, path: Path) -> None:
        cells = code_of(read(path))
        assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
        assert not [output for cell in cells for output in cell.outputs if output.output_type in ("error", "stream")]

    def test_every_cell_shows_or_asserts_something(self, path: Path) -> None:
        cells = code_of(read(path))[1:]
        assert [cell.source for cell in cells if not cell.outputs and "assert" not in cell.source] == []

    def test_it_opens_with_a_question_and_an_answer_in_two_languages(self, path: Path) -> None:
        head, chinese, english = read(path).cells[0].source.split("\n\n", 2)
        assert re.match(r"# .*？ .*\?$", head)
        assert re.search("[一-鿿]", chinese)
        assert not re.search("[一-鿿]", english)

    def test_no_figure_is_typed_into_the_text(self, path: Path) -> None:
        texts = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
        numbers = re.compile(r"\d+|[二三四五六七八九十百两]+(?:份|座城|个城|条|项|句|成|倍)")
        assert [match.group() for text in texts for match in numbers.finditer(text.replace("95%区间", ""))] == []

    def test_cells_are_short_and_plain(self, path: Path) -> None:
        for cell in code_of(read(path)):
            tree = ast.parse(cell.source)
            assert len(cell.source.splitlines()) <= MAX_LINES, cell.source
            assert not cell.source.rstrip().endswith(";")
            banned = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.ClassDef)
            assert not [node for node in ast.walk(tree) if isinstance(node, banned)], cell.source
            assert "print(" not in cell.source

    def test_imports_stand_in_the_first_cell(self, path: Path) -> None:
        late = [cell.source for cell in code_of(read(path))[1:] if re.search(r"^\s*(?:import|from) ", cell.source, re.M)]
        assert late == []

    def test_nothing_in_it_names_a_place_on_a_machine(self, path: Path) -> None:
        assert not re.search(r"[\"'](?:/|[A-Z]:\\\\)\w", "".join(cell.source for cell in code_of(read(path))))
        assert not re.search(r"(?:/(?:home|roo[t]|tmp|Users)/|object at 0x)", path.read_text(encoding="utf-8"))

    def test_each_finding_goes_from_table_to_assert_to_figure_to_quotation(self, path: Path) -> None:
        sections = sections_of(read(path))
        assert len(sections) >= 3
        for heading, cells in sections.items():
            kinds = [kind_of(cell) for cell in cells]
            order = [kinds.index(kind) for kind in ("table", "assert", "figure")]
            assert order == sorted(order), heading
            assert "table" in kinds[kinds.index("figure") + 1 :], heading

    def test_tables_are_short(self, path: Path) -> None:
        for cell in code_of(read(path)):
            for output in cell.outputs:
                rows = output.get("data", {}).get("text/html", "").count("<tr")
                assert rows <= 17, cell.source


def kind_of(cell: Any) -> str:
    if cell.source.startswith("assert") or "\nassert" in cell.source:
        return "assert"
    if any("image/png" in output.get("data", {}) for output in cell.outputs):
        return "figure"
    return "table" if any("text/plain" in output.get("data", {}) for output in cell.outputs) else "other"


def test_a_notebook_that_was_not_run_would_be_caught() -> None:
    notebook = read(NOTEBOOKS[0])
    code_of(notebook)[0].execution_count = None
    assert [cell.execution_count for cell in code_of(notebook)] != list(range(1, len(code_of(notebook)) + 1))
