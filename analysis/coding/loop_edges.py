"""Where a chain in running text begins and ends: the verb before its first step and the noun after its last are cut off.

Two signs are read: words (建立健全|选题 …, … 反馈|闭环机制), and the shape: where the inner steps are equally long,
so are the outer ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.coding.loop_stages import StageWords

_SHORT_VERB = 2  # characters of a verb that may belong to its step (制定方案)
_BEFORE_HEAD = re.compile(r"(?:等|各|个|的|[一二三四五六七八九十]步?|关键|主要|重要|几个|多个|工作|完整|良性|闭合|联系|联动|协同|互动)+$")


def cut_first(steps: Sequence[str], words: StageWords) -> str:
    """Return the first of `steps` without what introduces the chain (把流程理顺为收题 → 收题, 构建协商 → 协商)."""
    first, length = steps[0], _common_length(steps[1:-1])
    if words.stage.fullmatch(first):
        return first  # 推动落实 is one act
    while (match := words.frame.opener.match(first)) and words.is_step(first[match.end() :]):
        first = first[match.end() :]
    before = first[:-length] if 0 < length < len(first) else ""
    opened = words.frame.before_first.search(before)
    if not opened or (len(first) < len(steps[0]) and opened.start()):
        return first  # 健全|主席会议成员分工联系: what is left of the verb is no verb
    may_be_step = 1 < len(before) <= _SHORT_VERB and not words.is_step(first[-length:])
    return first if may_be_step else first[-length:]


def cut_matter(steps: Sequence[str], words: StageWords) -> str:
    """Return the first of `steps`; where all others are bare stages, the noun before it (提案征集、审查) is no part of it."""
    found = words.stage_end.search(steps[0])
    others_bare = all(words.stage_end.fullmatch(step) for step in steps[1:-1])
    return found.group() if found and others_bare else steps[0]


def cut_last(steps: Sequence[str], words: StageWords) -> str:
    """Return the last of `steps`, whose first is cut already, without what names the chain (评价闭环机制 → 评价, 会办的路子 → 会办)."""
    last, length = steps[-1], _common_length(steps[:-1])
    named = words.frame.find_joint(last, 1) or words.frame.find_count(last, len(steps))
    if named:
        return last[:named]
    if length and len(last) > length and words.frame.after_last.match(last, length):
        return last[:length]
    return _cut_by_words(last, max(map(len, steps[:-1])), words)


def _common_length(steps: Sequence[str]) -> int:
    """Return how long every one of `steps` is, 0 where they differ or are single letters."""
    lengths = set(map(len, steps))
    length = lengths.pop() if len(lengths) == 1 else 0
    return length if length > 1 else 0


def _cut_by_words(step: str, longest: int, words: StageWords) -> str:
    """Return `step` up to a noun that names the chain; one that has none and is no longer than the others stays whole."""
    first, of, _ = step.partition("的")
    if of and words.ends_as_step(first):
        return first
    match = words.frame.any_head.search(step, 1)
    if match and words.is_step(bare := _BEFORE_HEAD.sub("", step[: match.start()])):
        return bare
    if words.is_stage(step) or words.organ_end.search(step) or len(step) <= longest:
        return step
    ends = [found.end() for found in words.stage.finditer(step)]
    return step[: ends[0]] if ends else step
