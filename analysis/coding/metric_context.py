"""What is known of a quantity while it is being named: its sentence, the phrase read around it, the quantities and words before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from analysis.coding.metric_clauses import MaskedSentence
from analysis.coding.metric_phrases import Phrase
from analysis.coding.metric_verbs import Verb
from analysis.coding.quantities import Quantity

_LONGEST_CONTEXT = 200
_RESULT_REACH = 4
_OF_THEM = re.compile("的[^，,；;、#的]{0,8}有$")
_OPENING = 8  # sentences in which a report has its headline


class Told(Protocol):
    """A sentence of a report: its text, its role and the section that it stands in."""

    @property
    def text(self) -> str: ...

    @property
    def role(self) -> str: ...

    @property
    def section(self) -> str | None: ...


def told_before(sentences: Sequence[Told], index: int) -> str:
    """Return what a reader has in mind at a sentence, one a line: headlines, the heading of its section, the sentence before there."""
    headline = "，".join(sentence.text for sentence in sentences[:_OPENING] if sentence.role == "headline")
    section = sentences[index].section
    before = sentences[index - 1] if index else None
    last = before.text if before is not None and before.section == section else ""
    return "\n".join((headline[:_LONGEST_CONTEXT], (section or "")[:_LONGEST_CONTEXT], last[-_LONGEST_CONTEXT:]))


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

    def tells_which(self, verb: Verb) -> bool:
        """提出的86条建议被采纳, 提出的建议有86条被采纳: the verb before 的 tells which ones, the one behind what became of them."""
        noun, follower, masked = self.phrase.noun, self.phrase.follower, self.sentence.masked
        if noun is None or follower is None or not masked.startswith("的", verb.end):
            return False
        right = self.phrase.side == "right"
        behind = noun[1] if right else self.quantity.end
        apart = verb.end + 1 == self.quantity.start if right else _OF_THEM.match(masked[verb.end : self.quantity.start]) is not None
        return apart and 0 <= follower.start - behind <= _RESULT_REACH
