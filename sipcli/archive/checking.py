"""Judging the cases of an archive: reading, rules, and the place of each finding in its file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sipcli.archive.archive import Archive
from sipcli.archive.loading import LoadedCase, load_case
from sipcli.archive.located import Located, NotYaml, read_located
from sipcli.archive.own_guidelines import own_guideline_findings, own_guidelines
from sipcli.archive.place import SETTINGS_FILE
from sipcli.archive.reading import decode
from sipcli.case.case import CASE_FILE, Case
from sipcli.case.problems import Problem, did_you_mean
from sipcli.errors import ArchiveError, UsageError
from sipcli.guidelines.loader import guideline_ids, load_guideline
from sipcli.guidelines.model import Guideline
from sipcli.i18n import _
from sipcli.rules.engine import form_finding, in_order, judge
from sipcli.rules.finding import Finding


@dataclass(frozen=True)
class Judged:
    """A case with what was found in it: form first, then rules. `guideline` is None when it names one unknown.

    `accepted` are the findings that case.yaml accepts, with their reasons; they are in no list.
    """

    loaded: LoadedCase
    guideline: Guideline | None
    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...] = ()


def judge_case(archive: Archive, case_id: str, today: date, guideline: str | None = None) -> Judged:
    """Read one case and judge it by `guideline`, else by its own, else by the archive's. Findings have no lines yet."""
    return judge_loaded(archive, load_case(archive, case_id), today, guideline)


def judge_loaded(archive: Archive, loaded: LoadedCase, today: date, guideline: str | None = None) -> Judged:
    """Judge a case that has been read, or that was changed since."""
    if loaded.case is None:
        return Judged(loaded, None, loaded.findings)
    wanted = guideline or loaded.case.file.guideline or archive.settings.guideline
    try:
        applied = load_guideline(wanted, own_guidelines(archive.root))
        found_by_rules = judge(loaded.case, applied, today, loaded.unreadable)
    except (UsageError, ArchiveError) as err:
        if guideline:
            raise
        if loaded.case.file.guideline is None:  # sip.yaml names it, and archive_findings says so
            return Judged(loaded, None, loaded.findings)
        problem = Problem("unknown-guideline", ("guideline",), str(err))
        found = form_finding(problem, loaded.id, f"cases/{loaded.id}/{CASE_FILE}")
        return Judged(loaded, None, (*loaded.findings, found))
    settled = [one for one in found_by_rules if _is_accepted(loaded.case, one, today)]
    waiting = [one for one in found_by_rules if one not in settled]
    return Judged(loaded, applied, (*loaded.findings, *waiting), tuple(settled))


def _is_accepted(case: Case, finding: Finding, today: date) -> bool:
    return any(
        one.on <= today and one.concerns(finding.rule, finding.about, finding.facts) for one in case.file.accepted
    )


def judge_cases(
    archive: Archive, today: date, guideline: str | None = None, case_ids: Iterable[str] | None = None
) -> Iterator[Judged]:
    """Judge cases one by one: those asked for, or all."""
    for case_id in archive.case_ids() if case_ids is None else case_ids:
        yield judge_case(archive, case_id, today, guideline)


def archive_findings(archive: Archive) -> list[Finding]:
    """Return what is wrong with the archive's own files."""
    problems = list(archive.problems)
    known = guideline_ids(own_guidelines(archive.root))
    if archive.settings.guideline not in known:
        message = _("There is no guideline “{id}”.").format(id=archive.settings.guideline)
        message += did_you_mean(archive.settings.guideline, known)
        problems.append((SETTINGS_FILE, Problem("unknown-guideline", ("guideline",), message)))
    own = [form_finding(problem, "", name) for name, problem in problems]
    return [*own, *own_guideline_findings(archive.root)]


def with_lines(archive: Archive, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in order, each with the line and column in its file. Reads each file at most once."""
    read: dict[str, Located | None] = {}
    placed = []
    for one in findings:
        if one.line is None:
            if one.file not in read:
                read[one.file] = _located(archive, one.file)
            located = read[one.file]
            if located is not None:
                line, column = located.place(one.path, at_key=True)
                one = replace(one, line=line, column=column)
        placed.append(one)
    return in_order(placed)


def _located(archive: Archive, file: str) -> Located | None:
    try:
        return read_located(decode(archive.read(file)))
    except (OSError, NotYaml):
        return None
