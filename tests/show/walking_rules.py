"""How each number of each figure walks back: rules for columns, which fail where the characters do not make the number.

A rule takes the book, the written figure and the name of the column, and asserts for every row. Counts are counted in the evidence,
denominators in the sentences of the sources, and what is computed is computed again from these by another formula than the project's.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

from tests.show.walking import Book, Piece, Row, Written, read_csv
from tests.show.walking_claims import Claim, has_theme, is_chain
from tests.show.walking_formulas import Formula

Rule = Callable[[Book, Written, str], None]


def counted(claim: Claim, of_report: bool = True) -> Rule:
    """The number of pieces, each of which holds what is claimed, in the report of its row."""

    def walk(book: Book, figure: Written, column: str) -> None:
        for number, row in figure.each(column):
            pieces = figure.pieces(number, column)
            assert len(set(pieces)) == len(pieces) == int(row[column]), (figure.name, number, column)
            for piece in pieces:
                assert claim(book, row, piece), (figure.name, number, column, piece)
                assert not of_report or "report" not in row or book.report_at(piece) == row["report"], (figure.name, number, piece)

    return walk


def recounted(count: Callable[[Book, Written, Row], int]) -> Rule:
    """What is counted anew in the sources."""

    def walk(book: Book, figure: Written, column: str) -> None:
        for number, row in figure.each(column):
            assert int(row[column]) == count(book, figure, row), (figure.name, number, column)

    return walk


def both(first: Rule, second: Rule) -> Rule:
    """What the evidence shows and the sources confirm: nothing is listed too much, and nothing is left out."""

    def walk(book: Book, figure: Written, column: str) -> None:
        first(book, figure, column)
        second(book, figure, column)

    return walk


def derived(formula: Formula) -> Rule:
    """What follows from other numbers of the row, which walk back on their own."""

    def walk(book: Book, figure: Written, column: str) -> None:
        for number, row in enumerate(figure.rows):
            due = formula(row)
            cell = row[column]
            if isinstance(due, bool) or due is None:
                assert cell == ("" if due is None else str(due)), (figure.name, number, column)
            else:
                assert math.isclose(float(cell), due, rel_tol=2e-6, abs_tol=2e-6), (figure.name, number, column, due)

    return walk


def stated(book: Book, figure: Written, column: str) -> None:
    """A number as printed: read again at its place, with bound and unit; a row without one gives no number."""
    prefix, _, name = column.rpartition("_")
    prefix = prefix and f"{prefix}_"
    for number, row in figure.each(column):
        (piece,) = figure.pieces(number, column)
        place = [row[f"{prefix}{part}"] for part in ("source", "start", "end")]
        assert place == [piece.source, str(piece.start), str(piece.end)], (figure.name, number)
        read = book.read_number(piece)
        assert float(row[column]) == getattr(read, name), (figure.name, number, column)
        assert row[f"{prefix}bound"] == read.bound, (figure.name, number)
        assert row.get(f"{prefix}unit", read.unit) == (read.unit or ""), (figure.name, number)
    assert all(row[f"{prefix}surface"] or not row[column] for row in figure.rows), (figure.name, column)


def shown(book: Book, figure: Written, column: str) -> None:
    """Words as printed: they stand at the one place that the evidence names."""
    for number, row in figure.each(column):
        (piece,) = figure.pieces(number, column)
        assert book.raw(*piece[:3]) == row[column], (figure.name, number, column)


def report_year(book: Book, figure: Written, column: str) -> None:
    """The year of the report, as the manifest of the seeds has it."""
    known = {(line["source"], line["city"], line["year"]) for line in read_csv(book.folder / "manifest.csv")}
    sources = {report: own[0].source for report, own in book.sentences.items()}
    for number, row in figure.each(column):
        assert any((sources[row["report"]], row["city"].rstrip("0123456789"), row[column]) == line for line in known), (figure.name, number)


def named_year(book: Book, figure: Written, column: str) -> None:
    """A year that the sentence of the number names in digits."""
    for number, row in figure.each(column):
        text = book.sentence_at(Piece(row["source"], int(row["start"]), int(row["end"]), "")).text
        assert row[column] in text, (figure.name, number, column)


def part_of_a_number(book: Book, figure: Written, column: str) -> None:
    """Where another number of the source starts, of which this one is a part."""
    starts = {(source, start) for source, start, _ in book.metrics}
    for number, row in figure.each(column):
        assert row[column] != row["start"], (figure.name, number)
        assert (row["source"], int(row[column])) in starts, (figure.name, number)


def placed(book: Book, figure: Written, column: str) -> None:
    """start and end: the very characters that the row shows, in its sentence; else all of its sentence, its report or its source."""
    prefix = column.removesuffix("start").removesuffix("end") if column != "sentence" else ""
    for number, row in figure.each(column):
        found = Piece(row[f"{prefix}source"], int(row[f"{prefix}start"]), int(row[f"{prefix}end"]), "")
        assert _holds(book, row, found, prefix), (figure.name, number, column)


def _holds(book: Book, row: Row, found: Piece, prefix: str) -> bool:
    raw = book.raw(*found[:3])
    if not prefix and "sentence" in row and book.sentence_at(found) != book.sentences[row["report"]][int(row["sentence"])]:
        return False
    if f"{prefix}surface" in row:
        return raw == row[f"{prefix}surface"]
    if "chain" in row:
        return is_chain(book, row, found)
    if "sentence" in row:
        return book.mended(*found[:3]) == book.sentence_at(found).text
    units = [unit for unit in book.units[found.source] if not row.get("report") or unit.report == row["report"]]
    return (units[0].start, units[-1].end) == found[1:3]


def measured(book: Book, figure: Written, column: str) -> None:
    """The lengths of the pieces add up, and the pieces of all rows lie end to end from the first character of a source to its last."""
    spans: dict[str, list[tuple[int, int]]] = {source: [] for source in book.texts}
    for number, row in figure.each(column):
        pieces = figure.pieces(number, column)
        assert int(row[column]) == sum(len(book.raw(*piece[:3])) for piece in pieces), (figure.name, number, column)
        spans[row["source"]] += [(piece.start, piece.end) for piece in pieces]
    for source, found in spans.items():
        ends = [0, *(end for _, end in sorted(found))]
        assert [start for start, _ in sorted(found)] == ends[:-1], source
        assert ends[-1] == len(book.texts[source]), source


def once_a_sentence(rule: Rule) -> Rule:
    """A count of sentences: no two pieces lie in one."""

    def walk(book: Book, figure: Written, column: str) -> None:
        rule(book, figure, column)
        for number, _ in figure.each(column):
            held = Counter(book.sentence_at(piece) for piece in figure.pieces(number, column))
            assert max(held.values(), default=1) == 1, (figure.name, number, column)

    return walk


def is_position(book: Book, figure: Written, column: str) -> None:
    """The place of the evidence's sentence among the coded sentences of its report: (k - 0.5) / n."""
    for number, row in figure.each(column):
        (piece,) = figure.pieces(number, column)
        assert has_theme("theme")(book, row, piece), (figure.name, number)
        coded = book.coded(row["report"])
        place = (coded.index(book.sentence_at(piece)) + 0.5) / len(coded)
        assert math.isclose(float(row[column]), place, abs_tol=1e-6), (figure.name, number)


def once_a_name(rule: Rule) -> Rule:
    """A count of names: its pieces name all that is mentioned, each once."""

    def walk(book: Book, figure: Written, column: str) -> None:
        rule(book, figure, column)
        for number, _ in figure.each(column):
            names = [{book.names[piece[:3]] for piece in figure.pieces(number, one)} for one in (column, "n_mentions")]
            assert names[0] == names[1], (figure.name, number)
            assert len(names[0]) == len(figure.pieces(number, column)), (figure.name, number)

    return walk


def has_steps(book: Book, figure: Written, column: str) -> None:
    """n_steps: the steps of the chain that stands at the row's place; the finder reads the same chain there, with its end."""
    for number, row in figure.each(column):
        (piece,) = figure.pieces(number, "n_steps")
        assert [row["source"], row["start"], row["end"]] == [piece.source, str(piece.start), str(piece.end)], (figure.name, number)
        assert is_chain(book, row, piece), (figure.name, number)
        assert column != "n_steps" or int(row[column]) == len(row["chain"].split("→")), (figure.name, number)


def names_practice(book: Book, figure: Written, column: str) -> None:
    """practice_start and practice_end: a mention of the row's practice stands there, in the sentence of its number."""
    for number, row in figure.each(column):
        start, end = int(row["practice_start"]), int(row["practice_end"])
        assert book.names[row["source"], start, end] == row["name"], (figure.name, number)
        sentence = book.sentences[row["report"]][int(row["sentence"])]
        assert book.sentence_at(Piece(row["source"], start, end, "")) == sentence, (figure.name, number)


def n_coded(book: Book, figure: Written, row: Row) -> int:
    reports = [row["report"]] if "report" in row else list(book.sentences)
    return sum(len(book.coded(report)) for report in reports)


def n_chars(book: Book, figure: Written, row: Row) -> int:
    return sum(len("".join(sentence.text.split())) for sentence in book.sentences[row["report"]])


def n_tokens(book: Book, figure: Written, row: Row) -> int:
    return book.words[row["report"]].total()


def n_tokens_rest(book: Book, figure: Written, row: Row) -> int:
    return sum(words.total() for report, words in book.words.items() if report != row["report"])


def n_with_theme(book: Book, figure: Written, row: Row) -> int:
    return sum(row["theme"] in book.themes[sentence] for sentence in book.coded(row["report"]))


def n_word(book: Book, figure: Written, row: Row) -> int:
    return book.words[row["report"]][row["text"]]


def n_word_elsewhere(book: Book, figure: Written, row: Row) -> int:
    return sum(words[row["text"]] for report, words in book.words.items() if report != row["report"])
