"""Verbs of the dictionary: what is surely one in its place, and what is left to its noun."""

from __future__ import annotations

import pytest

from analysis.coding.metric_dictionary import DictionaryVerbs
from analysis.coding.metric_words import Words
from analysis.coding.tokens import default_tokenizer
from analysis.lexicon import load_lexicon


@pytest.fixture(scope="module")
def verbs() -> DictionaryVerbs:
    return DictionaryVerbs(Words(load_lexicon("metric_words")), default_tokenizer().cut)


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("捧回奖项##", {"捧回": "act"}, "a verb and what became of it, cut apart by the dictionary"),
        ("种下果树###", {"种下": "act"}, "a coined verb of result that no dictionary has"),
        ("当场敲定事项##", {"敲定": "act"}, "an adverb marks the verb behind it"),
        ("委员跑了##", {"跑": "act"}, "an aspect marks the verb before it"),
        ("脱胎于信息", {"脱胎": "act"}, "a preposition bound to the verb marks it"),
        ("开掘水渠##", {"开掘": "act_first"}, "it opens the clause and has an object"),
        ("群众诉求###", {}, "by the dictionary a verb, here a noun"),
        ("留守儿童###", {}, "by the dictionary a verb, here an attribute"),
        ("##示范点", {}, "by the dictionary a verb, here an attribute"),
        ("不满意的##", {}, "a denied verb tells a quality"),
        ("##承办单位", {}, "between number and noun a verb of two characters is an attribute"),
        ("", {}, "nothing"),
    ],
)
def test_verb_is_found_on_evidence_only(verbs: DictionaryVerbs, text: str, expected: dict[str, str], why: str) -> None:
    assert {text[start:end]: kind for start, (end, kind) in verbs.find(text).items()} == expected, why


@pytest.mark.parametrize(
    ("text", "word", "cut", "why"),
    [
        ("直接受益的群众", "接受", True, "the characters belong to 直接 and 受益"),
        ("建章立制##", "建", True, "one character of a phrase of four"),
        ("群众接受服务", "接受", False, "a word by itself"),
        ("新建协商室##", "新建", False, "a word by itself"),
    ],
)
def test_verb_that_takes_characters_of_other_words_is_none(verbs: DictionaryVerbs, text: str, word: str, cut: bool, why: str) -> None:
    assert verbs.cuts(text, text.index(word), text.index(word) + len(word)) is cut, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("任务悉数完成", ["悉数"], "an adverb before its verb ends the noun"),
        ("长期不参加活动", ["长期", "不"], "two adverbs in a row"),
        ("委员工作室", [], "no adverb"),
    ],
)
def test_adverbs_before_verbs_are_found(verbs: DictionaryVerbs, text: str, expected: list[str], why: str) -> None:
    assert list(verbs.adverbs(text)) == [text.index(word) for word in expected], why
