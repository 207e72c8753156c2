"""The form of a name in quotation marks: lists of parallel parts, numbers (三听三转), mergers (三室合一), phrases, and clean ends."""

from __future__ import annotations

import re

_NUMERAL = "一二三四五六七八九十百千双两0-9０-９"
_SPEECH = re.compile(r"[，。！？；,!?;…]")
_NUMBER_NAME = re.compile(rf"[{_NUMERAL}][^，。；\s]{{1,5}}|[0-9NXn+＋]+")
_PARALLEL = re.compile(rf"(?:[{_NUMERAL}][^{_NUMERAL}、\s]{{1,3}}){{2,5}}(?:、(?:[{_NUMERAL}][^{_NUMERAL}、\s]{{1,3}}){{2,5}})*")
_ANNOUNCED = re.compile(rf"[{_NUMERAL}](?:个|大|项|条|支|种|类|方面)")
_JOINT = r"(?:合一|一体|融合|评议|会商|会审|会办|会诊|[联共互同协][^、，的\s])"  # two characters that say that several act together
_DISTANCE = re.compile(rf"[{_NUMERAL}]+(?:分钟|小时|公里|天|米)$|[0-9]{{5,}}$")
_MANNER = re.compile(r"\S{2,4}式(?:协商|监督|服务|调研|办理|履职|议事|宣讲|培训|走访)?$")
_WORK = re.compile("(?:协商|监督|调研|视察|督办|办理|议政|建言|履职|评议|联系|走访)$")
_TOOL_SET = re.compile(rf"[{_NUMERAL}][张本套份册个块](?:\S单|\S?账本?|\S表|\S册|\S卡|\S榜|课堂|讲堂|课表)")
_MERGED = re.compile(rf"[三四五六七八九十两双多]\S{{1,2}}{_JOINT}")
_BRAND_EACH = re.compile(r"(?:一\S{1,3}一(?:品牌?|特色|亮点|精品|名片)、?)+")  # 一委一品牌、一界一亮点: every body has a brand of its own
_ONE_EACH = re.compile(r"(?:一[^一、\s]{1,3}一[^一、\s]{1,3}、?){1,4}")
_RULE = re.compile(rf"[{_NUMERAL}](?:不|必|须|禁|准)[^、，。的\s]{{1,3}}|[首凡逢][^、，。的\s]必[^、，。的\s]")
_PERIODIC = re.compile(r"(?:每|按|逐|双|半)*(?:日|天|周|旬|月|季|年)[^、\s]{1,5}")
_SESSIONS = re.compile(
    r"(?:已|共|累计|先后|全年)*(?P<verb>开讲|推出|播出|刊播|刊发|编发|举办|开办|开课|授课|办|讲|播)?了?"
    rf"第?[{_NUMERAL}]+余?多?(?P<unit>[讲堂课]|[期场次辑季])(?!人)"
)
_LINK = re.compile(r"[—–\-－→+＋]{1,2}")
_NESTED = re.compile(r"[‘“「][^’”」]{3,}[’”」].{3,}")
_AS_MEANS = re.compile(r"为(?:总|重要|主要|有力|有效|工作|履职|基层|协商)*(?:抓手|载体|平台|依托|牵引|引领|支点|媒介|桥梁|品牌|纽带|阵地)")
_ENUMERATED = re.compile(
    rf"(?:等(?:特色|系列|一批|多个|各类|工作|履职|协商|基层|线上|学习|服务)*)?(?:[{_NUMERAL}]+[家个处间项大条类种支]|多[家个处间项种]|星级)*"
)
_PARTICLES = "的了着过吗呢吧"
_NO_START = re.compile(rf"[{_PARTICLES}，。；！？、,;!?：:…·•・》）)”’」』—–\-－→+＋\s]")
_NO_END = re.compile(rf"[{_PARTICLES[:3]}和与及，。；！？、,;!?：:…·•・《（(“‘「『—–\-－→\s]$")


def lists_qualities(name: str) -> bool:
    """Return whether `name` lists what something should be (学习型、服务型、创新型)."""
    parts = name.split("、")
    return len(parts) > 1 and all(part.endswith(("型", "化", "性", "度", "感")) for part in parts)


def is_linked(name: str) -> bool:
    """Return whether `name` is a chain of three or more, written with dashes, arrows or plus signs."""
    return len([part for part in _LINK.split(name) if part.strip()]) >= 3


def is_phrase(name: str) -> bool:
    """Return whether `name` is a sentence, counts what follows (三大平台), or is a phrase round another quotation."""
    announced = _ANNOUNCED.match(name) and len(name) <= 4 and not is_tool_set(name)
    return bool(_SPEECH.search(name) or _NESTED.search(name) or announced)


def is_announced(name: str) -> bool:
    """Return whether `name` begins with a number of things (三大…, 十项…)."""
    return bool(_ANNOUNCED.match(name))


def is_way_of_work(name: str) -> bool:
    """Return whether `name` ends in a work of every 政协, so that it says how this is done (预约协商, 交叉监督)."""
    return bool(_WORK.search(name))


def is_manner(name: str) -> bool:
    """Return whether `name` only says in what manner a work is done (点单式协商, 拉家常式)."""
    return bool(_MANNER.match(name))


def is_tool_set(name: str) -> bool:
    """Return whether `name` counts sheets, books or courses that work is done with (三张清单, 四个课堂): a name, no announcement."""
    return bool(_TOOL_SET.fullmatch(name))


def is_name(name: str) -> bool:
    """Return whether `name` has the length of a name and no particle or mark inside."""
    return 3 <= len(name) <= 18 and not _DISTANCE.match(name) and not re.search(r"[的了吗呢吧、，。！？]", name)


def is_number_name(name: str) -> bool:
    """Return whether `name` is made of numerals and what they count (三听三转、三问三解)."""
    return bool(_PARALLEL.fullmatch(name))


def starts_with_numeral(name: str) -> bool:
    """Return whether `name` begins with a numeral."""
    return bool(re.match(f"[{_NUMERAL}]", name))


def is_means(before: str, after: str) -> bool:
    """Return whether a quotation stands between 以 and 为抓手, which introduces a name as 依托 does."""
    return before.endswith(("以", "把", "将")) and bool(_AS_MEANS.match(after))


def is_merger(name: str) -> bool:
    """Return whether `name` says that several are made one (三室合一, 四级联动)."""
    return bool(_MERGED.fullmatch(name))


def is_one_each(name: str, brands: bool = False) -> bool:
    """Return whether `name` gives every body a thing of its own (一党派一课题); with `brands` a brand (一委一品牌、一界一亮点)."""
    return bool((_BRAND_EACH if brands else _ONE_EACH).fullmatch(name))


def is_rule_of_numbers(name: str) -> bool:
    """Return whether `name` says how many things must or must not be done (三不上会, 五必访, 首问必结)."""
    return bool(_RULE.fullmatch(name))


def is_parallel_list(name: str) -> bool:
    """Return whether `name` lists three or more steps or duties of like length (办前沟通、办中协商、办后回访)."""
    lengths = [len(part) for part in name.split("、")]
    return len(lengths) >= 3 and min(lengths) >= 3 and max(lengths) <= 10 and max(lengths) - min(lengths) <= 2


def is_periodic_list(name: str) -> bool:
    """Return whether `name` lists two or more duties by the period in which they fall due (月通报、季点评)."""
    parts = name.split("、")
    return len(parts) >= 2 and all(_PERIODIC.fullmatch(part) for part in parts)


def counts_sessions(after: str, beside: bool) -> bool:
    """Return whether what follows counts lessons (26讲, 开讲12堂); `beside` a noun for a course, issues and evenings count too (18期)."""
    match = _SESSIONS.match(after)
    return bool(match and (beside or match["unit"] in "讲堂课" or match["verb"] == "开讲"))


def has_own_noun(name: str) -> bool:
    """Return whether an online system is known by `name` without the word for its carrier (“延政通”客户端): three characters, no number."""
    return is_name(name) and not _NUMBER_NAME.fullmatch(name)


def stands_alone(name: str) -> bool:
    """Return whether `name` says enough without its noun: four characters or more, no mere number, no 式 or 化."""
    number = _NUMBER_NAME.fullmatch(name) and not _PARALLEL.fullmatch(name)
    shortened = len(name) == 4 and name.endswith(("式", "化", "型"))
    return len(name) >= 4 and not number and not shortened


def has_clean_ends(name: str) -> bool:
    """Return whether `name` can be printed and neither begins nor ends with a particle or a mark; a bracket or quotation inside may."""
    return name.isprintable() and not _NO_START.match(name) and not _NO_END.search(name)


def without_enumeration(after: str) -> str:
    """Return what follows a quotation without 等, a number of things and empty words (等两家星级委员工作室 → 委员工作室)."""
    return _ENUMERATED.sub("", after, count=1)
