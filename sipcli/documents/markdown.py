"""Text for Markdown: what somebody typed comes out as typed, and is never markup."""

import re

_ALWAYS = re.compile(r"([\\`*_\[\]<>|~&#])")
_FIRST = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))")


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, on one line (line breaks as `<br>`)."""
    lines = [_escape_line(line) for line in text.strip().splitlines()]
    return "<br>".join(lines)


def _escape_line(line: str) -> str:
    line = _ALWAYS.sub(r"\\\1", line.strip())
    first = _FIRST.match(line)
    if not first:
        return line
    if first[2].isdigit():
        return f"{first[2]}\\{line[first.end() :]}"
    return "\\" + line
