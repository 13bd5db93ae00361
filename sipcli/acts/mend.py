"""Small mends that are safe to make without asking: `sip check --fix`."""

import re
from dataclasses import dataclass
from datetime import date

import ryaml
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, ScalarString

from sipcli.acts.ids import entry_id
from sipcli.archive.archive import Archive
from sipcli.archive.editing import Document
from sipcli.archive.loading import yaml_files
from sipcli.archive.place import CASES
from sipcli.archive.reading import fingerprint, parse_model, values
from sipcli.archive.writing import Done, Message, Write, write
from sipcli.case.case import PLAN_FILE, model_of
from sipcli.errors import ArchiveError
from sipcli.i18n import _

_YEAR_FIRST = re.compile(r"(\d{4})[./ ](\d{1,2})[./ ](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")


@dataclass(frozen=True)
class Mended:
    """One mend: the file (from the archive's root) and a sentence."""

    file: str
    what: str


def mended_day(text: str) -> str | None:
    """Return a date written in another order as YYYY-MM-DD, None where it can be read in two ways or in none."""
    found = _YEAR_FIRST.fullmatch(text.strip())
    if found:
        year, month, day = (int(part) for part in found.groups() if part)
    else:
        first = _DAY_FIRST.fullmatch(text.strip())
        if not first:
            return None
        day, month, year = (int(part) for part in first.groups())
        if day <= 12 and day != month:
            return None  # 05-09-2026 is the fifth of September here and the ninth of May elsewhere
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def mend(archive: Archive, case_ids: list[str]) -> tuple[list[Mended], Done | None]:
    """Make the safe mends in cases, in one commit; returns what was mended, and the commit if there was something.

    Missing ids of goals and interventions, dates in another order that can be read in one way only, phone numbers that
    another program would take for numbers. Comments, order and everything else stay.
    """
    mends: list[Mended] = []
    writes: list[Write] = []
    touched: list[str] = []
    for case_id in case_ids:
        before = len(writes)
        for name in yaml_files(archive.folder(case_id)):
            path = f"{CASES}/{case_id}/{name}"
            content = (archive.root / path).read_bytes()
            new, sentences = _mend_file(name, content)
            if not sentences:
                continue
            writes.append(Write(path, new, fingerprint(content)))
            mends += [Mended(path, sentence) for sentence in sentences]
        if len(writes) > before:
            touched.append(case_id)
    if not writes:
        return [], None
    fields = [one.path.split("/", 2)[2] for one in writes]
    subject = Message(touched[0] if len(touched) == 1 else "", "small mends", "mended", fields)
    return mends, write(archive.root, writes, subject)


def _mend_file(name: str, content: bytes) -> tuple[bytes, list[str]]:
    """Return the file's bytes with the mends made, and a sentence for each; none when it cannot be changed safely."""
    model = model_of(name)
    if model is None:
        return content, []
    try:
        document = Document(content)
    except ArchiveError:
        return content, []
    problems = parse_model(content, model).problems
    wrong = [one for one in problems if one.rule == "wrong-date"]
    sentences = [sentence for one in wrong if (sentence := _mend_date(document.root, one.path))]
    sentences += _mend_phones(document.root)
    if name == PLAN_FILE:
        sentences += _mend_ids(document.root)
    new = document.content()
    safe = len(parse_model(new, model).problems) <= len(problems) and values(new)
    return (new, sentences) if safe else (content, [])


def _mend_date(root: CommentedMap, path: tuple[str | int, ...]) -> str | None:
    node: object = root
    try:
        for part in path[:-1]:
            node = node[part]  # type: ignore[index]
        if not isinstance(node, CommentedMap | CommentedSeq):
            return None
        old = str(node[path[-1]])
    except (KeyError, IndexError, TypeError):
        return None
    new = mended_day(old)
    if new is None:
        return None
    node[path[-1]] = new
    return _("{key}: {old} → {new}").format(key=path[-1], old=old, new=new)


def _mend_phones(node: object) -> list[str]:
    """Quote phone numbers that YAML 1.1 programs read as numbers."""
    found = []
    if isinstance(node, CommentedMap):
        for key, value in node.items():
            if (
                key == "phone"
                and isinstance(value, str)
                and not isinstance(value, ScalarString)
                and _number_like(value)
            ):
                node[key] = DoubleQuotedScalarString(value)
                found.append(_("{key}: {old} put in quotes").format(key=key, old=value))
            else:
                found += _mend_phones(value)
    elif isinstance(node, CommentedSeq):
        for one in node:
            found += _mend_phones(one)
    return found


def _number_like(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[\d_]+", text)) or not isinstance(ryaml.loads(f"- {text}")[0], str)


def _mend_ids(root: CommentedMap) -> list[str]:
    found = []
    for key in ("goals", "interventions"):
        for i, one in enumerate(root.get(key) or []):
            if isinstance(one, CommentedMap) and not one.get("id"):
                one.insert(0, "id", entry_id(key[0]))
                found.append(_("{key}, entry {n}: an id").format(key=key, n=i + 1))
    return found
