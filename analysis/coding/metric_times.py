"""Reads when a counted thing happens: `status` (done, plan, rate) and `period` (year, term, month, quarter, cumulative)."""

from __future__ import annotations

from analysis.coding.metric_clauses import MaskedSentence
from analysis.coding.metric_words import Words
from analysis.coding.quantities import Quantity

_OFTEN = ("quarter", "month")
_SPANS = ("term", "year")


class TimeReader:
    """Reads status and period of a quantity from its sentence and section."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def status(self, sentence: MaskedSentence, section: str | None, quantity: Quantity) -> str:
        """Return `rate` for a percent, `plan` where the words before the number say that it is still to come, else `done`."""
        if quantity.kind == "percent":
            return "rate"
        if section and self._words.search("plan_section", section):
            return "plan"
        before = self._words.pattern("plan_block").sub("□", sentence.masked[: quantity.start])
        return "plan" if self._words.search("plan", before) else "done"

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
