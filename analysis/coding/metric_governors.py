"""Chooses the verb that governs a number among the verbs that stand before it.

An acting verb governs (开展调研56次), the last one where several follow each other; a verb inside an attributive clause does not
(提出推动公园建成的建议12条), nor does one that only makes somebody else act where a later verb can (组织委员开展视察3次).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.coding.metric_verbs import Verb, VerbFinder
from analysis.coding.metric_words import Words

_ATTRIBUTE = re.compile(r"(?<!党)(?<!中国)的(?=[^的]{2,}$)")
_LISTED = re.compile("、[^，,；;]*等[^、，,；;#]*$")
_SOLVED = re.compile("(?:难题|问题|困难|诉求|需求|矛盾|纠纷|事项|难点|堵点|难处)$")
_MOVES = re.compile("[赴到入在]|前往")
_MOVERS = ("pivot", "move")
_PIVOT_REACH = 12


class GovernorChooser:
    """Chooses the governing verb in a stretch of masked text that ends at a number."""

    def __init__(self, words: Words, verbs: VerbFinder) -> None:
        self._words = words
        self._verbs = verbs

    def choose(self, masked: str, limit: int, end: int, counts_events: bool) -> Verb | None:
        """Return the verb that governs the number at `end`, or null; `counts_events`: its unit is one of 次, 场, 期, 人次 …"""
        verbs = [verb for verb in self._verbs.find(masked, limit, end) if not verb.nominal]
        verbs = self._after_listed(masked, verbs, end)
        acts = [verb for index, verb in enumerate(verbs) if self._is_act(masked, limit, verbs[:index], verb)]
        pivots = [verb for verb in verbs if verb.kind in _MOVERS and verb.word != "被"]
        works = [verb for verb in verbs if verb.kind == "work"]
        if acts:
            act = self._last_act(masked, acts, pivots, end)
            return act if counts_events else self._carried_on(masked, act, works, end)
        if not works or not pivots:
            return next(iter(works[-1:] or pivots[-1:]), None)
        work, pivot = works[-1], pivots[-1]
        is_object = pivot.start > work.start or (counts_events and self._is_object(masked, pivot, work, end))
        return pivot if is_object else work

    def follower(self, masked: str, start: int, end: int) -> Verb | None:
        """Return the first verb after a number that says what was done with it, light verbs passed over where another follows."""
        stop = masked.find("#", start, end)
        found = self._verbs.find(masked, start, end if stop < 0 else stop)
        verbs = [verb for verb in found if not verb.nominal and verb.kind != "reach" and verb.word != "被"]
        full = [verb for verb in verbs if not self._words.pattern("light_verb").fullmatch(verb.word) and verb.kind != "pivot"]
        acts = [verb for verb in full if verb.kind == "act"]
        return next(iter(acts or full or verbs), None)

    def _after_listed(self, masked: str, verbs: list[Verb], end: int) -> list[Verb]:
        """包联村组、走访农户宣讲政策20场: what stands before the last listed verb with an object is another deed."""
        for index in range(len(verbs) - 1, 0, -1):
            verb, rest = verbs[index], masked[verbs[index].end : end]
            listed = masked[verb.start - 1] == "、" and verb.kind not in _MOVERS
            if any(self._words.pattern("solver").fullmatch(other.word) for other in verbs[:index]) and _SOLVED.search(rest):
                continue  # 化解用工、融资难题
            if listed and len(rest) >= 2 and "等" not in rest:
                return verbs[index:]
        return verbs

    def _carried_on(self, masked: str, act: Verb, works: Sequence[Verb], end: int) -> Verb:
        """领办督办提案23件: the second verb has the object."""
        second = next((work for work in works if work.start == act.end and "等" not in masked[work.end : end]), None)
        return second if second and self._words.strip_end("tail", masked, second.end, end) > second.end else act

    def _is_act(self, masked: str, limit: int, before: Sequence[Verb], verb: Verb) -> bool:
        if verb.kind != "act_first":
            return verb.kind == "act"
        opened = before[-1].end if before else limit
        between = masked[opened : verb.start]
        return not between or self._words.closes("lead", between) is not None

    def _last_act(self, masked: str, acts: Sequence[Verb], pivots: Sequence[Verb], end: int) -> Verb:
        last = [verb for verb in pivots if verb.start > acts[-1].start]
        late = [verb for verb in last if end - verb.end <= (_PIVOT_REACH if verb.kind == "pivot" else 0)]  # 带着徒弟走进12所学校
        if late and "的" not in masked[late[-1].end : end]:
            return late[-1]
        solver = self._solver(masked, sorted([*acts, *pivots], key=lambda verb: verb.start), end)
        if solver:
            return solver
        if len(acts) > 1 and masked.endswith("的", acts[-1].end, end):
            return acts[0]  # 完成计划确定的18项任务
        free = [verb for verb in acts if not _ATTRIBUTE.search(masked[verb.end : end])]
        if free:
            return free[-1]
        chain = acts[0]
        for verb in acts[1:]:
            if verb.start != chain.end:
                break
            chain = verb
        return chain

    def _solver(self, masked: str, acts: Sequence[Verb], end: int) -> Verb | None:
        """解决旧楼加装电梯、道路修补等难题: the verbs inside the list of problems govern nothing."""
        for verb in acts[:-1]:
            listed = _LISTED.search(masked[verb.end : end])
            if listed and self._words.pattern("solver").fullmatch(verb.word):
                return verb
        return None

    def _is_object(self, masked: str, pivot: Verb, work: Verb, end: int) -> bool:
        """组织专题研讨12次: the work is the pivot's object; 组织委员赴县区视察3次: it is what the people did."""
        between = masked[pivot.end : work.start]
        has_object = self._words.strip_end("tail", masked, work.end, end) > work.end
        return pivot.kind != "move" and not _MOVES.search(between) and not has_object
