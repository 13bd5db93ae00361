"""The git hook that checks what a person is about to commit by hand."""

import re
import sys
from pathlib import Path

from sipcli.archive.git import OWN_COMMIT, Repository

NAME = "pre-commit"
MARK = "installed by sip init"

SCRIPT = f"""#!/bin/sh
# {MARK}: stops a commit by hand that makes a file of a case unreadable, and shows what the rules say of the rest.
# sip's own commits are checked before they are made. To commit all the same: git commit --no-verify
test -n "${OWN_COMMIT}" && exit 0
for python in "{{python}}" python3 python; do
  if "$python" -P -c "import sipcli" 2>/dev/null; then
    exec "$python" -P -m sipcli check --staged --hook
  fi
done
echo "sip was not found, so what is committed here was not checked." >&2
exit 0
"""


_OURS = re.compile(re.escape(SCRIPT.format(python="\0")).replace("\0", '[^"\n]*'))


def is_our_hook(path: Path) -> bool:
    """Tell whether a hook is ours word for word: our own commits pass it, so it need not be run for them."""
    try:
        return bool(_OURS.fullmatch(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return False


def install_hook(repository: Repository) -> bool:
    """Install the hook unless there is one that is not ours, or hooks are kept outside; tell whether ours is there."""
    path = (repository.root / repository.text("rev-parse", "--git-path", f"hooks/{NAME}").strip()).resolve()
    if not path.is_relative_to(repository.common_dir.resolve()):
        return False
    if path.exists() and MARK not in path.read_text(encoding="utf-8", errors="replace"):
        return False
    path.parent.mkdir(exist_ok=True)
    path.write_text(SCRIPT.format(python=Path(sys.executable).as_posix()), encoding="utf-8", newline="\n")
    path.chmod(0o755)
    return True
