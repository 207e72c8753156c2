"""All coders of the suite, made once from the lexicons, and the rows that they give for the sentences of one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.coding import loops, metrics, practices, quantities, themes, tokens
from analysis.coding.token_columns import TokenColumns
from analysis.coding.token_terms import collect_terms
from analysis.corpus.read import SourceText
from analysis.corpus.reports import IdentityFinder
from analysis.corpus.sentences import CorpusSentence
from analysis.corpus.signs import SignFinder
from analysis.lexicon import check_lexicon_folder, load_lexicon

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Coders:
    """Everything that is compiled from the lexicons."""

    signs: SignFinder
    identity: IdentityFinder
    tokens: tokens.Tokenizer
    themes: themes.ThemeCoder
    quantities: quantities.QuantityFinder
    metrics: metrics.MetricCoder
    practices: practices.PracticeFinder
    loops: loops.LoopFinder


def load_coders(lexicons: Path | None = None) -> Coders:
    """Return the coders made from the project's lexicons; a table of the folder `lexicons` stands in for the project's of its name.

    Raises `LexiconError` for a folder or table that cannot be used.
    """
    if lexicons:
        check_lexicon_folder(lexicons)

    def load(name: str) -> pd.DataFrame:
        own = lexicons / f"{name}.csv" if lexicons else None
        return load_lexicon(name, own if own and own.exists() else None)

    return Coders(
        signs=SignFinder(load("signs")),
        identity=IdentityFinder(load("places"), load("genres")),
        # the reading of metrics asks the default one for tags: one dictionary in memory does for both
        tokens=tokens.Tokenizer(load("user_words")["word"], collect_terms(load)) if lexicons else tokens.default_tokenizer(),
        themes=themes.ThemeCoder(load("themes")),
        quantities=quantities.QuantityFinder(*map(load, ("units", "quantity_qualifiers", "quantity_contexts", "quantity_names"))),
        metrics=metrics.MetricCoder(*map(load, ("indicators", "metric_verbs", "metric_words", "indicator_bases", "places"))),
        practices=practices.PracticeFinder(*map(load, ("practices", "practice_heads", "practice_verbs", "practice_excluded"))),
        loops=loops.LoopFinder(load("loop_stages")),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Turns spans of a clean sentence into the place columns of a row."""

    sentences: Sequence[CorpusSentence]
    source: SourceText

    def of(self, number: int, start: int, end: int) -> Row:
        first, last = self.sentences[number].aligned.source_span(start, end)
        return {"report": self.sentences[number].report + 1, "sentence": number, "source": self.source.source, "start": first, "end": last}

    def with_surface(self, number: int, start: int, end: int) -> Row:
        first, last = self.sentences[number].aligned.source_span(start, end)
        return {**self.of(number, start, end), "surface": self.source.text[first:last]}

    def start_of(self, whole: tuple[int, int] | None) -> int | None:
        """Return where in the source the number begins that stands at (sentence, place in its clean text)."""
        return None if whole is None else self.sentences[whole[0]].aligned.source_span(whole[1], whole[1] + 1)[0]


def code_tokens(sentences: Sequence[CorpusSentence], coders: Coders) -> TokenColumns:
    """Return the tokens of one report, as columns of numbers: there are too many of them for rows."""
    return coders.tokens.cut_report([sentence.aligned for sentence in sentences])


def code_report(sentences: Sequence[CorpusSentence], coders: Coders, source: SourceText) -> dict[str, list[Row]]:
    """Return the rows of themes, quantities, metrics, practices and loops of one report."""
    place = _Place(sentences, source)
    found = [coders.quantities.find(sentence.text, sentence.damaged) for sentence in sentences]
    return {
        "themes": _theme_rows(place, coders.themes),
        "quantities": [_quantity_row(place, number, one) for number, many in enumerate(found) for one in many],
        "metrics": _metric_rows(place, coders.metrics, found),
        "practices": _practice_rows(place, coders.practices),
        "loops": _loop_rows(place, coders.loops),
    }


def _theme_rows(place: _Place, coder: themes.ThemeCoder) -> list[Row]:
    passages = [themes.Passage(sentence.text, sentence.role, sentence.section) for sentence in place.sentences]
    return [
        {**place.of(number, hit.start, hit.end), "theme": hit.theme, "rule": hit.rule, "evidence": sentence.text[hit.start : hit.end]}
        for number, (sentence, hits) in enumerate(zip(place.sentences, coder.code_report(passages), strict=True))
        for hit in hits
    ]


def _quantity_row(place: _Place, number: int, one: quantities.Quantity) -> Row:
    row = place.with_surface(number, one.start, one.end)
    return {**row, "kind": one.kind, "value": one.value, "low": one.low, "high": one.high, "bound": one.bound, "unit": one.unit}


def _metric_rows(place: _Place, coder: metrics.MetricCoder, found: Sequence[Sequence[quantities.Quantity]]) -> list[Row]:
    context = [
        metrics.Sentence(sentence.text, sentence.role, sentence.section, many)
        for sentence, many in zip(place.sentences, found, strict=True)
    ]
    return [
        {
            **_quantity_row(place, one.sentence, one.quantity),
            "item": one.item, "action": one.action, "indicator": one.indicator,
            "status": one.status, "period": one.period, "repeat": one.repeat,
            "basis": one.basis, "area": one.area, "year": one.year, "part_of": place.start_of(one.part_of),
        }
        for one in coder.code(context)
    ]  # fmt: skip


def _practice_rows(place: _Place, finder: practices.PracticeFinder) -> list[Row]:
    mentions = finder.find([sentence.text for sentence in place.sentences], [sentence.role for sentence in place.sentences])
    return [
        {**place.with_surface(one.sentence, one.start, one.end), "name": one.name, "kind": one.kind} for one in mentions
    ]  # fmt: skip


def _loop_rows(place: _Place, finder: loops.LoopFinder) -> list[Row]:
    return [
        {
            **place.of(number, loop.start, loop.end),
            "steps": list(loop.steps), "n_steps": len(loop.steps), "closed": loop.closed,
            "kind": loop.kind, "stages": list(loop.stages),
        }
        for number, sentence in enumerate(place.sentences)
        for loop in finder.find(sentence.text)
    ]  # fmt: skip
