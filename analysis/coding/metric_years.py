"""Reads the calendar year that a sentence names for its number (2023年共收到…); spans, aims and years compared with are none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.coding.metric_areas import is_closed_off
from analysis.coding.metric_clauses import NUMBER, MaskedSentence
from analysis.coding.metric_words import Words
from analysis.coding.quantities import Quantity

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})年(?:度|底|末)?")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_JOINT = re.compile("[、和及与]")
_EACH = re.compile(r"[^#]*分别[^#]*")
_REACH = 12


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    year: int | None  # null: another time is named, and the year before holds no longer


class YearReader:
    """Reads calendar years; built once from the lexicon `metric_words`."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def read(self, sentence: MaskedSentence, quantities: Iterable[Quantity]) -> list[int | None]:
        """Return the year named for each of `quantities`: the nearest before it in the sentence, null where none holds."""
        mentions = sorted([*self._years(sentence), *self._other_times(sentence)], key=lambda one: one.start)
        return [_year_of(sentence, quantity, mentions) for quantity in quantities]

    def _years(self, sentence: MaskedSentence) -> Iterable[_Mention]:
        text = sentence.text
        for found in _YEAR.finditer(text):
            before, after = text[max(0, found.start() - _REACH) : found.start()], found.end()
            if sentence.in_name(*found.span()) or self._words.closes("year_compared", before):
                continue
            spans = self._words.closes("year_span_before", before) or self._words.pattern("year_span_after").match(sentence.masked, after)
            yield _Mention(*found.span(), None if spans else int(found[1].translate(_DIGITS)))

    def _other_times(self, sentence: MaskedSentence) -> Iterable[_Mention]:
        for found in self._words.pattern("year_other").finditer(sentence.masked):
            if not self._words.closes("year_compared", sentence.masked[max(0, found.start() - _REACH) : found.start()]):
                yield _Mention(*found.span(), None)


def _year_of(sentence: MaskedSentence, quantity: Quantity, mentions: list[_Mention]) -> int | None:
    before = [one for one in mentions if one.end <= quantity.start and not is_closed_off(sentence.masked, one.end, quantity.start)]
    if not before:
        return None
    listed = _listed(sentence.text, before)
    between = sentence.masked[before[-1].end : quantity.start]
    if len(listed) > 1:  # 2021年、2022年分别收到500件、520件
        place = len(re.findall(f"{NUMBER}+", between))
        return listed[place].year if _EACH.match(between) and place < len(listed) else None
    return before[-1].year


def _listed(text: str, mentions: list[_Mention]) -> list[_Mention]:
    """Return the last mention with those directly joined before it: 2021年、2022年和2023年."""
    first = len(mentions) - 1
    while first and _JOINT.fullmatch(text[mentions[first - 1].end : mentions[first].start]):
        first -= 1
    return mentions[first:]
