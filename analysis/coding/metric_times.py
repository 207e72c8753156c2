"""Reads when a counted thing happens: `status` (done, plan, rate) and `period` (year, term, month, quarter, cumulative)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.coding.metric_clauses import MaskedSentence
from analysis.coding.metric_words import Words
from analysis.coding.quantities import Quantity

_OFTEN = ("quarter", "month")
_SPANS = ("term", "year")
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
        for period in (*_OFTEN, *_SPANS):
            if self._words.search(period, clause):
                return period
        earlier = self._last_named(sentence.text[:start])
        return earlier or ("cumulative" if self._words.search("cumulative", sentence.text, 0, quantity.start) else None)

    def _last_named(self, text: str) -> str | None:
        places = [(found.end(), len(found[0]), period) for period in _SPANS for found in self._words.pattern(period).finditer(text)]
        return max(places)[2] if places else None
