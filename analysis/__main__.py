"""The command line: python -m analysis COMMAND. Each command says in one sentence what went wrong, and leaves a non-zero exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from analysis.corpus.encodings import ReadError
from analysis.corpus.read import NoSourcesError, find_sources
from analysis.lexicon import LexiconError
from analysis.schema import SchemaError

if TYPE_CHECKING:
    from analysis.tables import Tables

SOME_FAILED = 1
UNUSABLE_CALL = 2
DEFAULT_PATHS = [Path("seeds")]

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
Paths = Annotated[list[Path] | None, typer.Argument(help="Files or folders of reports; without any, the folder seeds.")]
Workers = Annotated[int, typer.Option(min=1, help="How many processes share the work.")]
Lexicons = Annotated[Path | None, typer.Option(help="A folder of your own lexicons; each stands in for the project's of the same name.")]
TablesToo = Annotated[Path | None, typer.Option(help="Write the tables there too: trace finds in them what the csv files name.")]
_messages = Console(stderr=True, highlight=False)


@app.command("build")
def build_command(
    paths: Paths = None,
    out: Annotated[Path, typer.Option(help="The folder that the tables are written to.")] = Path("build/tables"),
    workers: Workers = 1,
    lexicons: Lexicons = None,
) -> None:
    """Make the tables of reports and write them as Parquet."""
    with _one_sentence_per_error():
        tables = _build_with_progress(paths, workers, lexicons, out)
    _say(f"{len(tables.documents)} sources, {len(tables.reports)} reports, {len(tables.sentences)} sentences → {out}")
    _exit_for_failures(tables)


@app.command("briefing")
def briefing_command(
    paths: Paths = None,
    out: Annotated[Path, typer.Option(help="The folder that figures and briefing are written to.")] = Path("figures"),
    gold: Annotated[Path | None, typer.Option(help="Labels of these reports: their accuracy goes into the briefing.")] = None,
    workers: Workers = 1,
    lexicons: Lexicons = None,
    tables: TablesToo = None,
) -> None:
    """Draw the figures and write the briefing (Word and HTML) of any folder of reports."""
    from analysis.compare.accuracy import score_tables
    from analysis.show.briefing import make_briefing
    from analysis.show.gallery import make_figures

    with _one_sentence_per_error():
        built = _build_with_progress(paths, workers, lexicons, tables)
        with _progress("figures", None) as advance:
            gallery = make_figures(built, out, on_figure=advance)
        scores = score_tables(built, gold) if gold else None
        document, page = make_briefing(built, out, gallery, scores)
    _say(f"{len(gallery)} figures, {document}, {page}")
    _exit_for_failures(built)


@app.command("figures")
def figures_command(
    paths: Paths = None,
    out: Annotated[Path, typer.Option(help="The folder that the figures are written to.")] = Path("figures"),
    workers: Workers = 1,
    lexicons: Lexicons = None,
    tables: TablesToo = None,
) -> None:
    """Draw the figures alone (png, svg, the csv that was drawn, and the csv of the characters behind its numbers)."""
    from analysis.show.gallery import make_figures

    with _one_sentence_per_error():
        built = _build_with_progress(paths, workers, lexicons, tables)
        with _progress("figures", None) as advance:
            gallery = make_figures(built, out, on_figure=advance)
    _say(f"{len(gallery)} figures → {out}")
    _exit_for_failures(built)


@app.command("score")
def score_command(
    gold: Annotated[Path, typer.Argument(help="The folder of labels (gold.jsonl).")] = Path("tests/gold"),
    tables: Annotated[Path | None, typer.Option(help="A folder of tables; else GOLD/texts is built, or seeds.")] = None,
    misses: Annotated[bool, typer.Option(help="Also list what was missed, found wrongly, and by which rules.")] = False,
) -> None:
    """Score tables against labels: roles, reports, metrics, themes in sample and left out, practices, chains, restored text."""
    from analysis.compare.accuracy import format_misses
    from analysis.compare.trust_page import format_trust
    from analysis.tables import read_tables

    with _one_sentence_per_error():
        own = gold / "texts"
        found = read_tables(tables) if tables else _build_with_progress([own] if own.is_dir() else None)
        typer.echo(format_trust(found, gold, wrong_rules=misses))
        if misses:
            typer.echo(f"\n{format_misses(found, gold)}")


@app.command("explain")
def explain_command(
    file: Annotated[Path, typer.Argument(help="One source file.")],
    html: Annotated[Path | None, typer.Option(help="Write it as a page in colours instead.")] = None,
) -> None:
    """Show the ledger and the edits of one file: what was kept, dropped and mended, and why."""
    from analysis.show.explanation import explain_source
    from analysis.show.explanation_page import explain_page

    with _one_sentence_per_error():
        tables = _build_with_progress([file])
        failed = tables.documents.loc[tables.documents["status"] == "failed", "error"]
        if len(failed):
            raise ReadError(str(failed.iloc[0]))
        for source in tables.documents["source"]:
            if html:
                html.write_text(explain_page(tables, source), encoding="utf-8")
            else:
                typer.echo(explain_source(tables, source))


@app.command("trace")
def trace_command(
    place: Annotated[str, typer.Argument(help="SOURCE:START-END, as tables and charts give it.")],
    tables: Annotated[Path, typer.Option(help="The folder of tables.")] = Path("build/tables"),
) -> None:
    """Show the sentence, section, report and source behind a span, and what was coded there."""
    from analysis.show.explanation import parse_place, trace_span
    from analysis.tables import read_tables

    with _one_sentence_per_error():
        source, start, end = parse_place(place)
        typer.echo(trace_span(read_tables(tables), source, start, end))


@app.command("diff")
def diff_command(
    old: Annotated[Path, typer.Argument(help="The folder of the earlier tables.")],
    new: Annotated[Path, typer.Argument(help="The folder of the later tables.")],
) -> None:
    """Show what changed between two builds, row by row."""
    from analysis.compare.differences import diff_tables, format_differences
    from analysis.tables import read_tables

    with _one_sentence_per_error():
        typer.echo(format_differences(diff_tables(read_tables(old), read_tables(new))))


def _build_with_progress(
    paths: list[Path] | None, workers: int = 1, lexicons: Path | None = None, out: Path | None = None
) -> Tables:  # fmt: skip
    """Return the tables of `paths`, and write them to `out` where one is given."""
    from analysis.pipeline import build
    from analysis.tables import write_tables

    given = paths or DEFAULT_PATHS
    with _progress("reading", len(find_sources(given))) as advance:
        tables = build(given, workers, advance, lexicons)
    if out:
        write_tables(tables, out)
    return tables


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Callable[[str], None]]:
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[current]}"))
    with Progress(*columns, console=_messages, transient=not _messages.is_terminal) as progress:
        task = progress.add_task(what, total=total, current="")
        yield lambda current: progress.update(task, advance=1, current=current)


@contextmanager
def _one_sentence_per_error() -> Iterator[None]:
    try:
        yield
    except (
        NoSourcesError,
        LexiconError,
        SchemaError,
        ReadError,
        FileNotFoundError,
        PermissionError,
        NotADirectoryError,
        ValueError,
    ) as error:
        _say(f"error: {error}")
        raise typer.Exit(UNUSABLE_CALL) from None


def _exit_for_failures(tables: Tables) -> None:
    failed = tables.documents.loc[tables.documents["status"] == "failed", "error"]
    for error in failed:
        _say(f"not read: {error}")
    if len(failed):
        raise typer.Exit(SOME_FAILED)


def _say(message: str) -> None:
    _messages.print(message, markup=False, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(app())
