from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis.__main__ import app
from analysis.lexicon import load_lexicon
from analysis.tables import Tables, table_names, write_tables

REPORT = (
    "杭州市政协2024年工作综述\n2024年，杭州市政协召开协商会议12次，提出意见建议90余条，成效明显。\n再创佳绩，续写新篇，为全市发展作贡献。\n"
)


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path / "reports"


def test_build_writes_eleven_tables_and_the_texts(folder: Path, tmp_path: Path) -> None:
    result = run("build", folder, "--out", tmp_path / "tables")
    assert result.exit_code == 0, result.output
    assert sorted(file.stem for file in (tmp_path / "tables").glob("*.parquet")) == sorted(table_names())
    assert [file.read_text(encoding="utf-8") for file in (tmp_path / "tables" / "texts").iterdir()] == [REPORT]


def test_build_names_each_file_that_failed_and_exits_with_one(folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_bytes(b"\x00\x01")
    result = run("build", folder, "--out", tmp_path / "tables")
    assert result.exit_code == 1
    assert "b.txt" in result.output
    assert pd.read_parquet(tmp_path / "tables" / "documents.parquet")["status"].tolist() == ["ok", "failed"]


@pytest.mark.parametrize("command", ["build", "briefing", "figures"])
@pytest.mark.parametrize(("path", "message"), [("missing", "there is no such file or folder"), ("empty", "holds no files")])
def test_a_missing_and_an_empty_folder_are_one_sentence_and_exit_with_two(tmp_path: Path, command: str, path: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    result = run(command, tmp_path / path, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_a_lexicon_of_the_users_own_stands_in_and_a_broken_one_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "lexicons"
    own.mkdir()
    genres = load_lexicon("genres")
    genres.assign(genre="甲类").to_csv(own / "genres.csv", index=False)
    assert run("build", folder, "--out", tmp_path / "tables", "--lexicons", own).exit_code == 0
    assert pd.read_parquet(tmp_path / "tables" / "reports.parquet")["genre"].tolist() == ["甲类"]
    genres.assign(colour="red").to_csv(own / "genres.csv", index=False)
    result = run("build", folder, "--out", tmp_path / "other", "--lexicons", own)
    assert result.exit_code == 2
    assert "genres.csv: unknown column 'colour'; the columns of genres are term, genre, why" in result.output.replace("\n", "")
    assert not (tmp_path / "other").exists()


def test_trace_walks_from_a_span_to_its_sentence_and_report(seed_tables: Tables, tmp_path: Path) -> None:
    write_tables(seed_tables, tmp_path)
    metric = seed_tables.metrics.iloc[0]
    result = run("trace", f"{metric.source}:{metric.start}-{metric.end}", "--tables", tmp_path)
    assert result.exit_code == 0, result.output
    sentence = seed_tables.sentences.set_index(["report", "sentence"]).loc[(metric.report, metric.sentence), "text"]
    for part in (metric.surface, sentence, metric.report):
        assert part in result.output


@pytest.mark.parametrize(
    ("place", "message"),
    [("a.txt", "SOURCE:START-END"), ("nowhere.txt:1-2", "no such source"), ("{source}:1-999999", "is not in it"), ("a.txt:9-2", "SOURCE")],
)
def test_trace_refuses_a_place_that_is_not_there(seed_tables: Tables, tmp_path: Path, place: str, message: str) -> None:
    write_tables(seed_tables, tmp_path)
    result = run("trace", place.format(source=seed_tables.documents["source"].iloc[0]), "--tables", tmp_path)
    assert result.exit_code == 2
    assert message in result.output


def test_trace_without_tables_says_how_to_make_them(tmp_path: Path) -> None:
    result = run("trace", "a.txt:1-2", "--tables", tmp_path)
    assert result.exit_code == 2
    assert "python -m analysis build" in result.output


@pytest.mark.parametrize("command", ["briefing", "figures"])
def test_a_place_of_a_figures_csv_can_be_traced_in_the_tables_written_with_it(folder: Path, tmp_path: Path, command: str) -> None:
    assert run(command, folder, "--out", tmp_path / "out", "--tables", tmp_path / "tables").exit_code == 0
    evidence = pd.read_csv(tmp_path / "out" / "indicators_coverage_evidence.csv")
    assert set(evidence["surface"]) == {"12次", "90余条"}
    for piece in evidence.itertuples(index=False):
        result = run("trace", f"{piece.source}:{piece.start}-{piece.end}", "--tables", tmp_path / "tables")
        assert result.exit_code == 0, result.output
        assert f"characters: {piece.surface}\n" in result.output


def test_figures_without_tables_write_none(folder: Path, tmp_path: Path) -> None:
    assert run("figures", folder, "--out", tmp_path / "out").exit_code == 0
    assert not list(tmp_path.rglob("*.parquet"))


def test_explain_shows_each_unit_with_role_and_rule_and_each_edit() -> None:
    file = next(Path("seeds").glob("004_*.txt"))
    result = run("explain", file)
    assert result.exit_code == 0, result.output
    for part in ("related_headlines", "before_text", "pinyin: (xié) → (taken off)", "lost; nothing is put in its place"):
        assert part in result.output


def test_explain_of_an_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    result = run("explain", tmp_path / "b.txt")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_score_of_a_folder_without_labels_is_one_sentence(tmp_path: Path) -> None:
    result = run("score", tmp_path)
    assert result.exit_code == 2
    assert "gold.jsonl" in result.output


def test_the_module_can_be_called() -> None:
    done = subprocess.run([sys.executable, "-m", "analysis", "build", "nowhere"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.strip() == "error: nowhere: there is no such file or folder; give the folder that holds the reports"
