"""How numbers walk back that are set side by side or divided: every pair is made and judged one by one, every rate divided anew."""

from __future__ import annotations

import math
from functools import cache
from itertools import combinations

from analysis.compare.bounds import usual_ends
from analysis.compare.comparability import comparable
from analysis.compare.indicators import indicator_table
from tests.show.walking import Book, Row, Written
from tests.show.walking_claims import is_number
from tests.show.walking_formulas import Formula

Answers = dict[frozenset[tuple[str, int]], set[str]]


def paired(book: Book, figure: Written, column: str) -> None:
    """The pairs of the pieces, one for each report that gives the indicator: all pairs, or those with the verdict or the reason."""
    name = column.removeprefix("n_")
    for number, row in figure.each(column):
        given = {metric["report"] for metric in book.metrics.values() if metric["indicator"] == row["indicator"]}
        pieces = figure.pieces(number, column)
        assert all(is_number(book, row, piece) for piece in pieces), (figure.name, number, column)
        assert sorted(map(book.report_at, pieces)) == sorted(given), (figure.name, number, column)
        answers = [_judge(book, row["indicator"])[frozenset(piece[:2] for piece in pair)] for pair in combinations(pieces, 2)]
        assert int(row[column]) == sum(name == "pairs" or name in answer for answer in answers), (figure.name, number, column)


@cache
def _judge(book: Book, indicator: str) -> Answers:
    """Places of two numbers → verdict and reasons."""
    pairs = comparable(indicator_table(book.tables), indicator).to_dict("records")
    ends = [frozenset([(row["source"], row["start"]), (row["other_source"], row["other_start"])]) for row in pairs]
    return dict(zip(ends, [{row["verdict"], *row["reasons"].split("|")} for row in pairs], strict=True))


def per_hundred(row: Row) -> float | None:
    """The number for every hundred members; none where one of the two is a range or a gap is named."""
    if row["gap"] or not row["value"] or not row["members_value"]:
        return None
    return 100 * float(row["value"]) / float(row["members_value"])


def per_hundred_end(end: int) -> Formula:
    """The lower (0) or upper (1) end: the number's own over the other end of the members; none where one of them is open."""

    def divide(row: Row) -> float | None:
        if row["gap"]:
            return None
        over, under = _ends(row, "")[end], _ends(row, "members_")[1 - end]
        return None if math.isnan(over) or math.isnan(under) else 100 * over / under

    return divide


def _ends(row: Row, prefix: str) -> tuple[float, float]:
    numbers = (float(row[f"{prefix}{name}"] or "nan") for name in ("value", "low", "high"))
    return usual_ends(row[f"{prefix}surface"], row[f"{prefix}bound"], *numbers)
