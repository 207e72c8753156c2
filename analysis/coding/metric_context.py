"""What is known of a quantity while it is being named: its sentence, the phrase read around it, and the quantities named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.coding.metric_clauses import MaskedSentence
from analysis.coding.metric_phrases import Phrase
from analysis.coding.metric_verbs import Verb
from analysis.coding.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Named:
    """A quantity with the item and action it was read with, and the sentence it stands in."""

    sentence: int
    quantity: Quantity
    phrase: Phrase
    item: str | None
    action: str | None
    verb: Verb | None
    change: str = ""  # from, to, by (a change), each (one of a list told 分别), part (一半转化为…); empty for a plain number


@dataclass(frozen=True, slots=True)
class Gap:
    """One quantity to be named, with its sentence (`index` in the report) and the quantities named before it."""

    sentence: MaskedSentence
    index: int
    quantity: Quantity
    phrase: Phrase
    earlier: Sequence[Named]

    @property
    def here(self) -> list[Named]:
        """The quantities named before it in the same sentence."""
        return [named for named in self.earlier if named.sentence == self.index]
