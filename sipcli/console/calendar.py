"""What is due in the cases, as a calendar: each deadline a whole day, named by case and not by person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Event

from sipcli.console.findings import LEVEL_WORDS
from sipcli.documents.addresses import one_line
from sipcli.documents.calendar import FIRST_DAY, alarm, identifier, new_calendar, written
from sipcli.i18n import _
from sipcli.rules.due import Due
from sipcli.rules.registry import RULES

PRODUCT = "-//sipcli//Deadlines//EN"
REMINDED = timedelta(hours=8)
"""When on its day a deadline is reminded of."""


def deadlines_ics(
    deadlines: Sequence[tuple[str, Due]], today: date, *, overdue: bool = False, within: int | None = None
) -> bytes:
    """Return deadlines, each with its case's id, as a calendar (RFC 5545); the same ones give the same bytes.

    `overdue`: only what is overdue; `within`: only what is overdue or due within that many days. What stands in the
    calendar already is replaced when it is imported again on a later day: a deadline keeps its identifier.
    """
    calendar = new_calendar("PUBLISH", PRODUCT)
    calendar.add("x-wr-calname", _("Deadlines"))
    found = [(due.date, case_id, due) for case_id, due in deadlines if due.date]
    asked = [
        (day, case_id, due)
        for day, case_id, due in sorted(found, key=lambda one: (one[0], one[1], one[2].key))
        if day < today or not (overdue or (within is not None and (day - today).days > within))
    ]
    seen: Counter[tuple[str, ...]] = Counter()
    for day, case_id, due in asked:
        key = (case_id, *due.key)
        again = [str(seen[key])] if seen[key] else []
        seen[key] += 1
        calendar.add_component(_event(case_id, due, day, today, identifier(*key, *again)))
    return written(calendar)


def _event(case_id: str, due: Due, day: date, today: date, uid: str) -> Event:
    event, summary = Event(), one_line(f"{case_id}: {due.what}")
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(today, time.min, UTC))
    event.add("sequence", max((today - FIRST_DAY).days, 0))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    described = "\n".join(map(one_line, _described(due)))
    if described:
        event.add("description", described)
    if due.level:
        event.add("categories", [_(LEVEL_WORDS[due.level])])
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if day >= today:
        event.add_component(alarm(REMINDED, summary))
    return event


def _described(due: Due) -> Iterator[str]:
    rule = RULES.get(due.rule or "")
    if rule:
        yield _(rule.asks)
    if due.rule:
        yield _("rule: {rule}").format(rule=due.rule)
    if due.source:
        yield _("source: {source}").format(source=due.source)
