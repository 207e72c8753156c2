from __future__ import annotations

from pathlib import Path

import pytest

from analysis.lexicon import LEXICON_FOLDER, LexiconError, load_lexicon


@pytest.mark.parametrize("name", sorted(file.stem for file in LEXICON_FOLDER.glob("*.csv")))
def test_every_lexicon_loads_and_holds_no_empty_or_repeated_row(name: str) -> None:
    table = load_lexicon(name)
    assert len(table) > 0
    assert not table.duplicated().any()
    assert not (table == "").all(axis=1).any()


def test_an_unknown_column_is_one_clear_sentence(tmp_path: Path) -> None:
    file = tmp_path / "genres.csv"
    file.write_text("term,genre,why,colour\n综述,综述,x,red\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"genres\.csv: unknown column 'colour'; the columns of genres are term, genre, why"):
        load_lexicon("genres", file)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "is not there"),
        (b"term,genre\n", "column 'why' is missing"),
        (b"", "not a readable CSV"),
        (b"\xff\xfe\x00\x81", "not a readable CSV"),
    ],
)
def test_a_lexicon_that_cannot_be_used(tmp_path: Path, content: bytes | None, message: str) -> None:
    file = tmp_path / "mine.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(LexiconError, match=message):
        load_lexicon("genres", file)


def test_an_unknown_lexicon_lists_those_known() -> None:
    with pytest.raises(LexiconError, match="there is no lexicon 'moods'; known are .*genres"):
        load_lexicon("moods")
