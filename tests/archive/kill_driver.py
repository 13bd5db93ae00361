"""Writes to an archive again and again and says each write that was acknowledged; the kill test ends it."""

import sys
from pathlib import Path

from sipcli.archive.journal import current
from sipcli.archive.writing import Message, Write, write

CASE = "cases/2026-k7mf"
PLAN, INVITATION, FOLLOW_UP = f"{CASE}/plan.yaml", f"{CASE}/invitation.yaml", f"{CASE}/follow-ups/2026-12-01.yaml"
FILES = (PLAN, INVITATION, FOLLOW_UP)


def state(number: int) -> dict[str, bytes | None]:
    """Return the files as the write of that number leaves them: replaced, removed, come back, the whole case gone."""
    content = f"number: {number} # {'x' * 20_000}\n".encode()
    there = {1: (PLAN, INVITATION), 2: (PLAN, FOLLOW_UP), 3: FILES, 4: (PLAN, INVITATION)}.get(number % 5, ())
    return {path: content if path in there else None for path in FILES}


def main() -> None:
    """Write the states in order, from the number given on."""
    root, number = Path(sys.argv[1]), int(sys.argv[2])
    print("ready", flush=True)
    while True:
        now = {path: current(root / path) for path in FILES}
        wanted = state(number).items()
        writes = [Write(path, content, now[path]) for path, content in wanted if content or now[path]]
        write(root, writes, Message("2026-k7mf", f"number {number}", "numbered"))
        print(number, flush=True)
        number += 1


if __name__ == "__main__":
    main()
