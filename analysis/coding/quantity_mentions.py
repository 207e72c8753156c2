"""Mentions: numerals with their units, joined to ranges and lists, before anything is decided about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.coding.numerals import DIGITS, Numeral, find_numerals, parse_chinese
from analysis.coding.quantity_lexicons import Unit, UnitLexicon

_N = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?)"
_SPECIAL = re.compile(
    rf"(?P<fan>翻了?(?P<open>近|将近|接近|约|超过|超|不止)?\s?(?P<times>{_N})?\s?番(?!计划|工程|行动)|翻倍(?!计划|工程|行动|增))"
    rf"|(?P<base>百|千|万|十|[二三四五六七八九]|\d{{1,3}})分之\s?(?P<share>{_N})(?:\s?[—–\-~～至到]\s?(?:[百千万十]分之)?(?P<share_end>{_N})(?![个名家]))?"
    r"|(?P<slash>(?<![\d/.])[1-9]/(?:[2-9]|10)(?![\d/.])(?=以上|左右|的|强|弱|[，,。；;、）]|$))"
    r"|(?P<tenth>[一二两三四五六七八九])成(?P<tenth_part>[一二三四五六七八九半])(?![个名家件条项])"
    r"|(?P<whole>百分百)"
    r"|(?P<half>一半(?!一|以?上半)|半数(?!据|字)|过半(?=[，,。；;、）数的]|$)数?)"
    r"|(?P<half_of>(?<![上下前后一多大对事夜参过个])半(?=个(?:多)?(?:月|小时|世纪|学期)|年|天|小时|公里|亩|斤|日(?:内|游)))"
)
_RANGE = re.compile(" ?(?:—{1,2}|[–\\-~～至到―─〜]) ?")
_LIST = re.compile(" ?(?:、|和|及|与|或|以及) ?")
_CHANGE = re.compile(r"[从由自][^，,。；;、]{0,6}\Z")
_HEAD = re.compile(r"(?:\A|[\n（(])\s?\Z")
_WITH_HALF = re.compile("个(?P<extra>[半多])(?P<unit>月|小时|学期|世纪|星期|钟头)")
_HALF_BEHIND = re.compile("半(?![径数导个年月天岛球壁成自以程])")
_PERCENT = Unit("", "%", "percent", Decimal("0.01"))
_TIMES = Unit("", "倍", "multiple", Decimal(1))
_SHARE_LIMIT = 100  # a bare number this many times the next one's coefficient does not share its magnitude (800、1万)


@dataclass(slots=True)
class Mention:
    """A number as it stands: `start` of the numeral, `number_end`, `end` of its unit; values with magnitudes multiplied out."""

    start: int
    number_end: int
    end: int
    low: Decimal
    high: Decimal
    unit: Unit | None
    magnitude: Decimal = Decimal(1)
    bounds: list[str] = field(default_factory=list)
    forms: frozenset[str] = frozenset()
    fixed: bool = False  # a form that is a quantity by itself: 三分之二, 翻一番, 一半
    leader: Mention | None = None  # the later mention whose unit it shares


def find_mentions(text: str, units: UnitLexicon) -> list[Mention]:
    """Return the mentions of folded `text` from left to right; ranges are one mention, lists share their last unit."""
    mentions = list(_find_special(text, units))
    taken = [(mention.start, mention.end) for mention in mentions]
    for numeral in find_numerals(text):
        if not any(first < numeral.end and numeral.start < last for first, last in taken):
            mentions.append(_read_mention(text, numeral, units))
    mentions.sort(key=lambda mention: mention.start)
    return _join_mentions(text, mentions)


def _read_mention(text: str, numeral: Numeral, units: UnitLexicon) -> Mention:
    bounds = ["about" if numeral.more == "来" else "over"] if numeral.more else []
    mention = Mention(numeral.start, numeral.end, numeral.end, numeral.low, numeral.high, None, numeral.magnitude, bounds)
    mention.forms = _forms(text, numeral)
    found = _match_with_half(text, mention, units) or units.match(text, numeral.end)
    if found:
        mention.unit, mention.end = found
        mention.low, mention.high = mention.low * mention.unit.scale, mention.high * mention.unit.scale
        if mention.unit.kind == "duration" and _HALF_BEHIND.match(text, mention.end):
            _add_half(mention)
            mention.end += 1
    return mention


def _match_with_half(text: str, mention: Mention, units: UnitLexicon) -> tuple[Unit, int] | None:
    """Read 两个半月 and 一个多月: the 半 or 多 between 个 and its unit."""
    match = _WITH_HALF.match(text, mention.number_end)
    found = units.match(f"个{match['unit']}", 0) if match else None
    if match is None or found is None:
        return None
    if match["extra"] == "半":
        _add_half(mention)
    else:
        mention.bounds.append("over")
    return found[0], match.end()


def _add_half(mention: Mention) -> None:
    mention.low += Decimal("0.5")
    mention.high += Decimal("0.5")


def _forms(text: str, numeral: Numeral) -> frozenset[str]:
    if numeral.arabic:
        return frozenset({"arabic", "plain"})
    forms = {"chinese"}
    written = text[numeral.start : numeral.end]
    if written in DIGITS:
        forms.add("digit")
    if written not in DIGITS and not numeral.bare:
        forms.add("plain")
    if written == "一":
        forms.add("one")
    elif written == "二":
        forms.add("two")
    if numeral.bare and not numeral.more:
        forms |= {"bare", "bare2"} if numeral.end - numeral.start > 1 else {"bare"}
    return frozenset(forms)


def _find_special(text: str, units: UnitLexicon) -> Iterator[Mention]:
    for match in _SPECIAL.finditer(text):
        mention = _read_half_of(text, match, units) if match["half_of"] else _read_special(match)
        if mention:
            yield mention


def _read_special(match: re.Match[str]) -> Mention | None:
    unit, bounds = _PERCENT, []
    if match["fan"]:
        times = _read_number(match["times"]) if match["times"] else Decimal(1)
        low = high = Decimal(2) ** times if times is not None else None
        unit = _TIMES
        bounds = {"近": ["under"], "将近": ["under"], "接近": ["under"], "约": ["about"], None: []}.get(match["open"], ["over"])
    elif match["base"]:
        base = _read_number(match["base"])
        low, high = (_divide(_read_number(match[name] or match["share"]), base) for name in ("share", "share_end"))
    elif match["slash"]:
        low = high = _divide(*(Decimal(part) for part in match["slash"].split("/")))
    elif match["tenth"]:
        low = high = (
            DIGITS[match["tenth"]] + (Decimal("0.5") if match["tenth_part"] == "半" else Decimal(DIGITS[match["tenth_part"]]) / 10)
        ) / 10
    else:
        low = high = Decimal(1) if match["whole"] else Decimal("0.5")
        bounds = ["over"] if match[0].startswith("过") else []
    if low is None or high is None or low > high:
        return None
    return Mention(match.start(), match.end(), match.end(), low, high, unit, bounds=bounds, forms=frozenset({"chinese"}), fixed=True)


def _read_half_of(text: str, match: re.Match[str], units: UnitLexicon) -> Mention | None:
    half = Decimal("0.5")
    mention = Mention(match.start(), match.end(), match.end(), half, half, None, forms=frozenset({"half"}))
    found = units.match(text, match.end())
    if text.startswith("个多", match.end()):
        mention.bounds.append("over")
        found = units.match("个" + text[match.end() + 2 :], 0)
        found = (found[0], match.end() + 1 + found[1]) if found else None
    if not found:
        return None
    mention.unit, mention.end = found
    return mention


def _read_number(text: str) -> Decimal | None:
    return Decimal(text) if text[0].isdigit() and text[0].isascii() else parse_chinese(text)


def _divide(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or not whole else part / whole


def _join_mentions(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join ranges and let list members share the unit behind the last one, from right to left."""
    joined: list[Mention] = []
    for mention in reversed(mentions):
        following = joined[-1] if joined else None
        if following is not None and not mention.fixed and not following.fixed and mention.end <= following.start:
            gap = text[mention.end : following.start]
            if _RANGE.fullmatch(gap) and _join_range(text, mention, following):
                joined[-1] = mention
                continue
            if mention.unit is None and (_LIST.fullmatch(gap) or _RANGE.fullmatch(gap)) and not _HEAD.search(text, 0, mention.start):
                if gap.strip() == "、" and _neighbours(mention, following):
                    _merge(mention, following)
                    joined[-1] = mention
                    continue
                _share(mention, following)
        joined.append(mention)
    return joined[::-1]


def _join_range(text: str, first: Mention, last: Mention) -> bool:
    """Make one range of both and say so; a change (从3个到5个) or falling ends stay two numbers."""
    same_unit = first.unit is None or last.unit is not None and first.unit.normal == last.unit.normal
    if not same_unit or last.unit is None and last.magnitude == 1 or _CHANGE.search(text, max(0, first.start - 8), first.start):
        return False
    low = first.low * _shared_factor(first, last)
    if low >= last.low or first.low < 0:
        return False
    _merge(first, last)
    return True


def _merge(first: Mention, last: Mention) -> None:
    first.low *= _shared_factor(first, last)
    first.high, first.unit, first.end, first.magnitude = last.high, last.unit, last.end, last.magnitude
    first.forms = first.forms - {"one", "two", "bare"}
    first.bounds += last.bounds


def _share(mention: Mention, following: Mention) -> None:
    if following.unit is None:
        return
    factor = _shared_factor(mention, following, _SHARE_LIMIT)
    mention.low, mention.high = mention.low * factor, mention.high * factor
    mention.unit, mention.leader = following.unit, following


def _shared_factor(mention: Mention, following: Mention, limit: int = 1) -> Decimal:
    """Return what the magnitude and scale given once with `following` make of `mention`."""
    if mention.unit is not None:
        return Decimal(1)
    scale = following.unit.scale if following.unit else Decimal(1)
    coefficient = following.low / scale / following.magnitude
    share = mention.magnitude == 1 and following.magnitude > 1 and mention.low < coefficient * limit
    return scale * (following.magnitude if share else 1)


def _neighbours(mention: Mention, following: Mention) -> bool:
    """Tell whether both are neighbouring Chinese digits (五、六个), which state a range."""
    small = {"chinese"} <= mention.forms & following.forms and 0 < mention.low < 9
    return small and following.magnitude == 1 and following.low - mention.low == 1 and following.low < 10
