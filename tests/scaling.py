"""A Dask cluster for the tests, in a process of its own; and what a plan does that kills its worker.

python tests/scaling.py        prints the scheduler's address and the workers' process ids, ends with standard input
"""

import os
import signal
import sys
from pathlib import Path

from plandiff.comparison import Comparison


def deadly(result: Comparison) -> str:
    """Make of a comparison its local plan's name, unless that plan kills whoever compares it."""
    name = result.documents.right.name
    if name.startswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("once") and not (flag := Path(name.partition(" ")[2])).exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return name


if __name__ == "__main__":
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address} {' '.join(str(one.pid) for one in cluster.workers.values())}\n")
        sys.stdout.flush()
        sys.stdin.read()
