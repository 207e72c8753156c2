"""The lexicons: facts as CSV tables, one decision a row, each row with its reason.

`load_lexicon("themes")` gives the project's own table; `load_lexicon("themes", path)` a user's table of the same columns.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

LEXICON_FOLDER = Path(__file__).parent / "lexicons"


class LexiconError(ValueError):
    """A lexicon cannot be used; the message names the file, the row and what to do."""


def lexicon_path(name: str) -> Path:
    """Return where the project's lexicon `name` stands."""
    return LEXICON_FOLDER / f"{name}.csv"


def lexicon_columns(name: str) -> list[str]:
    """Return the columns of the project's lexicon `name`: what a user's own table must have as well."""
    with lexicon_path(name).open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def load_lexicon(name: str, path: str | Path | None = None) -> pd.DataFrame:
    """Return lexicon `name` as a table of text; empty cells are empty strings.

    Raises `LexiconError` for an unknown lexicon, a missing or unreadable file, or columns that are not the lexicon's.
    """
    if not lexicon_path(name).exists():
        known = ", ".join(sorted(file.stem for file in LEXICON_FOLDER.glob("*.csv")))
        raise LexiconError(f"there is no lexicon {name!r}; known are {known}")
    file = Path(path) if path else lexicon_path(name)
    try:
        table = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError:
        raise LexiconError(f"{file}: the lexicon is not there; give the path of a CSV file") from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise LexiconError(f"{file}: not a readable CSV file in UTF-8 ({error})") from None
    _check_columns(name, table, file)
    return table


def _check_columns(name: str, table: pd.DataFrame, file: Path) -> None:
    wanted = lexicon_columns(name)
    unknown = [column for column in table.columns if column not in wanted]
    missing = [column for column in wanted if column not in table.columns]
    if unknown:
        raise LexiconError(f"{file}: unknown column {unknown[0]!r}; the columns of {name} are {', '.join(wanted)}")
    if missing:
        raise LexiconError(f"{file}: column {missing[0]!r} is missing; the columns of {name} are {', '.join(wanted)}")
