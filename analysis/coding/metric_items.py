"""Names what a number counts and the verb that governs it, also where the report leaves them out.

Chinese lists share a verb (举办读书班3期、学习会5次), elide the noun (提出建议60条,8条被采纳) and point back (像这样的座谈,已开展30余次).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.coding.metric_changes import ChangeReader
from analysis.coding.metric_clauses import NUMBER, MaskedSentence
from analysis.coding.metric_context import Gap, Named
from analysis.coding.metric_gaps import PROPOSAL_UNITS, GapFiller
from analysis.coding.metric_parts import PartNamer
from analysis.coding.metric_phrases import EVENT_UNITS, Phrase, PhraseReader
from analysis.coding.metric_verbs import Verb, VerbFinder
from analysis.coding.metric_words import Words
from analysis.coding.quantities import Quantity

_SHORT_LIST_NOUN = 16
_WHERE = re.compile("(?:社区|学校|园区|乡镇|街道|企业|机关|村|镇|乡|校园|军营|基层|一线|地头|楼宇|景区)$")
_PLACE_UNITS = frozenset({"个", "处", "间", "家", "所", "座"})
_HANDLING = re.compile(r"(.{0,6}提案)(?:的)?(?:跟踪|办理|落实|督办|答复|承办|办复).{0,4}$")  # 82件提案办理情况
_COMPLEMENTS = ("到位",)  # 整改到位219个: the verb says what was done
_RUN = re.compile("(?:连续|持续)$")
_BARE_SHARES = ("占比", "比例", "比重", "占总数")
_SHORT_RATE = 6
_HANDLED = ("办复", "办结", "答复")
_TIME_AT_WORK = re.compile(
    "((?:驻[村企厂点])?(?:实地|外出|专题|集中)?(?:调研|考察|蹲点|视察|走访|暗访|挂职))(?:时间|历时|共|了|达|近|约|逾|超)*$"
)
_OF_OWN_ACCORD = re.compile("(?:带头|亲自|分别|牵头|主动|直接|各自|共同|联合)+$")  # 主席会议成员带头督办12件
_OPENED = re.compile("(?:开班|开讲|开课|开会|办班|巡讲|开办|举行|开张|轮训)")
_DONE_BY_PEOPLE = re.compile("履职|讨论|投票|互动|评议|测评|答题")  # 网民参与讨论3.4万人次
_DISCIPLINED = re.compile("约谈|劝退|劝辞|除名|诫勉|提醒谈话|谈话提醒|提醒|免职|清退|调整退出")
_CONTENT = re.compile("(委员|提案人|群众|提案者|代表)?[^，,；;]{0,12}满意[^，,；;]{0,6}的(?:为|占|达|有)?$")
_SHARE = re.compile(r"占(?!地|用|领|据|比)[^，,；;#]{0,12}$")


class ItemNamer:
    """Names item and action of each phrase; `earlier` are the quantities named before it in the same report, in order."""

    def __init__(self, words: Words, reader: PhraseReader, verbs: VerbFinder) -> None:
        self._words = words
        self._gaps = GapFiller(words, reader, verbs)
        self._parts = PartNamer(self._gaps, verbs)
        self._changes = ChangeReader(words, reader, verbs)

    def name(self, sentence: MaskedSentence, index: int, quantity: Quantity, phrase: Phrase, earlier: Sequence[Named]) -> Named:
        """Return the quantity with its item and action; either is null where the report gives none."""
        gap = Gap(sentence, index, quantity, phrase, earlier)
        verb = self._verb(gap)
        change = self._changes.read(gap)
        if change:
            item = change.item or self._gaps.topics.topic(gap)
            return Named(index, quantity, phrase, item, change.action or self._action(gap, verb), verb, change.end)
        part = self._gaps.part_of_last(gap)
        if part:
            return Named(index, quantity, phrase, part, self._action(gap, phrase.follower or verb), verb, "part")
        item = sentence.plain(*phrase.noun) if phrase.noun else None
        if quantity.kind == "percent":
            item = self._rate_item(gap, item)
        elif quantity.kind == "money":
            item = self._money_item(gap, item)
        elif quantity.kind == "duration":
            item = self._duration_item(gap, item)
        else:
            item = self._count_item(gap, item)
        return Named(index, quantity, phrase, item or None, self._deed(gap, verb) or self._action(gap, verb), verb)

    def _action(self, gap: Gap, verb: Verb | None) -> str | None:
        before = gap.sentence.masked[gap.phrase.limit : gap.quantity.start]
        share = _SHARE.search(before)
        reached = re.search(r"(达到|提高到|提升到|增加到|占|达)(?:了|约)?$", before)
        if gap.quantity.kind == "percent" and share:
            return "占"
        if reached and gap.phrase.verb is None:
            return reached[1]
        result = self._words.closes("result", before) if gap.phrase.verb and gap.phrase.side == "none" else None
        if result in _COMPLEMENTS:
            result = None
        return result or (verb.word if verb else None)

    def _deed(self, gap: Gap, verb: Verb | None) -> str | None:
        """对3个专题开展协商式监督: what was done to them is the work named behind the light verb."""
        apart = gap.phrase.verb is None and gap.quantity.unit not in EVENT_UNITS
        if verb is None or not apart or verb is not gap.phrase.follower:
            return None
        return self._gaps.work_behind(gap, verb)

    def _verb(self, gap: Gap) -> Verb | None:
        phrase, own = gap.phrase, gap.phrase.verb
        counts_people = gap.quantity.unit in self._words.person_units and phrase.side == "right"
        taken = gap.sentence.masked.endswith(("将", "把"), 0, gap.quantity.start)
        if own and own.kind in ("pivot", "move") and (counts_people or taken) and phrase.follower:
            return phrase.follower
        if own and gap.tells_which(own):
            return phrase.follower
        before = gap.here[-1].quantity.unit if gap.here else None
        if own is None and counts_people and phrase.follower and before not in self._words.person_units:
            return phrase.follower
        counted_itself = own is not None and phrase.noun is not None and own.end == phrase.noun[1]
        if own is None or counted_itself:
            return self._shared_verb(gap, counted_itself) or own or phrase.follower or self._gaps.whole_verb(gap)
        return own

    def _shared_verb(self, gap: Gap, counted_itself: bool) -> Verb | None:
        """The verb of the list item before, when this one has none of its own."""
        before = gap.earlier[-1] if gap.earlier else None
        if before is None or before.sentence != gap.index or before.verb is None or "percent" in (gap.quantity.kind, before.quantity.kind):
            return None
        units = {before.quantity.unit, gap.quantity.unit}
        same_unit = len(units) == 1 or units <= EVENT_UNITS | {"期"} or units <= _PLACE_UNITS
        if before.phrase.clause == gap.phrase.clause and gap.phrase.side == "none" and gap.phrase.follower:
            return None
        if before.phrase.clause == gap.phrase.clause:
            return before.verb if same_unit or not counted_itself or before.verb.kind == "act" else None
        noun = gap.phrase.noun
        own_noun = gap.phrase.side == "left" and noun is not None and noun[1] - noun[0] <= _SHORT_LIST_NOUN
        clauses = gap.sentence.clause_at(gap.quantity.start) - gap.sentence.clause_at(before.quantity.start)
        if counted_itself and before.quantity.unit != gap.quantity.unit:
            return None
        return before.verb if clauses == 1 and own_noun and same_unit and gap.phrase.follower is None else None

    def _count_item(self, gap: Gap, item: str | None) -> str | None:
        verb = gap.phrase.verb
        if _DISCIPLINED.fullmatch(item or "") and gap.quantity.unit in self._words.person_units:  # 约谈5人
            people = [named.item for named in gap.here if named.quantity.unit in self._words.person_units]
            return people[-1] if people else None
        if verb and self._is_who(item, verb) and self._hands_on_proposals(gap, verb):
            return "提案"
        if verb and verb.kind == "move" and gap.quantity.unit in EVENT_UNITS and _WHERE.search(item or ""):
            item = self._gaps.topics.topic_before_move(gap) or item
        if verb and item in (None, "提案") and self._counts_proposals(gap, verb):
            return verb.word.replace("审查", "").replace("处理", "") + "提案"
        opened = self._gaps.topics.opened(gap) if _OPENED.fullmatch(item or "") else None
        if opened:
            return opened
        handled = _HANDLING.match(item or "") if gap.quantity.unit == "件" else None
        if handled:
            return handled[1]
        if item and verb and gap.quantity.unit in EVENT_UNITS:
            item = self._event_item(gap, verb, item)
        if item and verb and self._attended(gap, verb, item):
            return self._gaps.topics.attending_item(gap, verb)
        if verb and gap.quantity.unit in self._words.person_units and _DONE_BY_PEOPLE.fullmatch(item or ""):
            return self._gaps.topics.who_did(gap, verb) or item
        item = self._gaps.honoured_item(gap) or item
        if item and gap.quantity.unit not in self._words.person_units and self._words.pattern("proposal_class").fullmatch(item):
            return self._parts.class_item(gap, item)
        if item and self._words.pattern("generic").fullmatch(item):
            return self._parts.venue_item(gap, item)
        if item:
            return self._parts.part_item(gap, item)
        return self._gaps.elided_item(gap)

    def _attended(self, gap: Gap, verb: Verb, item: str) -> bool:
        counts_people = gap.quantity.unit in self._words.person_units and gap.phrase.side == "left"
        return counts_people and self._words.pattern("attend").fullmatch(verb.word) is not None and item.endswith(("会", "会议"))

    def _counts_proposals(self, gap: Gap, verb: Verb) -> bool:
        """立案298件 counts proposals wherever it stands, 办结298件 only where proposals are told of."""
        if not self._words.pattern("elided").fullmatch(verb.word):
            return False
        return verb.word not in _HANDLED or self._gaps.about_proposals(gap)

    def _is_who(self, item: str | None, verb: Verb) -> bool:
        """主席会议督办9件: the words before the verb name who acts, nothing is counted by name."""
        who = _OF_OWN_ACCORD.sub("", item.removesuffix(verb.word)) if item else ""
        return not item or item == verb.word or (item.endswith(verb.word) and bool(self._words.closes("body", who)))

    def _hands_on_proposals(self, gap: Gap, verb: Verb) -> bool:
        """市长领办4件: who takes proposals in hand, where they are told of."""
        takes = self._words.pattern("hands_on").fullmatch(verb.word) is not None
        return takes and gap.quantity.unit in PROPOSAL_UNITS and self._gaps.about_proposals(gap)

    def _event_item(self, gap: Gap, verb: Verb, item: str) -> str:
        """宣讲惠农政策20场 counts talks on policy, not policies."""
        noun = gap.phrase.noun
        if verb.kind != "work" or gap.quantity.unit == "批次" or noun is None or noun[0] < verb.end or gap.phrase.side != "left":
            return item
        return item + verb.word

    def _rate_item(self, gap: Gap, item: str | None) -> str | None:
        share = self._share_item(gap)
        if share:
            return share
        counted = [named.item for named in gap.here if named.item and named.quantity.kind == "count"]
        if item in _BARE_SHARES and counted:
            return f"{counted[-1]}占比"
        about_proposals = "立案" in gap.sentence.text or self._gaps.about_proposals(gap)
        follower = gap.phrase.follower
        if (item is None or (gap.phrase.side == "right" and item.endswith("提案"))) and follower and follower.word in _HANDLED:
            return f"提案{follower.word}率" if self._gaps.about_proposals(gap) else item
        short = item is not None and len(item) <= _SHORT_RATE and "提案" not in item
        if short and about_proposals and re.search("办复|办结|办理|答复|采纳率|立案|^满意", item or ""):
            return f"提案{item}"
        return item or self._told_rate(gap)

    def _told_rate(self, gap: Gap) -> str | None:
        """群众满意率连续两年保持在97%, 委员表示满意或基本满意的为99%: the rate is named earlier in the clause, or told as a clause."""
        before = gap.sentence.masked[gap.phrase.clause[0] : gap.quantity.start]
        content = _CONTENT.search(before)
        if content:
            return f"{content[1] or ''}满意率"
        topic = self._gaps.topics.topic(gap)
        return topic if topic and topic.endswith(("率", "度", "占比")) else None

    def _share_item(self, gap: Gap) -> str | None:
        """民主党派提案占总数的15.6%: the share of what stands before 占."""
        start, masked = gap.phrase.limit, gap.sentence.masked
        share = _SHARE.search(masked[start : gap.quantity.start])
        if not share:
            return None
        begin = self._words.strip_start("lead", masked, start, start + share.start())
        whole = gap.sentence.plain(begin, start + share.start())
        whole = re.split("等(?=[^等级]{2,}$)", whole)[-1]
        if not whole and gap.earlier:
            whole = gap.earlier[-1].item or ""
        if whole.endswith(("类", "方面")) and self._gaps.about_proposals(gap):
            whole += "提案"
        if whole.endswith("的"):  # 吸收采纳的占87.5%
            whole += self._gaps.head(gap) or ""
        return f"{whole}占比" if whole else None

    def _duration_item(self, gap: Gap, item: str | None) -> str | None:
        """读书班2期5天: the days of what was counted just before; a noun behind the number needs 的 (为期5天的读书班)."""
        if gap.here and gap.here[-1].quantity.end == gap.quantity.start:
            return gap.here[-1].item
        at_work = _TIME_AT_WORK.search(gap.sentence.masked[gap.phrase.clause[0] : gap.quantity.start])
        if at_work:
            return at_work[1]  # 外出考察12天
        rate = self._told_rate(gap) if _RUN.search(gap.sentence.masked[gap.phrase.clause[0] : gap.quantity.start]) else None
        if rate:
            return rate
        behind = gap.phrase.side == "right" and not gap.sentence.masked.startswith("的", gap.quantity.end)
        return (None if behind else item) or self._gaps.lasting_item(gap)

    def _money_item(self, gap: Gap, item: str | None) -> str | None:
        """总投资30亿元的新能源项目: the money of the thing that follows 的."""
        sentence, end = gap.sentence, gap.quantity.end
        called = self._words.closes("money_name", sentence.masked[gap.phrase.limit : end - len(NUMBER)].rstrip(NUMBER + "达为共约超近逾"))
        if called:
            return called
        if not sentence.masked.startswith("的", end):
            return item or self._gaps.topics.topic_before_verb(gap) or self._gaps.deed_item(gap)
        rest = sentence.masked[end + 1 : gap.phrase.clause[1]]
        last = rest.rfind(NUMBER)
        thing = item or ""
        if last >= 0 and len(rest) - last > 2:
            thing = sentence.plain(end + 2 + last, gap.phrase.clause[1])
        before = sentence.masked[gap.phrase.limit : gap.quantity.start]
        kind = "总投资" if "总投资" in before else "资金" if re.search("资金|贷款", before) else "投资"
        return f"{thing}{kind}" if thing else item
