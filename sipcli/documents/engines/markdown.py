"""A page as Markdown: every text escaped, so that what somebody typed is shown as typed."""

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
from sipcli.documents.markdown import escape

_LINE, _ROOM = "\\_" * 40, "\\_" * 12


def markdown(page: Page) -> bytes:
    """Return the page as Markdown (CommonMark), UTF-8."""
    return ("\n\n".join(_blocks(page.blocks)) + "\n").encode("utf-8")


def _blocks(blocks: Blocks) -> list[str]:
    return [text for block in blocks for text in _block(block) if text]


def _block(block: Block) -> list[str]:
    match block:
        case Heading(level, runs):
            return [f"{'#' * level} {_heading(runs)}"]
        case Paragraph(runs):
            return [_runs(runs)]
        case Listing(items, style):
            return ["\n".join(_item(item, style, number) for number, item in enumerate(items, 1))]
        case Facts(rows):
            return [
                "\n".join(
                    f"- {_runs(label)}{ending(label)} {_runs(value)}" for label, values in rows for value in values
                )
            ]
        case Table():
            return ["\n".join(_row(block, row) for row in block.rows)]
        case Picture(_svg, alt):
            return [f"*({escape(alt)})*"] if alt else []
        case Write(label, lines):
            return [_runs(label), *[_LINE] * lines]
        case Sign(label, day):
            return [f"{_LINE}<br>{_runs(label)}", f"{_LINE}<br>{escape(day)}"]
        case Break():
            return []
        case Group("header" | "footer" as style, inner):
            return (["---"] if style == "footer" else []) + _blocks(inner)
        case Group(_style, inner):
            return _blocks(inner)


def _item(item: Blocks, style: str, number: int) -> str:
    mark = f"{number}. " if style == "numbers" else "- ☐ " if style == "ticks" else "- "
    indent = " " * (len(mark) if style == "numbers" else 2)
    text = "\n\n".join(_blocks(item))
    return mark + text.replace("\n", f"\n{indent}")


def _row(table: Table, row: tuple[Runs, ...]) -> str:
    """Return a row as a point: its header in bold, what the other columns say under it; in a form room to write."""
    head, *cells = row
    room = f" {_ROOM}" if table.style == "form" else ""
    lines = [f"- **{_runs(head, strong=False)}**" if plain(head).strip() else f"-{room}"]
    for name, cell in zip(table.header[1:], cells, strict=False):
        if room and not plain(cell).strip():
            lines.append(f"  - {_runs(name)}{ending(name)}{room}")
        elif plain(cell).strip() not in ("", "–"):
            lines.append(f"  - {_runs(name)}{ending(name)} {_runs(cell)}")
    return "\n".join(lines)


def _heading(runs: Runs) -> str:
    """Return a heading on one line: a label before it ends with a colon."""
    label = "".join(one.text for one in runs if one.label).strip()
    rest = "".join(one.text for one in runs if not one.label).strip()
    return f"{escape(label)}: {_flat(rest)}" if label else _flat(rest)


def _flat(text: str) -> str:
    return escape(" ".join(text.split()))


def _runs(runs: Runs, strong: bool = True) -> str:
    """Return runs as text; strong ones in bold where that is wanted."""
    said = ""
    for one in runs:
        text = escape(one.text)
        if text:
            within = one.text.strip("\n ")
            before, after = (_gap(part) for part in one.text.split(within, 1))
            said += before + (f"**{text}**" if one.strong and strong else text) + after
        else:
            said += _gap(one.text)
    return said


def _gap(blank: str) -> str:
    return "<br>" if "\n" in blank else " " if blank else ""
