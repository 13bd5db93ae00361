"""A page as plain text: the body of a message, or what a screen shows."""

import textwrap

from sipcli.documents.blocks import (
    Block,
    Blocks,
    Break,
    Facts,
    Group,
    Heading,
    Listing,
    Page,
    Paragraph,
    Picture,
    Runs,
    Sign,
    Table,
    Write,
    ending,
    plain,
)

WIDTH = 72


def text(page: Page) -> bytes:
    """Return the page as plain text, lines of at most 72 characters, UTF-8."""
    return ("\n\n".join(_blocks(page.blocks)) + "\n").encode("utf-8")


def _blocks(blocks: Blocks, width: int = WIDTH) -> list[str]:
    return [said for block in blocks for said in [_block(block, width)] if said]


def _block(block: Block, width: int = WIDTH) -> str:
    match block:
        case Heading(level, runs):
            return _heading(level, runs)
        case Paragraph(runs):
            return _wrap(plain(runs), width)
        case Listing(items, style):
            return "\n".join(_item(item, style, number, width) for number, item in enumerate(items, 1))
        case Facts(rows):
            return "\n".join(
                _point(f"{plain(label)}{ending(label)} {plain(value)}", "")
                for label, all_of in rows
                for value in all_of
            )
        case Table():
            return "\n".join(_row(block, row) for row in block.rows)
        case Picture(_svg, alt):
            return _wrap(f"({alt})") if alt else ""
        case Write(label, lines):
            return "\n".join([*([_wrap(plain(label))] if label else []), *["_" * 60] * lines])
        case Sign(label, day):
            return f"{'_' * 40}  {'_' * 16}\n{plain(label)} / {day}"
        case Break():
            return ""
        case Group(style, inner):
            said = "\n\n".join(_blocks(inner, width))
            return f"{'-' * 8}\n\n{said}" if style == "footer" and said else said


def _heading(level: int, runs: Runs) -> str:
    said = (
        " ".join(plain(runs).replace("\n", ": ", 1).split())
        if runs and runs[0].label
        else " ".join(plain(runs).split())
    )
    lines = textwrap.wrap(said, WIDTH)
    under = {1: "=", 2: "-"}.get(level)
    return "\n".join([*lines, under * max(map(len, lines))]) if under and lines else "\n".join(lines)


def _item(item: Blocks, style: str, number: int, width: int) -> str:
    mark = f"{number}. " if style == "numbers" else "[ ] " if style == "ticks" else "- "
    said = "\n".join(_blocks(item, width - len(mark)))
    return mark + said.replace("\n", "\n" + " " * len(mark))


def _row(table: Table, row: tuple[Runs, ...]) -> str:
    head, *cells = row
    room = "_" * 12 if table.style == "form" else ""
    lines = [_point(plain(head).replace("\n", ", ") or room, "- ")]
    for name, cell in zip(table.header[1:], cells, strict=False):
        said = plain(cell).replace("\n", ", ").strip() or room
        if said.strip() not in ("", "–"):
            lines.append(textwrap.indent(_wrap(f"{plain(name)}{ending(name)} {said}", WIDTH - 2), "  "))
    return "\n".join(lines)


def _point(said: str, mark: str) -> str:
    indent = " " * len(mark)
    wrapped = _wrap(said, WIDTH - len(mark))
    return mark + wrapped.replace("\n", f"\n{indent}")


def _wrap(said: str, width: int = WIDTH) -> str:
    return "\n".join(
        part for line in said.split("\n") for part in (textwrap.wrap(line, width, break_on_hyphens=False) or [""])
    ).strip("\n")
