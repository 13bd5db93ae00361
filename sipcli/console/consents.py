"""Consent as a table: people down, units across."""

from datetime import date

from rich.table import Table
from rich.text import Text

from sipcli.case.case import CHILD, Case
from sipcli.case.consents import Answer, Standing, answer, standing_on
from sipcli.case.people import eligible_givers
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
            rows.append(
                {
                    "giver": giver,
                    "unit": unit,
                    "standing": one.standing.value,
                    "form": record.form if record else None,
                    "since": since.isoformat() if since != date.min else None,
                    "until": record.valid_until.isoformat() if record and record.valid_until else None,
                }
            )
    return rows


def consent_table(case: Case, today: date) -> Table:
    """Return the table of `sip consent show`."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(_("Giver"), no_wrap=True)
    for unit in case.unit_ids:
        table.add_column(unit)
    for giver in givers(case, today):
        table.add_row(Text(giver), *(_cell(answer(case, giver, unit, today), today) for unit in case.unit_ids))
    return table


def _cell(one: Answer, today: date) -> Text:
    text = Text(_(STANDING_WORDS[one.standing]), STYLES[one.standing])
    record = one.record
    if record is None:
        return text
    if one.standing in (Standing.GIVEN, Standing.EXPIRED):
        if record.form == "oral":
            text.append(" " + _("(oral)"))
        until = str(record.valid_until) if record.valid_until else _("no end said")
        text.append("\n" + _("until {date}").format(date=until) if record.valid_until else "\n" + until, "dim")
    else:
        since = standing_on(record, today)[1]
        if since != date.min:
            text.append(f"\n{since}", "dim")
    return text
