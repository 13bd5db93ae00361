"""The next version of a plan (F7, F8): what still holds is carried over, the rest stays in git."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ruamel.yaml.comments import CommentedMap

from sipcli.acts.plan.cut import open_without
from sipcli.acts.plan.write import put_all
from sipcli.archive.changes import Changes
from sipcli.archive.editing import Document, add, entries, put
from sipcli.case.case import PLAN_FILE, Case
from sipcli.case.plan_file import ENDED, Goal, Intervention, Plan
from sipcli.case.problems import Path
from sipcli.case.references import reference_problems
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _

ANEW = ("consent_to_plan", "signatures", "copies")
"""What was said and done about one version, and begins anew with the next.

Care codes and surveys are for making a plan, which a revision is not: the follow-up has its own (L17, X4).
"""


@dataclass(frozen=True)
class Standing:
    """How goals and interventions stand when a plan is revised, by their place in the file (ids may be missing)."""

    goals: Mapping[int, str] = field(default_factory=dict)
    interventions: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sorted:
    """What a new version carries over and what it leaves, by place in the file of the one before."""

    goals: dict[int, Goal]
    interventions: dict[int, Intervention]
    gone_goals: dict[int, Goal]
    gone_interventions: dict[int, Intervention]


def sort_out(plan: Plan, standing: Standing) -> Sorted:
    """Sort the plan's goals and interventions: open goals go on, and interventions that have not ended with a goal."""
    goals = {i: one.model_copy(update=_status(standing.goals.get(i))) for i, one in enumerate(plan.goals)}
    done = {
        i: one.model_copy(update=_status(standing.interventions.get(i))) for i, one in enumerate(plan.interventions)
    }
    left = {one.id for one in goals.values() if one.id and one.status != "open"}
    goes_on = {i: one.status not in ENDED and one.goal not in left for i, one in done.items()}
    return Sorted(
        goals={i: one for i, one in goals.items() if one.status == "open"},
        interventions={i: one for i, one in done.items() if goes_on[i]},
        gone_goals={i: one for i, one in goals.items() if one.status != "open"},
        gone_interventions={i: one for i, one in done.items() if not goes_on[i]},
    )


def _status(said: str | None) -> dict[str, str]:
    return {} if said is None else {"status": said}


def next_version(changes: Changes, plan: Plan, made_on: date, found: Sorted) -> Document:
    """Return plan.yaml as its next version; the caller adds to it and gives it back with `changes.add_file`.

    Raises:
        UsageError: the new version would be made before the present one.
    """
    if made_on < plan.made_on:
        raise UsageError(
            _("The present version was made on {date}; the next one cannot be made before that.").format(
                date=plan.made_on
            )
        )
    root = changes.open(PLAN_FILE).root
    gone: list[Path] = [(key,) for key in ANEW if key in root]
    gone += [("goals", i) for i in found.gone_goals] + [("interventions", i) for i in found.gone_interventions]
    left = {one.id for one in found.gone_goals.values() if one.id}
    gone += [("goals", i, "part_of") for i, one in found.goals.items() if one.part_of in left]
    document = open_without(changes, PLAN_FILE, gone)
    put(document.root, "version", plan.version + 1, before="made_on")
    put(document.root, "made_on", made_on)
    carried = document.root.get("interventions") or []
    for written, (i, one) in zip(carried, found.interventions.items(), strict=True):
        if one.status != plan.interventions[i].status:
            put(written, "status", one.status)
    return document


def record_ends(changes: Changes, case: Case, plan: Plan, made_on: date, found: Sorted) -> list[str]:
    """Write what this revision says of goals and interventions that end into the follow-up at which it was found.

    That is the latest one since the version before, held or still to be recorded. What plan.yaml said already is in
    git. Returns the ids that could be recorded nowhere, since there was no follow-up.
    """
    ended: list[tuple[str, str, str | None, str]] = [
        ("goal", "goals", one.id, one.status) for i, one in found.gone_goals.items() if one != plan.goals[i]
    ]
    ended += [
        ("intervention", "interventions", one.id, one.status)
        for i, one in found.gone_interventions.items()
        if one != plan.interventions[i] and one.status in ENDED
    ]
    said = [(kind, key, entry, status) for kind, key, entry, status in ended if entry]
    name = _follow_up_between(case, plan.made_on, made_on)
    if name is None:
        return [entry for _kind, _key, entry, _said in said]
    for kind, key, entry, status in said:
        listed = entries(changes.open(name).root, key)
        there = [one for one in listed if isinstance(one, CommentedMap) and one.get(kind) == entry]
        if there:
            put_all(there[-1], {"outcome": status})
        else:
            add(listed, {kind: entry, "outcome": status})
    return []


def _follow_up_between(case: Case, after: date, until: date) -> str | None:
    fitting = {
        name: one.date
        for name, one in case.follow_ups.items()
        if one.status != "cancelled" and after < one.date <= until
    }
    return max(fitting, key=lambda name: fitting[name], default=None)


def refuse_broken(changes: Changes, before: Case) -> None:
    """Raise NeedsUser when a later follow-up speaks of what the new version no longer has."""
    after = changes.after()
    known = {(file, problem.path) for file, problem in reference_problems(before)}
    for file, problem in reference_problems(after) if after else ():
        if file in before.follow_ups and (file, problem.path) not in known:
            raise NeedsUser(
                _(
                    "{file} speaks of what the new version would no longer have: {problem} Nothing was written. A new "
                    "version is made on the day of the follow-up that it comes from, or later: --made-on DATE."
                ).format(file=changes.path(file), problem=problem.message)
            )
