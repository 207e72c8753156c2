"""Numbers told about practices: marked sentences as cases, and the table over a corpus."""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import build
from analysis.compare.practice_links import Number, Practice, link_numbers
from analysis.compare.practice_numbers import COLUMNS, practice_numbers
from analysis.lexicon import load_lexicon
from analysis.schema import make_table
from tests.compare.small_corpus import empty_tables, place, small_tables

_MARK = re.compile(r"⟦(?P<name>.*?)/(?P<kind>[a-z]+)⟧|〈(?P<surface>[^/〉]*)(?:/(?P<item>[^〉]*))?〉")


def read_cases() -> list:
    with Path(__file__).with_name("cases_practice_numbers.csv").open(encoding="utf-8", newline="") as file:
        return [pytest.param(row["text"], row["expected"], id=row["text"]) for row in csv.DictReader(file)]


def number_at(start: int, surface: str, item: str | None) -> Number:
    unit = re.sub(r"^[\d一二三四五六七八九十百千万大余近多]+", "", surface)
    return Number(start, start + len(surface), "duration" if unit in ("年", "个月") else "count", unit or None, item)


def read_marks(marked: str) -> tuple[str, list[Practice], list[Number]]:
    """Return a sentence without its marks: ⟦name/kind⟧ is a practice, 〈number/what it counts〉 a number, also inside a name."""
    text, practices, numbers, last = "", [], [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match["surface"] is not None:
            numbers.append(number_at(len(text), match["surface"], match["item"]))
            text += match["surface"]
            continue
        inside, _, within = read_marks(match["name"])
        numbers += [Number(len(text) + one.start, len(text) + one.end, one.kind, one.unit) for one in within]
        practices.append(Practice(len(text), len(text) + len(inside), inside, match["kind"]))
        text += inside
    return text + marked[last:], practices, numbers


@pytest.mark.parametrize(("marked", "expected"), read_cases())
def test_case(marked: str, expected: str) -> None:
    text, practices, numbers = read_marks(marked)
    found = [
        f"{practices[link.practice].name}:{text[numbers[link.number].start : numbers[link.number].end]}:{link.relation}"
        for link in link_numbers(text, practices, numbers)
    ]
    assert ";".join(found) == expected


def test_every_word_has_a_known_use_and_a_reason() -> None:
    words = load_lexicon("practice_links")
    assert set(words["use"]) == {
        "means", "held", "founded", "members", "reach", "act", "adverb", "head", "event_unit", "event",
    }  # fmt: skip
    assert (words["why"] != "").all()
    assert not words.duplicated(["use", "word"]).any()


def told(numbers: pd.DataFrame, city: str, name: str) -> list[tuple[str, str]]:
    rows = numbers[(numbers["city"] == city) & (numbers["name"] == name)]
    return list(zip(rows["surface"], rows["relation"], strict=True))


def test_numbers_of_the_seeds_stand_beside_their_practice(seed_tables) -> None:
    numbers = practice_numbers(seed_tables)
    assert numbers.columns.tolist() == COLUMNS
    assert told(numbers, "金华", "民生议事堂") == [("74场", "event")]
    assert told(numbers, "衢州2024", "民生议事堂") == [("521场", "joint"), ("1441条", "joint")]
    assert told(numbers, "河池", "委员书柜") == [("403個", "item")], "garbled pages are linked in their mended form"
    assert told(numbers, "杭州", "固定+灵活") == []


def test_both_places_walk_back(seed_tables) -> None:
    numbers = practice_numbers(seed_tables)
    mentions = set(seed_tables.practices[["source", "start", "end", "name"]].itertuples(index=False, name=None))
    for row in numbers.itertuples():
        assert seed_tables.source_text(row.source)[row.start : row.end] == row.surface
        assert (row.source, row.practice_start, row.practice_end, row.name) in mentions
    assert not numbers.duplicated(["source", "start", "end", "practice_start"]).any()


def test_a_number_in_another_sentence_is_no_ones() -> None:
    quantity = {"surface": "74场", "kind": "count", "value": 74, "low": 74, "high": 74, "bound": "exact", "unit": "场"}
    apart = small_tables(quantities=make_table("quantities", [{**place("杭州2024", 9), **quantity}]))
    assert practice_numbers(apart).empty
    assert practice_numbers(empty_tables()).columns.tolist() == COLUMNS


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [("“柳事好商量”举办协商活动28场。", ["28场"]), ("明年，“柳事好商量”将举办协商活动30场以上。", [])],
)
def test_what_is_planned_is_no_number_of_a_practice(tmp_path: Path, text: str, surfaces: list[str]) -> None:
    page = f"甲市政协2024年工作综述\n一年来，市政协认真履职，取得了新的成效。{text}\n"
    (tmp_path / "a.txt").write_text(page, encoding="utf-8")
    assert practice_numbers(build(tmp_path))["surface"].tolist() == surfaces
