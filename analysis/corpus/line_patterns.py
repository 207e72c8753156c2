"""Forms by which a line shows what it is where no word of the lexicon says so: issuers, writers, glossaries, lists of figures."""

from __future__ import annotations

import re

ISSUER_MARK = re.compile(r"^[□■◇◆○●☆★]\s*\S{2,30}$")
ISSUER_DASH = re.compile(r"^[—–―－-]{1,2}\s*(?:政协|中国人民政治协商会议).{2,20}(?:委员会|政协)")
ISSUER_NAME = re.compile(r"^(?:中国人民政治协商会议|政协)?[一-鿿]{2,14}(?:政协|委员会)(?:党组|办公室|机关)?$")
UNIT_BYLINE = re.compile(
    r"^[(（【\[]?\s*(?:本报|本网|特约|全媒体?)?(?:通讯员|记者|作者|供稿)[\s:：/].{1,60}$|^[(（](?:记者|通讯员|作者|供稿|来源).{1,60}[)）]$"
)
GLOSSARY_ENTRY = re.compile(r"^(?:\[\^?\d{1,3}\]:?|[〔［(（]\d{1,3}[〕］)）]|[①-⑳]|\d{1,3}[.．、])\s*[^。；;：:]{1,30}[：:]")
SUBTITLE = re.compile(r"^[—–―－-]{1,2}\s*\S|^[（(].*[)）]$")
FIGURE = r"\d[\d.,万亿]*[余多]?[件条次场个人名篇项份期元户家处间%％]"
FIGURE_LINE = re.compile(rf"^[^：:]{{2,16}}[：:][^：:]*{FIGURE}")
FIGURE_LIST = re.compile(rf"^[^：:。]*{FIGURE}[、，,；;][^。]*{FIGURE}$")
NOTE_END = re.compile(
    r"敬请(?:垂注|关注|期待|留意)|以飨读者|供(?:大家|各地|各级政协|读者|有关方面)*(?:学习|参考|借鉴|交流)"
    r"|(?:刊|转|摘)(?:发|登|载|编)(?:如下|于此)|请看(?:报道|详情)"
)
NAMES_IN_BRACKETS = re.compile(r"^[(（][一-鿿]{2,4}(?:[ 、　\t]+[一-鿿]{2,4}){0,3}[)）]$")


def tells_figures(text: str) -> bool:
    """Return whether a line without a full stop is still text, since it gives figures: 提案：300件; 会议12次、讲座3场."""
    return bool(FIGURE_LINE.match(text) or FIGURE_LIST.match(text))


def squeeze(text: str) -> str:
    """Return `text` without white space."""
    return re.sub(r"\s", "", text)
