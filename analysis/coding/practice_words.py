"""The words that mark a named practice: known names, head nouns, introducing verbs, and what is no practice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

SAID, KNOWN, HEADED, CUED, INTRODUCED = 5, 4, 3, 2, 1  # evidence for name and kind, strongest first
DIGITAL = re.compile("智慧|数字|云|网|线上|掌上|码上|扫码|二维码|信息化|信息平台|数据|智能|在线|视频")
MARKS = re.compile(r"[“”‘’\"「」『』＂]")
POLITICAL = re.compile("政协|委员|协商|好商量|来商量|界别|履职|提案|议事|民意|同心|民情|书香|督办")
PUN = re.compile(r"[‘“「][^’”」]{1,2}[’”」]")  # one or two quoted characters inside a name play on a place or a word (‘菏’你协商)
_NOUN_TIERS = ("name", "need", "place", "outer", "weak", "made", "suffix")
_PLAIN = "工作|实践|主题|专项|系列|特色|履职|协商|委员|党员|新|微信|手机|移动|线上"  # empty words before a noun that any name can have
_SUFFIXED = 5  # characters of a name that one character such as 法 or 队 ends
_OTHER_WORD = ("(?<![普执司立宪民方做说看想手书守依合功备])(?<![^督承代联交领]办)", "(?![律院规治庭官结队员伍示览条])")  # not 执法, 团结
_SMALL = re.compile("[微云大小新夜晨]")  # one character that makes a name of a course or hall: 微宣讲, 云讲堂
_FIGURE = r"(?:近|约|超|逾)?[0-9０-９一二三四五六七八九十百千万两几]+(?:多|余|来)?"
_NO_MODIFIER = (
    r"的|了|着|每|逢|已|把(?!关|脉|控)|被|让|将|是|在|到|与|和|及|促|并|而|[0-9０-９]|使(?!命)|(?<![生形组养])成(?!果|效|长|员|就)|为(?!民)|从(?!业)|对(?!接|口|话|标)|"
    r"向(?!心)|等(?!级)|以(?!案)|中(?!心|华|医)|组织(?!体系|链|生活)|(?:提升|增强|强化|促进|拓宽|助力|优化|深化|推动|推进|推广|推出|入选|走进|覆盖|累计|落户|开设|下设|上线|同(?!心|舟|行)|"
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
        terms = heads.groupby("tier")["head"].agg(list).to_dict()
        self._kinds = {tier: dict(zip(rows["head"], rows["kind"], strict=True)) for tier, rows in heads.groupby("tier")}
        self._read_nouns(heads[heads["tier"].isin(_NOUN_TIERS)])
        needing = [*terms.get("need", []), *terms.get("place", [])]
        self.needing = frozenset(needing) - frozenset(terms.get("name", []))
        self.named = re.compile(alternatives([*terms.get("name", []), *needing]))
        self.made = re.compile(f"(?:{alternatives(terms.get('made', []))})(?!{alternatives(terms.get('no_end', []))})")
        self.online = re.compile(alternatives(terms.get("online", [])))
        self._sign, self._motto, self._beside, self._tool, self._post = (
            re.compile(f"(?:{alternatives(terms.get(tier, []))})$") for tier in ("sign", "motto", "beside", "tool", "post")
        )
        measure = f"(?P<measure>{alternatives(terms.get('measure', []))})"
        self._counted_behind = re.compile(rf"(?:累计|共|已|已有|全年|先后|各)*第?{_FIGURE}{measure}(?![次均])")
        self._counted_before = re.compile(rf"(?:{_FIGURE}|[首每这那]){measure}$")
        self._read_talk(heads[heads["tier"] == "talk"])
        self._compile_ends(terms.get("suffix", []))
        cues = heads[heads["tier"] == "cue"].groupby("kind", sort=False)["head"].agg(list).to_dict()
        order = ("digital", "mechanism", "venue", "lecture", "campaign", "brand")  # what says least comes last
        self._cues = [(kind, re.compile(f"(?:{alternatives(cues[kind])}){'$' * (kind == 'venue')}")) for kind in order if kind in cues]

    def _read_nouns(self, nouns: pd.DataFrame) -> None:
        self.kind: dict[str, str] = {}
        self.tier: dict[str, set[str]] = {}
        self.generic: set[str] = set(nouns.loc[nouns["generic"] == "yes", "head"])
        self.needs: dict[str, re.Pattern[str]] = {}
        for head, kind, tier, needs in zip(nouns["head"], nouns["kind"], nouns["tier"], nouns["needs"], strict=True):
            self.kind.setdefault(head, kind)
            self.tier.setdefault(head, set()).add(tier)
            if needs:
                self.needs[head] = re.compile(alternatives(needs.split()))

    def _read_talk(self, talk: pd.DataFrame) -> None:
        self.needs |= {head: re.compile(alternatives(needs.split())) for head, needs in zip(talk["head"], talk["needs"], strict=True)}
        places = alternatives(place for needs in talk["needs"] for place in needs.split())
        self.seats = re.compile(places)
        self.talk = re.compile(f"(?:{places})(?:{alternatives(talk['head'])})")

    def _compile_ends(self, suffixes: list[str]) -> None:
        long = alternatives(head for head in self.kind if len(head) > 1)
        modifier = rf"(?:(?!{_NO_MODIFIER})[\u3400-\u9fffA-Za-z+])"
        chain = "链?" if "链" in self.kind else ""
        suffix = rf"{_OTHER_WORD[0]}(?:{alternatives(suffixes)}){_OTHER_WORD[1]}"
        self._after = re.compile(rf"的?(?:{modifier}{{2,4}}?{suffix}|{modifier}{{0,12}}?(?:{long})(?!条))+{chain}")
        self._end = re.compile(rf"(?:{long}|(?<=..){suffix})(?:[（(][^（）()]*[）)])?$")
        self._plain = re.compile(rf"(?:{_PLAIN})*(?:{alternatives(self.generic)})+")
        self._last_character = re.compile(rf"(?:{alternatives(self.kind)})$")

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
            not tiers <= {"weak", "place", "suffix"} or ("suffix" in tiers and len(match.group().removeprefix("的")) >= 3),
            noun in self.generic and self._is_plain(match.group()),
        )

    def _is_plain(self, phrase: str) -> bool:
        """Return whether the noun stands alone or with an empty word such as 工作, 实践 or 主题, so that a name needs no more of it."""
        return bool(self._plain.fullmatch(phrase))

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
        if match.start() < 2 and not (len(noun) >= 4 and "name" in self.tier[noun]) and not _SMALL.match(name):
            return None
        tiers = self.tier[noun]
        named = len(name) >= _SUFFIXED if "suffix" in tiers else "weak" not in tiers
        strong = named and ("place" not in tiers or bool(self.needs[noun].search(name)))
        return Head(name, noun, self.kind_of(noun, name), strong, noun in self.generic)

    def beside(self, before: str) -> str | None:
        """Return the kind that the noun directly before a quotation gives it (业务课“…”, 小程序“…”), else null."""
        match = self._beside.search(before)
        return self._kinds["beside"][match.group()] if match else None

    def counted_kind(self, before: str, after: str) -> str | None:
        """Return the kind that the measure word of a count directly before or behind a name gives it (11场“…”, “…”312个), else null."""
        match = self._counted_behind.match(after) or self._counted_before.search(before)
        return self._kinds["measure"][match["measure"]] if match else None

    def is_post(self, name: str) -> bool:
        """Return whether `name` ends as the name of a post that people hold (和商员, 护河哨兵)."""
        return bool(self._post.search(name))

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
        return self._kinds["motto"][match.group()] if match and match.start() >= 2 else None

    def sign_kind(self, name: str) -> str:
        """Return the kind of a name that its last character or a play on words marks."""
        sign = self._sign.search(name)
        if self.cue(name) == "digital":
            return "digital"
        return self._kinds["sign"][sign.group()] if sign else "brand"

    def cue(self, name: str) -> str | None:
        """Return the kind that the form of a name without head noun suggests (码上…, …来商量, …之声), else null."""
        if "·" in name:
            return "brand"
        return next((kind for kind, pattern in self._cues if pattern.search(name)), None)

    def last_kind(self, name: str) -> str | None:
        """Return the kind of a one-character head such as 荟, 站 or 云 at the end of a name."""
        match = self._last_character.search(name)
        if not match:
            return None
        kind = self.kind[match.group()]
        return "digital" if kind == "venue" and self.cue(name) == "digital" else kind


class KnownNames:
    """The table `practices`: names found in many cities, with all their forms."""

    def __init__(self, practices: pd.DataFrame) -> None:
        self._by_form: dict[str, tuple[str, str]] = {}
        for form, name, kind in zip(practices["form"], practices["name"], practices["kind"], strict=True):
            self._by_form[normal_form(form)] = (name, kind)
        bare = practices.loc[practices["bare"] == "yes", "form"]
        self.bare, self._bare_forms = re.compile(alternatives(bare)), frozenset(map(normal_form, bare))

    def look_up(self, name: str) -> tuple[str, str] | None:
        """Return canonical name and kind of a known form, else null."""
        return self._by_form.get(normal_form(name))

    def stands_bare(self, name: str) -> bool:
        """Return whether `name` is a known form that means the practice without quotation marks or a word before it too."""
        return normal_form(name) in self._bare_forms


def normal_form(name: str) -> str:
    """Return `name` as it is compared: without quotes, white space and levels of administration before 委员 or 政协."""
    plain = re.sub(r"\s+", "", MARKS.sub("", name)).replace("•", "·").replace("・", "·")
    return re.sub(r"^(?:全?[省市区县州盟])?政协(?=委员|文史馆|书院)", "", plain)
