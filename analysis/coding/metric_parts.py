"""Completes a noun that names a class, a part or a venue only, from the words that stand near it.

A类 of proposals is A类提案, 国家级媒体86篇 of 稿件 is 国家级媒体稿件, 活动 of 各类联络站 is 联络站活动.
"""

from __future__ import annotations

import re

from analysis.coding.metric_context import Gap
from analysis.coding.metric_gaps import ADVICE_UNITS, PROPOSAL_UNITS, GapFiller
from analysis.coding.metric_verbs import VerbFinder

_VENUES = re.compile(r"等(?:各类|各种|各级)?([^、等，,]{2,8}?)(?:共|累计|先后|已|全年|均)*$")
_FIELD = re.compile(r"([^，,、的#]{2,6}(?:方面|领域|类))的?$")
_GRADE = re.compile("(?:一级|[省市县区乡镇村）)]级|级别|层级|层面|星级|等次|档|以上|(?:^|不|基本)(?:称职|合格|优秀|良好|达标|满意))$")
_PART_BEFORE = re.compile("一级|[省市县区乡镇村）)]级|级别|层级|层面|星级|等次|[已现]有|的|(?:不|基本)?(?:称职|合格|优秀|良好|达标|满意)")
_LISTED = re.compile(r"([^、，,：:；;#等]{2,10})等$")


class PartNamer:
    """Completes nouns."""

    def __init__(self, gaps: GapFiller, verbs: VerbFinder) -> None:
        self._gaps = gaps
        self._verbs = verbs

    def class_item(self, gap: Gap, item: str) -> str:
        """Return A类提案 for A类, where sentence or report talk of proposals just before."""
        return (
            item + "提案" if gap.quantity.unit in PROPOSAL_UNITS and self._gaps.about_proposals(gap) and not item.endswith("提案") else item
        )

    def venue_item(self, gap: Gap, item: str) -> str:
        """Return 联络站活动 for 开展活动80场 after 工作室等各类联络站."""
        verb, noun = gap.phrase.verb, gap.phrase.noun
        listed = _LISTED.search(gap.sentence.masked[gap.phrase.limit : noun[0]]) if noun else None
        if listed and noun:
            start = noun[0] - len(listed[1]) - 1
            inside = self._verbs.find(gap.sentence.masked, start, noun[0] - 1)
            start = max([start, *(other.end for other in inside if other.kind != "work" and not other.nominal)])
            return gap.sentence.plain(start, noun[0]) + item
        if verb is None or noun is None or gap.phrase.side != "left" or noun[0] < verb.end:
            return item
        venues = _VENUES.search(gap.sentence.masked[gap.phrase.limit : verb.start])
        if not venues:
            return item
        return gap.sentence.plain(gap.phrase.limit + venues.start(1), gap.phrase.limit + venues.end(1)) + item

    def part_item(self, gap: Gap, item: str) -> str:
        """Return 国家级媒体稿件 for 刊发稿件560篇,其中国家级媒体86篇."""
        if item == "提案" and gap.phrase.noun:
            field = _FIELD.search(gap.sentence.masked[gap.phrase.limit : gap.phrase.noun[0]])
            words = re.split("涉及|关于|有关|围绕|聚焦", field[1])[-1] if field else ""
            return words + item
        if _GRADE.search(item) and gap.phrase.side == "left":
            return self._graded(gap, item)
        if not gap.here or gap.phrase.verb or gap.phrase.side != "left":
            return item
        parts = [named for named in gap.here if named.quantity.unit == gap.quantity.unit and named.item]
        opened = max(gap.sentence.masked.rfind("其中", 0, gap.quantity.start), gap.sentence.masked.rfind("包括", 0, gap.quantity.start))
        wholes = [named for named in parts if named.quantity.end <= opened]
        if not wholes or gap.quantity.unit not in ADVICE_UNITS or item[-1] == (wholes[-1].item or "")[-1]:
            return item
        return item + (wholes[-1].item or "")

    def _graded(self, gap: Gap, item: str) -> str:
        """Return 镇街一级议事室 for 镇街一级105个, 不称职委员 for 不称职2名: of what was told last in this unit."""
        wholes = [named.item for named in gap.earlier if named.quantity.unit == gap.quantity.unit and named.item]
        if not wholes:
            return item
        return item + _PART_BEFORE.split(wholes[-1])[-1]
