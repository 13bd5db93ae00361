"""Putting guidelines together: each with what it takes over from the one it extends.

The shipped ones are read from their files; an archive's own are handed in, read already (`archive.own_guidelines`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import ryaml
from pydantic import ValidationError

from sipcli.case.problems import Path as Place
from sipcli.case.problems import did_you_mean, problems_in
from sipcli.case.values import Record
from sipcli.errors import ArchiveError, UsageError
from sipcli.guidelines.model import (
    Agenda,
    Document,
    Guideline,
    GuidelineFile,
    Law,
    Reminder,
    RuleData,
    RuleSetting,
    Source,
    SourceRef,
)
from sipcli.i18n import _
from sipcli.resources import shipped

NATIONAL = "national"
LAWS = "laws.yaml"

Model = TypeVar("Model", bound=Record)
Own = Mapping[str, GuidelineFile]
NO_OWN: Own = MappingProxyType({})


class LawsFile(Record):
    """laws.yaml: provisions with their references through the years."""

    laws: dict[str, Law]


class GuidelineMistake(ArchiveError):
    """A guideline names what is not there; `guideline` and `path` say where."""

    def __init__(self, guideline: str, path: Place, message: str) -> None:
        """Take the guideline's id, the place in its file and the sentence."""
        super().__init__(_("The guideline “{id}”: {message}").format(id=guideline, message=message))
        self.guideline, self.path, self.message = guideline, path, message


def guideline_ids(own: Own = NO_OWN) -> list[str]:
    """Return the ids of the guidelines there are: the national one first, an archive's own last."""
    found = _shipped_ids()
    return [*found, *(one for one in own if one not in found)]


@cache
def _shipped_ids() -> tuple[str, ...]:
    found = sorted(path.stem for path in shipped("guidelines").glob("*.yaml") if path.name != LAWS)
    return tuple(sorted(found, key=lambda one: one != NATIONAL))


def load_guideline(guideline_id: str, own: Own = NO_OWN) -> Guideline:
    """Return a guideline by its id; one of the archive's own shadows a shipped one.

    Raises:
        UsageError: there is no such guideline.
        GuidelineMistake: it, or one that it extends, has a mistake.
    """
    known = guideline_ids(own)
    if guideline_id not in known:
        message = _("There is no guideline “{id}”.").format(id=guideline_id) + did_you_mean(guideline_id, known)
        raise UsageError(message + " " + _("There are: {known}.").format(known=", ".join(known)))
    return _put_together(guideline_id, tuple((name, _Itself(file)) for name, file in own.items()))


@dataclass(frozen=True)
class _Itself:
    """A file that was read, known by being the very same one: what was read anew is another, whatever it says."""

    file: GuidelineFile

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.file is other.file

    def __hash__(self) -> int:
        return id(self.file)


@lru_cache(maxsize=100)  # a case each would take ten times as long as reading it
def _put_together(guideline_id: str, own: tuple[tuple[str, _Itself], ...]) -> Guideline:
    return _load(guideline_id, {name: one.file for name, one in own}, ())


@cache
def _shipped_file(guideline_id: str) -> GuidelineFile:
    return _read(shipped("guidelines") / f"{guideline_id}.yaml", GuidelineFile)


def _load(guideline_id: str, own: Own, below: tuple[str, ...]) -> Guideline:
    is_own = guideline_id in own and guideline_id not in below
    data = own[guideline_id] if is_own else _shipped_file(guideline_id)
    parent = _parent(data, own, (*below, guideline_id), is_own=is_own)
    documents = {**(parent.documents if parent else {}), **data.documents}
    names = {language: dict(words) for language, words in (parent.names if parent else {}).items()}
    for language, words in data.names.items():
        names.setdefault(language, {}).update({term: word for term, word in words.model_dump().items() if word})
    rules = dict(parent.rules) if parent else {}
    for rule, said in data.rules.items():
        rules[rule] = _setting(rule, said, rules.get(rule), data.id, documents)
    for reminder_id, reminder in data.reminders.items():
        _sources(reminder.sources, data.id, documents, ("reminders", reminder_id))
    reminders = {**(parent.reminders if parent else {}), **data.reminders}
    for name, agenda in data.agendas.items():
        _sources(agenda.sources, data.id, documents, ("agendas", name))
        _covered(agenda, data.id, reminders, ("agendas", name, "covers"))
    return Guideline(
        id=data.id,
        title=data.title,
        lineage=(data.id, *(parent.lineage if parent else ())),
        default_route=data.default_route or (parent.default_route if parent else None),
        documents=documents,
        names=names,
        reasons={**(parent.reasons if parent else {}), **data.reasons},
        rules=rules,
        reminders=reminders,
        other_plans={**(parent.other_plans if parent else {}), **data.other_plans},
        questions={
            **(parent.questions if parent else {}),
            **{moment: dict(asked) for moment, asked in data.questions.items()},
        },
        agendas={**(parent.agendas if parent else {}), **data.agendas},
    )


def _parent(data: GuidelineFile, own: Own, below: tuple[str, ...], *, is_own: bool) -> Guideline | None:
    """Return the guideline that `data` extends; an own one may extend the shipped one of the same name."""
    wanted = data.extends or (NATIONAL if is_own else None)
    if wanted is None:
        return None
    known = guideline_ids(own)
    if wanted not in known:
        message = _("there is no guideline “{id}” to extend.").format(id=wanted) + did_you_mean(wanted, known)
        raise GuidelineMistake(data.id, ("extends",), message)
    of_its_own_name = wanted == data.id and wanted in guideline_ids() and below.count(wanted) == 1
    if wanted in below and not of_its_own_name:
        chain = " → ".join([*below[below.index(wanted) :], wanted])
        message = _("guidelines extend each other in a circle: {chain}").format(chain=chain)
        raise GuidelineMistake(below[0], ("extends",), message)
    return _load(wanted, own, below)


def _setting(
    rule: str, said: RuleData, inherited: RuleSetting | None, guideline: str, documents: Mapping[str, Document]
) -> RuleSetting:
    sources = _sources(said.sources, guideline, documents, ("rules", rule))
    before = inherited or RuleSetting("off")
    return RuleSetting(said.level or before.level, {**before.params, **said.params}, sources or before.sources)


def _sources(
    said: list[SourceRef], guideline: str, documents: Mapping[str, Document], where: Place
) -> tuple[Source, ...]:
    found = []
    for i, one in enumerate(said):
        place = (*where, "sources", i)
        if one.document and one.document not in documents:
            message = _("there is no document “{id}” here.").format(id=one.document)
            message += did_you_mean(one.document, list(documents))
            raise GuidelineMistake(guideline, (*place, "document"), message)
        if one.law and one.law not in load_laws():
            message = _("there is no law “{id}” in laws.yaml.").format(id=one.law)
            raise GuidelineMistake(guideline, (*place, "law"), message + did_you_mean(one.law, list(load_laws())))
        document = documents[one.document] if one.document else None
        law = load_laws()[one.law] if one.law else None
        found.append(Source(document, one.heading, law, one.note, tuple(one.rows)))
    return tuple(found)


def _covered(agenda: Agenda, guideline: str, reminders: Mapping[str, Reminder], where: Place) -> None:
    """Raise GuidelineMistake when an agenda covers a reminder that is not there."""
    for i, one in enumerate(agenda.covers):
        if one not in reminders:
            message = _("there is no reminder “{id}” here.").format(id=one)
            raise GuidelineMistake(guideline, (*where, i), message + did_you_mean(one, list(reminders)))


@cache
def load_laws() -> dict[str, Law]:
    """Return the provisions of laws.yaml by id."""
    return _read(shipped("guidelines") / LAWS, LawsFile).laws


def _read(path: Path, model: type[Model]) -> Model:
    try:
        data = ryaml.loads(path.read_text(encoding="utf-8"))
        return model.model_validate(data)
    except ValidationError as err:
        problem = problems_in(err, model, data)[0]
        where = ".".join(str(part) for part in problem.path)
        raise ArchiveError(f"{path}: {where}: {problem.message}") from None
    except (OSError, ValueError) as err:
        raise ArchiveError(f"{path}: {err}") from None
