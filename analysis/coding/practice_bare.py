"""Named practices without quotation marks: known names, and phrases that end in a head noun (跨区域协商民主机制, 机关干部大讲堂)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.coding.practice_candidates import Candidate
from analysis.coding.practice_excluded import ExcludedWords
from analysis.coding.practice_verbs import VerbWords
from analysis.coding.practice_words import HEADED, KNOWN, POLITICAL, HeadWords, KnownNames

_HARD = r"，。；！？,;!?：:…\n—《》▲□"
_LIST_MARKS = "、和与及"
_MADE_PHRASE = 30  # characters between verb and noun: the longest real names of rules stay below
_NAME_REACH = 12
_MEASURES = frozenset("家场期间名")
_COUNTED = re.compile(r"[0-9０-９一二三四五六七八九十百千万亿两几数多余各每这那该首]$")
_WINDOW = 120  # characters before a noun that are read; clauses are shorter, and a sentence without marks stays linear
_CLAUSE_BREAK = re.compile(rf"[{_HARD}]")
_PHRASE_BREAK = re.compile(rf"[{_HARD}\s\x00]")
_NUMBERED = re.compile(r"[0-9０-９]+[项个条件名人次]")  # a count belongs to the sentence, not to a name
_SAYING = re.compile(r"(?:有事|有话|遇事|大家)")
_SAID_TOO = re.compile(r"[，、,](?:有话|有事|有难|遇事|众人|大家)")
_LINKED = re.compile(r"(?<!—)[—→]$")
_LINKS = re.compile(r"[—→](?!—)")
_SET_UP = re.compile(r"[设建](?![计施备设言筑材议党国])")  # a verb of one character before a name (设民意直报点)
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")


class BarePractices:
    """Finds practices that are named without quotation marks in a sentence whose quotations and titles are masked."""

    def __init__(self, heads: HeadWords, verbs: VerbWords, excluded: ExcludedWords, known: KnownNames) -> None:
        self._heads, self._verbs, self._excluded, self._known = heads, verbs, excluded, known
        self._boundary = re.compile(
            rf"[{_HARD}、“”‘’\"0-9０-９（）()\s\x00+＋－-]|和(?![合美谐睦])|(?:{excluded.boundary})|{verbs.pattern.pattern}"
        )
        self._list_ends = re.compile(f"(?:{heads.made.pattern}|{heads.named.pattern})[{_LIST_MARKS}]")

    def find(self, text: str, masked: str) -> list[Candidate]:
        """Return the practices of `text` that stand outside quotation marks; `masked` has the inside of quotations blotted out."""
        found = [*self._known_names(masked), *self._named(masked), *self._talks(masked), *self._made(text, masked)]
        return _longest([candidate for candidate in found if candidate.rank == KNOWN or not _is_link(candidate, text)], len(text))

    def _known_names(self, masked: str) -> Iterator[Candidate]:
        for match in self._known.bare.finditer(masked):
            known = self._known.look_up(match.group())
            if known and not _is_saying(match, masked):
                yield Candidate(match.start(), match.end(), known[0], known[1], KNOWN)

    def _named(self, masked: str) -> Iterator[Candidate]:
        """Names whose own noun marks them: 机关干部大讲堂, 和合委员工作室, 政协视频会议系统."""
        for match in self._heads.named.finditer(masked):
            noun = match.group()
            start = self._left_end(masked, match.start())
            modifier, name = masked[start : match.start()], masked[start : match.end()]
            around = masked[max(0, match.start() - _WINDOW) : match.start()], masked[match.end() : match.end() + _NAME_REACH]
            if not self._is_named(noun, modifier, *around) or self._excluded.is_hollow(name):
                continue
            known = self._known.look_up(name) or (self._known.look_up(noun) if self._excluded.place.search(modifier) else None)
            if known:
                yield Candidate(start, match.end(), known[0], known[1], KNOWN)
            else:
                yield Candidate(start, match.end(), name, self._heads.kind_of(noun, name), HEADED)

    def _talks(self, masked: str) -> Iterator[Candidate]:
        """Meetings named by the place of the people where they are held: 院坝说事, 屋场恳谈."""
        for match in self._heads.talk.finditer(masked):
            name, kind = self._known.look_up(match.group()) or (match.group(), "venue")
            yield Candidate(match.start(), match.end(), name, kind, HEADED)

    def _is_named(self, noun: str, modifier: str, before: str, after: str) -> bool:
        """Return whether the words before `noun` make it a name: any two characters, or for common nouns a word of the 政协."""
        if noun not in self._heads.needing:
            counted = self._known.look_up(noun) is not None and self._heads.counted_kind("", after) is not None
            return len(modifier) >= 2 or self._known.stands_bare(noun) or counted or len(noun) >= 4
        clause = _CLAUSE_BREAK.split(before[-_WINDOW:])[-1]
        visited = max([match.end() for match in self._excluded.visited.finditer(clause)], default=0)
        wanted = clause[visited:] if "、" in clause else modifier
        return (
            len(modifier) >= 2
            and bool(self._heads.needs[noun].search(wanted))
            and bool(self._verbs.before(clause, 30) or self._verbs.after(after) or self._heads.counted_kind("", after))
        )

    def _left_end(self, masked: str, end: int) -> int:
        """Return where the name whose noun begins at `end` starts: after the last verb, function word, figure or mark."""
        window = max(0, end - 40)
        inside = {place for m in self._excluded.compound.finditer(masked, window, end) for place in range(m.start(), m.end())}
        marks = self._boundary.finditer(masked, window, end)
        ends = [m.end() for m in marks if m.start() not in inside and not _is_noun(m, masked)]
        start = max([0, end - _NAME_REACH, *ends])
        return start + 1 if _SET_UP.match(masked, start) else start

    def _made(self, text: str, masked: str) -> Iterator[Candidate]:
        """Rules and actions that a verb sets up: 建立 … 机制, 开展 … 行动; what lies between must be specific."""
        for match in self._heads.made.finditer(masked):
            start = self._start_of_made(masked, match.start())
            if start is None or match.start() - start > _MADE_PHRASE:
                continue
            own = masked.rfind("的", start, match.start()) + 1  # 由委员点题的民生协商机制: what stands before 的 only explains
            if own and not POLITICAL.search(masked, own, match.start()):
                continue
            start = max(start, own)
            modifier, name = masked[start : match.start()], text[start : match.end()]
            if "\x00" in modifier or _NUMBERED.search(modifier) or name in self._excluded.names:
                continue
            if self._excluded.is_specific(_BRACKET.sub("", modifier)):
                yield Candidate(start, match.end(), name, self._heads.kind_of(match.group(), ""), HEADED)

    def _start_of_made(self, masked: str, noun: int) -> int | None:
        """Return where the name of a rule begins: after the verb that sets it up, or after the one before it in a list."""
        window = max(0, noun - _WINDOW)
        clause = max([match.end() for match in _PHRASE_BREAK.finditer(masked, window, noun)], default=window)
        listed = max([match.end() for match in self._list_ends.finditer(masked, clause, noun)], default=clause)
        verbs = list(self._verbs.pattern.finditer(masked, listed, noun))
        if not verbs:
            return listed if listed > clause else None
        chosen = self._verb_that_makes(verbs, noun)
        end = verbs[chosen].end()
        for verb in verbs[chosen + 1 :]:
            if verb.start() - end <= 2:
                end = verb.end()
        return end + 1 if masked[end : end + 1] in "了起好" else end

    def _verb_that_makes(self, verbs: list[re.Match[str]], noun: int) -> int:
        """Return which verb sets up the noun: the first, or the first strong one after a weak one (围绕…开展…行动, not 围绕…落实机制)."""
        if self._verbs.is_strong(verbs[0].group()):
            return 0
        later = [place for place, verb in enumerate(verbs) if self._verbs.is_strong(verb.group()) and noun - verb.end() >= 2]
        return later[0] if later else 0


def _is_link(candidate: Candidate, text: str) -> bool:
    """Return whether a name is one link of a chain (县级议事厅—镇办协商站): the whole is the practice; a dash of two signs is no link."""
    return bool(_LINKED.search(text, max(0, candidate.start - 2), candidate.start) or _LINKS.match(text, candidate.end))


def _is_noun(match: re.Match[str], text: str) -> bool:
    """Return whether a measure word stands for itself (渔家): without a numeral before it, it counts nothing."""
    return match.group() in _MEASURES and not _COUNTED.search(text, max(0, match.start() - 2), match.start())


def _is_saying(match: re.Match[str], text: str) -> bool:
    """Return whether a name is a whole clause in the flow of a sentence and or stands with its like (有事好商量、有话好好说)."""
    if _SAYING.match(match.group()) and _SAID_TOO.match(text, match.end()):
        return True
    alone = text[match.start() - 1 : match.start()] in tuple("，,；;、") and text[match.end() : match.end() + 1] in tuple("，,；;。")
    return alone and bool(_SAYING.match(match.group()))


def _longest(found: list[Candidate], length: int) -> list[Candidate]:
    """Return the candidates without those that overlap a longer one; of equals the better known. `length` is the sentence's."""
    kept, taken = [], bytearray(length)
    for candidate in sorted(found, key=lambda candidate: (candidate.start - candidate.end, -candidate.rank)):
        if not any(taken[candidate.start : candidate.end]):
            taken[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.start)
