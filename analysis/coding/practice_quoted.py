"""Named practices in quotation marks: known names, names with a head noun inside or behind, names that a verb introduces."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.coding.practice_candidates import BRACKET, WINDOW, Candidate, Context, clause_before, is_said, span_with_noun
from analysis.coding.practice_evidence import CALLED_BRAND, TASK, NameEvidence
from analysis.coding.practice_excluded import ExcludedWords
from analysis.coding.practice_forms import (
    counts_sessions,
    has_own_noun,
    is_linked,
    is_manner,
    is_one_each,
    is_phrase,
    lists_qualities,
    stands_alone,
    without_enumeration,
)
from analysis.coding.practice_quotes import Quotation, find_quotations, group_quotations
from analysis.coding.practice_verbs import VerbWords
from analysis.coding.practice_words import CUED, HEADED, KNOWN, POLITICAL, SAID, Head, HeadWords, KnownNames

_REACH = 120
_PHONE = 4  # digits and more: a telephone number (“12345”热线)
_MADE_OF = re.compile(r"(?:组建|成立|组成|选派|推出|设立|打造)[^，。；]*的$")  # 组建由36名委员组成的“…服务团”
_PLAIN_MODIFIER = re.compile(r"(?:主题|专项|实践|系列|集中|志愿服务|品牌|特色|大型|)*")
_OWNER = re.compile(r"(?:委员|提案|界别|机关|社情民意|履职|专委会|党员)(?:工作|培训|办理|信息)?$")


class QuotedPractices:
    """Decides for each quotation of a sentence whether it names a practice, and which."""

    def __init__(self, heads: HeadWords, verbs: VerbWords, excluded: ExcludedWords, known: KnownNames) -> None:
        self._heads, self._verbs, self._excluded, self._known = heads, verbs, excluded, known
        self._evidence = NameEvidence(heads, verbs)

    def find(self, text: str) -> list[Candidate]:
        """Return the practices in quotation marks of one sentence, in order."""
        quotations = find_quotations(text)
        found: list[Candidate] = []
        for group in group_quotations(quotations, text):
            before = clause_before(text, group[0].start)
            shared = BRACKET.sub("", text[group[-1].end : group[-1].end + _REACH])
            for quotation in group:
                own = text[quotation.end : quotation.end + _REACH]
                if quotation is group[-1] or not is_linked(quotation.text):
                    found += self._judge(quotation, Context(before, shared), own)
        found += self._nested(quotations, text) + self._titles(quotations, text)
        return sorted(found, key=lambda candidate: candidate.start)

    def _nested(self, quotations: list[Quotation], text: str) -> list[Candidate]:
        found = []
        for quotation in quotations:
            if quotation.depth and not quotation.is_title and len(quotation.text) >= 3:
                before = re.split(r"[，。；！？,;:：“‘]", text[max(0, quotation.start - WINDOW) : quotation.start])[-1]
                after = re.split(r"[”’]", text[quotation.end : quotation.end + 40])[0]
                found += self._judge(quotation, Context(before, after), after)
        return found

    def _titles(self, quotations: list[Quotation], text: str) -> list[Candidate]:
        """《…》 is a document, unless a column or programme follows that a verb such as 开设 or 举办 introduces."""
        found = []
        for quotation in quotations:
            head = self._heads.after(text[quotation.end : quotation.end + _REACH]) if quotation.is_title else None
            if head and head.kind == "lecture" and self._verbs.before(clause_before(text, quotation.start)):
                found.append(Candidate(quotation.inner_start, quotation.inner_end, quotation.text, "lecture", HEADED, True))
        return found

    def _judge(self, quotation: Quotation, context: Context, own_after: str) -> list[Candidate]:
        name = quotation.text.strip()
        if not name or len(name) > 60:
            return []
        known = self._known.look_up(name)
        lessons = counts_sessions(context.after, beside=False)
        behind = None if lessons else self._heads.after(without_enumeration(context.after))
        inside = None if is_linked(name) or "、" in name else self._heads.inside(name)
        if behind and inside and is_said(behind, inside):
            inside = None
        if known:
            said = self._said_kind(known[1], context, behind)
            return [Candidate(quotation.inner_start, quotation.inner_end, known[0], said or known[1], SAID if said else KNOWN, True)]
        if self._is_refused(name, context, behind, inside):
            return []
        kind, rank = self._evidence.weigh(self._evidence.clue(name, context, behind, inside))
        if not rank:
            return []
        if inside and inside.strong or BRACKET.sub("", own_after) != without_enumeration(context.after):
            behind = None
        is_open = kind == "brand" and rank <= CUED or bool(behind and behind.kind == kind == "venue" and behind.noun == "平台")
        span = span_with_noun(quotation, own_after, behind)
        return self._name(quotation, Candidate(*span, name, kind, rank, True, is_open), behind, context.before)

    @staticmethod
    def _said_kind(kind: str, context: Context, behind: Head | None) -> str | None:
        """Return brand or venue where the report says which of the two a known name is (“…”协商品牌, “…”议事室), else null."""
        if kind not in ("brand", "venue"):
            return None
        if CALLED_BRAND.match(context.after):
            return "brand"
        if not behind or not behind.strong or behind.noun == "平台":  # 平台 is said of anything
            return None
        return behind.kind if behind.kind == "venue" or (behind.kind == "brand" and behind.generic) else None

    def _is_refused(self, name: str, context: Context, behind: Head | None, inside: Head | None) -> bool:
        """Return whether the quotation is a formula, a topic, an aim, an honour, emphasis or direct speech."""
        excluded, strong = self._excluded, bool(behind and behind.strong)
        if excluded.inside(name) or lists_qualities(name) or (len(name) < 2 and not strong):
            return True
        verb = self._verbs.before(context.before)
        own = POLITICAL.search(name) or (verb and verb[0] == "strong")
        if excluded.is_territory(name) or (excluded.is_of_others(context.before) and not own):
            return True
        if excluded.ends_as_aim(name) and not strong and "·" not in name and not is_one_each(name):
            return True
        if (
            excluded.is_figure(name)
            and not (behind and strong and behind.specifies(name))
            and not self._evidence.is_owned_tool(name, context)
        ):
            return True
        if name.isdigit() and len(name) >= _PHONE:
            return True
        if context.after.startswith("的") and is_manner(name):
            return True
        if context.before.endswith("》") or (is_phrase(name) and not strong):
            return True
        plain = behind and strong and _PLAIN_MODIFIER.fullmatch(behind.text[: -len(behind.noun)])
        verbal = verb and verb[0] == "strong" and self._heads.motto_kind(name)
        if (
            excluded.after(context.after)
            and not verbal
            and not (strong and (plain or (behind and behind.kind in ("mechanism", "digital", "brand"))))
        ):
            return True
        own_noun = inside and inside.strong and (not inside.generic or POLITICAL.search(name) or _MADE_OF.search(context.before))
        made = self._verbs.before(context.before, 0)
        led = excluded.before(context.before, made is not None) or context.before.endswith("的")
        if led and not self._evidence.is_introduced(name, context) and not strong and not own_noun:
            return True
        own_action = own_noun and inside and inside.kind != "mechanism"
        return excluded.starts_as_topic(name) and not own_action and not plain and "·" not in name

    def _name(self, quotation: Quotation, whole: Candidate, behind: Head | None, before: str) -> list[Candidate]:
        """Return the candidate(s): the inside alone if it can stand alone, else with its head noun; lists of like names are taken apart."""
        parts = quotation.text.split("、")
        if self._are_names(parts):
            return [self._part(part, quotation.inner_start + quotation.text.index(part), whole) for part in parts]
        carrier = behind and behind.generic and behind.kind == "digital" and has_own_noun(whole.name)
        alone = behind and behind.generic and (carrier or stands_alone(whole.name)) and not self._excluded.is_empty(whole.name)
        if not behind and len(whole.name) <= 4 and self._heads.is_tool(whole.name) and (owner := TASK.search(before)):
            return [replace(whole, start=whole.start - len(owner.group()), name=f"{owner.group()}“{whole.name}”")]
        if not behind or behind.kind == "brand" or "·" in whole.name or alone:
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
