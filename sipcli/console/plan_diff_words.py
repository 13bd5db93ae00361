"""Sentences for what differs in a goal or an intervention of a plan, and days in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sipcli.console.labels import value_word
from sipcli.i18n import N_, _

Data = dict[str, Any]

_GOAL_IS = {
    "open": N_("The goal “{goal}” is open again."),
    "met": N_("The goal “{goal}” is met."),
    "dropped": N_("The goal “{goal}” has been dropped."),
}
_ENDED = {
    "completed": N_("The intervention “{what}” is completed."),
    "cancelled": N_("The intervention “{what}” is cancelled."),
}
_STATUS = {
    "planned": N_("is planned again"),
    "not-started": N_("has not started"),
    "active": N_("has started"),
    "completed": N_("is completed"),
    "cancelled": N_("is cancelled"),
}
_FIELDS = {
    "unit": (N_("done by {new}"), N_("done by {new} instead of {old}"), N_("not said any more which unit does it")),
    "who": (N_("who: {new}"), N_("who: {new} instead of {old}"), N_("who: not said any more")),
    "start": (N_("starts {new}"), N_("starts {new} instead of {old}"), N_("not said any more when it starts")),
    "due": (
        N_("to be done by {new}"),
        N_("to be done by {new} instead of {old}"),
        N_("not said any more when it is to be done"),
    ),
    "frequency": (
        N_("how often: {new}"),
        N_("how often: {new} instead of {old}"),
        N_("how often: not said any more"),
    ),
    "where": (N_("where: {new}"), N_("where: {new} instead of {old}"), N_("where: not said any more")),
    "goal": (
        N_("serves the goal “{new}”"),
        N_("serves the goal “{new}” instead of “{old}”"),
        N_("serves no goal of its own any more"),
    ),
}
"""What is said of a value of an intervention that is new, that is another than it was, that is gone."""


def by_id(entries: Sequence[Data], entry: str | None) -> Data | None:
    """Return the entry with that id, None when there is none."""
    return next((one for one in entries if entry is not None and one["id"] == entry), None)


def goal_sentences(
    before: Sequence[Data], after: Sequence[Data], entry: str, ended: Mapping[str, str]
) -> Iterator[str]:
    """Yield what differs in the goal `entry`; `ended` says how it was found to stand when it left the plan."""
    old, new = by_id(before, entry), by_id(after, entry)
    if new is None:
        if old is not None:
            status = old["status"] if old["status"] != "open" else ended.get(entry, "open")
            said = _(_GOAL_IS[status]) if status in ("met", "dropped") else _("The goal “{goal}” is no longer there.")
            yield said.format(goal=old["text"])
        return
    long = new["term"] == "long"
    if old is None:
        said = _("New long-term goal: “{goal}”.") if long else _("New short-term goal: “{goal}”.")
        yield said.format(goal=new["text"])
        if new["status"] != "open":
            yield _(_GOAL_IS[new["status"]]).format(goal=new["text"])
        return
    if new["text"] != old["text"]:
        yield _("The goal “{old}” now reads “{new}”.").format(old=old["text"], new=new["text"])
    if new["status"] != old["status"]:
        yield _(_GOAL_IS[new["status"]]).format(goal=new["text"])
    if new["term"] != old["term"]:
        said = _("The goal “{goal}” is now long-term.") if long else _("The goal “{goal}” is now short-term.")
        yield said.format(goal=new["text"])
    whole = by_id(after, new["part_of"])
    if new["part_of"] != old["part_of"] and whole:
        yield _("The goal “{goal}” is now a part of “{whole}”.").format(goal=new["text"], whole=whole["text"])
    elif new["part_of"] != old["part_of"]:
        yield _("The goal “{goal}” is no longer a part of another.").format(goal=new["text"])


class InterventionWords:
    """Sentences about interventions: `goals` of both versions and `names` of units by id, `year` of the later one."""

    def __init__(self, goals: Sequence[Data], later_goals: Sequence[Data], names: Mapping[str, str], year: int) -> None:
        """Take what the sentences draw on."""
        self.goals, self.later_goals, self.names, self.year = goals, later_goals, names, year

    def sentence(self, old: Data | None, new: Data | None, ended: str | None) -> str:
        """Return what differs in one intervention; `ended` says how it was found to stand when it left the plan."""
        if new is None:
            return self._gone(old or {}, ended)
        if old is None:
            said = [self._changed(key, None, new[key]) for key in _FIELDS if new[key] is not None]
            said += [self._status(new["status"])] if new["status"] != "planned" else []
            whole = _("New intervention “{what}”: {said}.") if said else _("New intervention “{what}”.")
            return whole.format(what=new["what"], said="; ".join(said))
        said = [_("is now called “{new}”").format(new=new["what"])] if old["what"] != new["what"] else []
        said += [self._changed(key, old[key], new[key]) for key in _FIELDS if old[key] != new[key]]
        said += [self._status(new["status"])] if old["status"] != new["status"] else []
        return _("The intervention “{what}”: {said}.").format(what=old["what"], said="; ".join(said))

    def _gone(self, old: Data, ended: str | None) -> str:
        status = old["status"] if old["status"] in _ENDED else ended
        if status in _ENDED:
            said = _(_ENDED[status])
        elif by_id(self.goals, old["goal"]) and not by_id(self.later_goals, old["goal"]):
            said = _("The intervention “{what}” ended with its goal.")
        else:
            said = _("The intervention “{what}” is no longer there.")
        return said.format(what=old["what"])

    def _status(self, status: str) -> str:
        return _(_STATUS[status]) if status in _STATUS else _("stands as “{word}”").format(word=value_word(status))

    def _changed(self, key: str, old: Any, new: Any) -> str:
        first, other, gone = _FIELDS[key]
        said = first if old is None else gone if new is None else other
        return _(said).format(old=self._value(key, old), new=self._value(key, new))

    def _value(self, key: str, value: Any) -> str:
        if isinstance(value, date):
            return day_in_words(value, self.year)
        if key == "unit":
            return self.names.get(value, str(value))
        if key == "goal":
            found = by_id(self.later_goals, value) or by_id(self.goals, value)
            return str(found["text"] if found else value)
        return bare(str(value))


def day_in_words(day: date, year: int | None = None) -> str:
    """Return a day in the program's language: "23 September 2026", without the year when it is `year`."""
    from babel.dates import format_date

    from sipcli import i18n

    return str(format_date(day, "d MMMM" if day.year == year else "d MMMM y", locale=i18n.language))


def bare(text: str) -> str:
    """Return a text without the full stop at its end; the sentence around it has one."""
    return text.rstrip().removesuffix(".")
