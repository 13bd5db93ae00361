"""Writes to an archive again and again and says each write that was acknowledged; the kill test ends it."""

import sys
from pathlib import Path

from sipcli.archive.journal import current
from sipcli.archive.writing import Message, Write, write

FILES = ("cases/2026-k7mf/plan.yaml", "cases/2026-k7mf/invitation.yaml")


def main() -> None:
    """Write numbers into two files at once, from the number given on."""
    root, number = Path(sys.argv[1]), int(sys.argv[2])
    print("ready", flush=True)
    while True:
        padding = "x" * 20_000
        content = f"number: {number} # {padding}\n".encode()
        writes = [Write(path, content, current(root / path)) for path in FILES]
        write(root, writes, Message("2026-k7mf", f"number {number}", "numbered"))
        print(number, flush=True)
        number += 1


if __name__ == "__main__":
    main()
