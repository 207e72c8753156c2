"""Themes: which of the twelve themes of the codebook a sentence says something about, and which words say so.

Terms are matched on the sentence's text, the longest first, never on tokens: a cutter joins or parts the set phrases of the
genre as it likes (协商|议事平台, 协商议事|平台). What a rule is, and how it tells a term from a piece of a longer word: `theme_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.coding.theme_matching import MatchingForm, Place, PlaceIndex, TermFinder, keep_longest
from analysis.coding.theme_rules import ThemeRule, read_rules
from analysis.lexicon import load_lexicon

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

    def code(self, text: str, role: str = "body") -> list[ThemeHit]:
        """Return the theme hits of a clean sentence, sorted by theme, place and rule; none for roles that are not coded.

        How to read it: a sentence has a theme or not; the number of hits says how many words speak for it, not how much.
        """
        if role not in CODED_ROLES:
            return []
        form = MatchingForm(text)
        found = self._finder.find(form)
        numbers = sorted({number for term in found for number in self._by_term.get(term, ())})
        hits = [(self.rules[number], place) for number in numbers for place in _fire(self.rules[number], form, found)]
        strong = {rule.theme for rule, _ in hits if not rule.alone}
        hits = [(rule, place) for rule, place in hits if not rule.alone or strong <= {rule.theme}]
        kept = [ThemeHit(rule.theme, rule.rule, *form.to_sentence(place)) for rule, place in _drop_covered(hits)]
        return sorted(kept, key=lambda hit: (hit.theme, hit.start, hit.end, hit.rule))


@cache
def default_coder() -> ThemeCoder:
    """Return the coder of the project's own lexicon."""
    return ThemeCoder(load_lexicon("themes"))


def _fire(rule: ThemeRule, form: MatchingForm, found: dict[str, list[Place]]) -> list[Place]:
    """Return where `rule` holds, each place from the first to the last word that it needs."""
    if any(term in found for term in rule.unless):
        return []
    names = PlaceIndex([*_places_of(rule.not_in, found), *form.asides])
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
