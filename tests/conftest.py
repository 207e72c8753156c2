"""What all tests share: no window, no stored examples, the same cases on every run, the tables of the seeds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from analysis.tables import Tables

os.environ.setdefault("MPLBACKEND", "Agg")

# Speed differs between machines, so there is no deadline; a failing case is printed, not kept in the tree.
settings.register_profile("house", derandomize=True, deadline=None, database=None, print_blob=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def seed_tables() -> Tables:
    """The tables of the five seeds, built once per test process."""
    from analysis.pipeline import build

    return build("seeds")
