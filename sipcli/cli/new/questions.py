"""The questions about who a case is about and who is around the child; `sip new` and `sip add` put them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sipcli import i18n
from sipcli.case.case import CHILD
from sipcli.console.choices import Choices, words
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.new.forms import Entry
    from sipcli.console.talk import Talk
    from sipcli.guidelines.model import Guideline

HLT_ROUTES = ("hlt", "outside-hlt")
ROUTES = (*HLT_ROUTES, "discharge", "internal")


def birth_day(opened: date) -> Callable[[str], date]:
    """Return a reader of a date of birth: a personal number is refused, and so is a day that has not come."""
    from sipcli.acts.new.forms import refuse_number_as_birth
    from sipcli.console.prompts import day
    from sipcli.errors import UsageError

    def read(text: str) -> date:
        refuse_number_as_birth(text, opened)
        born = day(text, opened)
        if born > opened:
            raise UsageError(
                _("The date of birth {born} is after {today}. Write the day the child was born.").format(
                    born=born, today=opened
                )
            )
        return born

    return read


def noticed_day(talk: "Talk", born: date) -> Callable[[str], date]:
    """Return a reader of the day a need was noticed, which is not before the child was born."""
    from sipcli.acts.new.case import check_noticed

    def read(text: str) -> date:
        noticed = talk.past(text)
        check_noticed(born, noticed)
        return noticed

    return read


def say_age_limit(guideline: "Guideline", born: date, opened: date) -> None:
    """Say that somebody is older than the guideline's age, when its rule `age-limit` finds so (I1)."""
    from sipcli.case.case import Case
    from sipcli.case.case_file import CaseFile, Child, Need
    from sipcli.console.output import say
    from sipcli.rules.engine import judge

    need = Need(noticed_on=opened, noticed_by="x")
    file = CaseFile(id="x", opened=opened, child=Child(name="x", born=born), need=need)
    only = {rule: setting for rule, setting in guideline.rules.items() if rule == "age-limit"}
    for one in judge(Case(id="x", file=file), replace(guideline, rules=only), opened):
        say(f"{one.rule}: {one.message}\n  " + _("source: {source}").format(source=one.source))


def reasons_of(talk: "Talk", guideline: "Guideline", given: Sequence[str] | None) -> tuple[str, ...]:
    """Return what the need shows itself as: some of the guideline's reasons, or other words (I2, I3)."""
    known = Choices({word: both.text(i18n.language) for word, both in guideline.reasons.items()}, open=True)
    if given:
        return tuple(dict.fromkeys(word for one in given for word in _words(known, guideline.reasons, one)))
    return talk.may_pick_many(None, _("What does the need show itself as?"), known)


def _words(known: Choices, texts: Mapping[str, Any], said: str) -> tuple[str, ...]:
    """Return the words an option means: a whole text of the guideline's, in either language, or words with commas."""
    for word, both in texts.items():
        if said.strip().casefold() in (both.sv.casefold(), both.en.casefold()):
            return (word,)
    return known.several(said)


def route_of(talk: "Talk", given: str | None, default: str | None, usual: str | None) -> str | None:
    """Return the route: what was given, else asked for with the usual one offered, else the guideline's default (I8).

    The routes within and outside HLT are offered only where the guideline knows them.
    """
    if given is not None:
        return words(ROUTES).read(given)
    if not talk.asking:
        return default
    known = ROUTES if default in HLT_ROUTES else [one for one in ROUTES if one not in HLT_ROUTES]
    return talk.may_pick(None, "--route", _("Which route does the case take?"), words(known), usual)


def read_guardian(said: str) -> "Entry":
    """Read NAME[, PHONE][, EMAIL]."""
    from sipcli.acts.new.forms import named
    from sipcli.console.prompts import text

    return named(text(said))


def guardians_of(
    talk: "Talk", given: Sequence[str] | None, question: str, there: "Sequence[Entry]" = ()
) -> "tuple[Entry, ...]":
    """Return the guardians given, or typed one a line; a name typed twice is remarked on and asked for again.

    `there` are those who are guardians already.
    """
    from sipcli.errors import UsageError

    if given:
        return talk.many(given, question, read_guardian)
    names = {_as_said(one) for one in there}

    def read(said: str) -> "Entry":
        one = read_guardian(said)
        if _as_said(one) in names:
            raise UsageError(
                _("{name} is named already. Each guardian is written once; Enter when there are no more.").format(
                    name=one["name"]
                )
            )
        names.add(_as_said(one))
        return one

    return talk.many(None, question, read)


def _as_said(person: "Entry") -> str:
    return " ".join(str(person["name"]).casefold().split())


def read_relative(said: str) -> "Entry":
    """Read NAME[:RELATION]."""
    from sipcli.acts.new.forms import relative
    from sipcli.console.prompts import text

    return relative(text(said))


def read_representative(talk: "Talk") -> "Callable[[str], Entry]":
    """Return a reader of KIND:NAME[:FROM[:TO]]."""
    from sipcli.acts.new.forms import REPRESENTATIVES, representative
    from sipcli.console.prompts import text

    kinds = words(REPRESENTATIVES, open=True)
    return lambda said: representative(text(said), kinds.read, talk.day)


def read_custody(said: str | None) -> str | None:
    """Read the word for a custody, None when it was left out."""
    from sipcli.acts.new.forms import CUSTODIES

    return None if said is None else words(CUSTODIES).read(said)


def custody_of(
    talk: "Talk", given: str | None, guardians: "tuple[Entry, ...]", default: str | None = None
) -> "tuple[str | None, tuple[Entry, ...]]":
    """Return the custody and the guardians; in a conversation the two are asked for until they fit each other.

    Raises:
        UsageError: what was given by options does not fit.
    """
    from sipcli.acts.new.forms import CUSTODIES, custody_conflict
    from sipcli.console.output import say
    from sipcli.errors import UsageError

    known = words(CUSTODIES)
    while True:
        usual = default or ({1: "sole", 2: "joint"}.get(len(guardians)) if talk.asking else None)
        question = _("Who has custody?")
        said = talk.may_pick(given, "--custody", question, known, usual)
        conflict = custody_conflict(said, len(guardians))
        if conflict is None:
            return said, guardians
        if given is not None or not talk.asking:
            raise UsageError(conflict)
        say("  " + conflict)
        default = None
        if said in ("joint", "sole") and len(guardians) < 2:
            more = guardians_of(talk, None, _("Another guardian, as NAME or NAME, PHONE"), guardians)
            guardians = (*guardians, *more)


def asked_representatives(talk: "Talk") -> "tuple[Entry, ...]":
    """Return those who act for the child, each described step by step: kind, name, the mandate's days (C13)."""
    found: list[Entry] = []
    while one := asked_representative(talk, first=not found):
        found.append(one)
    return tuple(found)


def asked_representative(talk: "Talk", *, first: bool = True) -> "Entry | None":
    """Return one representative, None when the question was skipped."""
    from sipcli.acts.new.forms import REPRESENTATIVES, mandated, named
    from sipcli.console.prompts import text

    question = _("Does somebody else act for the child?") if first else _("Does anybody more act for the child?")
    kind = talk.may_pick(None, "--representative", question + " " + _("(Enter: nobody)"), words(REPRESENTATIVES))
    if kind is None:
        return None

    def name_and_phone(said: str) -> str:
        named(text(said))  # refuses what has no name
        return said

    name = talk.need(None, "--representative", _("The name, as NAME or NAME, PHONE"), name_and_phone)
    first_day = talk.may(None, "--representative", _("From which day? (Enter: not said)"), talk.day)
    question = _("Until which day? (Enter: not said)")
    return talk.may(None, "", question, lambda one: mandated(kind, name, first_day, talk.day(one))) or mandated(
        kind, name, first_day, None
    )


def responsible_of(
    talk: "Talk", given: str | None, informed_on: str | None, units: Choices, *, asked: bool
) -> "Entry | None":
    """Return the child-best-responsible of NAME[:UNIT], and when that person was told (I7); asked for where `asked`."""
    from sipcli.console.prompts import maybe, text
    from sipcli.errors import UsageError

    if given is None and informed_on is not None:
        raise UsageError(_("Say who was told, too: --child-best-responsible NAME."))
    if given is not None:
        name, _colon, unit = (part.strip() for part in text(given).partition(":"))
        told = talk.past(informed_on) if informed_on else None
        return {"unit": units.read(unit) if unit else None, "name": text(name), "informed_on": told}
    name_ = talk.may(None, "", _("Who is the child-best-responsible?"), maybe) if asked else None
    if not name_:
        return None
    where = talk.may_pick(None, "", _("Where does that person work?"), units)
    told = talk.may(None, "", _("On which day was that person told of the case?"), talk.past)
    return {"unit": where, "name": name_, "informed_on": told}


def persons_of(case_id: str, child: str, *groups: "Sequence[Entry]") -> Choices:
    """Return the child and other persons as choices, by id or name."""
    named = {str(one["id"]): str(one["name"]) for group in groups for one in group}
    return Choices({CHILD: child} | named, in_case=case_id)
