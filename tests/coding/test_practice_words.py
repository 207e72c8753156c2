"""The words that practices are known by: every row of the lexicons by an example of its own, so that none can change unseen.

A new row needs a new example: python -m tests.coding.complete_examples
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.coding.practice_excluded import ExcludedWords
from analysis.coding.practice_verbs import VerbWords
from analysis.coding.practice_words import Head, HeadWords, KnownNames
from analysis.coding.practices import PracticeFinder, default_finder
from analysis.lexicon import load_lexicon


def _read_examples(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_known_name_is_found_as_its_examples_say() -> None:
    """Without head nouns, verbs and exclusions: quoted, and bare where the name may stand without quotes."""
    known, *others = map(load_lexicon, ("practices", "practice_heads", "practice_verbs", "practice_excluded"))
    finder = PracticeFinder(known, *(table.iloc[:0] for table in others))
    examples = _read_examples("practice_examples.csv")
    assert set(known["form"]) == {row["form"] for row in examples}
    found = {row["text"]: "|".join(f"{m.name}={m.kind}" for m in finder.find([row["text"]])) for row in examples}
    assert found == {row["text"]: row["expected"] for row in examples}


HEAD_QUESTIONS: dict[str, Callable[[HeadWords, str], str]] = {
    "after": lambda words, text: _tell_head(words.after(text)),
    "inside": lambda words, text: _tell_head(words.inside(text)),
    "last": lambda words, text: words.last_kind(text) or "",
    "beside": lambda words, text: words.beside(text) or "",
    "cue": lambda words, text: words.cue(text) or "",
    "motto": lambda words, text: words.motto_kind(text) or "",
    "sign": lambda words, text: words.sign_kind(text) if words.is_sign(text) else "",
    "counted": lambda words, text: words.counted_kind("", text) or "",
    "tool": lambda words, text: "yes" if words.is_tool(text) else "",
    "post": lambda words, text: "yes" if words.is_post(text) else "",
    "talk": lambda words, text: "yes" if words.talk.fullmatch(text) else "",
    "online": lambda words, text: "yes" if words.online.search(text) else "",
    "made": lambda words, text: "yes" if words.made.search(text) else "",
    "needs": lambda words, text: "yes" if any(needed.search(text) for needed in words.needs.values()) else "",
}


def _tell_head(head: Head | None) -> str:
    marks = [mark for mark in ("strong", "generic") if head and getattr(head, mark)]
    return " ".join([f"{head.noun}={head.kind}", *marks]) if head else ""


def test_every_head_noun_has_an_example() -> None:
    heads, examples = load_lexicon("practice_heads"), _read_examples("practice_head_examples.csv")
    assert {*zip(heads["head"], heads["tier"], heads["kind"], strict=True)} == {(row["head"], row["tier"], row["kind"]) for row in examples}
    needing = heads[heads["needs"] != ""]
    needed = {(row["head"], row["tier"]) for row in examples if row["question"] == "needs"}
    assert {*zip(needing["head"], needing["tier"], strict=True)} == needed


def head_words_of(heads: pd.DataFrame, head: str, tier: str) -> HeadWords:
    """Return one row alone; what cannot end a name (`no_end`) speaks only beside a noun that can."""
    own = heads[(heads["head"] == head) & (heads["tier"] == tier)]
    return HeadWords(pd.concat([heads[heads["tier"] == "made"].iloc[:1], own]) if tier == "no_end" else own)


def test_a_head_noun_alone_answers_as_its_examples_say() -> None:
    heads = load_lexicon("practice_heads")
    wrong = []
    for row in _read_examples("practice_head_examples.csv"):
        answer = HEAD_QUESTIONS[row["question"]](head_words_of(heads, row["head"], row["tier"]), row["text"])
        wrong += [(row, answer)] if answer != row["answer"] else []
    assert wrong == []


# --- what is no practice, and the verbs that mark one


def name_found(finder: PracticeFinder, text: str) -> str:
    """Return what a finder finds in one sentence: name=kind, joined by |."""
    return "|".join(f"{mention.name}={mention.kind}" for mention in finder.find([text]))


def test_every_excluded_word_and_every_verb_has_an_example() -> None:
    excluded, verbs = load_lexicon("practice_excluded"), load_lexicon("practice_verbs")
    keys = {("practice_excluded", word, place, "") for word, place in zip(excluded["text"], excluded["place"], strict=True)}
    keys |= {("practice_verbs", *row) for row in zip(verbs["verb"], verbs["strength"], verbs["kind"], strict=True)}
    examples = _read_examples("practice_word_examples.csv")
    assert {(row["lexicon"], row["word"], row["use"], row["kind"]) for row in examples} == keys
    assert all(row["with"] != row["without"] for row in examples)


def test_all_words_together_answer_as_their_examples_say() -> None:
    """Each example answers otherwise without its row, so a row that is lost or changed fails here."""
    examples = _read_examples("practice_word_examples.csv")
    found = {row["text"]: name_found(default_finder(), row["text"]) for row in examples}
    assert found == {row["text"]: row["with"] for row in examples}


def test_every_word_is_what_changes_its_example() -> None:
    known, heads = KnownNames(load_lexicon("practices")), HeadWords(load_lexicon("practice_heads"))
    excluded, verbs = load_lexicon("practice_excluded"), load_lexicon("practice_verbs")
    all_excluded, all_verbs = ExcludedWords(excluded), VerbWords(verbs)
    dead = []
    for row in _read_examples("practice_word_examples.csv"):
        if row["lexicon"] == "practice_excluded":
            others = excluded[~(excluded["text"].eq(row["word"]) & excluded["place"].eq(row["use"]))]
            finder = PracticeFinder.from_words(known, heads, all_verbs, ExcludedWords(others))
        else:
            others = verbs[~(verbs["verb"].eq(row["word"]) & verbs["strength"].eq(row["use"]))]
            finder = PracticeFinder.from_words(known, heads, VerbWords(others), all_excluded)
        answer = name_found(finder, row["text"])
        dead += [(row, answer)] if answer != row["without"] else []
    assert dead == []
