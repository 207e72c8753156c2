"""Which report a unit belongs to, and whose report it is: city, year, date, title, genre, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.corpus.places import PlaceFinder
from analysis.corpus.roles import line_role
from analysis.corpus.units import Line, Unit
from analysis.corpus.years import find_date, find_year
from analysis.schema import KEPT_ROLES

_OWN_TITLE = re.compile(
    r"(?:政协|中国人民政治协商会议).{2,20}委员会(?:常务委员会)?工作报告|^.{2,9}政协.{0,12}(?:工作报告|工作总结|工作综述|工作回眸)"
)
_NAMED_TITLE = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、])?\s*(?P<name>.{2,12}政协)\s*[:：|｜]"
)
_OPENING = 12  # units of running text that are asked first whose report it is
_PUBLISHED_SIGNS = ("发表于", "发布", "时间", "日期", "来源")


@dataclass(frozen=True, slots=True)
class ReportIdentity:
    """What is known of a report; null where neither its text nor the manifest says it."""

    city: str | None = None
    province: str | None = None
    level: str | None = None
    year: int | None = None
    published: str | None = None
    title: str | None = None
    genre: str | None = None
    city_evidence: str | None = None
    year_evidence: str | None = None


def split_reports(lines: Sequence[Line]) -> int:
    """Set `report` (0, 1, …) of every unit that belongs to a report; return how many reports there are.

    A source with two issuers or more holds as many reports, each from the headlines above its issuer on;
    what stands before the first (the title of the collection, an editor's note) belongs to none.
    """
    starts = _find_starts(lines)
    if len(starts) < 2:
        starts = [0] if any(unit.role == "body" for line in lines for unit in line.units) else []
    for report, start in enumerate(starts):
        _name_headline(lines[start].units[0])
        keep_record(lines[start : starts[report + 1] if report + 1 < len(starts) else len(lines)], report)
    return len(starts)


def keep_record(lines: Sequence[Line], report: int) -> None:
    """Set `report` of the units of one row of a table of reports: it is one report, whatever it holds."""
    for unit in (unit for line in lines for unit in line.units):
        unit.report = report if unit.role in (*KEPT_ROLES, "byline") else None


def _name_headline(unit: Unit) -> None:
    """A heading under which a whole report stands is that report's headline."""
    if unit.role == "heading":
        unit.role, unit.rule = "headline", "names_its_report"


def _find_starts(lines: Sequence[Line]) -> list[int]:
    starts = []
    for place in _find_issuers(lines):
        while place > 0 and line_role(lines[place - 1]) == "headline" and not _NAMED_TITLE.match(lines[place].text):
            place -= 1
        starts.append(place)
    return sorted(set(starts))


def _find_issuers(lines: Sequence[Line]) -> list[int]:
    """Return the lines that say whose report follows: issuers; else titles that begin with different 政协; else titles of whole reports."""
    issuers = [place for place, line in enumerate(lines) if line_role(line) == "issuer"]
    if len(issuers) >= 2:
        return issuers
    titles = [place for place, line in enumerate(lines) if line_role(line) in ("headline", "heading") and _has_body_below(lines, place)]
    named = {place: match["name"] for place in titles if (match := _NAMED_TITLE.match(lines[place].text))}
    if len(set(named.values())) >= 2:
        return list(named)
    if named and _names_another(lines, min(named)):
        return [_first_headline(lines), *named]
    return [place for place in titles if _OWN_TITLE.search(lines[place].text)]


def _first_headline(lines: Sequence[Line]) -> int:
    return next(place for place, line in enumerate(lines) if line_role(line) in ("headline", "issuer"))


def _names_another(lines: Sequence[Line], place: int) -> bool:
    """Return whether the title at `place` opens the report of another 政协 than the one that the headlines above it name."""
    name = _NAMED_TITLE.match(lines[place].text)
    own = [line.text for line in lines[:place] if line_role(line) in ("headline", "issuer") and "政协" in line.text]
    if name is None or not own or not any(line_role(line) == "body" for line in lines[:place]):
        return False
    bare = name["name"].removesuffix("政协")
    return not any(bare in text for text in own)


def _has_body_below(lines: Sequence[Line], place: int) -> bool:
    following = [line_role(line) for line in lines[place + 1 : place + 12]]
    return "body" in following


class IdentityFinder:
    """Reads city, year, date, title and genre off the lines of one report."""

    def __init__(self, places: pd.DataFrame, genres: pd.DataFrame) -> None:
        self._places = PlaceFinder(places)
        self._genres = list(zip(genres["term"], genres["genre"], strict=True))

    def find(self, units: Sequence[Unit], nearby: Sequence[Unit], stem: str) -> ReportIdentity:
        """Return the identity of the report made of `units`; `nearby` are units of the source that belong to no report."""
        headlines = [unit.text for unit in units if unit.role == "headline"]
        fields = [unit.text for unit in nearby if unit.rule == "front_matter"]
        issuers = [unit.text for unit in units if unit.role == "issuer"]
        body = [unit.text for unit in units if unit.role in ("body", "caption", "heading")]
        identity = self._find_city(ReportIdentity(), (issuers, headlines, fields, body[:_OPENING], body, [stem.replace("_", " ")]), body)
        collection = [unit.text for unit in nearby if unit.role == "headline"]
        identity = replace(identity, published=_find_published(units, nearby))
        year, evidence = find_year((headlines, fields, collection), body, stem, identity.published)
        title = " ".join(headlines) or _field(fields, "title")
        named = " ".join([*headlines, *issuers, *fields, *collection])
        genre = next((genre for term, genre in self._genres if term in named), None)
        return replace(identity, title=title or None, genre=genre, year=year, year_evidence=evidence)

    def apply(self, identity: ReportIdentity, row: Mapping[str, str], evidence: str) -> ReportIdentity:
        """Return `identity` with what a row of the manifest, or of a table of reports, says put in its place; empty cells say nothing."""
        said: dict[str, Any] = {name: row[name] for name in ("level", "published", "title", "genre") if row.get(name)}
        said |= {name: self._places.label(row[name]) for name in ("city", "province") if row.get(name)}
        known = replace(identity, **said)
        if row.get("city"):
            known = replace(known, city_evidence=evidence)
        return replace(known, year=int(row["year"]), year_evidence=evidence) if row.get("year") else known

    def _find_city(self, identity: ReportIdentity, places: Sequence[Sequence[str]], body: Sequence[str]) -> ReportIdentity:
        for texts in places:
            found = self._places.find("\n".join(texts), running=texts is body or texts == body[:_OPENING])
            if found is None:
                continue
            place, evidence = found
            province = place.province or _only(self._places.mentions("\n".join(body)))
            city = None if place.level == "province" and place.name[-1] != "市" else place.label
            return replace(identity, city=city, province=province, level=place.level, city_evidence=evidence)
        return identity


def _only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _field(fields: Sequence[str], name: str) -> str | None:
    return next((line.partition(":")[2].strip() for line in fields if line.startswith(f"{name}:")), None)


def _find_published(units: Sequence[Unit], nearby: Sequence[Unit]) -> str | None:
    """Return the first date of the report's own byline, else of the page's, of its head (a newspaper's) or of its buttons (发布时间)."""
    bylines = [unit.text for many in (units, nearby) for unit in many if unit.role == "byline"]
    site = [unit for unit in nearby if unit.role == "chrome"]
    signed = [unit.text for unit in site if unit.rule == "page_head" or any(sign in unit.text for sign in _PUBLISHED_SIGNS)]
    for text in (*bylines, *signed):
        date = find_date(text)
        if date:
            return date
    return None
