"""The house: small functions and files, no trace of a machine, one lock, and a Makefile that explains itself."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rattler import MatchSpec

ROOT = Path(__file__).parent.parent
MODULES = sorted([*ROOT.glob("analysis/**/*.py"), *ROOT.glob("tools/*.py")])
LONGEST_FUNCTION, MOST_PARAMETERS, LONGEST_FILE = 50, 6, 260
SUITE = {"pandas", "jieba", "matplotlib", "seaborn", "jupyterlab", "nbval"}
TARGETS = {"help", "briefing", "figures", "test", "lint", "lab", "refresh", "bench", "clean"}

# Written so that this file does not hold what it looks for.
MACHINE = re.compile(r"(?<![\w.~-])/(?:wor[k]|roo[t]|hom[e]/\w+|User[s]/\w+|opt/whee[l]s|tm[p]/\w+)(?![\w-])")
REGISTRY = re.compile(
    r"pypi\.or[g]|pythonhosted\.or[g]|npmjs\.(?:or[g]|co[m])|anaconda\.or[g]|/simpl[e]/|--(?:extra-)?index-ur[l]|--find-link[s]"
)
SKIPPED = {".venv", "build", ".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def list_files() -> list[Path]:
    """Return the files of the tree that are or would be committed; without git, all but what is built and cached."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    names = [name for name in done.stdout.decode("utf-8").split("\0") if name] if done.returncode == 0 else []
    if names:
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    return [file for file in ROOT.rglob("*") if file.is_file() and not SKIPPED & set(file.relative_to(ROOT).parts)]


def read_texts() -> Iterator[tuple[str, str]]:
    """Give name and text of every file of the tree that is text."""
    for file in list_files():
        content = file.read_bytes()
        if b"\0" not in content:
            yield str(file.relative_to(ROOT)), content.decode("utf-8", "replace")


def list_functions(code: str) -> Iterator[Function]:
    """Give every function and method of a module, nested ones too."""
    return (node for node in ast.walk(ast.parse(code)) if isinstance(node, Function))


def count_parameters(function: Function) -> int:
    """Return the number of parameters; `self` and `cls` are none."""
    given = function.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")]) + (given.vararg is not None) + (given.kwarg is not None)


def count_lines(function: Function) -> int:
    """Return the lines from `def` to the end of the body."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def find_large(code: str, name: str) -> list[str]:
    """Return the functions of a module that are too long or take too much."""
    large = []
    for function in list_functions(code):
        if count_lines(function) > LONGEST_FUNCTION:
            large.append(f"{name}: {function.name} has {count_lines(function)} lines")
        if count_parameters(function) > MOST_PARAMETERS:
            large.append(f"{name}: {function.name} takes {count_parameters(function)}")
    return large


def list_undocumented(code: str, name: str) -> list[str]:
    """Return what of a module is public and has no docstring: itself, its functions and classes."""
    tree = ast.parse(code)
    public = [node for node in tree.body if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")]
    silent = [f"{name}: {node.name}" for node in public if not ast.get_docstring(node)]
    return silent + ([name] if tree.body and not ast.get_docstring(tree) else [])


def read_lock() -> dict[str, set[str]]:
    """Return the versions that the lock pins for each package, by its lower-case name."""
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE):
        pins.setdefault(name.lower(), set()).add(version)
    return pins


def test_counts_are_right() -> None:
    code = "class A:\n    def f(self, a, /, b, *c, d, **e):\n        x = 1\n        return x\n"
    (function,) = list_functions(code)
    assert (count_parameters(function), count_lines(function)) == (5, 3)
    assert find_large("def f():\n" + "    x = 1\n" * 50, "m") == ["m: f has 51 lines"]
    assert find_large("def f(a, b, c, d, e, g, h): pass", "m") == ["m: f takes 7"]


def test_functions_are_small() -> None:
    assert [line for file in MODULES for line in find_large(file.read_text("utf-8"), file.name)] == []


def test_files_are_small() -> None:
    lines = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in MODULES}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_public_names_are_documented() -> None:
    assert [line for file in MODULES for line in list_undocumented(file.read_text("utf-8"), str(file.relative_to(ROOT)))] == []


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (MACHINE, "see /" + "work/main", True),
        (MACHINE, "open('/" + "root/.cache')", True),
        (MACHINE, '"/' + 'home/anna/x"', True),
        (MACHINE, "notebooks/wo" + "rk/x and homework/main", False),
        (MACHINE, "the root/work of it", False),
        (REGISTRY, "https://py" + "pi.org/simple", True),
        (REGISTRY, "--index" + "-url x", True),
        (REGISTRY, "pip install uv", False),
    ],
)
def test_traces_are_recognised(pattern: re.Pattern[str], text: str, found: bool) -> None:
    assert bool(pattern.search(text)) is found


def test_no_trace_of_a_machine_or_registry() -> None:
    traces = []
    for name, text in read_texts():
        hits = [match.group() for pattern in (MACHINE, REGISTRY) for match in pattern.finditer(text)]
        traces += [f"{name}: {hit}" for hit in hits]
    assert traces == []


def test_makefile_explains_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    named = set(phony[1].split())
    assert named >= TARGETS
    assert {target for target, _ in re.findall(r"^([a-z]+):[^#\n]*## (\S.*)$", makefile, re.MULTILINE)} == named
    assert ".DEFAULT_GOAL := help" in makefile


def test_lock_is_whole() -> None:
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    entries = re.split(r"(?m)^(?=\S)", lock)
    assert not re.search(r"(?m)^(?:-|https?:|#)", lock)
    assert [entry.split()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []


def test_lock_holds_what_the_project_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[<>=!~; \[]", need, maxsplit=1)[0].lower() for need in needed}
    assert names >= SUITE
    assert names - set(read_lock()) == set()


def test_environment_is_the_lock() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    specs = [MatchSpec(text) for text in environment["dependencies"] if isinstance(text, str)]
    pinned = {spec.name.normalized: str(spec.version) for spec in specs if spec.name.normalized in SUITE}
    lock = read_lock()
    assert pinned == {name: f"=={version}" for name in SUITE for version in lock[name]}
    assert {spec.name.normalized for spec in specs} == SUITE | {"python", "pip"}
    assert [part["pip"] for part in environment["dependencies"] if isinstance(part, dict)] == [["-r requirements.txt"]]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (python,) = [str(spec.version) for spec in specs if spec.name.normalized == "python"]
    assert python == project["requires-python"]


def test_ci_runs_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    text = script.read_text("utf-8")
    assert text.startswith("#!/usr/bin/env bash\nset -euo pipefail\n")
    assert text.rstrip().endswith("make test")


def test_workflow_calls_make() -> None:
    steps = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]["check"]["steps"]
    commands = " ".join(step.get("run", "") for step in steps)
    for command in ("make test", "make briefing", "git status --porcelain", "pytest --nbval notebooks"):
        assert command in commands
