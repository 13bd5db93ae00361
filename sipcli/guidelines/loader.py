"""Reading guidelines: the shipped ones, each with what it takes over from the one it extends."""

from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from sipcli.case.problems import did_you_mean, problems_in
from sipcli.case.values import Record
from sipcli.errors import ArchiveError, UsageError
from sipcli.guidelines.model import Guideline, GuidelineFile, Law, RuleData, RuleSetting, Source
from sipcli.i18n import _
from sipcli.resources import shipped

NATIONAL = "national"
LAWS = "laws.yaml"

Model = TypeVar("Model", bound=Record)


class LawsFile(Record):
    """laws.yaml: provisions with their references through the years."""

    laws: dict[str, Law]


def guideline_ids() -> list[str]:
    """Return the ids of the guidelines that come with the program, the national one first."""
    found = sorted(path.stem for path in shipped("guidelines").glob("*.yaml") if path.name != LAWS)
    return sorted(found, key=lambda one: one != NATIONAL)


def load_guideline(guideline_id: str) -> Guideline:
    """Return a guideline by its id.

    Raises:
        UsageError: there is no such guideline.
        ArchiveError: its file cannot be read.
    """
    if guideline_id not in guideline_ids():
        message = _("There is no guideline “{id}”.").format(id=guideline_id) + did_you_mean(
            guideline_id, guideline_ids()
        )
        raise UsageError(message + " " + _("There are: {known}.").format(known=", ".join(guideline_ids())))
    return _load(guideline_id, ())


@cache
def _load(guideline_id: str, below: tuple[str, ...]) -> Guideline:
    if guideline_id in below:
        chain = " → ".join([*below, guideline_id])
        raise ArchiveError(_("Guidelines extend each other in a circle: {chain}.").format(chain=chain))
    path = shipped("guidelines") / f"{guideline_id}.yaml"
    data = _read(path, GuidelineFile)
    parent = _load(data.extends, (*below, guideline_id)) if data.extends else None
    names = {language: dict(words) for language, words in (parent.names if parent else {}).items()}
    for language, words in data.names.items():
        names.setdefault(language, {}).update({term: word for term, word in words.model_dump().items() if word})
    rules = dict(parent.rules) if parent else {}
    for rule, said in data.rules.items():
        rules[rule] = _setting(said, rules.get(rule), data, path)
    return Guideline(
        id=data.id,
        title=data.title,
        lineage=(data.id, *(parent.lineage if parent else ())),
        default_route=data.default_route or (parent.default_route if parent else None),
        names=names,
        reasons={**(parent.reasons if parent else {}), **data.reasons},
        rules=rules,
    )


def _setting(said: RuleData, inherited: RuleSetting | None, data: GuidelineFile, path: Path) -> RuleSetting:
    sources = tuple(
        Source(
            document=data.documents[one.document] if one.document else None,
            heading=one.heading,
            law=_known_law(one.law, path) if one.law else None,
            note=one.note,
            rows=tuple(one.rows),
        )
        for one in said.sources
    )
    before = inherited or RuleSetting("off")
    return RuleSetting(said.level or before.level, {**before.params, **said.params}, sources or before.sources)


def _known_law(law_id: str, path: Path) -> Law:
    laws = load_laws()
    if law_id not in laws:
        raise ArchiveError(
            _("{file} names the law “{id}”, which laws.yaml does not have.").format(file=path, id=law_id)
        )
    return laws[law_id]


@cache
def load_laws() -> dict[str, Law]:
    """Return the provisions of laws.yaml by id."""
    return _read(shipped("guidelines") / LAWS, LawsFile).laws


def _read(path: Path, model: type[Model]) -> Model:
    try:
        from ryaml import loads  # typed as private in its stubs

        data = loads(path.read_text(encoding="utf-8"))
        return model.model_validate(data)
    except ValidationError as err:
        problem = problems_in(err, model, data)[0]
        where = ".".join(str(part) for part in problem.path)
        raise ArchiveError(f"{path}: {where}: {problem.message}") from None
    except (OSError, ValueError) as err:
        raise ArchiveError(f"{path}: {err}") from None
