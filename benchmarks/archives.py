"""Archives of any size, the same each time: python benchmarks/archives.py FOLDER --cases 10000 [--git]

Each case is one of the sample cases, moved in time by whole weeks and given an id and names of its own, so the files
have the sizes, keys and guidelines of real ones: seven or eight files a case, 0.8 KB a file. Most cases of a county
are closed or in order; a few in a hundred have something overdue.
"""

import argparse
import os
import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample-cases"
TODAY = "2026-11-23"
"""The day on which the sample cases are as they are."""

SHARES = {
    "2026-c5hn": (39, 150),  # Västerbotten, closed
    "2026-h4rc": (13, 2),  # Kronoberg, in order: the next follow-up lies ahead
    "2026-k7mf": (13, 1),  # Västerbotten
    "2026-p8jm": (13, 1),  # the law alone
    "2026-b3pz": (13, 4),  # Västra Götaland
    "2026-t9vx": (3, 0),  # about to be invited, or to meet
    "2026-w8qd": (1, 1),
    "2026-v7ba": (1, 1),
    "2026-d2gk": (1, 0),  # something overdue
    "2026-e9sf": (1, 0),  # Strömsund
    "2026-m6ys": (1, 0),
    "2026-r4tw": (1, 0),
}
"""How many of every hundred cases are like each sample case, and by how many weeks at most they lie further back."""

FIRST = (
    "Alve",
    "Elmer",
    "Freja",
    "Hilda",
    "Isak",
    "Juni",
    "Love",
    "Maja",
    "Nils",
    "Olle",
    "Saga",
    "Tove",
    "Vide",
    "Ylva",
)
LAST = ("Exempelsson", "Testlund", "Påhitt", "Hittepåsson", "Låtsasson")

_DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_CHILD = re.compile(r"^child:\n  name: (?P<first>\w+) (?P<last>\w+)", re.MULTILINE)
_GUARDIAN = re.compile(r"(?<=name: )(?P<first>\w+) \w+(?=, phone)")
_COMMIT_DAY = "2026-11-20T12:00:00+0100"


@dataclass(frozen=True)
class Kind:
    """A sample case: its id, its child's first name, and its files by their path within the case."""

    id: str
    child: str
    files: tuple[tuple[str, str], ...]


def make_archive(root: Path, cases: int, *, git: bool = False, seed: int = 1) -> None:
    """Write an archive of so many cases into a folder that is not there yet; with `git`, as one commit.

    The same number and seed give the same files and, with the same git, the same commit.
    """
    rng = random.Random(seed)
    (root / "cases").mkdir(parents=True)
    for name in ("sip.yaml", "units.yaml"):
        (root / name).write_bytes((SAMPLE / name).read_bytes())
    for number, kind in enumerate(islice(_dealt(rng), cases)):
        case_id = f"{2020 + number % 7}-{number:06x}"
        for name, text in case_files(_kind(kind), case_id, rng):
            path = root / "cases" / case_id / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if git:
        commit(root)


def case_files(kind: Kind, case_id: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of a new case that is like a sample case."""
    back = timedelta(weeks=rng.randint(0, SHARES[kind.id][1]))
    first, last, family = rng.choice(FIRST), rng.choice(LAST), rng.choice(LAST)

    def moved(text: str) -> str:
        return _DAY.sub(lambda found: (date.fromisoformat(found[0]) - back).isoformat(), text)

    for name, sample in kind.files:
        text = sample
        if name == "case.yaml":
            text = text.replace(kind.id, case_id)
            text = _CHILD.sub(rf"child:\n  name: \g<first> {last}", text, count=1)
            text = _GUARDIAN.sub(rf"\g<first> {family}", text)
        yield moved(name), re.sub(rf"\b{kind.child}(?=s?\b)", first, moved(text))


def commit(root: Path) -> None:
    """Put an archive under git, in one commit of a fixed day."""
    environment = os.environ | {"GIT_AUTHOR_DATE": _COMMIT_DAY, "GIT_COMMITTER_DATE": _COMMIT_DAY}
    for arguments in (
        ("init", "-q", "-b", "main"),
        ("config", "user.name", "Ines Påhitt"),
        ("config", "user.email", "ines@example.org"),
        ("config", "commit.gpgsign", "false"),
        ("config", "gc.auto", "0"),  # git's own tidying must not fall into a run
        ("add", "-A"),
        ("commit", "-q", "-m", "Everything"),
    ):
        subprocess.run(["git", *arguments], cwd=root, env=environment, check=True)


def _dealt(rng: random.Random) -> Iterator[str]:
    """Yield the sample cases in random order, but of every hundred each as often as its share."""
    deck = [kind for kind, (share, _weeks) in SHARES.items() for _ in range(share)]
    while True:
        yield from rng.sample(deck, len(deck))


@lru_cache
def _kind(case_id: str) -> Kind:
    top = SAMPLE / "cases" / case_id
    files = tuple(
        (one.relative_to(top).as_posix(), one.read_text(encoding="utf-8")) for one in sorted(top.rglob("*.yaml"))
    )
    child = _CHILD.search(dict(files)["case.yaml"])
    assert child, f"{case_id} names no child"
    return Kind(case_id, child["first"], files)


def main() -> None:
    """Make one from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--git", action="store_true", help="put it under git")
    said = parser.parse_args()
    make_archive(said.folder, said.cases, git=said.git)


if __name__ == "__main__":
    main()
