"""Imports point down: show → compare → coding → corpus → schema and lexicon. What stands on top (pipeline, command line) may import all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "analysis"

# A module may import from its own layer and from every layer before it.
LAYERS = (("schema", "lexicon"), ("tables",), ("corpus",), ("coding",), ("compare",), ("show",))
RANKS = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
TOP = len(LAYERS)
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}


def module_name(file: Path) -> str:
    """Return the dotted name of a file below the root: analysis/show/style.py → analysis.show.style."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def rank_module(name: str) -> int:
    """Return the layer of a module of the package, by the part after `analysis`; unknown parts stand on top."""
    parts = name.split(".")
    return RANKS.get(parts[1], TOP) if len(parts) > 1 else TOP


def list_imports(code: str, module: str, is_package: bool = False) -> Iterator[str]:
    """Give the dotted names in the package that a module imports, wherever in the module the import stands."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "analysis")
        elif isinstance(node, ast.ImportFrom):
            yield from _list_from(node, module, is_package)


def _list_from(node: ast.ImportFrom, module: str, is_package: bool) -> Iterator[str]:
    base = node.module or ""
    if node.level:
        parts = module.split(".")
        above = parts[: len(parts) - node.level + (1 if is_package else 0)]
        base = ".".join(above + ([base] if base else []))
    if base == "analysis":
        yield from (f"analysis.{alias.name}" for alias in node.names)
    elif base.startswith("analysis."):
        yield base


def find_upward_imports(code: str, module: str, is_package: bool = False) -> list[str]:
    """Return the imports of a module that point up, as `module → imported`."""
    own = rank_module(module)
    return [f"{module} → {name}" for name in list_imports(code, module, is_package) if rank_module(name) > own]


@pytest.mark.parametrize(
    ("module", "code", "upward"),
    [
        ("analysis.show.themes", "from analysis.compare.shares import theme_shares", False),
        ("analysis.compare.shares", "from analysis.tables import Tables", False),
        ("analysis.coding.metrics", "from analysis.coding.quantities import Quantity", False),
        ("analysis.corpus.clean", "import pandas as pd\nfrom pathlib import Path", False),
        ("analysis.__main__", "from analysis.show.briefing import make_briefing", False),
        ("analysis.coding.themes", "from analysis.compare import shares", True),
        ("analysis.corpus.read", "import analysis.coding.tokens", True),
        ("analysis.compare.shares", "from analysis import build", True),
        ("analysis.compare.shares", "from analysis import show", True),
        ("analysis.compare.shares", "from ..show import style", True),
        ("analysis.show.style", "from analysis.pipeline import build", True),
        ("analysis.schema", "def check():\n    from analysis.tables import Tables", True),
    ],
)
def test_arrow_is_judged(module: str, code: str, upward: bool) -> None:
    assert bool(find_upward_imports(code, module)) is upward


def test_imports_point_down() -> None:
    files = sorted(PACKAGE.rglob("*.py"))
    assert files
    upward = [arrow for file in files for arrow in find_upward_imports(file.read_text("utf-8"), module_name(file), file.stem == "__init__")]
    assert upward == []


def test_no_drawer_modules() -> None:
    assert [file for file in PACKAGE.rglob("*.py") if file.stem in BANNED_NAMES or file.parent.name in BANNED_NAMES] == []


def test_jieba_is_imported_once() -> None:
    # The global tokenizer leaks words between users, so only one module may touch the library.
    importers = [module_name(file) for file in PACKAGE.rglob("*.py") if _imports_jieba(file.read_text("utf-8"))]
    assert importers in ([], ["analysis.coding.tokens"])


def _imports_jieba(code: str) -> bool:
    imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in imports if isinstance(node, ast.ImportFrom)]
    return any(name.split(".")[0] == "jieba" for name in names)
