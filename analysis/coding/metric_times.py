"""Reads when a counted thing happens: `status` (done, plan, rate) and `period` (year, term, month, quarter, cumulative).

A part of a year has no code of its own. 第一季度 is `quarter`, like 每季度: both count what one quarter holds. 上半年, 前三季度, 1—9月 are
`cumulative`: like 截至6月底 they add up over a span that is no year, so that they are never set beside the work of a year. How long the
span is the code does not tell; two numbers that are both `cumulative` are compared with a reservation only (`verdict_reasons`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.coding.metric_clauses import MaskedSentence
from analysis.coding.metric_words import Words
from analysis.coding.quantities import Quantity

_OFTEN = ("quarter", "month")
# words that hold until another time is named, and the period they tell
_SPANS = {"term": "term", "year": "year", "part_year": "cumulative", "one_quarter": "quarter"}
_PARTS = ("part_year", "one_quarter")
_YEAR = re.compile(r"20\d\d(?=年)")
_RATES = ("percent", "points", "multiple")
_UNBROKEN = ("body",)


class TimeReader:
    """Reads status and period of a quantity from its sentence and section."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def planned_sections(self, sections: Iterable[str | None]) -> frozenset[str]:
        """Return the titles of the sections on work to come: by their words, or by a later year than other sections name."""
        titles = {title for title in sections if title}
        years = {int(year) for title in titles for year in _YEAR.findall(title)}
        latest = str(max(years)) if len(years) > 1 else None
        later = {title for title in titles if latest and latest in title and not self._words.search("past_section", title)}
        return frozenset(later | {title for title in titles if self._words.search("plan_section", title)})

    def looks_ahead(self, text: str, role: str, before: bool) -> bool:
        """Return whether the sentence tells of work to come: it opens so (今年是…, 我们将…), or goes on after one that did (`before`)."""
        if role not in _UNBROKEN:
            return False
        if self._words.search("plan_open", text) and self._words.search("plan", self._without_blocks(text)):
            return True
        return before and not self._words.search("past", text)

    def status(self, sentence: MaskedSentence, quantity: Quantity, ahead: bool) -> str:
        """Return `plan` where report or words before the number say so, else `rate` for percents, points and multiples, else `done`."""
        if ahead or self._is_planned(sentence, quantity):
            return "plan"
        return "rate" if quantity.kind in _RATES else "done"

    def _is_planned(self, sentence: MaskedSentence, quantity: Quantity) -> bool:
        before = self._without_blocks(sentence.masked[: quantity.start])
        if self._words.search("plan", before):
            return True
        start = sentence.clause_span(sentence.clause_at(quantity.start))[0]
        clause = self._without_blocks(sentence.masked[start : quantity.start])
        return self._words.search("plan_near", clause) is not None

    def _without_blocks(self, text: str) -> str:
        return self._words.pattern("plan_block").sub("□", text)

    def period(self, sentence: MaskedSentence, quantity: Quantity) -> str | None:
        """Return the period named nearest before the number: in its clause, else earlier in the sentence, else null."""
        start, end = sentence.clause_span(sentence.clause_at(quantity.start))
        clause = sentence.text[start : quantity.start]
        often = next((period for period in _OFTEN if self._words.search(period, clause)), None)
        part = self._last_named(clause)
        if often or part in _PARTS:  # 2024年上半年 names a part of the year
            return often or _SPANS[part or ""]
        inside = next((period for period in _SPANS if self._words.search(period, clause)), None)
        named = inside or self._last_named(sentence.text[:start])
        earlier = _SPANS[named] if named else None
        return earlier or ("cumulative" if self._words.search("cumulative", sentence.text, 0, quantity.start) else None)

    def _last_named(self, text: str) -> str | None:
        places = [(found.end(), len(found[0]), period) for period in _SPANS for found in self._words.pattern(period).finditer(text)]
        return max(places)[2] if places else None
