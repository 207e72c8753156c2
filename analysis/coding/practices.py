"""Named practices: the venues, mechanisms, brands, campaigns, systems and courses that a report names and another city could copy.

Found by form (quotation marks, head nouns such as 工作室 or 机制, verbs such as 打造 before them) and by lexicon; a name that one sentence
shows to be a practice is also found where it stands bare. How to read it: a mention says that a report *names* the practice,
not that it works.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from analysis.coding.practice_bare import BarePractices
from analysis.coding.practice_candidates import Candidate
from analysis.coding.practice_excluded import ExcludedWords
from analysis.coding.practice_forms import has_clean_ends
from analysis.coding.practice_kinds import OpenKinds
from analysis.coding.practice_quoted import QuotedPractices
from analysis.coding.practice_quotes import find_quotations
from analysis.coding.practice_verbs import VerbWords
from analysis.coding.practice_words import (
    CUED,
    HEADED,
    INTRODUCED,
    KNOWN,
    SAID,
    HeadWords,
    KnownNames,
    normal_form,
)
from analysis.lexicon import load_lexicon

_POLITICAL = re.compile("政协|界别|提案|社情民意|协商")
_OWN_SHARE = 2.0  # words of the 政协 per 1,000 characters; its own reports have 10 and more, those of a government under 1
_SHORT_TEXT = 300
_REACH = 300  # characters: more than a quoted name with its noun can have
_GENERIC = re.compile(
    "(?:实践活动|主题活动|工作体系|工作品牌|协商品牌|工作机制|协商平台|专项行动|行动|活动|平台|机制|制度|品牌|系统|小程序|APP|App|客户端)$"
)
_SKIPPED_ROLES = frozenset({"issuer"})
_SHORTEST = 4
_NEVER = 1000
_NONE = 0  # a rank that any evidence outweighs
_BARE_LENGTH = {SAID: _SHORTEST, KNOWN: _SHORTEST, HEADED: 5, CUED: _SHORTEST, INTRODUCED: _NEVER}  # characters of a name without quotes
_OPENING_MARKS = frozenset("“‘「『")
_CARRIERS = frozenset({"digital", "lecture"})  # a noun before a name only says what it is (查重系统“…”)
_CLOSING_MARKS = frozenset('”’」』"')
_WITH_NOUN = re.compile("“([^“”]{3,})”.")
_LINK = re.compile(r"[—–\-－→+＋]")


@dataclass(frozen=True, slots=True)
class PracticeMention:
    """One mention: the sentence's number, span `[start, end)` in its clean text, the canonical name, and the kind (codebook section 6)."""

    sentence: int
    start: int
    end: int
    name: str
    kind: str


class PracticeFinder:
    """Finds named practices in the sentences of one report; built from the four practice lexicons."""

    def __init__(self, practices: pd.DataFrame, heads: pd.DataFrame, verbs: pd.DataFrame, excluded: pd.DataFrame) -> None:
        self._set_words(KnownNames(practices), HeadWords(heads), VerbWords(verbs), ExcludedWords(excluded))

    @classmethod
    def from_words(cls, known: KnownNames, heads: HeadWords, verbs: VerbWords, excluded: ExcludedWords) -> PracticeFinder:
        """Return a finder of lexicons that are already read, so that many finders can share what they have in common."""
        finder = cls.__new__(cls)
        finder._set_words(known, heads, verbs, excluded)
        return finder

    def _set_words(self, known: KnownNames, heads: HeadWords, verbs: VerbWords, excluded: ExcludedWords) -> None:
        self._known, self._excluded = known, excluded
        self._kinds = OpenKinds(heads)
        self._quoted = QuotedPractices(heads, verbs, excluded, known)
        self._bare = BarePractices(heads, verbs, excluded, known)

    def find(self, texts: Sequence[str], roles: Sequence[str] | None = None) -> list[PracticeMention]:
        """Return the mentions in the sentences `texts` of one report, in order.

        A name has one form and one kind in a report. In a text that is not a 政协's own (under 2 of its words in 1,000 characters)
        only sentences that speak of it count. Raises `ValueError` if `roles` and `texts` differ in length.
        """
        if roles is not None and len(roles) != len(texts):
            raise ValueError(f"{len(texts)} sentences but {len(roles)} roles")
        own = _is_own_report(texts)
        wanted = [
            number
            for number, text in enumerate(texts)
            if (own or _POLITICAL.search(text)) and (roles is None or roles[number] not in _SKIPPED_ROLES)
        ]
        candidates = {number: self._find_in_sentence(texts[number]) for number in wanted}
        return list(self._with_one_identity(candidates, {number: texts[number] for number in wanted}))

    def _find_in_sentence(self, text: str) -> list[Candidate]:
        quoted = self._quoted.find(text)
        masked = _mask_quotations(text, [candidate for candidate in quoted if _LINK.search(candidate.name)])
        starts = [candidate.start for candidate in quoted]
        bare = []
        for candidate in self._bare.find(text, masked):
            near = quoted[bisect_left(starts, candidate.start - _REACH) : bisect_left(starts, candidate.end + 2)]
            if not any(_excludes(other, candidate, text) for other in near):
                bare.append(candidate)
        found = [candidate for candidate in [*quoted, *bare] if has_clean_ends(canonical_name(candidate.name))]
        return sorted(found, key=lambda candidate: (candidate.start, candidate.end))

    def _with_one_identity(self, candidates: dict[int, list[Candidate]], texts: dict[int, str]) -> Iterator[PracticeMention]:
        candidates = {number: _with_own_names(found, candidates) for number, found in candidates.items()}
        best: dict[str, Candidate] = {}
        for found in candidates.values():
            for candidate in found:
                key = practice_key(candidate.name)
                if key not in best or candidate.rank > best[key].rank:
                    best[key] = candidate
        told = _mentions_by_key(candidates, texts)
        best = {key: self._kinds.settle(candidate, told[key]) for key, candidate in best.items()}
        again = {key: candidate for key, candidate in best.items() if len(key) >= 2 and candidate.quoted}
        for number, found in candidates.items():
            everything = [*found, *_find_again(texts[number], found, again)]
            for candidate in sorted(everything, key=lambda c: (c.start, c.end)):
                chosen = best[practice_key(candidate.name)]
                yield PracticeMention(number, candidate.start, candidate.end, canonical_name(chosen.name), chosen.kind)


def _with_own_names(found: list[Candidate], candidates: dict[int, list[Candidate]]) -> list[Candidate]:
    """Return `found`; a quoted name with a noun behind it has the name alone where the report names it so too (“甲乙议”议事堂 → 甲乙议).

    Where it stands alone decides its kind.
    """
    alone = {candidate.name for others in candidates.values() for candidate in others if candidate.quoted}
    owned = [(candidate, _WITH_NOUN.match(candidate.name)) for candidate in found]
    return [replace(candidate, name=match[1], rank=_NONE) if match and match[1] in alone else candidate for candidate, match in owned]


def _mentions_by_key(candidates: dict[int, list[Candidate]], texts: dict[int, str]) -> dict[str, list[tuple[str, int, int]]]:
    mentions = defaultdict(list)
    for number, found in candidates.items():
        for candidate in found:
            if candidate.rank > _NONE:
                mentions[practice_key(candidate.name)].append((texts[number], candidate.start, candidate.end))
    return mentions


def practice_key(name: str) -> str:
    """Return what two spellings of one practice share: the name without quotes, white space and trailing 活动, 平台, 机制 …"""
    key = normal_form(name)
    while (match := _GENERIC.search(key)) and match.start() >= 2:
        key = key[: match.start()]
    return key


def canonical_name(name: str) -> str:
    """Return the form of `name` in the table: no quotes round the whole, quotes inside written “ ”, one dot, no white space at the ends."""
    name = re.sub(r"[‘「『＂]", "“", re.sub(r"[’」』]", "”", name.strip())).replace("•", "·").replace("・", "·")
    whole = re.fullmatch(r"“([^“”]*)”", name)
    return whole.group(1) if whole else name


def _find_again(text: str, found: list[Candidate], names: dict[str, Candidate]) -> list[Candidate]:
    """Return further mentions of `names` in `text`: in quotation marks, or bare where the name is four characters or longer."""
    again: list[Candidate] = []
    taken = bytearray(len(text))
    for candidate in found:
        _take(taken, candidate)
    for mention in [*_quoted_again(text, names), *_bare_again(text, names)]:
        if not any(taken[mention.start : mention.end]):
            _take(taken, mention)
            again.append(mention)
    return again


def _take(taken: bytearray, candidate: Candidate) -> None:
    taken[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)


def _quoted_again(text: str, names: dict[str, Candidate]) -> Iterator[Candidate]:
    for quotation in find_quotations(text):
        candidate = names.get(practice_key(quotation.text)) if quotation.text and not quotation.is_title else None
        if candidate:
            yield replace(candidate, start=quotation.inner_start, end=quotation.inner_end)


def _bare_again(text: str, names: dict[str, Candidate]) -> list[Candidate]:
    """Return where the longer of `names` stand in `text`, longest first; looked up by their first four characters, so time is linear."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for key, candidate in names.items():
        if len(key) >= _BARE_LENGTH[candidate.rank]:
            lengths[key[:_SHORTEST]].add(len(key))
    found = []
    for start in range(len(text) - _SHORTEST + 1) if lengths else ():
        for length in lengths.get(text[start : start + _SHORTEST], ()):
            if again := names.get(text[start : start + length]):
                found.append(replace(again, start=start, end=start + length))
    return sorted(found, key=lambda candidate: (candidate.start - candidate.end, candidate.start))


def _excludes(quoted: Candidate, bare: Candidate, text: str) -> bool:
    """Return whether a name in quotes leaves no room for a bare one: they overlap, or only the closing mark is between them.

    A known link of a quoted chain (民生议事堂 in “专题协商-民生议事堂-协商驿站”) is a name of its own.
    """
    is_link = bare.rank == KNOWN and _LINK.search(quoted.name) and quoted.start <= bare.start and bare.end <= quoted.end
    overlap = bare.start < quoted.end and quoted.start < bare.end
    says_what = bare.kind in _CARRIERS and bare.rank < KNOWN and text[bare.end : quoted.start] in _OPENING_MARKS
    beside = text[quoted.end : bare.start] in _CLOSING_MARKS or says_what
    return (overlap and not is_link) or beside


def _mask_quotations(text: str, open_ones: list[Candidate]) -> str:
    """Return `text` of the same length, the inside of quotations and titles blotted out, except where a chain of known venues is quoted."""
    is_open = bytearray(len(text) + 1)
    for candidate in open_ones:
        _take(is_open, candidate)
    characters, masked_to = list(text), 0
    for quotation in find_quotations(text):
        inner_is_open = quotation.text and is_open[quotation.inner_start] and is_open[quotation.inner_end - 1]
        if not inner_is_open and quotation.end > masked_to:  # what an outer quotation has masked is not masked again
            characters[quotation.start : quotation.end] = "\x00" * (quotation.end - quotation.start)
            masked_to = quotation.end
    return "".join(characters)


def _is_own_report(texts: Sequence[str]) -> bool:
    text = "".join(texts)
    return len(text) < _SHORT_TEXT or len(_POLITICAL.findall(text)) * 1000 / len(text) >= _OWN_SHARE


@lru_cache(maxsize=1)
def default_finder() -> PracticeFinder:
    """Return the finder of the project's own lexicons."""
    return PracticeFinder(
        load_lexicon("practices"), load_lexicon("practice_heads"), load_lexicon("practice_verbs"), load_lexicon("practice_excluded")
    )
