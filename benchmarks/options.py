"""What the benchmarks are asked for on their command lines, the same for each."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archives import make_archive


@dataclass(frozen=True)
class Asked:
    """What is to be measured."""

    folder: Path
    """Where archives and everything else are made."""
    cases: int
    sizes: tuple[int, ...]
    """Numbers of cases for which growth is measured, rising."""
    documents: int
    runs: int
    write: bool
    """Whether the figures go into docs/performance.md."""

    def archive(self, cases: int) -> Path:
        """Return the archive of so many cases, made when it is not there yet."""
        root = self.folder / f"archive-{cases}"
        if not root.exists():
            print(f"Making an archive of {cases} cases ...", flush=True)
            make_archive(root, cases, git=True)
        return root


def measure(parts: tuple[Callable[[Asked], None], ...], about: str | None) -> None:
    """Measure what the command line asks for, in a temporary folder unless it names one that stays."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000, help="cases in the archive, folders, tasks")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="cases, to see how cost grows")
    parser.add_argument("--documents", type=int, default=1_000, help="documents in one run")
    parser.add_argument("--runs", type=int, default=7, help="runs of each command after its warm-up")
    parser.add_argument("--folder", type=Path, help="make archives here and leave them, to be used again")
    parser.add_argument("--write-docs", action="store_true", help="write the figures into docs/performance.md")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (said.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        sizes = tuple(sorted(set(said.sizes)))
        asked = Asked(folder, said.cases, sizes, said.documents, said.runs, said.write_docs)
        try:
            for part in parts:
                part(asked)
        except subprocess.CalledProcessError as failed:
            sys.exit(f"{failed}\n{(failed.stderr or b'').decode('utf-8', 'replace')}")
