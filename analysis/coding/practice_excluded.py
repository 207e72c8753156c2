"""What is no practice: policies, formulas, figures of speech, and the contexts of topics, honours and aims."""

from __future__ import annotations

import re

import pandas as pd

from analysis.coding.practice_words import MARKS, alternatives


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
        hollow = alternatives(terms.get("hollow", []))
        self._empty = re.compile(f"(?:{alternatives(terms.get('hollow_modifier', []))})+")
        self._hollow = re.compile(f"(?:{alternatives(terms.get('hollow_modifier', []))})*(?:{hollow})")
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

    def is_hollow(self, name: str) -> bool:
        """Return whether only words of every 政协 stand before an empty noun (协商阵地, 委员履职平台)."""
        return name in self.names or bool(self._hollow.fullmatch(name))

    def is_empty(self, name: str) -> bool:
        """Return whether `name` is made of words of every 政协 alone (“委员履职”小程序 needs its noun)."""
        return bool(self._empty.fullmatch(name))

    def starts_as_topic(self, name: str) -> bool:
        return bool(self._inside_start.match(name))

    def before(self, clause: str, made: bool = False) -> bool:
        """Return whether the words before a quotation introduce a topic, an aim or an honour (围绕, 按照, 荣获).

        `made`: the clause ends in a verb that sets up; its last character is no word of its own (建成, not 成).
        """
        return bool(self._before.search(clause) or (not made and self._before_end.search(clause)))

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
