"""How the stated parts of a total go together: by class, by field, by author, by what became of proposals, or one by one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_LETTER = re.compile(r"^([A-Fa-f甲乙丙丁])[类類]")
_FULL_WIDTH = str.maketrans("ＡＢＣＤＥＦ", "ABCDEF")
_LETTERS = ("ABCDEF", "甲乙丙丁")
_SPLIT = re.compile(r"分[为為](?!$)|分[别別][为為是有]|按[^，,；;。]{1,8}[分看]|[从從][^，,；;。]{1,10}[看分]|[组組]成|共.{1,3}[类類]")
_REST = re.compile("其他|其它|其余|其餘")
_FIVE = ("经济", "政治", "文化", "社会", "生态")
_FLOW = ("filed", "merged", "not_filed", "transferred")
_AUTHORS = ("individual", "joint")


@dataclass(frozen=True)
class Partition:
    """Parts of one total that belong together: `disjoint` where none can be in two, `complete` where the report lists all of them."""

    name: str
    members: tuple[Any, ...]
    disjoint: bool
    complete: bool


def split_partitions(whole: Any, parts: Sequence[Any], text: str) -> list[Partition]:
    """Return the divisions of `whole` that its `parts` (metrics, in order) make up; `text` is that of the source, empty where not kept."""
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for part in parts:
        if part.kind == "percent" or part.unit == whole.unit:
            groups[_division(part), part.kind].append(part)
    return [_make(name, kind, whole, members, text) for (name, kind), members in groups.items()]


def _division(part: Any) -> str:
    if part.basis in _FLOW:
        return "flow"
    if part.basis in _AUTHORS:
        return "author"
    item = (part.item or "").translate(_FULL_WIDTH)
    if _LETTER.match(item):
        return "class"
    if part.basis == "class":
        return "field"
    if part.kind == "percent":
        return "share"
    return str(part.basis) if part.indicator == "proposals" and part.basis in ("handled", "key") else "list"


def _make(name: str, kind: str, whole: Any, members: Sequence[Any], text: str) -> Partition:
    told_split = _tells_split(whole, members[0], text)
    items = [(one.item or "").translate(_FULL_WIDTH) for one in members]
    once = len(set(items)) == len(items)
    rest = bool(_REST.match(items[-1]) or _REST.search(text[max(0, members[-1].start - 3) : members[-1].start]))
    if name == "class":
        letters = {found[1].upper() for item in items if (found := _LETTER.match(item))}
        all_of = len(letters) > 2 and any(letters == set(row[: len(letters)]) for row in _LETTERS)
        return Partition(name, tuple(members), once, once and (all_of or told_split))
    if name == "field":
        five = all(any(word in item for item in items) for word in _FIVE)
        return Partition(name, tuple(members), once, once and (five or rest or told_split))
    if name == "author":
        both = {one.basis for one in members} == set(_AUTHORS)
        return Partition(name, tuple(members), once and (both or told_split), both or told_split)
    if name == "flow":
        return _make_flow(whole, members)
    divided = once and (told_split or rest) and name in ("list", "share")
    # a share told as 超三分之一 is no percent and not among them: short of 100% is no contradiction unless the rest is told
    return Partition(name, tuple(members), divided, divided and (name == "list" or rest))


def _make_flow(whole: Any, members: Sequence[Any]) -> Partition:
    """Return what became of proposals: what was merged may have been filed, and what was not filed may be what was turned into letters."""
    adds_up = sum(one.value for one in members) == whole.value
    bases = {one.basis for one in members}
    within = {"merged", "transferred"} if "not_filed" in bases else {"merged"}
    kept = [one for one in members if adds_up or one.basis not in within]
    return Partition("flow", tuple(kept), adds_up or len(bases - within) > 1, adds_up)


def _tells_split(whole: Any, first: Any, text: str) -> bool:
    """Return whether the words between the total and its first part say that it is divided (分为, 按内容分)."""
    between = text[whole.end : first.start][-60:]
    return bool(_SPLIT.search(between)) or (bool(between) and between.rstrip().endswith(("分别", "分別", "分为", "分為")))
