"""Finds verbs that the lexicon `metric_verbs` does not have, by the dictionary's tags and by what stands around them.

Reports use many words that the dictionary calls verbs as nouns (诉求) or attributes (留守儿童). So a word governs only on evidence:
it names a result (开出, 装好), an adverb or an aspect marks it (当场敲定, 跑了), or it opens a phrase and has an object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from analysis.coding.metric_clauses import NUMBER
from analysis.coding.metric_words import Words
from analysis.coding.tokens import UNKNOWN_TAG, Token

Place = tuple[int, str]  # end and kind of a verb
_COMPLEMENTS = "出回起下好成到入进完得掉来去上住齐满遍牢走开"
_COINED = re.compile("[\u4e00-\u9fd5][出回起下完掉成好]")
_RESULT = re.compile(f"[\u4e00-\u9fd5][{_COMPLEMENTS}]")
_ASPECT = ("了", "着", "过", "于", "在")
_OPEN = re.compile(r"[，,；;。：:！!？?（）()\n□○]$")
_NO_ADVERB = frozenset("不未无没最")
_OBJECT = re.compile("[nablijvx]")
_ADVERBS = ("d", "ad", "s")
_NO_VERBS = ("no_verb", "frame", "edge", "lead", "tail")  # the last four are words around a noun phrase, read as such
_REMEMBERED = 512


class DictionaryVerbs:
    """Finds the dictionary's verbs in a text; `cut` gives its tokens with the tags of the dictionary."""

    def __init__(self, words: Words, cut: Callable[[str], Sequence[Token]]) -> None:
        self._words = words
        self._cut = lru_cache(_REMEMBERED)(cut)
        self._inside = lru_cache(_REMEMBERED)(self._find_inside)
        self.find = lru_cache(_REMEMBERED)(self._find)

    def cuts(self, text: str, start: int, end: int) -> bool:
        """Return whether both ends stand inside words (接受 in 直接受益), or one character inside a phrase (建 in 建章立制)."""
        inside = self._inside(text)
        phrase = end - start == 1 and all(place in inside for place in (end, end + 1, end + 2))
        return end in inside and (start in inside or phrase)

    def adverbs(self, text: str) -> Sequence[int]:
        """Return the places where an adverb opens what somebody does (委员|正取样, 任务|悉数完成)."""
        tokens = self._cut(text)
        places: list[int] = []
        for token, after in zip(tokens[-2::-1], tokens[:0:-1], strict=True):
            opens = after.start in places[-1:] or (after.pos.startswith("v") and after.pos != "vn")
            if token.pos in _ADVERBS and opens and token.end == after.start:
                places.append(token.start)
        return places[::-1]

    def _find_inside(self, text: str) -> frozenset[int]:
        return frozenset(place for token in self._cut(text) if token.pos != "x" for place in range(token.start + 1, token.end))

    def _find(self, text: str) -> dict[int, Place]:
        """Return, for each place of `text` where such a verb begins, its end and kind: `act` or, where it must open, `act_first`."""
        tokens = _join_results(list(self._cut(text)))
        found = {}
        for number, token in enumerate(tokens):
            kind = self._kind(text, tokens, number)
            if kind:
                found[token.start] = token.end, kind
        return found

    def _kind(self, text: str, tokens: Sequence[Token], number: int) -> str | None:
        token = tokens[number]
        coined = token.pos == UNKNOWN_TAG and _COINED.fullmatch(token.text) is not None  # 晒出, 种下
        known = token.pos.startswith("v") and token.pos != "vn"
        if not (known or coined) or any(self._words.pattern(kind).fullmatch(token.text) for kind in _NO_VERBS):
            return None
        before = tokens[number - 1] if number and tokens[number - 1].end == token.start else None
        after = tokens[number + 1] if number + 1 < len(tokens) and tokens[number + 1].start == token.end else None
        marked = before is not None and before.pos in ("d", "s") and before.text not in _NO_ADVERB
        if marked or text.startswith(_ASPECT, token.end) or _RESULT.fullmatch(token.text):
            return "act"
        if after is None or not _OBJECT.match(after.pos) or after.text[0] in "#、":
            return None
        opens = before is None or _OPEN.search(before.text) is not None or (len(token.text) == 1 and before.text[0] == NUMBER)
        person = before is not None and self._words.closes("person", before.text) is not None
        return "act_first" if opens or (len(token.text) > 1 and (person or (before is not None and before.pos == "t"))) else None


def _join_results(tokens: Sequence[Token]) -> list[Token]:
    """Join a verb of one character and what became of it, which are cut apart where the dictionary lacks them together (捧|回)."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        apart = last is not None and len(last.text) == 1 and last.pos == "v" and len(token.text) == 1 and last.end == token.start
        if last is not None and apart and token.text in _COMPLEMENTS:
            joined[-1] = Token(last.text + token.text, "v", last.start, token.end)
        else:
            joined.append(token)
    return joined
