"""Tables become smaller tables: shares, quotations, indicators, rates, words, practices; each with n, a share or rate with an interval."""

from analysis.compare.cities import city_labels
from analysis.compare.comparability import comparable, count_pairs, largest
from analysis.compare.contrasts import theme_contrasts, theme_profile
from analysis.compare.dispersion import theme_dispersion, theme_positions
from analysis.compare.evidence import dropped_units, edit_examples, opening_sentences, quoted_metrics, shared_sentences, uncovered_items
from analysis.compare.indicators import coverage, figures_of, indicator_coverage, indicator_table, reported
from analysis.compare.keyness import content_tokens, key_words, keyness
from analysis.compare.labels import label, label_codes
from analysis.compare.overview import characters_by_role, edits_by_kind, edits_by_report, kept_share, report_overview
from analysis.compare.practices import loop_table, practice_diffusion, practice_kinds, practice_table
from analysis.compare.quotations import quotation_at, quotations
from analysis.compare.rates import densest, per_thousand
from analysis.compare.shares import coded_sentences, leader, theme_cooccurrence, theme_shares

__all__ = [
    "characters_by_role",
    "city_labels",
    "coded_sentences",
    "comparable",
    "content_tokens",
    "count_pairs",
    "coverage",
    "densest",
    "dropped_units",
    "edit_examples",
    "edits_by_kind",
    "edits_by_report",
    "figures_of",
    "indicator_coverage",
    "indicator_table",
    "kept_share",
    "key_words",
    "keyness",
    "label",
    "label_codes",
    "largest",
    "leader",
    "loop_table",
    "opening_sentences",
    "per_thousand",
    "practice_diffusion",
    "practice_kinds",
    "practice_table",
    "quotation_at",
    "quotations",
    "quoted_metrics",
    "report_overview",
    "reported",
    "shared_sentences",
    "theme_contrasts",
    "theme_cooccurrence",
    "theme_dispersion",
    "theme_positions",
    "theme_profile",
    "theme_shares",
    "uncovered_items",
]
