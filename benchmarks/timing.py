"""Clocks of the benchmarks: the best of several runs, since another process can only make a run slower."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

RUNS = 5


def time_best(task: Callable[[], object], runs: int = RUNS) -> float:
    """Return the shortest of several runs of `task`, in seconds of this process's own work."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return min(times)


def time_command(*arguments: str, runs: int = 3) -> float:
    """Return the time of a Python process from start to end, in seconds, best of `runs`; raises where it fails."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)
