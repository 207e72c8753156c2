"""The briefing as one HTML file: images inside, no address outside, no script, made to be read on a screen and to be printed."""

from __future__ import annotations

import base64
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from analysis.show.briefing_parts import Briefing, Evidence, Picture, printable, split_words

# the first rule keeps a spreadsheet from reading a pasted cell as a formula
STYLE = """
td, th { mso-number-format: "\\@"; }
:root { color: #1a1a1a; background: #fff; font-family: "FangSong", "仿宋", "Noto Serif CJK SC", "Songti SC", serif; line-height: 1.75; }
body { max-width: 46rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-family: "方正小标宋简体", "SimHei", "Noto Serif CJK SC", serif; text-align: center; font-size: 1.9rem; margin-bottom: .3rem; }
h2, figcaption, caption { font-family: "SimHei", "黑体", "Noto Sans CJK SC", "PingFang SC", sans-serif; }
h2 { font-size: 1.3rem; margin-top: 2.4rem; border-bottom: 1px solid #ccc; }
h3, blockquote, .subtitle, .note { font-family: "KaiTi", "楷体", "Noto Serif CJK SC", serif; }
h3 { font-size: 1.1rem; }
.subtitle { text-align: center; color: #555; }
.claim { font-weight: bold; margin-bottom: .3rem; }
blockquote { margin: .3rem 0 .6rem 1.2rem; padding-left: .8rem; border-left: 3px solid #c9c9c9; font-size: .93rem; }
cite, .place { font-style: normal; color: #666; font-size: .85em; overflow-wrap: anywhere; }
figure { margin: 1.6rem 0; text-align: center; break-inside: avoid; }
figure img { max-width: 100%; height: auto; }
figcaption, caption { font-size: .92rem; margin: .4rem 0; text-align: center; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .82rem; line-height: 1.4;
  border-top: 1.5px solid #000; border-bottom: 1.5px solid #000; }
th, td { padding: .25rem .4rem; text-align: left; vertical-align: top; border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
th { border-bottom: 1px solid #000; text-align: center; white-space: normal; }
.missing { color: #767676; }
.note { font-size: .85rem; color: #444; }
sup a { color: #666; text-decoration: none; }
tr:target { background: #fff3c4; }
@page { size: A4; margin: 2.5cm 2.2cm; @bottom-center { content: "— " counter(page) " —"; } }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 11pt; }
  thead { display: table-header-group; } tr { break-inside: avoid; }
  h2, h3, .claim { break-after: avoid; } .scroll { overflow: visible; } }
"""

TEMPLATE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ briefing.title | printable }}</title>
<style>{{ style }}</style>
</head>
<body>
<h1>{{ briefing.title | printable }}</h1>
<p class="subtitle">{{ briefing.subtitle | printable }}</p>
{% for part in briefing.parts %}{% set kind = part | kind -%}
{% if kind == "Heading" %}<h{{ part.level + 1 }}>{{ part.text | printable }}</h{{ part.level + 1 }}>
{% elif kind == "Paragraph" %}<p>{{ part.text | printable }}</p>
{% elif kind == "Claim" %}<p{% if part.evidence %} class="claim"{% endif %}>{{ part.text | printable }}</p>
{% for item in part.evidence %}{% set before, words, after = item | quotation -%}
<blockquote>{{ item.city | printable }}：{{ before }}<strong>{{ words }}</strong>{{ after }}
<cite>（{{ item.place | string | printable }}）</cite></blockquote>
{% endfor %}{% elif kind == "Picture" %}{% set pictures.n = pictures.n + 1 -%}
<figure><img src="{{ part | embedded }}" alt="{{ part.alternative | printable }}">
<figcaption>图{{ pictures.n }}　{{ part.caption | printable }}</figcaption></figure>
{% else %}{% set grids.n = grids.n + 1 -%}
<div class="scroll"><table><caption>表{{ grids.n }}　{{ part.caption | printable }}</caption>
<colgroup>{% for width in part.widths %}<col style="width:{{ (100 * width / part.widths | sum) | round(2) }}%">{% endfor %}</colgroup>
<thead><tr>{% for name in part.header %}<th scope="col">{{ name | printable }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in part.rows %}<tr{% if row[0].anchor is not none %} id="source{{ row[0].anchor }}"{% endif %}>{% for cell in row -%}
<td{% if cell.missing %} class="missing"{% endif %}>{{ cell.text | printable -}}
{% if cell.reference is not none %}<sup><a href="#source{{ cell.reference }}">[{{ cell.reference }}]</a></sup>{% endif -%}
</td>{% endfor %}</tr>
{% endfor %}</tbody></table></div>
{% if part.note %}<p class="note">{{ part.note | printable }}</p>
{% endif %}{% endif %}{% endfor %}</body>
</html>
"""


def write_html(briefing: Briefing, file: Path) -> Path:
    """Write `briefing` to `file` as one HTML page and return the path; the same briefing gives the same bytes."""
    file.write_bytes(render_html(briefing).encode("utf-8"))
    return file


def render_html(briefing: Briefing) -> str:
    """Return the page; everything that comes from a report is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update(printable=printable, kind=lambda part: type(part).__name__, embedded=_embed, quotation=_split_evidence)
    template = environment.from_string("{% set pictures = namespace(n=0) %}{% set grids = namespace(n=0) %}" + TEMPLATE)
    return template.render(briefing=briefing, style=Markup(STYLE))  # the style sheet is our own text


def _split_evidence(evidence: Evidence) -> tuple[str, str, str]:
    return split_words(printable(evidence.sentence), printable(evidence.words))


def _embed(picture: Picture) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture.file.read_bytes()).decode('ascii')}"
