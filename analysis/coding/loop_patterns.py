"""The patterns in which chains are written: quotation marks, dashes, arrows, plus signs, 、, 从…到…, 会前…会中…会后."""

from __future__ import annotations

import re

MIN_STEPS = 3
_BRACKET = r"[（(][^（）()]{0,20}[）)]"
_PLAIN = r"[^\s（）()，。；：！？、,;:!?“”‘’\"「」『』《》【】〔〕…·→➝➔⟶⇒+＋—–－―‐‑-]"
_STEP = rf"(?:{_BRACKET}|{_PLAIN}){{1,24}}"
QUOTATION = re.compile(r"“([^“”]*)”|‘([^‘’]*)’|「([^「」]*)」|\"([^\"]*)\"")
LINKS = {
    "dash": r"\s*(?<![—–－―‐‑-])[—–－―‐‑-]{1,2}(?![—–－―‐‑-])\s*",
    "arrow": r"\s*(?:[→➝➔⟶⇒]|->|=>)\s*",
    "plus": r"\s*[+＋]\s*",
}
CHAINS = {name: re.compile(rf"{_STEP}(?:{link}{_STEP}){{{MIN_STEPS - 1},}}") for name, link in LINKS.items()}
ENUMERATION = re.compile(rf"{_STEP}(?:、{_STEP}){{{MIN_STEPS - 2},}}")  # 和 may join the last two
_SPOKEN_STEP = r"[^\s，。；：！？、,;:!?“”‘’\"]{0,14}[“‘\"][^“”‘’\"]{1,6}[”’\"]"
SPOKEN = re.compile(rf"{_SPOKEN_STEP}(?:、{_SPOKEN_STEP}){{{MIN_STEPS - 1},}}")
FROM_TO = re.compile(r"[从由]([^，。；：！？,;:!?“”\"]{2,60})")
TO = re.compile(r"再到|直至|到|、")
COMMA_OUTSIDE = re.compile(r"、(?![^（(]*[）)])")
# what is done before, during and after one thing, named in one or two characters; commas may part the three
PHASES = re.compile(
    rf"(?![之以此目年月日])(?P<thing>[\u3400-\u9fff]{{1,2}})前{_PLAIN}{{2,16}}[、，](?P=thing)中{_PLAIN}{{2,16}}[、，](?P=thing)后{_PLAIN}{{2,16}}"
)
