"""Decides whether a quantity counts 政协 work (codebook section 4) and says why not.

Numbers of the city's economy, of a topic, of a firm's plans, of a list of slogans
or of what somebody merely suggests are quantities, no metrics.
"""

from __future__ import annotations

import re

from analysis.coding.metric_clauses import NUMBER, MaskedSentence
from analysis.coding.metric_context import Named
from analysis.coding.metric_phrases import HEADLESS
from analysis.coding.metric_words import Words

_HOURS = frozenset({"小时", "课时", "学时", "个小时"})
_DEADLINE = re.compile("(?:之?内|以内|办结|响应|答复|反馈)")
_SESSION_UNITS = re.compile("读书班|培训班|研修班|学习班|集训")
_TOPIC_HEADS = re.compile("课题|议题|话题|选题|提案|建议|报告|专题|调研|协商|监督")
_BELONG = re.compile("(?:参加|组成|构成|参与)的")
_CHANGES = ("from", "to", "by")
_CAUSED = re.compile("推动|助推|促成")
_WORKING_RATE = re.compile("(?:满意|办复|办结|办理|答复|采纳|采用|参会|参训|履职|出席|到会)[率度]$")
_SPENT = re.compile("(?:[只仅共前后]用|耗时|用时|费时|花|平均|用了)了?(?:不到|不足|近|约|短短)?$")
_TIME_AT_WORK = re.compile("(?:调研|考察|蹲点|视察|走访|暗访|驻点|驻村|驻企|驻厂|外出学习|挂职)(?:时间|历时|共|了|达|近|约|逾|超)*$")


class MetricScope:
    """Gives the reason why a named quantity is no metric, or null where it is one."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def reason_against(self, sentence: MaskedSentence, named: Named, claimed: bool, tainted: bool = False) -> str | None:
        """Return the rule that takes the quantity out, or null.

        `claimed`: an indicator fits it, or a metric stands before it in the sentence; `tainted`: the number before was foreign.
        """
        checks = {
            "name": self._in_name,
            "adverb": self._is_adverb,
            "article": self._is_article,
            "change": self._is_change,
            "list": self._announces_list,
            "threshold": self._is_threshold,
            "members": self._makes_up_a_body,
            "suggested": self._is_suggested,
            "topic": self._is_topic,
            "foreign": self._is_foreign,
            "rate": self._is_foreign_rate,
            "duration": self._is_plain_duration,
            "measure": self._is_plain_measure,
        }
        if tainted and (not claimed or named.change or self._carried_along(named)):
            checks["foreign too"] = self._goes_on_foreign
        if not claimed:
            checks["unclaimed"] = self._is_unclaimed if self._words.search("own", sentence.around) else self._is_nobodys
        return next((reason for reason, check in checks.items() if check(sentence, named)), None)

    def _in_name(self, sentence: MaskedSentence, named: Named) -> bool:
        return sentence.in_name(named.quantity.start, named.quantity.end)

    def _is_adverb(self, sentence: MaskedSentence, named: Named) -> bool:
        """难题一次解决: says how, counts nothing."""
        once = sentence.text[named.quantity.start : named.quantity.end] == "一次"
        follower, verb = named.phrase.follower, named.phrase.verb
        apart = verb is None or "的" in sentence.masked[verb.end : named.quantity.start]  # 拖了两年的难题一次解决
        return once and apart and follower is not None and follower.start == named.quantity.end

    def _is_article(self, sentence: MaskedSentence, named: Named) -> bool:
        """在一次会议上, 每月一个主题: a Chinese one that no verb governs is an article."""
        one = sentence.text.startswith("一", named.quantity.start) and named.quantity.value == 1 and named.quantity.bound == "exact"
        return one and named.quantity.kind == "count" and named.phrase.verb is None and named.phrase.side != "left"

    def _is_change(self, sentence: MaskedSentence, named: Named) -> bool:
        if named.change in _CHANGES:
            if named.quantity.kind == "percent" and _WORKING_RATE.search(named.item or ""):
                return False  # 群众满意率由81%提高到93%
            spoken = sentence.text if named.change != "by" or named.quantity.kind in ("percent", "points", "multiple") else sentence.around
            return not any(self._words.search("own", text) for text in (named.item or "", sentence.text, spoken))
        if named.quantity.kind in ("points", "multiple"):
            return True
        before = sentence.text[named.phrase.clause[0] : named.quantity.start]
        return named.quantity.kind == "percent" and bool(self._words.closes("growth", before.rstrip("近约超逾了")))

    def _announces_list(self, sentence: MaskedSentence, named: Named) -> bool:
        quantity = named.quantity
        verb = named.verb.word if named.verb else ""
        done = self._words.pattern("done_list").fullmatch(verb) or "完成" in sentence.masked[named.phrase.limit : quantity.start]
        if (
            named.change
            or done
            or quantity.kind != "count"
            or quantity.unit not in ("个", "项", "大", "种", "方面", "类", "条", "重", None)
        ):
            return False
        return bool(self._words.pattern("announcer").match(sentence.text, quantity.end))

    def _is_threshold(self, sentence: MaskedSentence, named: Named) -> bool:
        """亿元以上项目29个: the money says which projects."""
        open_bound = named.quantity.kind == "money" and named.quantity.bound in ("over", "under")
        return open_bound and named.phrase.side == "right" and not sentence.masked.startswith("的", named.quantity.end)

    def _makes_up_a_body(self, sentence: MaskedSentence, named: Named) -> bool:
        """由28个部门参加的联席会议: who belongs to a body."""
        quantity = named.quantity
        if not sentence.masked.endswith("由", 0, quantity.start) or (named.item or "").endswith("委员"):
            return False
        return _BELONG.search(sentence.masked, quantity.end, named.phrase.clause[1]) is not None

    def _is_suggested(self, sentence: MaskedSentence, named: Named) -> bool:
        start = sentence.text.rfind("。", 0, named.quantity.start) + 1
        return bool(self._words.search("proposed", sentence.masked, start, named.quantity.start))

    def _is_topic(self, sentence: MaskedSentence, named: Named) -> bool:
        """针对全市320个老旧小区加装电梯难题: the number stands between the opening word and what closes the topic."""
        clause, place = named.phrase.clause[0], named.quantity.start
        frames = list(self._words.pattern("frame").finditer(sentence.masked, clause, place))
        verb = named.phrase.verb
        inside = verb is not None and "的" in sentence.masked[verb.end : place]
        if not frames or (verb and verb.start > frames[-1].start() and verb.kind != "work" and not inside):
            return False
        elided = named.phrase.side == "none" and sentence.masked[clause:place].endswith(HEADLESS)
        return not elided and not _TOPIC_HEADS.search(named.item or "")

    def _is_foreign(self, sentence: MaskedSentence, named: Named) -> bool:
        if named.quantity.unit == "岁":
            return True
        start, place = named.phrase.limit, named.quantity.start
        if named.phrase.noun is None and named.quantity.kind != "duration":  # 地区生产总值逆势转正,完成878亿元
            start = sentence.clause_span(max(0, sentence.clause_at(place) - 1))[0]
        near = sentence.masked[start:place] + (named.item or "")
        if self._is_held(sentence, named):
            return not self._words.search("own", sentence.text[:place] + (named.item or sentence.text))
        if not self._words.search("foreign", near):
            return False
        if named.quantity.kind == "count" and _CAUSED.search(sentence.masked, 0, place):
            return False
        if self._words.search("lifted", sentence.masked, named.phrase.clause[0], place) or self._is_visited(named):
            return False
        return not self._words.search("own", named.item or "")

    def _is_visited(self, named: Named) -> bool:
        """走访外贸企业78家: whoever they are, the visits are the work."""
        verb = named.phrase.verb
        goes = verb is not None and self._words.pattern("visits").fullmatch(verb.word) is not None
        return goes and named.quantity.kind == "count"

    def _goes_on_foreign(self, sentence: MaskedSentence, named: Named) -> bool:
        """规模以上企业达1860家,高新技术企业突破500家: the list goes on with what the city has."""
        alone = named.phrase.verb is None or named.change != "" or self._carried_along(named)
        return alone and not self._words.search("own", named.item or "")

    def _carried_along(self, named: Named) -> bool:
        """产值达8亿元,带动就业5万人: what a foreign number brings with it."""
        return named.verb is not None and self._words.pattern("carries").fullmatch(named.verb.word) is not None

    def _is_held(self, sentence: MaskedSentence, named: Named) -> bool:
        """我市现有民营企业12万家, 仍有18万名老人: what there is, not what was done."""
        before = sentence.masked[named.phrase.limit : named.quantity.start]
        verb = named.verb
        if named.quantity.unit in self._words.verbal_units:
            return False  # 开讲至今已有62讲
        return self._words.closes("holds", before) is not None or bool(verb and self._words.pattern("holds").fullmatch(verb.word))

    def _is_foreign_rate(self, sentence: MaskedSentence, named: Named) -> bool:
        if named.quantity.kind != "percent" or named.change in (*_CHANGES, "part"):
            return False
        item = named.item or ""
        named_rate = item.endswith(("率", "度")) and not self._words.search("rate_noun", item)
        return named_rate and not self._words.search("own", sentence.text)  # 入住率达90%

    def _is_plain_duration(self, sentence: MaskedSentence, named: Named) -> bool:
        if named.quantity.kind != "duration" or named.change:
            return False
        if sentence.masked.endswith(NUMBER, 0, named.quantity.start) and named.item:
            return False  # 读书班2期5天
        spent = named.quantity.unit in _HOURS and (named.phrase.side == "left" or named.phrase.verb is not None)
        if spent and self._words.search("own", sentence.text) and not _DEADLINE.match(sentence.text, named.quantity.end):
            return False  # 开展志愿服务1300小时
        if self._took_so_long(sentence, named):
            return False
        before = sentence.masked[max(named.phrase.clause[0], named.quantity.start - 6) : named.quantity.start]
        if _TIME_AT_WORK.search(before) and not _DEADLINE.match(sentence.text, named.quantity.end):
            return False  # 外出考察12天
        after = sentence.masked[named.quantity.end : named.quantity.end + 2]
        return not (self._words.search("run", before + after) or _SESSION_UNITS.search(named.item or ""))

    def _took_so_long(self, sentence: MaskedSentence, named: Named) -> bool:
        """只用了两天, 平均6.5天就有回音, 48小时内市长作出批示: how fast the work was."""
        start, end = named.quantity.start, named.quantity.end
        if _SPENT.search(sentence.masked[named.phrase.clause[0] : start]):
            return True
        within = named.quantity.bound == "under"
        return within and self._words.search("deed_done", sentence.masked, end, named.phrase.clause[1]) is not None

    def _is_plain_measure(self, sentence: MaskedSentence, named: Named) -> bool:
        if named.quantity.kind != "measure" or named.change:
            return False
        text = sentence.text[named.phrase.clause[0] : named.quantity.start]
        caused = self._words.search("cause", text) and self._words.search("own", sentence.text)
        verb = named.phrase.verb
        foreign = self._words.search("foreign", sentence.text, 0, named.quantity.start)
        done = verb is not None and verb.kind == "act" and not self._words.pattern("public").fullmatch(verb.word) and not foreign
        return not (caused or done)

    def _is_unclaimed(self, sentence: MaskedSentence, named: Named) -> bool:
        """No word of CPPCC work in item or sentence, and a verb of public works: nobody of the CPPCC claims the number."""
        if self._words.search("own", named.item or "") or self._words.search("own", sentence.text):
            return False
        if named.verb is None:
            return named.item is None
        public = self._words.pattern("public").fullmatch(named.verb.word) is not None
        return public and not _CAUSED.search(sentence.masked, 0, named.quantity.start)

    def _is_nobodys(self, sentence: MaskedSentence, named: Named) -> bool:
        """As above, and what stands around says nothing of the CPPCC either: a number without a verb is the city's."""
        own = self._words.search("own", named.item or "") or self._words.search("own", sentence.text)
        return not own and (named.verb is None or self._is_unclaimed(sentence, named))
