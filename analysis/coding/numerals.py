"""Numerals in Chinese text: where they stand and what number they show, without any meaning.

`find_numerals("近4亿六千万")` knows digits, magnitudes and approximations (余, 多, 几, 七八), not units or dates.
The text is folded (`quantity_text.fold_text`): half-width digits, plain spaces, simplified numerals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {sign: value for value, signs in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for sign in signs}
_MARKS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

_ARABIC = (
    r"(?<![\d.])(?:\d{1,3}(?:[,，]\d{3})+|\d{1,3}(?: \d{3})+|\d++)"
    r"(?:\.\d+|。\d{1,2}(?=[百千万亿%‰倍∶元吨亩米]|个百分|公里|公顷|平方))?(?!\d|\.\d)"
)
_SCALED_UNIT = "[伏瓦米克焦卡赫帕]"  # 千 belongs to the unit: 千瓦, 千米
_THOUSAND = f"千(?!{_SCALED_UNIT})"
_HUNDRED = "百(?!分[之点比百])"
_MAGNITUDE = rf"(?:(?:十|百|千)?万亿|(?:十|百|千|万)?亿|(?:十|百|千)?万|个亿|{_HUNDRED}|{_THOUSAND})"
_HANZI = rf"(?:[零〇一二两三四五六七八九十万亿廿卅]|{_HUNDRED}|{_THOUSAND})"
_HANZI_POINT = r"(?:点[零〇一二三四五六七八九]+(?=[百千万亿倍元吨亩成米%‰]|个百分|公|平方)[十百千万亿]*)?"
_MORE = (
    r"(?:余(?![额热杭姚江粮震音])|多(?!样|元化|方|层|边|渠|措|维|民族|党|云|彩|媒|功能|半)"
    r"|几(?![何乎])|来(?=[个名位人家件项次场条篇天年岁里]))"
)
NUMERAL = re.compile(
    rf"(?P<minus>(?<=[长为是达至到降升率速幅额比差(（])-)?(?P<digits>{_ARABIC})"
    rf"(?: ?(?P<more_inside>[余多几])? ?(?P<magnitude>{_MAGNITUDE})(?:(?P<rest>\d+(?:\.\d+)?)(?P<rest_magnitude>{_MAGNITUDE})?)?)?"
    rf"(?P<more> ?{_MORE})?"
    rf"|(?P<hanzi>{_HANZI}+{_HANZI_POINT})(?:(?P<hanzi_more>{_MORE})(?P<hanzi_magnitude>万亿|亿|万)?)?"
)
_SECTION = re.compile(r"(?:(?P<thousand>\d)?千)?(?:零?(?P<hundred>\d)?百)?(?:零?(?P<ten>\d)?十)?(?:零?(?P<one>\d))?")
_TO_DIGIT = str.maketrans({**{sign: str(value) for sign, value in DIGITS.items()}, "零": "零", "〇": "零"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral: its span, the number it shows (`low` < `high` for 七八, else equal), and how it is written.

    `magnitude` is the factor written after it (万 → 10000, else 1); `more` is the 余, 多, 几 or 来 in it, or empty;
    `bare` that only magnitudes are written (百, 千亿).
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    magnitude: Decimal
    more: str
    arabic: bool
    bare: bool


def parse_chinese(text: str) -> Decimal | None:
    """Return the number that Chinese numerals show (四亿六千万 → 460000000, 百二 → 120, 三点五万 → 35000), or None."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if text[:1] in ("千", "万", "亿") and text.strip("百千万亿"):  # 万一
        return None
    whole, point, fraction = text.partition("点")
    if not point:
        value = _parse_whole(whole)
        return None if value is None else Decimal(value)
    digits = fraction.rstrip("十百千万亿")
    base = _parse_whole(whole)
    if base is None or not digits:
        return None
    decimals = "".join(str(DIGITS[sign]) for sign in digits)
    return Decimal(f"{base}.{decimals}") * parse_magnitude(fraction[len(digits) :])


def parse_magnitude(text: str) -> Decimal:
    """Return the factor that a run of magnitudes stands for: 百万 → 1000000, empty → 1."""
    factor = Decimal(1)
    for sign in text:
        factor *= _MARKS.get(sign, 1)
    return factor


def parse_approximate(text: str) -> tuple[Decimal, Decimal] | None:
    """Return both ends of two neighbouring digits (七八 → 7, 8; 三四十 → 30, 40; 三五 → 3, 5), or None."""
    for place in range(len(text) - 1):
        first, second = DIGITS.get(text[place]), DIGITS.get(text[place + 1])
        if not first or not second:
            continue
        if second - first != 1 and (first, second) != (3, 5) or text[place : place + 2] == "一二":
            return None
        low = parse_chinese(text[: place + 1] + text[place + 2 :])
        high = parse_chinese(text[:place] + text[place + 1 :])
        return None if low is None or high is None or low >= high else (low, high)
    return None


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of folded `text` from left to right; strings that show no number (二〇二四, 十四五) are left out."""
    for match in NUMERAL.finditer(text):
        numeral = _read_arabic(match) if match["digits"] else _read_hanzi(match)
        if numeral is not None:
            yield numeral


def _parse_whole(text: str) -> int | None:
    for mark in "亿万":
        left, found, right = text.rpartition(mark)
        if found:
            return _join_parts(left, right, _MARKS[mark])
    return _parse_section(text)


def _join_parts(left: str, right: str, scale: int) -> int | None:
    head = _parse_whole(left) if left else 1
    if len(right) == 1 and DIGITS.get(right):
        tail: int | None = DIGITS[right] * scale // 10  # 两万五 = 25000
    else:
        tail = _parse_whole(right.lstrip("零〇")) if right else 0
    if head is None or tail is None or tail >= scale:
        return None
    return head * scale + tail


def _parse_section(text: str) -> int | None:
    match = _SECTION.fullmatch(text.translate(_TO_DIGIT))
    if not text or not match or text in "零〇":
        return None
    value = sum(_place_value(match, name, factor) for name, factor in (("thousand", 1000), ("hundred", 100), ("ten", 10)))
    one = int(match["one"] or 0)
    if len(text) > 1 and one and text[-2] in "百千":  # 百二 = 120, 三千六 = 3600
        one *= _MARKS[text[-2]] // 10
    return value + one


def _place_value(match: re.Match[str], name: str, factor: int) -> int:
    mark = {"thousand": "千", "hundred": "百", "ten": "十"}[name]
    if match[name]:
        return int(match[name]) * factor
    return factor if mark in match[0] else 0


def _read_arabic(match: re.Match[str]) -> Numeral:
    end = match.end("digits")
    value = Decimal(re.sub("[,， ]", "", match["digits"]).replace("。", "."))
    magnitude = Decimal(1)
    more = ""
    if match["magnitude"]:
        magnitude = parse_magnitude(match["magnitude"])
        more = match["more_inside"] or ""
        end = match.end("magnitude")
        value *= magnitude
        rest = _read_rest(match, magnitude)
        if rest is not None:
            value += rest
            magnitude = parse_magnitude(match["rest_magnitude"] or "")
            end = match.end("rest_magnitude") if match["rest_magnitude"] else match.end("rest")
    if match["more"] and end == match.start("more"):
        more = match["more"].strip()
        end = match.end("more")
    value = -value if match["minus"] else value
    return Numeral(match.start(), end, value, value, magnitude, more, True, False)


def _read_rest(match: re.Match[str], magnitude: Decimal) -> Decimal | None:
    """Return what follows the first magnitude (2万7千, 3万5000), or None where it is a number of its own."""
    if not match["rest"]:
        return None
    value = Decimal(match["rest"]) * parse_magnitude(match["rest_magnitude"] or "")
    written_out = match["rest_magnitude"] or len(match["rest"]) == 4
    return value if written_out and value < magnitude else None


def _read_hanzi(match: re.Match[str]) -> Numeral | None:
    text = match["hanzi"]
    value = parse_chinese(text)
    ends = (value, value) if value is not None else parse_approximate(text)
    if ends is None or ends[0] is None:
        return None
    factor = parse_magnitude(match["hanzi_magnitude"] or "")
    written = text[len(text.rstrip("百千万亿")) :] + (match["hanzi_magnitude"] or "")
    bare = not text.strip("百千万亿")
    low, high = ends[0] * factor, ends[1] * factor
    return Numeral(match.start(), match.end(), low, high, parse_magnitude(written), match["hanzi_more"] or "", False, bare)
