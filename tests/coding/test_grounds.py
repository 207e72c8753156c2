"""What makes metrics comparable: basis, area, year and part_of, by own sentences (cases_grounds.csv) and the lexicon's own examples."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis.coding.metric_bases import BasisRules
from analysis.coding.metrics import Metric, Sentence, default_coder
from analysis.coding.quantities import default_finder
from analysis.lexicon import load_lexicon
from analysis.schema import AREAS

CASES = Path(__file__).with_name("cases_grounds.csv")
FIELDS = ("basis", "area", "year", "part_of")
# indicators of which reports count more than one thing: all of them
INDICATORS = set(load_lexicon("indicator_names")["code"])


def read_cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def code_texts(*texts: str) -> list[Metric]:
    return default_coder().code([Sentence(text, "body", None, default_finder().find(text)) for text in texts])


@cache
def code_text(text: str) -> dict[str, Metric]:
    return {text[metric.quantity.start : metric.quantity.end]: metric for metric in code_texts(text)}


def told(text: str, metric: Metric, field: str) -> str:
    value = getattr(metric, field)
    if field == "part_of" and value is not None:
        whole = next(one for one in code_text(text).values() if one.quantity.start == value[1])
        return text[whole.quantity.start : whole.quantity.end]
    return "" if value is None else str(value)


def case_parameters() -> list[object]:
    parameters: list[object] = []
    for row in read_cases():
        marks = [pytest.mark.xfail(strict=True, reason=row["known_failure"])] if row["known_failure"] else []
        parameters.append(pytest.param(row, id=f"{row['field']}-{row['number']}-{row['text'][:20]}", marks=marks))
    return parameters


@pytest.mark.parametrize("row", case_parameters())
def test_case_is_read_as_its_words_say(row: dict[str, str]) -> None:
    metric = code_text(row["text"]).get(row["number"])
    assert metric is not None, "the number is no metric"
    assert told(row["text"], metric, row["field"]) == row["expected"], row["why"]


def test_cases_cover_every_field_and_have_negatives() -> None:
    rows = read_cases()
    for field in FIELDS:
        own = [row for row in rows if row["field"] == field]
        assert any(row["expected"] for row in own), field
        assert any(not row["expected"] for row in own), field
    assert {row["expected"] for row in rows if row["field"] == "area"} == {"", *AREAS}
    assert sum(bool(row["known_failure"]) for row in rows) <= 3
    assert all(row["why"] for row in rows)


@pytest.mark.parametrize(
    ("texts", "number", "whole", "why"),
    [
        (("共收到提案468件。", "其中，委员提案400件。"), "400件", (0, 5), "其中 opens the next sentence"),
        (("共收到提案468件。", "经审查，立案430件。"), "430件", (0, 5), "filed in the next sentence"),
        (("共收到提案468件。", "召开会议3次，其中委员提案400件。"), "400件", None, "another number stands between"),
        (("共收到提案468件。", "一。", "二。", "三。", "立案430件。"), "430件", None, "too far off"),
    ],
)
def test_a_whole_may_stand_in_the_sentence_before(texts: tuple[str, ...], number: str, whole: tuple[int, int] | None, why: str) -> None:
    metric = next(one for one in code_texts(*texts) if texts[one.sentence][one.quantity.start : one.quantity.end] == number)
    assert metric.part_of == whole, why


def test_a_long_sentence_is_read_in_pieces_and_places_are_those_of_the_sentence() -> None:
    text = "市政协" + "认真履职、" * 250 + "共收到提案562件，立案521件。"
    received, filed = code_texts(text)
    assert filed.part_of == (0, received.quantity.start)
    assert text[received.quantity.start : received.quantity.end] == "562件"


def test_the_report_tells_whose_level_the_words_mean() -> None:
    city = code_texts("市政协召开协商会6次。", "市政协开展视察3次。", "县政协召开协商会9次。")
    county = code_texts("县政协召开协商会9次。", "县政协开展视察3次。", "市政协召开协商会6次。")
    assert [metric.area for metric in city] == ["own", "own", "lower"]
    assert [metric.area for metric in county] == ["own", "own", None]


# --- the lexicon


def split_example(example: str) -> tuple[str, str, str, str]:
    item, action, unit, after = [*example.split("·"), ""][:4]
    return item, action, unit, after


@pytest.mark.parametrize("row", load_lexicon("indicator_bases").to_dict("records"), ids=lambda row: f"{row['indicator']}-{row['priority']}")
def test_rule_holds_on_its_own_examples(row: dict[str, str]) -> None:
    rules = BasisRules(load_lexicon("indicator_bases"))
    decided = rules.find(row["indicator"], *split_example(row["positive"]))
    assert decided is not None
    assert (decided.basis, decided.priority) == (row["basis"], int(row["priority"]))
    other = rules.find(row["indicator"], *split_example(row["negative"]))
    assert other is None or other.basis != row["basis"]
    assert row["why"]


def test_every_rule_of_a_basis_keeps_its_answer() -> None:
    """The answers stand apart from the lexicon, so that no row can change or go unseen; a new row needs one here."""
    examples = pd.read_csv(CASES.with_name("basis_examples.csv"), dtype=str, keep_default_na=False)
    rules = BasisRules(load_lexicon("indicator_bases"))
    found = [rules.find(row.indicator, *split_example(row.example)) for row in examples.itertuples()]
    assert [rule.basis if rule else None for rule in found] == examples["basis"].tolist()
    own = load_lexicon("indicator_bases")
    assert {*zip(own["indicator"], own["positive"], strict=True)} == {*zip(examples["indicator"], examples["example"], strict=True)}


def test_every_indicator_has_bases_and_each_basis_one_name() -> None:
    bases = load_lexicon("indicator_bases")
    assert set(bases["indicator"]) == {"", *INDICATORS}
    assert not bases.duplicated(["indicator", "priority"]).any()
    named = bases.drop_duplicates(["indicator", "basis", "chinese", "english", "order"])
    assert not named.duplicated(["indicator", "basis"]).any()
    assert not named.duplicated(["indicator", "order"]).any()
    assert (bases.groupby("indicator")["basis"].nunique() > 1).all()
