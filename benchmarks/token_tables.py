"""What the token table costs when its tokens are cut: from columns of numbers, and from rows of dictionaries as it was made before."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.coding.token_columns import TokenColumns, make_token_table
from analysis.coding.tokens import default_tokenizer
from analysis.corpus.aligned import AlignedText
from analysis.schema import make_table
from analysis.tables import Tables
from benchmarks.timing import time_best

CutReport = tuple[str, str, TokenColumns]


def cut_reports(tables: Tables) -> list[CutReport]:
    """Return the tokens of every report as columns, cut from its clean sentences."""
    tokenizer = default_tokenizer()
    cut = []
    for (report, source), texts in tables.sentences.groupby(["report", "source"])["text"]:
        cut.append((str(report), str(source), tokenizer.cut_report([AlignedText.from_source(text) for text in texts])))
    return cut


def make_from_rows(reports: Sequence[CutReport]) -> pd.DataFrame:
    """Return the same table by way of one dictionary a token."""
    rows: list[dict[str, object]] = []
    for report, source, columns in reports:
        places = [(number, token) for number, count in enumerate(columns.counts.tolist()) for token in range(count)]
        numbers = (columns.text.to_pylist(), columns.pos.to_pylist(), columns.starts.tolist(), columns.ends.tolist())
        for (number, token), text, pos, start, end in zip(places, *numbers, strict=True):
            place = {"report": report, "sentence": number, "source": source, "start": start, "end": end}
            rows.append({**place, "token": token, "text": text, "pos": pos})
    return make_table("tokens", [{**row, "report": str(row["report"])} for row in rows])


def measure_token_table(reports: Sequence[CutReport]) -> tuple[int, float, float]:
    """Return the number of tokens, and nanoseconds a token from columns and from rows."""
    count = sum(len(columns.starts) for _, _, columns in reports)
    from_columns = time_best(lambda: make_token_table(reports))
    from_rows = time_best(lambda: make_from_rows(reports))
    return count, 1e9 * from_columns / count, 1e9 * from_rows / count
