"""What a guideline is: its names for things, its rules with level, parameters and sources."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from sipcli.case.values import Day, Id, Record, Text, Word
from sipcli.i18n import LANGUAGES

Level = Literal["error", "warning", "info", "off"]


class Both(Record):
    """A text in both languages of the program."""

    sv: Text
    en: Text

    def text(self, language: str) -> str:
        """Return the text in `language` ("sv" or "en"; anything else counts as Swedish)."""
        return self.en if language == LANGUAGES[1] else self.sv


class Document(Record):
    """A document that rules come from."""

    title: Text
    publisher: Text
    year: Text | None = None


class SourceRef(Record):
    """Where a rule comes from: a heading in a document, a law (see laws.yaml), or a reason of its own."""

    document: Id | None = None
    heading: Text | None = None
    law: Id | None = None
    note: Both | None = None
    rows: list[Id] = Field(default_factory=list, description="ids in the catalogue of requirements")


class RuleData(Record):
    """What a guideline's file says of one rule; what is left out is taken from the guideline it extends."""

    level: Level | None = None
    params: dict[str, Any] = Field(default_factory=dict)
    sources: list[SourceRef] = Field(default_factory=list)


class Names(Record):
    """A guideline's words for things, in one language."""

    plan: Text | None = None
    meeting: Text | None = None
    invitation: Text | None = None
    coordinator: Text | None = None
    follow_up: Text | None = None
    chair: Text | None = None
    support_person: Text | None = None
    lead_principal: Text | None = None
    consent_form: Text | None = Field(None, description="the county's own consent form (C3)")


Moment = Literal["child", "guardians", "refusal", "follow-up", "survey"]
"""When a guideline has questions to put: in preparing child and guardians, at a no, at a follow-up, in the survey."""


class Reminder(Record):
    """Something to remember that no rule can check: a text for documents and for `sip show`."""

    text: Both | None = None
    show_in: list[Literal["invitation", "plan", "case"]] = Field(
        default_factory=list, description="the documents, and `sip show` (case)"
    )
    steps: list[Literal["discover", "prepare", "invite", "meet", "follow-up", "close"]] = Field(
        default_factory=list, description="when `sip show` says it; at every step when left out"
    )
    sources: list[SourceRef] = Field(default_factory=list)
    off: bool = Field(False, description="true switches an inherited reminder off")


class AgendaPoint(Record):
    """One point of an agenda."""

    text: Both
    minutes: int | None = Field(None, ge=1, description="how long it takes; without it no clock is set after it")
    note: Both | None = Field(None, description="what the chair thinks of at the point")
    recorded: bool = Field(True, description="false where the recorder has nothing to write down")


class Agenda(Record):
    """How a meeting goes, point by point (M3-M8, M11, M13)."""

    title: Both
    points: list[AgendaPoint]
    covers: list[Id] = Field(
        default_factory=list, description="reminders that it says itself, so that none is said twice"
    )
    sources: list[SourceRef] = Field(default_factory=list)


class GuidelineFile(Record):
    """A guideline's file."""

    id: Id
    extends: Id | None = None
    title: Both
    default_route: Literal["hlt", "outside-hlt", "discharge", "internal"] | None = None
    documents: dict[Id, Document] = Field(default_factory=dict)
    names: dict[Literal["sv", "en"], Names] = Field(default_factory=dict)
    reasons: dict[Word, Both] = Field(default_factory=dict, description="situations that call for a plan (I2, I3)")
    other_plans: dict[Word, Both] = Field(default_factory=dict, description="individual plans of other kinds (I16)")
    questions: dict[Moment, dict[Word, Both]] = Field(
        default_factory=dict, description="what the guideline asks people at a moment of the process (P3, C14, F5, X4)"
    )
    rules: dict[Id, RuleData] = Field(default_factory=dict)
    reminders: dict[Id, Reminder] = Field(default_factory=dict)
    agendas: dict[Id, Agenda] = Field(
        default_factory=dict,
        description="how a meeting goes; `meeting` is the one that is used unless another is named",
    )


class DatedReference(Record):
    """How a law is referred to from one day until another."""

    from_: Day | None = Field(None, alias="from")
    until: Day | None = None
    text: Text
    verified: bool = Field(True, description="the wording was read; false: a lawyer should look")


class Law(Record):
    """A provision, whose reference changes over the years."""

    about: Both
    references: list[DatedReference]

    def reference(self, day: date) -> str:
        """Return the reference in force on `day`; the latest one when none covers it."""
        for one in self.references:
            if (one.from_ is None or one.from_ <= day) and (one.until is None or day <= one.until):
                return one.text
        return self.references[-1].text


@dataclass(frozen=True)
class Source:
    """Where a rule comes from, ready to be shown."""

    document: Document | None = None
    heading: str | None = None
    law: Law | None = None
    note: Both | None = None
    rows: tuple[str, ...] = ()

    def text(self, day: date, language: str) -> str:
        """Return the source as one line, with the law's reference in force on `day`."""
        if self.law:
            return self.law.reference(day)
        if self.note:
            return self.note.text(language)
        title = f"{self.document.publisher}, {self.document.title}" if self.document else ""
        return f"{title}: {self.heading}" if self.heading else title


@dataclass(frozen=True)
class RuleSetting:
    """How a guideline applies one rule."""

    level: Level
    params: dict[str, Any] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, eq=False)
class Guideline:
    """A guideline with everything it takes over from those it extends. Each is equal to itself only."""

    id: str
    title: Both
    lineage: tuple[str, ...]
    default_route: str | None
    documents: dict[str, Document]
    names: dict[str, dict[str, str]]
    reasons: dict[str, Both]
    rules: dict[str, RuleSetting]
    reminders: dict[str, Reminder]
    other_plans: dict[str, Both] = field(default_factory=dict)
    questions: dict[str, dict[str, Both]] = field(default_factory=dict)
    agendas: dict[str, Agenda] = field(default_factory=dict)

    def asks(self, moment: str, language: str) -> dict[str, str]:
        """Return the questions of a moment ("child", "guardians", "refusal", "follow-up", "survey") by their word."""
        return {word: both.text(language) for word, both in self.questions.get(moment, {}).items()}

    def reminded(self, where: str, language: str, step: str | None = None, without: Collection[str] = ()) -> list[str]:
        """Return the reminders for a place ("invitation", "plan", "case"), at a step, as texts in `language`.

        Those whose ids are in `without` are left out: for a document that says them in its own words.
        """
        return [
            one.text.text(language)
            for reminder, one in self.reminders.items()
            if one.text and where in one.show_in and not one.off and reminder not in without
            if step is None or not one.steps or step in one.steps
        ]

    def applied(self) -> Mapping[str, RuleSetting]:
        """Return the rules that are not switched off."""
        return self._applied

    @cached_property
    def _applied(self) -> Mapping[str, RuleSetting]:
        return {rule: setting for rule, setting in self.rules.items() if setting.level != "off"}

    def name(self, term: str, language: str) -> str:
        """Return the guideline's word for `term` ("plan", "meeting", ...) in `language`; Swedish when it has none."""
        return self.names.get(language, {}).get(term) or self.names["sv"][term]
