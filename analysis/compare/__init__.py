"""Tables become smaller tables: shares, quotations, indicators, rates, words, practices; each with n, a share or rate with an interval."""

from analysis.compare.cities import city_labels, copied_reports
from analysis.compare.comparability import comparability_matrix, comparable, largest
from analysis.compare.contrasts import theme_contrasts, theme_profile
from analysis.compare.dispersion import theme_dispersion, theme_positions
from analysis.compare.evidence import dropped_units, edit_examples, opening_sentences, quoted_metrics, shared_sentences, uncovered_items
from analysis.compare.indicators import basis_table, common_basis_table, coverage, figures_of, indicator_coverage, indicator_table, reported
from analysis.compare.keyness import content_tokens, key_words, keyness
from analysis.compare.labels import label, label_codes, ordered_codes
from analysis.compare.loops import loop_breaks, loop_stage_table, loop_table
from analysis.compare.members import member_counts, most_divisible, most_per_member, per_member
from analysis.compare.overview import characters_by_role, edits_by_kind, edits_by_report, kept_share, report_overview
from analysis.compare.practice_accuracy import practice_accuracy, practice_misses
from analysis.compare.practice_numbers import practice_numbers
from analysis.compare.practices import practice_diffusion, practice_kinds, practice_spellings, practice_table
from analysis.compare.proposals import checks_of_proposals, proposal_table
from analysis.compare.quotations import quotation_at, quotations, quote_rows
from analysis.compare.rates import densest, per_thousand
from analysis.compare.reconciliation import reconcile_totals
from analysis.compare.shares import coded_sentences, leader, theme_cooccurrence, theme_shares
from analysis.compare.verdict_counts import count_pairs, count_reasons, count_verdicts, most_divided

__all__ = [
    "basis_table",
    "characters_by_role",
    "checks_of_proposals",
    "city_labels",
    "coded_sentences",
    "common_basis_table",
    "comparability_matrix",
    "comparable",
    "content_tokens",
    "copied_reports",
    "count_pairs",
    "count_reasons",
    "count_verdicts",
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
    "loop_breaks",
    "loop_stage_table",
    "loop_table",
    "member_counts",
    "most_divisible",
    "most_divided",
    "most_per_member",
    "opening_sentences",
    "ordered_codes",
    "per_member",
    "per_thousand",
    "practice_accuracy",
    "practice_diffusion",
    "practice_kinds",
    "practice_misses",
    "practice_numbers",
    "practice_spellings",
    "practice_table",
    "proposal_table",
    "quotation_at",
    "quotations",
    "quote_rows",
    "quoted_metrics",
    "reconcile_totals",
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
