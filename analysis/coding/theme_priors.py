"""The themes of the passage around a sentence: what its report's title, its section's heading and most of its section are about.

Under 提案工作 the sentence 一件一件办 is about proposals, elsewhere it is about nothing; the passage lets such words speak, it gives no
code by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

SHARE = 0.4  # of a section's sentences must have a theme before it is the section's
MIN_SENTENCES = 2  # and at least so many


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its role and the title of its section (null before the first heading)."""

    text: str
    role: str
    section: str | None


def find_priors(
    passages: Sequence[Passage], themes: Sequence[frozenset[str]], themes_of_title: Callable[[str], frozenset[str]]
) -> list[frozenset[str]]:
    """Return for every sentence of a report the themes of its passage.

    `themes` are those that each sentence has by its own words. A passage has the themes of the report's headlines, of the section's
    title, and those that at least two in five sentences of the section's running text have, two sentences or more.
    """
    title = frozenset[str]().union(*(themes_of_title(passage.text) for passage in passages if passage.role == "headline"))
    of_heading = cache(themes_of_title)
    running: dict[str | None, list[frozenset[str]]] = {}
    for passage, own in zip(passages, themes, strict=True):
        if passage.role == "body":
            running.setdefault(passage.section, []).append(own)
    shared = {section: _find_majority(many) for section, many in running.items()}
    return [
        title | shared.get(passage.section, frozenset()) | (of_heading(passage.section) if passage.section else frozenset())
        for passage in passages
    ]


def _find_majority(sentences: Sequence[frozenset[str]]) -> frozenset[str]:
    counts = Counter(theme for themes in sentences for theme in themes)
    return frozenset(theme for theme, n in counts.items() if n >= MIN_SENTENCES and n >= SHARE * len(sentences))
