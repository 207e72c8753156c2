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


@pytest.mark.parametrize("name", sorted(file.stem for file in LEXICON_FOLDER.glob("*.csv")))
def test_a_column_that_a_lexicon_does_not_have_is_seen_in_the_project_too(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.csv"
    load_lexicon(name).assign(colour="red").to_csv(file, index=False)
    with pytest.raises(LexiconError, match=f"{name}.csv: unknown column 'colour'"):
        load_lexicon(name, file)


def test_every_declared_lexicon_is_there() -> None:
    with pytest.raises(LexiconError) as error:
        load_lexicon("?")
    assert sorted(str(error.value).split("known are ")[1].split(", ")) == sorted(file.stem for file in LEXICON_FOLDER.glob("*.csv"))


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
