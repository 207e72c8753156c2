"""What stands round a process chain: the verb before it, the noun after it (闭环, 四步法, 三道工序), words that say it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD_WINDOW = r"[^，。；：！？、,;:!?“”‘’\"「」]"
_PARTNER_WINDOW = 6  # characters after a chain in which a word may say that it names partners
_NUMERALS = "一二三四五六七八九十"
_NUMBER = rf"(?P<number>[{_NUMERALS}]|\d{{1,2}})"
_COUNTED = r"(?:个|大|道|项|关键|主要|重要|基本|工作)*"
_MEASURE = r"(?:一[条个套种项])?"
_BETWEEN = rf"(?:等|各|个|的|了|关键|主要|重要|几个|多个|工作|完整|闭合|根|条|道|[{_NUMERALS}\d]+)*"
_OPENING = r"(?:[（(：:]|[，,]?(?:即|分别是|分别为|依次是|依次为))"


def alternatives(terms: list[str]) -> str:
    """Return a pattern of `terms`, the longest first; one that never matches where there are none."""
    ordered = sorted(set(terms), key=lambda term: (-len(term), term))
    return "|".join(map(re.escape, ordered)) or r"(?!)"


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The words of the lexicon `loop_stages` that stand before or after a chain, compiled once: one question a method."""

    partners: re.Pattern[str]
    opener: re.Pattern[str]
    before_first: re.Pattern[str]
    process_head: re.Pattern[str]
    opening_head: re.Pattern[str]
    any_head: re.Pattern[str]
    named: re.Pattern[str]
    counted: re.Pattern[str]
    stepped: re.Pattern[str]
    opening_count: re.Pattern[str]
    count_end: re.Pattern[str]
    levelled: re.Pattern[str]
    joiner: re.Pattern[str]
    joined_head: re.Pattern[str]
    after_last: re.Pattern[str]
    linked: re.Pattern[str]

    @classmethod
    def from_terms(cls, terms: dict[str, list[str]]) -> FrameWords:
        """Return the compiled words of `terms` (kind → terms)."""
        opener, process = alternatives(terms.get("opener", [])), alternatives(terms.get("process_head", []))
        heads = alternatives(terms.get("process_head", []) + terms.get("frame_head", []))
        steps = alternatives(terms.get("process_head", []) + terms.get("counted_head", []))
        joiner, levels, own = (alternatives(terms.get(kind, [])) for kind in ("joiner", "level_head", "counted_head"))
        joined = alternatives(terms.get("joined_head", []))
        start = r"^[”’\"」]?，?[“‘\"「]?(?:的|等|这|共){0,2}"
        count = f"{start}{_NUMBER}{_COUNTED}"
        return cls(
            partners=re.compile(f'^[”’"」』】]?.{{0,{_PARTNER_WINDOW}}}?(?:{alternatives(terms.get("partners", []))})'),
            opener=re.compile(f"^.*?(?:{opener})(?:了|起|好|从|出|为|成)?"),
            before_first=re.compile(f"(?:(?:{opener})[了起好从为成出]?{_MEASURE}|{alternatives(terms.get('opener_end', []))})$"),
            process_head=re.compile(f"(?:{process})"),
            opening_head=re.compile(rf"(?:{process}|{_NUMBER}{_COUNTED}(?:{steps}))[”’]?{_HEAD_WINDOW}{{0,4}}[”’]?{_OPENING}$"),
            any_head=re.compile(f"(?:{heads})"),
            named=re.compile(f"^[“‘]?{_BETWEEN}(?:{process})"),
            counted=re.compile(rf"{count}(?:{steps})"),
            stepped=re.compile(rf"{start}{_NUMBER}道?(?:{own})"),
            opening_count=re.compile(rf"{_NUMBER}道?(?:{own})[”’]?{_HEAD_WINDOW}{{0,6}}[”’]?{_OPENING}$"),
            count_end=re.compile(rf"(?:的|等|这|共)?{_NUMBER}{_COUNTED}(?:{steps}|{levels})"),
            levelled=re.compile(rf"{count}(?:{levels})"),
            joiner=re.compile(f"(?:{joiner})"),
            joined_head=re.compile(f"{_BETWEEN}(?:{heads}|{joined})"),
            linked=re.compile(f"，(?:{alternatives(terms.get('process_tail', []))})"),
            after_last=re.compile(rf"(?:的|等|这|共|为|贯|[{_NUMERALS}\d]|{heads})"),
        )

    def names_partners(self, after: str) -> bool:
        """Return whether the words after a chain say that it names partners or the ends of a line (战略合作, 高铁)."""
        return bool(self.partners.match(after))

    def has_head(self, after: str, process: bool) -> bool:
        """Return whether a noun such as 闭环 or 流程 (with `process`), or also 机制 and 模式, follows within ten characters."""
        window = re.match(f"{_HEAD_WINDOW}{{0,12}}", after)
        pattern = self.process_head if process else self.any_head
        return bool(window and pattern.search(window.group()))

    def names_process(self, after: str) -> bool:
        """Return whether the very next words say that the list before them is a process (等环节, 的闭环, 拧成一根链条)."""
        return bool(self.named.match(after)) or self.find_joint(after) == 0

    def find_joint(self, text: str, start: int = 0) -> int | None:
        """Return where a verb with its noun begins that joins the list before it to one process (拧成一根链条); None where none does."""
        return next((found.start() for found in self.joiner.finditer(text, start) if self.joined_head.match(text, found.end())), None)

    def links_steps(self, after: str) -> bool:
        """Return whether the words after the comma behind a list say that one member leads to the next (，环环相扣)."""
        return bool(self.linked.match(after))

    def opened_by_head(self, before: str) -> bool:
        """Return whether `before` ends in a noun such as 流程 or 四步 and the bracket, colon or 即 that opens its list."""
        return bool(self.opening_head.search(before))

    def counts_steps(self, after: str, number: int) -> bool:
        """Return whether the next words count as many steps as there are (`number`): “四步法”, 四道工序, ，五步流程."""
        return _read_number(self.counted.match(after)) == number

    def counts_as_steps(self, before: str, after: str, number: int) -> bool:
        """Return whether the words before or after call the list so many steps (步, 工序) and no other thing that may be counted."""
        return number in (_read_number(self.stepped.match(after)), _read_number(self.opening_count.search(before)))

    def find_count(self, last: str, number: int) -> int | None:
        """Return where in the last step of `number` steps the words begin that count them (反馈四步法 → 2); None where they do not."""
        match = self.count_end.search(last, 1)
        return match.start() if match and _read_number(match) == number else None

    def counts_levels(self, after: str, number: int) -> bool:
        """Return whether the next words count as many levels as there are members of the chain (四级阵地)."""
        return _read_number(self.levelled.match(after)) == number


def _read_number(match: re.Match[str] | None) -> int | None:
    if not match:
        return None
    number = match.group("number")
    return int(number) if number.isdigit() else _NUMERALS.index(number) + 1
