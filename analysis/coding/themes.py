"""Themes: which of the twelve themes of the codebook a sentence says something about, and which words say so.

Terms are matched on the sentence's text, the longest first, never on tokens: a cutter joins or parts the set phrases of the
genre as it likes (协商|议事平台, 协商议事|平台). What a rule is, and how it tells a term from a piece of a longer word: `theme_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.coding.theme_matching import MatchingForm, Place, PlaceIndex, TermFinder, keep_longest
from analysis.coding.theme_priors import Passage, find_priors
from analysis.coding.theme_rules import ThemeRule, read_rules
from analysis.lexicon import load_lexicon

_NOWHERE = PlaceIndex(())
CODED_ROLES = ("body", "heading", "caption")


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A theme and its evidence: `[start, end)` in the clean sentence, from the first to the last word the rule needed."""

    theme: str
    rule: str
    start: int
    end: int


class ThemeCoder:
    """Codes sentences by a theme lexicon (a table with the columns of `themes.csv`); raises `LexiconError` for an unusable one."""

    def __init__(self, rules: pd.DataFrame) -> None:
        self.rules = read_rules(rules)
        self._finder = TermFinder(term for rule in self.rules for term in rule.all_terms)
        self._by_term: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for term in rule.terms:
                self._by_term.setdefault(term, []).append(number)

    def code(self, text: str, role: str = "body", prior: frozenset[str] = frozenset()) -> list[ThemeHit]:
        """Return the theme hits of a clean sentence, sorted by theme, place and rule; none for roles that are not coded.

        `prior`: the themes of the passage around it, in which common words may speak for them (`theme_priors`).
        How to read it: a sentence has a theme or not; the number of hits says how many words speak for it, not how much.
        """
        if role not in CODED_ROLES:
            return []
        form = MatchingForm(text)
        found = self._finder.find(form)
        numbers = sorted({number for term in found for number in self._by_term.get(term, ())})
        rules = [(number, self.rules[number]) for number in numbers]
        active = [(number, rule) for number, rule in rules if not rule.prior or rule.theme in prior]
        hits = _keep_speaking([(rule, place) for _, rule in active for place in _fire(rule, form, found)])
        kept = [ThemeHit(rule.theme, rule.rule, *form.to_sentence(place)) for rule, place in _drop_covered(hits)]
        return sorted(kept, key=lambda hit: (hit.theme, hit.start, hit.end, hit.rule))

    def code_report(self, passages: Sequence[Passage]) -> list[list[ThemeHit]]:
        """Return the theme hits of every sentence of a report, in order: each is coded by its own words, then once more with the
        themes of its passage as prior, in which common words may speak. No theme comes from the passage alone."""
        first = [self.code(passage.text, passage.role) for passage in passages]
        priors = find_priors(passages, [frozenset(hit.theme for hit in hits) for hits in first], self._themes_of_title)
        return [
            self.code(passage.text, passage.role, prior) if prior and passage.role in CODED_ROLES else hits
            for passage, hits, prior in zip(passages, first, priors, strict=True)
        ]

    def _themes_of_title(self, title: str) -> frozenset[str]:
        return frozenset(hit.theme for hit in self.code(title, "heading"))


@cache
def default_coder() -> ThemeCoder:
    """Return the coder of the project's own lexicon."""
    return ThemeCoder(load_lexicon("themes"))


def _keep_speaking(hits: list[tuple[ThemeRule, Place]]) -> list[tuple[ThemeRule, Place]]:
    """Leave out what counts only where nothing else speaks: common words beside another theme, and the most common beside any rule."""
    strong = {rule.theme for rule, _ in hits if not rule.alone}
    spoken = [(rule, place) for rule, place in hits if not rule.alone or strong <= {rule.theme}]
    own = [(rule, place) for rule, place in spoken if not (rule.alone and rule.prior)]
    themes = {rule.theme for rule, _ in own}
    return [(rule, place) for rule, place in spoken if not (rule.alone and rule.prior) or themes <= {rule.theme}]


def _fire(rule: ThemeRule, form: MatchingForm, found: dict[str, list[Place]]) -> list[Place]:
    """Return where `rule` holds, each place from the first to the last word that it needs."""
    if any(term in found for term in rule.unless):
        return []
    held = [*_places_of(rule.not_in, found), *form.asides]
    names = PlaceIndex(held) if held else _NOWHERE
    places = [place for place in keep_longest(_places_of(rule.terms, found)) if not names.holds(place)]
    if rule.at_start:
        places = [place for place in places if place.start == form.opening]
    if rule.near and places:
        partners = PlaceIndex(place for place in _places_of(rule.near, found) if not names.holds(place))
        places = [_join(place, partner) for place in places if (partner := partners.find_nearest(place, rule.within))]
    return keep_longest(places)


def _join(place: Place, partner: Place) -> Place:
    return Place(min(place.start, partner.start), max(place.end, partner.end))


def _places_of(terms: Iterable[str], found: dict[str, list[Place]]) -> Iterator[Place]:
    for term in terms:
        yield from found.get(term, ())


def _drop_covered(hits: Iterable[tuple[ThemeRule, Place]]) -> Iterator[tuple[ThemeRule, Place]]:
    """Yield the hits that no longer hit of their theme holds, nor an earlier rule at the same place: the longest counts."""
    reach: dict[str, int] = {}
    for rule, place in sorted(hits, key=lambda hit: (hit[1].start, -hit[1].end, hit[0].rule)):
        if place.end > reach.get(rule.theme, 0):
            reach[rule.theme] = place.end
            yield rule, place
