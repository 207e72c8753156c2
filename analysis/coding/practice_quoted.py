"""Named practices in quotation marks: known names, names with a head noun inside or behind, names that a verb introduces."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analysis.coding.practice_quotes import Quotation, find_quotations, group_quotations
from analysis.coding.practice_words import CUED, HEADED, INTRODUCED, KNOWN, ExcludedWords, Head, HeadWords, KnownNames, VerbWords

_CLAUSE_BREAK = re.compile(r"[，。；！？,;!?:：…\s]")
_BRACKET = re.compile(r"^[（(][^（）()]*[）)]")
_REACH = 120
_SPEECH = re.compile(r"[，。！？；,!?;…]")
_NUMERAL = "一二三四五六七八九十百千双两0-9０-９"
_NUMBER_NAME = re.compile(rf"[{_NUMERAL}][^，。；\s]{{1,5}}|[0-9NXn+＋]+")
_PARALLEL = re.compile(rf"(?:[{_NUMERAL}][^{_NUMERAL}、\s]{{1,3}}){{2,5}}(?:、(?:[{_NUMERAL}][^{_NUMERAL}、\s]{{1,3}}){{2,5}})*")
_ANNOUNCED = re.compile(rf"[{_NUMERAL}](?:个|大|项|条|支|种|类|方面)")
_PLAIN_MODIFIER = re.compile(r"(?:主题|专项|实践|系列|集中|志愿服务|品牌|特色|大型|)*")
_POLITICAL = re.compile("政协|委员|协商|界别|履职|提案|议事|民意|同心|民情|书香")
_ENUMERATED = re.compile(
    rf"(?:等(?:特色|系列|一批|多个|各类|工作|履职|协商|基层|线上|学习|服务)*)?(?:[{_NUMERAL}]+[家个处间项大条类]|多[家个处间项种]|星级)*"
)
_PUN = re.compile(r"[‘“「][^’”」]{1,2}[’”」]")  # one or two quoted characters inside a name play on a place or a word (‘菏’你协商)
_OWNER = re.compile(r"(?:委员|提案|界别|机关|社情民意|履职|专委会|党员)(?:工作|培训|办理|信息)?$")
_LINKED = re.compile(r"[^—–\-－→+＋]+(?:\s*[—–\-－→+＋]{1,2}\s*[^—–\-－→+＋]+){2,}")
_SELECTED = re.compile(r"(?:入选|获评|被评为|列入|荣获)[^，。；]{0,20}(?:案例|品牌|创新|项目|成果)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible mention in one sentence: its span, its name as written, its kind, and the strength of its evidence (1–4)."""

    start: int
    end: int
    name: str
    kind: str
    rank: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before a quotation in its clause and what follows it."""

    before: str
    after: str


class QuotedPractices:
    """Decides for each quotation of a sentence whether it names a practice, and which."""

    def __init__(self, heads: HeadWords, verbs: VerbWords, excluded: ExcludedWords, known: KnownNames) -> None:
        self._heads, self._verbs, self._excluded, self._known = heads, verbs, excluded, known

    def find(self, text: str) -> list[Candidate]:
        """Return the practices in quotation marks of one sentence, in order."""
        quotations = find_quotations(text)
        found: list[Candidate] = []
        for group in group_quotations(quotations, text):
            before = _clause_before(text, group[0].start)
            shared = _BRACKET.sub("", text[group[-1].end : group[-1].end + _REACH])
            for quotation in group:
                own = text[quotation.end : quotation.end + _REACH]
                if quotation is group[-1] or not _LINKED.fullmatch(quotation.text):
                    found += self._judge(quotation, Context(before, shared), own)
        found += self._nested(quotations, text) + self._titles(quotations, text)
        return sorted(found, key=lambda candidate: candidate.start)

    def _nested(self, quotations: list[Quotation], text: str) -> list[Candidate]:
        found = []
        for quotation in quotations:
            if quotation.depth and not quotation.is_title and len(quotation.text) >= 3:
                before = re.split(r"[，。；！？,;:：“‘]", text[: quotation.start])[-1]
                after = re.split(r"[”’]", text[quotation.end : quotation.end + 40])[0]
                found += self._judge(quotation, Context(before, after), after)
        return found

    def _titles(self, quotations: list[Quotation], text: str) -> list[Candidate]:
        """《…》 is a document, unless a column or programme follows that a verb such as 开设 or 举办 introduces."""
        found = []
        for quotation in quotations:
            head = self._heads.after(text[quotation.end : quotation.end + _REACH]) if quotation.is_title else None
            if head and head.kind == "lecture" and self._verbs.before(_CLAUSE_BREAK.split(text[: quotation.start])[-1]):
                found.append(Candidate(quotation.inner_start, quotation.inner_end, quotation.text, "lecture", HEADED, True))
        return found

    def _judge(self, quotation: Quotation, context: Context, own_after: str) -> list[Candidate]:
        name = quotation.text.strip()
        if not name or len(name) > 60:
            return []
        known = self._known.look_up(name)
        behind = self._heads.after(_listed(context.after))
        inside = None if _LINKED.fullmatch(name) or "、" in name else self._heads.inside(name)
        if known:
            return [Candidate(quotation.inner_start, quotation.inner_end, known[0], known[1], KNOWN, True)]
        if self._is_refused(name, context, behind, inside):
            return []
        kind, rank = self._evidence(name, context, behind, inside)
        if not rank:
            return []
        if inside and inside.strong or _BRACKET.sub("", own_after) != _listed(context.after):
            behind = None
        return self._name(quotation, Candidate(*_span(quotation, own_after, behind), name, kind, rank, True), behind, context.before)

    def _is_refused(self, name: str, context: Context, behind: Head | None, inside: Head | None) -> bool:
        """Return whether the quotation is a formula, a topic, an aim, an honour, emphasis or direct speech."""
        excluded, strong = self._excluded, bool(behind and behind.strong)
        if excluded.inside(name) or (len(name) < 2 and not strong):
            return True
        verb = self._verbs.before(context.before)
        own = _POLITICAL.search(name) or (verb and verb[0] == "strong")
        if excluded.is_territory(name) or (excluded.is_of_others(context.before) and not own):
            return True
        if excluded.ends_as_aim(name) and not strong and "·" not in name:
            return True
        if excluded.is_figure(name) and not (behind and strong and behind.specifies(name)):
            return True
        if context.before.endswith("》") or (_is_phrase(name) and not strong):
            return True
        plain = behind and strong and _PLAIN_MODIFIER.fullmatch(behind.text[: -len(behind.noun)])
        if excluded.after(context.after) and not (strong and (plain or (behind and behind.kind in ("mechanism", "digital", "brand")))):
            return True
        own_noun = inside and inside.strong and (not inside.generic or _POLITICAL.search(name))
        if (excluded.before(context.before) or context.before.endswith("的")) and not strong and not own_noun:
            return True
        own_action = own_noun and inside and inside.kind != "mechanism"
        return excluded.starts_as_topic(name) and not own_action and not plain and "·" not in name

    def _evidence(self, name: str, context: Context, behind: Head | None, inside: Head | None) -> tuple[str, int]:
        """Return kind and rank; rank 0 where nothing says that the quotation is a name."""
        verb = self._verbs.before(context.before)
        first = not context.before.strip() or bool(_SELECTED.match(context.after))
        if inside and inside.strong and (len(name) >= 4 or verb or first):
            return inside.kind, HEADED
        if behind and behind.strong:
            return self._kind_behind(name, behind, inside), HEADED
        if behind and verb and verb[0] == "strong" and len(name) <= 16:
            return behind.kind, CUED
        if _is_name(name) and (self._heads.is_sign(name) or _PUN.search(name)):
            return self._heads.sign_kind(name), CUED
        cue = self._heads.cue(name)
        if cue == "brand" and inside and "·" in name:
            cue = inside.kind
        if cue and (verb or first) and _is_name(name) and (_POLITICAL.search(name) or "·" in name or verb):
            return self._heads.last_kind(name) or cue, CUED
        if _is_name(name) and context.before.endswith("政协"):
            return cue or "brand", CUED
        if _PARALLEL.fullmatch(name) and (verb or first):
            return self._verb_kind(verb, name), CUED
        if verb and verb[0] == "strong" and _is_name(name) and not _ANNOUNCED.match(name):
            return self._heads.last_kind(name) or self._verb_kind(verb, name), INTRODUCED
        return "", 0

    def _kind_behind(self, name: str, behind: Head, inside: Head | None) -> str:
        """Return the kind of the noun behind; with a plain 活动 or 平台 the noun inside decides (“同心讲坛”活动 is a lecture)."""
        if behind.generic and behind.noun in ("活动", "平台") and inside and inside.strong:
            return inside.kind
        if behind.kind == "venue" and self._heads.cue(name) == "digital":
            return "digital"
        return behind.kind

    @staticmethod
    def _verb_kind(verb: tuple[str, str] | None, name: str) -> str:
        """Return the kind that the verb suggests; a number (三听三转) is a rule of work, not a brand."""
        kind = verb[1] if verb and verb[1] else "brand"
        return "mechanism" if kind == "brand" and name[0] in _NUMERAL else kind

    def _name(self, quotation: Quotation, whole: Candidate, behind: Head | None, before: str) -> list[Candidate]:
        """Return the candidate(s): the inside alone if it can stand alone, else with its head noun; lists of like names are taken apart."""
        parts = quotation.text.split("、")
        if self._are_names(parts):
            return [self._part(part, quotation.inner_start + quotation.text.index(part), whole) for part in parts]
        if not behind or behind.kind == "brand" or "·" in whole.name or (behind.generic and _stands_alone(whole.name)):
            return [replace(whole, start=quotation.inner_start, end=quotation.inner_end)]
        owner = _OWNER.search(before) if len(whole.name) <= 4 else None
        owned = owner.group() if owner else ""
        return [replace(whole, start=whole.start - len(owned), name=f"{owned}“{whole.name}”{behind.text}")]

    def _part(self, name: str, start: int, whole: Candidate) -> Candidate:
        known_name, kind = self._known.look_up(name) or (name, whole.kind)
        return replace(whole, start=start, end=start + len(name), name=known_name, kind=kind)

    def _are_names(self, parts: list[str]) -> bool:
        """Return whether a quoted list holds names of their own: …深化年、…突破年、…建设年, or known ones (微协商、微监督)."""
        if len(parts) < 2 or any(len(part) < 3 for part in parts):
            return False
        periods = all(len(part) >= 4 and part.endswith(("年", "月", "周")) for part in parts)
        return periods or (all(len(part) <= 6 for part in parts) and any(self._known.look_up(part) for part in parts))


def _span(quotation: Quotation, after: str, behind: Head | None) -> tuple[int, int]:
    """Return the span of a quotation with the noun behind it and a bracket between them."""
    bracket = _BRACKET.match(after)
    return quotation.start, quotation.end + (len(behind.text) + (bracket.end() if bracket else 0) if behind else 0)


def _clause_before(text: str, place: int) -> str:
    """Return the clause up to `place`, the inside of earlier quotations left out."""
    return _CLAUSE_BREAK.split(re.sub(r"[“‘「『][^“”]*[”’」』]", "", text[:place]))[-1]


def _listed(after: str) -> str:
    """Return what follows a quotation without 等, a number of things and empty words (等两家星级委员工作室 → 委员工作室)."""
    return _ENUMERATED.sub("", after, count=1)


def _is_phrase(name: str) -> bool:
    """Return whether `name` is a sentence, counts what follows (三大平台), or is a phrase round another quotation."""
    nested = re.search(r"[‘“「][^’”」]{3,}[’”」].{3,}", name)
    announced = _ANNOUNCED.match(name) and len(name) <= 4
    return bool(_SPEECH.search(name) or nested or announced)


def _is_name(name: str) -> bool:
    return 3 <= len(name) <= 18 and not re.search(r"[的了吗呢吧、，。！？]", name)


def _stands_alone(name: str) -> bool:
    """Return whether `name` says enough without its noun: four characters or more, no mere number, no 式 or 化."""
    number = _NUMBER_NAME.fullmatch(name) and not _PARALLEL.fullmatch(name)
    shortened = len(name) == 4 and name.endswith(("式", "化", "型"))
    return len(name) >= 4 and not number and not shortened
