"""The words that mark a named practice: known names, head nouns, introducing verbs, and what is no practice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

SAID, KNOWN, HEADED, CUED, INTRODUCED = 5, 4, 3, 2, 1  # evidence for name and kind, strongest first
DIGITAL = re.compile("智慧|数字|云|网|线上|掌上|码上|扫码|二维码|信息化|信息平台|数据|智能|在线|视频")
MARKS = re.compile(r"[“”‘’\"「」『』＂]")
_NO_MODIFIER = (
    r"的|了|着|把(?!关|脉|控)|被|让|将|是|在|到|与|和|及|促|并|而|[0-9０-９]|使(?!命)|(?<![生形组养])成(?!果|效|长|员|就)|为(?!民)|从(?!业)|对(?!接|口|话|标)|"
    r"向(?!心)|等(?!级)|以(?!案)|中(?!心|华|医)|组织(?!体系|链|生活)|(?:提升|增强|强化|促进|拓宽|助力|优化|深化|推动|推进|推广|推出|入选|走进|覆盖|"
    r"实现|落地|聚焦|围绕|开展|建立|打造|获|深入|纵深|赋能|搭建|依托|通过|参与|举办|凝聚|引领|助推|创建|落实)(?!机制|制度|模式|体系|行动|计划|年)"
)


def alternatives(terms: Iterable[str]) -> str:
    """Return a regular expression that matches any of `terms`, longest first."""
    return "|".join(map(re.escape, sorted(set(terms), key=lambda term: (-len(term), term)))) or r"(?!)"


@dataclass(frozen=True, slots=True)
class Head:
    """The noun that says what a name is: the text up to it, its kind, and whether it alone makes a quotation a practice."""

    text: str
    noun: str
    kind: str
    strong: bool
    generic: bool

    def specifies(self, name: str) -> bool:
        """Return whether noun and modifiers make a name of an everyday word (“外脑”协作建言机制, “面对面”机制; not “商”的程序制度)."""
        return len(name) + len(self.text) - len(self.noun) >= 3 and not self.text.startswith("的")


class HeadWords:
    """The table `practice_heads`: nouns that end the name of a practice, each with its kind, and cues inside names."""

    def __init__(self, heads: pd.DataFrame) -> None:
        nouns = heads[~heads["tier"].isin(["cue", "sign", "motto", "no_end", "beside", "tool"])]
        signs = heads[heads["tier"] == "sign"]
        self._signs = dict(zip(signs["head"], signs["kind"], strict=True))
        self._sign = re.compile(f"(?:{alternatives(self._signs)})$")
        mottoes = heads[heads["tier"] == "motto"]
        self._motto_kinds = dict(zip(mottoes["head"], mottoes["kind"], strict=True))
        self._motto = re.compile(f"(?:{alternatives(self._motto_kinds)})$")
        self.kind: dict[str, str] = {}
        self.tier: dict[str, set[str]] = {}
        self.generic: set[str] = set(nouns.loc[nouns["generic"] == "yes", "head"])
        self.needs: dict[str, re.Pattern[str]] = {}
        for head, kind, tier, needs in zip(nouns["head"], nouns["kind"], nouns["tier"], nouns["needs"], strict=True):
            self.kind.setdefault(head, kind)
            self.tier.setdefault(head, set()).add(tier)
            if needs:
                self.needs[head] = re.compile(alternatives(needs.split()))
        by_tier = heads.groupby("tier")["head"].agg(list).to_dict()
        needing = [*by_tier.get("need", []), *by_tier.get("place", [])]
        self.needing = frozenset(needing) - frozenset(by_tier.get("name", []))
        self.named = re.compile(alternatives([*by_tier.get("name", []), *needing]))
        self._beside = re.compile(f"(?:{alternatives(by_tier.get('beside', []))})$")
        self._beside_kinds = {
            head: kind for head, kind, tier in zip(heads["head"], heads["kind"], heads["tier"], strict=True) if tier == "beside"
        }
        self._tool = re.compile(f"(?:{alternatives(by_tier.get('tool', []))})$")
        self.made = re.compile(f"(?:{alternatives(by_tier.get('made', []))})(?!{alternatives(by_tier.get('no_end', []))})")
        long = alternatives(head for head in self.kind if len(head) > 1)
        any_head = alternatives(self.kind)
        modifier = rf"(?:(?!{_NO_MODIFIER})[\u3400-\u9fffA-Za-z+])"
        self._after = re.compile(rf"的?(?:{modifier}{{0,12}}?(?:{long}))+链?")
        self._end = re.compile(rf"(?:{long})(?:[（(][^（）()]*[）)])?$")
        self._last_character = re.compile(rf"(?:{any_head})$")
        cues = heads[heads["tier"] == "cue"].groupby("kind", sort=False)["head"].agg(list).to_dict()
        order = ("digital", "mechanism", "brand", "venue", "lecture", "campaign")
        self._cues = [(kind, re.compile(alternatives(cues[kind]))) for kind in order if kind in cues]

    def after(self, text: str) -> Head | None:
        """Return the head noun that follows a quotation, with its modifiers (协商议题生成机制)."""
        match = self._after.match(text)
        if not match:
            return None
        noun = self._last_noun(match.group())
        tiers = self.tier[noun]
        return Head(
            match.group(),
            noun,
            self.kind_of(noun, match.group()),
            not tiers <= {"weak", "place"},
            noun in self.generic and self._is_plain(match.group()),
        )

    def _is_plain(self, phrase: str) -> bool:
        """Return whether the noun stands alone or with an empty word such as 工作, 实践 or 主题, so that a name needs no more of it."""
        return bool(re.fullmatch(rf"(?:工作|实践|主题|专项|系列|特色|履职|协商|委员|党员|新)*(?:{alternatives(self.generic)})+", phrase))

    def _last_noun(self, chain: str) -> str:
        match = self._end.search(chain) or self._last_character.search(chain)
        return re.sub(r"[（(].*$", "", match.group()) if match else chain

    def inside(self, name: str) -> Head | None:
        """Return the head noun of two characters or more that ends `name` (社情民意图谱)."""
        name = MARKS.sub("", name)
        match = self._end.search(name)
        if not match:
            return None
        noun = re.sub(r"[（(].*$", "", match.group())
        if match.start() < 2 and not (len(noun) >= 4 and "name" in self.tier[noun]):
            return None
        strong = "weak" not in self.tier[noun] and ("place" not in self.tier[noun] or bool(self.needs[noun].search(name)))
        return Head(name, noun, self.kind_of(noun, name), strong, noun in self.generic)

    def beside(self, before: str) -> str | None:
        """Return the kind that the noun directly before a quotation gives it (业务课“…”, 小程序“…”), else null."""
        match = self._beside.search(before)
        return self._beside_kinds[match.group()] if match else None

    def is_tool(self, name: str) -> bool:
        """Return whether `name` ends in the noun for a list or card that work is held to (红黑榜, 直报单)."""
        return bool(self._tool.search(name))

    def kind_of(self, noun: str, phrase: str) -> str:
        """Return the kind that `noun` gives; a platform, a hall or a meeting on the net is digital."""
        kind = self.kind[noun]
        return "digital" if kind == "venue" and DIGITAL.search(phrase) else kind

    def is_sign(self, name: str) -> bool:
        """Return whether the last character alone marks a name (思享荟, 码上议)."""
        return bool(self._sign.search(name))

    def motto_kind(self, name: str) -> str | None:
        """Return the kind of a name that ends in a motto of actions (清风护航, 同心助跑), else null."""
        match = self._motto.search(name)
        return self._motto_kinds[match.group()] if match and match.start() >= 2 else None

    def sign_kind(self, name: str) -> str:
        """Return the kind of a name that its last character or a play on words marks."""
        return "digital" if self.cue(name) == "digital" else self._signs.get(name[-1], "brand")

    def cue(self, name: str) -> str | None:
        """Return the kind that the form of a name without head noun suggests (码上…, …来商量, …之声), else null."""
        if "·" in name:
            return "brand"
        return next((kind for kind, pattern in self._cues if pattern.search(name)), None)

    def last_kind(self, name: str) -> str | None:
        """Return the kind of a one-character head such as 荟, 站 or 云 at the end of a name."""
        match = self._last_character.search(name)
        return self.kind[match.group()] if match else None


class ExcludedWords:
    """The table `practice_excluded`: policies, formulas, figures of speech, and the contexts of topics, honours and aims."""

    def __init__(self, excluded: pd.DataFrame) -> None:
        terms = excluded.groupby("place")["text"].agg(list).to_dict()
        self._inside = frozenset(terms.get("inside", []))
        self._figures = frozenset(terms.get("figure", []))
        self.names = frozenset(terms.get("name", []))
        self._inside_end = re.compile(f"(?:{alternatives(terms.get('inside_end', []))})$")
        self._inside_start = re.compile(f"(?:{alternatives(terms.get('inside_start', []))})")
        self._before = re.compile(f"(?:{alternatives(terms.get('before', []))})(?!.*、)[^，。；！？,;]{{0,8}}$")
        self._before_others = re.compile(f"(?:{alternatives(terms.get('before_others', []))})[^，。；、]{{0,8}}$")
        parts = f"[一二三四五六七八九十两双](?:{alternatives(terms.get('territory', []))})"
        self._territory = re.compile(f"(?:{parts}){{2,}}")
        self._before_end = re.compile(f"(?:{alternatives(terms.get('before_end', []))})$")
        qualified = alternatives(terms.get("after_modifier", []))
        self._after = re.compile(f"(?:的|等)?(?:{qualified})*(?:{alternatives(terms.get('after', []))})")
        self.place = re.compile(f"(?:{alternatives(terms.get('place', []))})$")
        self.visited = re.compile(alternatives(terms.get("visited", [])))
        self.boundary = alternatives(terms.get("boundary", []))
        self.compound = re.compile(alternatives(terms.get("compound", [])))
        self._modifier_own = re.compile(alternatives(terms.get("modifier_own", [])))
        self.modifier = re.compile(f"(?:{alternatives(terms.get('modifier', []))})")
        self._modifier_end = re.compile(f"(?:{alternatives(terms.get('modifier_end', []))})$")
        self._modifier_any = re.compile(alternatives(terms.get("modifier_any", [])))
        self._modifier_start = re.compile(f"(?:{alternatives(terms.get('modifier_start', []))})")

    def inside(self, name: str) -> bool:
        """Return whether the inside of a quotation is a formula of the Party or a policy that the report only follows."""
        return MARKS.sub("", name) in self._inside

    def is_figure(self, name: str) -> bool:
        """Return whether the inside is a figure of speech or an everyday word: a name only with a strong noun (“外脑”协作建言机制)."""
        return MARKS.sub("", name) in self._figures

    def is_of_others(self, clause: str) -> bool:
        """Return whether the words before say that others do it and the 政协 only supports it (助推“雪亮工程”)."""
        return bool(self._before_others.search(clause))

    def is_territory(self, name: str) -> bool:
        """Return whether the name counts parts of a territory (一核两翼三带)."""
        return bool(self._territory.fullmatch(name))

    def ends_as_aim(self, name: str) -> bool:
        """Return whether the inside ends in a word for an aim, an honour or a quality (…精神, …示范区, …担当)."""
        return bool(self._inside_end.search(MARKS.sub("", name)))

    def starts_as_topic(self, name: str) -> bool:
        return bool(self._inside_start.match(name))

    def before(self, clause: str) -> bool:
        """Return whether the words before a quotation introduce a topic, an aim or an honour (围绕, 按照, 荣获)."""
        return bool(self._before.search(clause) or self._before_end.search(clause))

    def after(self, text: str) -> bool:
        """Return whether the words after a quotation call it a topic, a problem, an honour (…等课题, …问题, …称号)."""
        return bool(self._after.match(text))

    def is_specific(self, modifier: str) -> bool:
        """Return whether `modifier` says *which* rule of the 政协: not only how it works (长效, 常态化), nor a rule of other work."""
        if self._modifier_start.match(modifier) or self._modifier_end.search(modifier) or self._modifier_any.search(modifier):
            return False
        rest = len(self.modifier.sub("", modifier))
        own = len(modifier) >= 4 and bool(self._modifier_own.search(modifier))
        return own or rest >= 4 or (rest >= 2 and len(modifier) >= 6)


class KnownNames:
    """The table `practices`: names found in many cities, with all their forms."""

    def __init__(self, practices: pd.DataFrame) -> None:
        self._by_form: dict[str, tuple[str, str]] = {}
        for form, name, kind in zip(practices["form"], practices["name"], practices["kind"], strict=True):
            self._by_form[normal_form(form)] = (name, kind)
        self.bare = re.compile(alternatives(practices.loc[practices["bare"] == "yes", "form"]))

    def look_up(self, name: str) -> tuple[str, str] | None:
        """Return canonical name and kind of a known form, else null."""
        return self._by_form.get(normal_form(name))


def normal_form(name: str) -> str:
    """Return `name` as it is compared: without quotes, white space and levels of administration before 委员 or 政协."""
    plain = re.sub(r"\s+", "", MARKS.sub("", name)).replace("•", "·").replace("・", "·")
    return re.sub(r"^(?:全?[省市区县州盟])?政协(?=委员|文史馆|书院)", "", plain)
