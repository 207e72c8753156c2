"""Lists that are chains by their shape: 会前…会中…会后, 题 or 单 in every member, actors with one letter each, A由B做."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.coding.loop_stages import StageWords
from analysis.schema import STAGES

ROUND = 4  # members that a list without a head noun has at least
_SAME_START = frozenset("一二三四五六七八九十双两多微不零")
_PHASES = (("前", "中", "后"), ("议题", "过程", "结果"), ("选题", "过程", "成果"), ("源头", "过程", "结果"), ("事前", "事中", "事后"))
_BY_AGENT = re.compile(r".{1,6}由.{2,}")


def is_before_during_after(steps: Sequence[str]) -> bool:
    """Return whether three steps tell what is done before, during and after one thing, or of its topic, course and result."""
    return len(steps) == 3 and any(all(mark in step[:6] for mark, step in zip(marks, steps, strict=True)) for marks in _PHASES)


def is_slogan(steps: Sequence[str]) -> bool:
    """Return whether all steps begin with one numeral or 微: a slogan that counts (双领衔、双评议、双公开), and no order of work."""
    return steps[0][:1] in _SAME_START and len({step[:1] for step in steps}) == 1


def is_one_stage(steps: Sequence[str], words: StageWords) -> bool:
    """Return whether all steps end in one stage of two characters: forms of it side by side (全会协商、专题协商、对口协商)."""
    tails = {step[-2:] for step in steps}
    return len(tails) == 1 and all(len(step) > 2 and words.stage_end.search(step) for step in steps)


def is_one_family(steps: Sequence[str], words: StageWords) -> bool:
    """Return whether every step is somebody's 题, 单 or 事 with a verb: 群众点单、委员接单; the last may judge in other words (阅卷)."""
    marks = {step[-1] for step in steps[:-1]}
    last = steps[-1]
    same = len(marks) == 1 and marks <= words.shared and (last[-1] in marks or (len(steps) >= ROUND and words.closes(last)))
    return same and all(len(step) >= 3 for step in steps)


def is_one_pattern(steps: Sequence[str], words: StageWords) -> bool:
    """Return whether four or more steps differ in their last letter alone, which stands for a stage (民事民提、民事民议、…)."""
    same = len({step[:-1] for step in steps}) == 1 and len(steps[0]) > 1
    letters = {step[-1] for step in steps}
    return same and len(steps) >= ROUND and len(letters) == len(steps) and letters <= words.letters


def is_full_round(steps: Sequence[str], words: StageWords) -> bool:
    """Return whether four or more steps, all acts and of three stages at least, end in feedback or evaluation: a round by itself."""
    stages = list(map(words.stage_of, steps))
    return len(steps) >= ROUND and all(map(words.is_step, steps)) and len({*stages} - {""}) >= 3 and words.closes(steps[-1])


def is_round_by_shape(steps: Sequence[str], words: StageWords) -> bool:
    """Return whether a list needs no noun that calls it a process: one shape, three stages, in order or with a last step that closes.

    Shapes: A由B做 (three members or more); four or more short acts that end in a letter (码上提、掌上评), or of an actor with a stage each.
    """
    stages = [stage for stage in map(words.stage_of, steps) if stage]
    if len(set(stages)) < 3 or len(stages) * 4 < len(steps) * 3:
        return False
    places = list(map(STAGES.index, stages))
    if not (places == sorted(places) or words.closes(steps[-1])):
        return False
    if all(map(_BY_AGENT.fullmatch, steps)):
        return True
    if len(steps) < ROUND or sum(map(words.names_act, steps)) * 4 < len(steps) * 3 or min(map(len, steps)) < 3:
        return False
    letters = all(map(words.names_act, steps)) and not any(map(words.stage_end.search, steps))
    return letters or all(map(words.actor_of, steps))


def is_acting_family(steps: Sequence[str], words: StageWords) -> bool:
    """Return whether the steps are one family whose verbs are known stages: all of three, three in four of more."""
    known = all(map(words.is_stage, steps)) if len(steps) < ROUND else sum(map(words.names_act, steps)) * 4 >= len(steps) * 3
    return known and is_one_family(steps, words)
