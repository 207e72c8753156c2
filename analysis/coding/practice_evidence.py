"""What makes a quotation the name of a practice, strongest first: a noun, a neighbour, its form, a count, a verb."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.coding.practice_candidates import Context
from analysis.coding.practice_forms import (
    counts_sessions,
    is_announced,
    is_manner,
    is_means,
    is_merger,
    is_name,
    is_number_name,
    is_one_each,
    is_parallel_list,
    is_periodic_list,
    is_rule_of_numbers,
    is_tool_set,
    is_way_of_work,
    starts_with_numeral,
)
from analysis.coding.practice_verbs import VerbWords
from analysis.coding.practice_words import CUED, HEADED, INTRODUCED, POLITICAL, PUN, Head, HeadWords

TASK = re.compile(r"(?:委员|提案|界别|机关|社情民意|履职|专委会|党员)(?:工作|培训|办理|督办|履职|信息|管理|考核)*$")
CALLED_BRAND = re.compile(r"是[^，。；！？]{0,20}品牌")
_SELECTED = re.compile(r"(?:入选|获评|被评为|列入|荣获)[^，。；]{0,20}(?:案例|品牌|创新|项目|成果)")
_PLACE_NAME = 5  # characters: a place that bears a name (和风亭)
_LOCATED = re.compile(r"[到找在进去来]$")
_EXPLAINED = re.compile(r"(?:—|：|:|，即)")


@dataclass(frozen=True, slots=True)
class Clue:
    """One quotation with what is known of it: its name, its context, the noun behind it, the noun that ends it, the verb before it."""

    name: str
    context: Context
    behind: Head | None
    inside: Head | None
    verb: tuple[str, str] | None

    @property
    def is_first(self) -> bool:
        """Whether the quotation begins its clause or the report says that it was selected as a model."""
        return not self.context.before.strip() or bool(_SELECTED.match(self.context.after))

    @property
    def is_made(self) -> bool:
        """Whether a verb that sets up stands before (打造, 推行)."""
        return self.verb is not None and self.verb[0] == "strong"


class NameEvidence:
    """Gives the kind of a practice that a quotation names and how strong the evidence is."""

    def __init__(self, heads: HeadWords, verbs: VerbWords) -> None:
        self._heads, self._verbs = heads, verbs

    def clue(self, name: str, context: Context, behind: Head | None, inside: Head | None) -> Clue:
        """Return the clue of one quotation; between 以 and 为抓手 it is introduced as by a weak verb."""
        verb = self._verbs.before(context.before) or self._verb_of_clause(context.before)
        verb = verb or (("weak", "") if is_means(context.before, context.after) else None)
        return Clue(name, context, behind, inside, verb)

    def _verb_of_clause(self, before: str) -> tuple[str, str] | None:
        """Return the verb that sets up in a clause of 的 before the name (市政协创设的“…”)."""
        verb = self._verbs.before(before.removesuffix("的"), 0) if before.endswith("的") else None
        return verb if verb and verb[0] == "strong" else None

    def weigh(self, clue: Clue) -> tuple[str, int]:
        """Return kind and rank; rank 0 where nothing says that the quotation is a name."""
        if found := self._by_noun(clue):
            return found, HEADED
        if is_manner(clue.name) and not clue.verb:
            return "", 0
        for rule in (self._by_neighbour, self._by_form, self._by_cue, self._by_count):
            if found := rule(clue):
                return self._unless_rule(found, clue), CUED
        found = self._by_verb(clue)
        return (self._unless_rule(found, clue), INTRODUCED) if found else ("", 0)

    def is_owned_tool(self, name: str, context: Context) -> bool:
        """Return whether a verb such as 推行 introduces a list or card of the 政协's own work (推行提案办理“红黑榜”)."""
        owner = TASK.search(context.before) if self._heads.is_tool(name) and len(name) <= 4 else None
        verb = self._verbs.before(context.before[: owner.start()], 2) if owner else None
        return verb is not None and verb == ("strong", "mechanism")

    def is_introduced(self, name: str, context: Context) -> bool:
        """Return whether the words say that a way of working is named: 答案是“…”, 取名“…”, “…”成了铁律."""
        named = self._verbs.naming(context.before) or self._verbs.established(context.after)
        return is_name(name) and bool(
            named
            or is_rule_of_numbers(name)
            or self._verb_of_clause(context.before)
            or self._is_moved(name, context)
            or self._verbs.after(context.after)
        )

    def _is_moved(self, name: str, context: Context) -> bool:
        """Return whether 把, 将 or 的 stands before the name and what follows tells where it goes or how often (把“…”摆进小巷).

        A noun alone is no name (反映民意的“直通车”开进高校).
        """
        led = context.before.endswith(("把", "将", "的")) and name not in self._heads.kind
        return led and bool(self._verbs.regular(context.after))

    def _by_noun(self, clue: Clue) -> str | None:
        name, inside, behind = clue.name, clue.inside, clue.behind
        if inside and inside.strong and not is_tool_set(name):
            if is_name(name) and counts_sessions(clue.context.after, beside=False):
                return "lecture"
            if "·" in name and behind and behind.kind == "brand" and behind.strong:
                return "brand"
            if len(name) >= 4 or clue.verb or clue.is_first or inside.kind == "lecture":
                return inside.kind
        return self._kind_behind(name, behind, inside) if behind and behind.strong else None

    def _by_neighbour(self, clue: Clue) -> str | None:
        """Return the kind that the noun before, lessons counted behind, or a weak noun behind a verb that sets up gives."""
        if beside := self._beside_kind(clue):
            return beside
        behind = clue.behind
        if not behind or behind.text.startswith("的") or not (len(clue.name) <= 16 or is_parallel_list(clue.name)):
            return None
        qualified = behind.kind == "mechanism" and len(behind.text) - len(behind.noun) >= 2
        return behind.kind if clue.is_made or (qualified and clue.verb) else None

    def _beside_kind(self, clue: Clue) -> str | None:
        name, context = clue.name, clue.context
        if self.is_owned_tool(name, context):
            return "mechanism"
        kind = self._heads.beside(context.before)
        if not is_name(name) or not (kind or counts_sessions(context.after, beside=False)):
            return None
        if not kind or counts_sessions(context.after, beside=kind == "lecture"):
            return kind or "lecture"
        plain = kind in ("brand", "mechanism") and len(name) >= 4
        return kind if clue.is_made or plain or self._heads.cue(name) == kind else None

    def _by_form(self, clue: Clue) -> str | None:
        """Return the kind of a name that its form alone shows: a sign, a list of duties, a merger, a brand for every body, a motto."""
        name, verb, context = clue.name, clue.verb, clue.context
        if is_merger(name) and (verb or clue.is_first or clue.behind or POLITICAL.search(context.before)):
            return "mechanism"
        if is_name(name) and (self._heads.is_sign(name) or PUN.search(name)):
            return self._heads.sign_kind(name)
        if is_periodic_list(name) and clue.is_made:
            return "mechanism"
        if is_parallel_list(name):
            return "mechanism" if verb and verb[1] == "mechanism" and not context.after.startswith("的") else None
        if is_name(name) and CALLED_BRAND.match(context.after):
            return "brand"
        if is_one_each(name) and (verb or clue.is_first):
            return "brand" if is_one_each(name, brands=True) else "mechanism"
        if is_rule_of_numbers(name) and (verb or clue.is_first):
            return "mechanism"
        if is_tool_set(name) and (clue.is_made or clue.is_first):
            return "mechanism"
        return self._heads.motto_kind(name) if clue.is_made and is_name(name) else None

    def _by_cue(self, clue: Clue) -> str | None:
        """Return the kind that a word inside the name suggests where a verb stands before it or it begins the clause."""
        name, inside = clue.name, clue.inside
        cue = self._heads.cue(name)
        if cue == "brand" and inside and "·" in name:
            cue = inside.kind
        if cue and (clue.verb or clue.is_first) and is_name(name) and (POLITICAL.search(name) or "·" in name or clue.verb):
            return self._heads.last_kind(name) or self._unless_action(cue, clue)
        return (cue or "brand") if is_name(name) and clue.context.before.endswith("政协") else None

    def _by_count(self, clue: Clue) -> str | None:
        """Return the kind that a number of sessions, places or people gives a name: “…”8场, 11场“…”, 招募“…”618名."""
        if not is_name(clue.name) or is_announced(clue.name):
            return None
        counted = self._heads.counted_kind(clue.context.before, clue.context.after)
        named = self._heads.is_post(clue.name) or self._heads.last_kind(clue.name)
        if counted == "mechanism" and not named:  # people and sheets are counted everywhere
            return None
        if not counted or clue.context.after.startswith("的") or self._verbs.removes(clue.context.before):
            return None
        cue = self._heads.last_kind(clue.name) or self._heads.cue(clue.name)
        return counted if not cue or self._heads.is_post(clue.name) else cue

    def _by_verb(self, clue: Clue) -> str | None:
        """Return the kind that a verb before or behind the name gives, or words that name a way of working."""
        name, context = clue.name, clue.context
        explained = bool(_EXPLAINED.match(context.after))
        if is_number_name(name) and (clue.verb or clue.is_first or explained):
            return self._verb_kind(clue.verb, name)
        if not is_name(name) or is_announced(name):
            return None
        if clue.is_made:
            return self._unless_action(self._heads.last_kind(name), clue) or self._verb_kind(clue.verb, name)
        made = self._verbs.naming(context.before) or self._verbs.single(context.before) or self._verbs.established(context.after)
        if made and len(name) >= 4 and not starts_with_numeral(name):
            return self._heads.last_kind(name) or self._heads.cue(name) or made
        if place := self._place(clue):
            return place
        told = (clue.is_first and len(name) >= 4) or self._is_moved(name, context)
        if told and (regular := self._verbs.regular(context.after)):
            return self._heads.last_kind(name) or self._heads.cue(name) or regular
        last, following = self._heads.last_kind(name), self._verbs.after(context.after)
        if last == "venue" and clue.verb and len(name) <= _PLACE_NAME:
            return last
        return last or following if following == "brand" else following

    def _place(self, clue: Clue) -> str | None:
        """Return the kind of a name that ends as a place does and begins its clause or stands behind 到, 在 or 找, else null."""
        kind, shortest = self._heads.last_kind(clue.name), 4 if clue.is_first else 3
        stands = (clue.is_first and kind in ("venue", "digital")) or (kind == "venue" and _LOCATED.search(clue.context.before))
        return kind if stands and len(clue.name) >= shortest else None

    def _unless_action(self, kind: str | None, clue: Clue) -> str | None:
        """Return `kind`, or campaign where a verb for an action stands directly before (开展“…擂台”) and one word in the name says else."""
        action = self._verbs.before(clue.context.before, 0) == ("strong", "campaign") and "·" not in clue.name
        return "campaign" if action and kind in ("brand", "mechanism", "venue") else kind

    def _unless_rule(self, kind: str, clue: Clue) -> str:
        """Return `kind`, or mechanism for what would be a brand but adds up two ways, has become a rule or is tried out (“网格+协商”).

        A place of the people makes it a venue (坝坝协商).
        """
        if kind != "brand" or "·" in clue.name:
            return kind
        if self._heads.seats.match(clue.name):
            return "venue"
        tried = self._verbs.before(clue.context.before, 0) == ("strong", "mechanism")
        holds = "+" in clue.name or self._verbs.established(clue.context.after)
        return "mechanism" if holds or (tried and is_way_of_work(clue.name)) else kind

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
        return "mechanism" if kind == "brand" and starts_with_numeral(name) else kind
