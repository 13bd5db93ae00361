"""Consent as a table: people down, units across; and who acts for the child."""

from collections.abc import Iterator
from datetime import date

from rich.table import Table
from rich.text import Text

from sipcli.case.case import CHILD, Case
from sipcli.case.consent_file import Consent, Maturity
from sipcli.case.consents import Answer, Standing, answer, standing_on
from sipcli.case.people import adult, eligible_givers, guardians, in_force, mandate_ends
from sipcli.console.labels import value_word
from sipcli.i18n import N_, _

STANDING_WORDS = {
    Standing.SILENT: N_("no answer"),
    Standing.GIVEN: N_("given"),
    Standing.EXPIRED: N_("ran out"),
    Standing.WITHDRAWN: N_("withdrawn"),
    Standing.REFUSED: N_("refused"),
}
STYLES = {
    Standing.SILENT: "yellow",
    Standing.GIVEN: "green",
    Standing.EXPIRED: "bold red",
    Standing.WITHDRAWN: "bold red",
    Standing.REFUSED: "bold red",
}
COMING_WORDS = {
    "given": N_("not yet in force, from {date}"),
    "withdrawn": N_("withdrawn from {date}"),
    "refused": N_("refused from {date}"),
}
COLUMNS = (
    "giver", "unit", "standing", "form", "since", "until", "basis", "maturity", "information_types", "coming",
    "coming_on",
)  # fmt: skip
"""The columns of `sip consent show --format csv`, and the keys of each row (docs/json.md)."""


def givers(case: Case, today: date) -> list[str]:
    """Return everyone with a say: those who may consent, and whoever else has answered."""
    answered = [record.giver for record in case.consents]
    return list(dict.fromkeys([*eligible_givers(case, today), *answered, *([CHILD] if CHILD in answered else [])]))


def consent_rows(case: Case, today: date) -> list[dict[str, object]]:
    """Return a row for each giver and unit: standing (given, expired, withdrawn, refused, silent), form, dates."""
    rows: list[dict[str, object]] = []
    for giver in givers(case, today):
        for unit in case.unit_ids:
            one = answer(case, giver, unit, today)
            record = one.record
            since = standing_on(record, today)[1] if record else date.min
            maturity = _maturity(record, today)
            later = coming(case, giver, unit, today)
            rows.append(
                {
                    "giver": giver,
                    "unit": unit,
                    "standing": one.standing.value,
                    "form": record.form if record else None,
                    "since": since.isoformat() if since != date.min else None,
                    "until": record.valid_until.isoformat() if record and record.valid_until else None,
                    "basis": _other_basis(record),
                    "maturity": ("sufficient" if maturity.sufficient else "insufficient") if maturity else None,
                    "information_types": list(record.information_types) if record else [],
                    "coming": later[0] if later else None,
                    "coming_on": later[1].isoformat() if later else None,
                }
            )
    return rows


def coming(case: Case, giver: str, unit: str, today: date) -> tuple[str, date] | None:
    """Return the next word of a giver that is dated after `today` and changes how it stands: (status, day)."""
    now = answer(case, giver, unit, today).standing
    days: list[tuple[date, str]] = []
    for one in case.consents:
        if one.giver == giver and unit in one.units:
            days += [
                (day, word)
                for word, day in (
                    ("given", one.given_on if one.status in ("given", "withdrawn") else None),
                    ("refused", one.refused_on if one.status == "refused" else None),
                    ("withdrawn", one.withdrawn_on if one.status == "withdrawn" else None),
                )
                if day and day > today and not (word == "given" and now is Standing.GIVEN)
            ]
    return next(((word, day) for day, word in sorted(days)), None)


def consent_table(case: Case, today: date) -> Table:
    """Return the table of `sip consent show`."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(_("Giver"), no_wrap=True)
    for unit in case.unit_ids:
        table.add_column(unit)
    for giver in givers(case, today):
        table.add_row(Text(giver), *(_cell(case, giver, unit, today) for unit in case.unit_ids))
    return table


def who_acts(case: Case, today: date) -> Iterator[str]:
    """Yield sentences on who may consent on `today`: guardians prevented, mandates, the child's maturity."""
    able = eligible_givers(case, today)
    yield _("May consent on {date}: {givers}.").format(date=today, givers=", ".join(able) or _("nobody"))
    if not able:
        yield _("The child has no guardian here and nobody in a guardian's place: contact the chief guardian.")
    if adult(case, today):
        yield _("The young person is 18 and decides; what guardians consented to before no longer holds.")
    for guardian in guardians(case, today):
        gone = guardian.prevented
        if gone and gone.since <= today:
            sentence = (
                _("{guardian} is prevented since {date} and it is urgent: the other guardian may decide alone.")
                if gone.decision_urgent
                else _("{guardian} is prevented since {date}; it is not urgent, so the decision waits for them.")
            )
            yield sentence.format(guardian=guardian.id, date=gone.since)
    yield from _mandates(case, today)
    yield from _judged_mature(case, today)
    for one in case.consents:
        if one.withhold_from:
            yield _("The record of {giver} for {units} is withheld from {whom}.").format(
                giver=one.giver, units=", ".join(one.units), whom=", ".join(one.withhold_from)
            )


def _mandates(case: Case, today: date) -> Iterator[str]:
    for one in case.file.representatives:
        ends = mandate_ends(case, one)
        last = date.fromordinal(ends.toordinal() - 1) if ends else None
        if in_force(case, one, today):
            until = _("until {date}").format(date=last) if last else _("no end said")
            since = _("from {date}").format(date=one.from_) if one.from_ else ""
            sentence = _("{id} ({kind}) acts for the child: {period}.")
            period = ", ".join(part for part in (since, until) if part)
        elif one.from_ and one.from_ > today:
            sentence, period = _("{id} ({kind}) acts for the child only from {period}."), str(one.from_)
        else:
            sentence, period = _("{id} ({kind}) acts no longer: the mandate ended on {period}."), str(last)
        yield sentence.format(id=one.id, kind=value_word(one.kind), period=period)


def _judged_mature(case: Case, today: date) -> Iterator[str]:
    """Yield a sentence for each assessment of the child's maturity behind an answer that stands (C12)."""
    rests: dict[int, tuple[Maturity, list[str]]] = {}
    for unit in case.unit_ids:
        one = answer(case, CHILD, unit, today)
        maturity = _maturity(one.record, today)
        if one.index is not None and maturity:
            rests.setdefault(one.index, (maturity, []))[1].append(unit)
    for maturity, units in rests.values():
        sentence = (
            _("The child was judged mature enough for {units} on {date} by {by}")
            if maturity.sufficient
            else _("The child was judged not mature enough for {units} on {date} by {by}")
        )
        about = ": " + maturity.measure.strip().rstrip(".") if maturity.measure else ""
        yield sentence.format(units=", ".join(units), date=maturity.assessed_on, by=maturity.by) + about + "."


def _maturity(record: Consent | None, today: date) -> Maturity | None:
    """Return the assessment of the child's maturity in a record, once it was made."""
    found = record.maturity if record and record.giver == CHILD else None
    return found if found and found.assessed_on <= today else None


def _other_basis(record: Consent | None) -> str | None:
    return record.basis if record and record.basis != "consent" else None


def _cell(case: Case, giver: str, unit: str, today: date) -> Text:
    one = answer(case, giver, unit, today)
    later = coming(case, giver, unit, today)
    if later and later[0] == "given" and one.standing is Standing.SILENT:
        return Text(_(COMING_WORDS["given"]).format(date=later[1]), "yellow")
    text = Text(_word(one), STYLES[one.standing])
    if one.record is None:
        return text
    _add_days(text, one, one.record, today)
    maturity = _maturity(one.record, today)
    if maturity:
        text.append("\n" + (_("mature enough") if maturity.sufficient else _("not mature enough")), "dim")
    if later:
        text.append("\n" + _(COMING_WORDS[later[0]]).format(date=later[1]), "yellow")
    return text


def _word(one: Answer) -> str:
    basis = _other_basis(one.record)
    return value_word(basis) if basis and one.standing is Standing.GIVEN else _(STANDING_WORDS[one.standing])


def _add_days(text: Text, one: Answer, record: Consent, today: date) -> None:
    if one.standing in (Standing.GIVEN, Standing.EXPIRED):
        if record.form == "oral":
            text.append(" " + _("(oral)"))
        until = str(record.valid_until) if record.valid_until else _("no end said")
        text.append("\n" + _("until {date}").format(date=until) if record.valid_until else "\n" + until, "dim")
    else:
        since = standing_on(record, today)[1]
        if since != date.min:
            text.append(f"\n{since}", "dim")
