"""The lexicons: facts as CSV tables, one decision a row, each row with its reason.

`load_lexicon("themes")` gives the project's own table; `load_lexicon("themes", path)` a user's table of the same columns.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

LEXICON_FOLDER = Path(__file__).parent / "lexicons"

# What a row of each lexicon says is told where it is read.
_COLUMNS = {
    "genres": "term genre why",
    "indicator_bases": "indicator basis chinese english order priority item action unit after unless why positive negative",
    "indicator_names": "code chinese english unit order why",
    "indicators": "rule indicator priority item action unit context unless positive negative why",
    "labels": "group code chinese english order why",
    "loop_stages": "term kind closes stage reason",
    "metric_verbs": "verb kind blocked_after blocked_before needed_next why",
    "metric_words": "kind word why",
    "places": "code name short aliases level province parent source",
    "practice_excluded": "text place reason",
    "practice_heads": "head kind tier needs generic reason",
    "practice_links": "use word why",
    "practice_verbs": "verb strength kind reason",
    "practices": "form name kind bare reason",
    "quantity_contexts": "decision form units before after why",
    "quantity_names": "pattern why",
    "quantity_qualifiers": "word side bound only not_after not_before why",
    "signs": "rule role where term max_chars prose why",
    "stop_words": "word source why",
    "theme_names": "code chinese english order why",
    "themes": "rule theme term near within not_in unless at_start alone prior why source positive negative",
    "unit_groups": "unit group indicators why",
    "units": "unit normal kind scale not_before why",
    "user_words": "word why source",
}


class LexiconError(ValueError):
    """A lexicon cannot be used; the message names the file, the row and what to do."""


def lexicon_path(name: str) -> Path:
    """Return where the project's lexicon `name` stands."""
    return LEXICON_FOLDER / f"{name}.csv"


def lexicon_columns(name: str) -> list[str]:
    """Return the columns that lexicon `name` has, in the project and in a user's own table."""
    return _COLUMNS[name].split()


def load_lexicon(name: str, path: str | Path | None = None) -> pd.DataFrame:
    """Return lexicon `name` as a table of text; empty cells are empty strings.

    Raises `LexiconError` for an unknown lexicon, a missing or unreadable file, or columns that are not the lexicon's.
    """
    if name not in _COLUMNS:
        raise LexiconError(f"there is no lexicon {name!r}; known are {', '.join(_COLUMNS)}")
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


def check_lexicon_folder(folder: str | Path) -> None:
    """Raise `LexiconError` where a user's folder of lexicons is missing, or holds a table that no lexicon of the project is named like."""
    if not Path(folder).is_dir():
        raise LexiconError(f"{folder}: there is no such folder of lexicons")
    for file in sorted(Path(folder).glob("*.csv")):
        if file.stem not in _COLUMNS:
            raise LexiconError(f"{file}: there is no lexicon of this name; known are {', '.join(_COLUMNS)}")


def lexicon_stamp(folder: Path | None = None) -> tuple[tuple[str, int, int], ...]:
    """Return name, time and size of every lexicon file of the project and of `folder`: equal as long as none was changed."""
    files = [file for place in (LEXICON_FOLDER, folder) if place for file in sorted(place.glob("*.csv"))]
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)
