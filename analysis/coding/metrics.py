"""Codes which quantities of a report count the work of its 政协, what they count, and which indicator that is.

`default_coder().code(sentences)` takes the sentences of one report in reading order and gives a `Metric` per quantity
that passes section 4 of the codebook: item, action, indicator, status, period, and whether the fact was told before.
Nothing is summed and nothing is guessed: an item that the report does not name is null, an indicator that no rule gives is null.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from analysis.coding.metric_bases import BasisRules
from analysis.coding.metric_clauses import MaskedSentence
from analysis.coding.metric_context import Named, told_before
from analysis.coding.metric_grounds import GroundReader
from analysis.coding.metric_indicators import IndicatorRules
from analysis.coding.metric_items import ItemNamer
from analysis.coding.metric_phrases import PhraseReader
from analysis.coding.metric_repeats import Told, mark_repeats
from analysis.coding.metric_scope import MetricScope
from analysis.coding.metric_times import TimeReader
from analysis.coding.metric_verbs import VerbFinder
from analysis.coding.metric_voices import Piece, ReportVoice, cut_pieces
from analysis.coding.metric_wholes import Counted
from analysis.coding.metric_words import Words
from analysis.coding.quantities import Quantity
from analysis.lexicon import load_lexicon

_TAINTING = ("foreign", "foreign too", "change", "rate")
_REMEMBERED = 2  # sentences back that an elided noun may stand


@dataclass(frozen=True, slots=True)
class Sentence:
    """A clean sentence of a report: its text, role, section and the quantities found in it, in order."""

    text: str
    role: str
    section: str | None
    quantities: Sequence[Quantity]


@dataclass(frozen=True, slots=True)
class Metric:
    """A quantity that counts 政协 work; `sentence` is its place in the sequence that was coded."""

    sentence: int
    quantity: Quantity
    item: str | None
    action: str | None
    indicator: str | None
    status: str
    period: str | None
    repeat: bool = False
    basis: str | None = None
    area: str | None = None
    year: int | None = None
    part_of: tuple[int, int] | None = None  # sentence and place of the number of which this is a stated part


class MetricCoder:
    """Codes the metrics of one report at a time; built once from lexicons: indicators, verbs, words, bases of the indicators, places."""

    def __init__(
        self, indicators: pd.DataFrame, verbs: pd.DataFrame, words: pd.DataFrame, bases: pd.DataFrame, places: pd.DataFrame
    ) -> None:
        compiled = Words(words)
        finder = VerbFinder(verbs, compiled)
        self._reader = PhraseReader(compiled, finder)
        self._namer = ItemNamer(compiled, self._reader, finder)
        self._scope = MetricScope(compiled)
        self._times = TimeReader(compiled)
        self._voice = ReportVoice(compiled)
        self._rules = IndicatorRules(indicators)
        self._bases = BasisRules(bases)
        self._grounds = GroundReader(compiled, places)

    def code(self, sentences: Sequence[Sentence]) -> list[Metric]:
        """Return the metrics of one report, in reading order."""
        metrics: list[Metric] = []
        earlier: list[Named] = []
        own = self._voice.is_own([sentence.text for sentence in sentences])
        planned = self._times.planned_sections(sentence.section for sentence in sentences)
        ahead = False
        place = 0
        for index, sentence in enumerate(sentences):
            ahead = self._times.looks_ahead(sentence.text, sentence.role, ahead and sentence.section == sentences[index - 1].section)
            if not sentence.quantities or not (own or self._voice.has_actor(sentence.text)):
                place += 1
                continue
            to_come = ahead or sentence.section in planned
            around = told_before(sentences, index)
            for piece in cut_pieces(sentence.text, sentence.quantities):
                earlier = [named for named in earlier if place - named.sentence <= _REMEMBERED]
                metrics += [_at(metric, index, piece.offset) for metric in self._code_piece(place, piece, earlier, to_come, around)]
                place += 1
        return self._compare(sentences, metrics)

    def _compare(self, sentences: Sequence[Sentence], metrics: Sequence[Metric]) -> list[Metric]:
        """Return the metrics with what only the whole report tells: repetition, area, year, and of which number each is a part."""
        told = [
            Told(one.sentence, sentences[one.sentence].role, one.quantity, one.item or "", one.action, one.indicator, one.status)
            for one in metrics
        ]
        repeats = mark_repeats(told)
        counted = [
            Counted(one.sentence, one.quantity, (one.sentence, one.quantity.start), one.action, one.indicator, one.basis, repeat)
            for one, repeat in zip(metrics, repeats, strict=True)
        ]
        grounds = self._grounds.read(sentences, counted)
        wholes = {(one.sentence, one.quantity.start): one for one in metrics}
        return [
            replace(
                metric, repeat=repeat, area=ground.area, year=ground.year, part_of=ground.part_of,
                basis=self._part_basis(metric, wholes.get(ground.part_of) if ground.part_of else None),
            )
            for metric, repeat, ground in zip(metrics, repeats, grounds, strict=True)
        ]  # fmt: skip

    def _part_basis(self, part: Metric, whole: Metric | None) -> str | None:
        """Return the basis of a part: the verb of its whole tells nothing of it, its own noun may (收到提案…，其中委员提案…)."""
        if whole is None or whole.basis != part.basis or whole.action != part.action:
            return part.basis
        return self._bases.code(part.indicator, part.item, None, part.quantity.unit) or part.basis

    def _code_piece(self, place: int, piece: Piece, earlier: list[Named], to_come: bool, around: str) -> list[Metric]:
        """Return the metrics of one piece of a sentence, places as in the piece; what it names is added to `earlier`."""
        masked = MaskedSentence(piece.text, piece.quantities, around)
        open_quantities = [quantity for quantity in piece.quantities if not masked.in_name(quantity.start, quantity.end)]
        metrics: list[Metric] = []
        reason = None
        for quantity, phrase in zip(open_quantities, self._reader.read(masked, open_quantities), strict=True):
            named = self._namer.name(masked, place, quantity, phrase, earlier)
            context = f"{around}\n{piece.text[: quantity.start]}"
            # by how much a count grew is no count
            indicator = None if named.change == "by" else self._rules.code(named.item, named.action, quantity.unit, context)
            reason = self._scope.reason_against(masked, named, bool(metrics or indicator), reason in _TAINTING)
            if reason is None:
                earlier.append(named)
                status = self._times.status(masked, quantity, to_come)
                period = self._times.period(masked, quantity)
                rest = piece.text[quantity.end : phrase.clause[1]]
                basis = self._bases.code(indicator, named.item, named.action, quantity.unit, rest)
                metrics.append(Metric(place, quantity, named.item, named.action, indicator, status, period, basis=basis))
        return metrics


def _at(metric: Metric, index: int, offset: int) -> Metric:
    """Return the metric with the places of the whole sentence."""
    quantity = metric.quantity
    moved = replace(quantity, start=quantity.start + offset, end=quantity.end + offset) if offset else quantity
    return replace(metric, sentence=index, quantity=moved)


@cache
def default_coder() -> MetricCoder:
    """Return the coder of the project's own lexicons."""
    return MetricCoder(*map(load_lexicon, ("indicators", "metric_verbs", "metric_words", "indicator_bases", "places")))
