"""Which documents there are: their names, whom each is for, and what makes its view."""

from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Literal

from sipcli.case.problems import did_you_mean
from sipcli.documents.material import Material
from sipcli.errors import UsageError
from sipcli.i18n import N_, _

Audience = Literal["child", "guardians", "representatives", "relatives", "units"]
CHILDREN: tuple[Audience, ...] = ("child",)
SPEAK_FOR: tuple[Audience, ...] = ("guardians", "representatives")
ASKED: tuple[Audience, ...] = (*CHILDREN, *SPEAK_FOR)
ADULTS: tuple[Audience, ...] = (*SPEAK_FOR, "relatives")
FAMILY: tuple[Audience, ...] = (*CHILDREN, *ADULTS)
UNITS: tuple[Audience, ...] = ("units",)
ALL: tuple[Audience, ...] = (*FAMILY, *UNITS)

VIEWS = "sipcli.documents.views."


@dataclass(frozen=True)
class Document:
    """A document that can be made of a case.

    The functions are named, as "module:function" within `views`, and imported when they are first needed: whoever makes
    one document waits for one.
    """

    name: str
    title: str
    """What it is, in the program's language once translated."""
    viewed_by: str
    """What makes its view of a material."""
    audience: tuple[Audience, ...]
    """Whom it may reach: what is withheld from one of these is left out, unless it is made for one reader."""
    chosen_by: str | None = None
    """What lists the choices of `about`, where a case can have several or none."""
    undated: bool = False
    """Whether its file keeps the day of making to itself, as an anonymous survey should: it says the year only (X4)."""
    to_giver: bool = False
    """Whether it is for the one whom `about` names, as a consent form is."""

    def view(self, of: Material) -> Any:
        """Return what the document says of a material; raises NeedsUser when there is nothing to make it of yet."""
        return _function(self.viewed_by)(of)

    def choices(self, of: Material) -> list[str]:
        """Return what `about` can be; one empty choice where there is only one, none where there is nothing."""
        found: list[str] = _function(self.chosen_by)(of) if self.chosen_by else [""]
        return found

    def addressed(self, of: Material) -> Material:
        """Return the material with the reader whom the document is for, where that follows from what it is about."""
        if not self.to_giver or of.reader is not None:
            return of
        return replace(of, reader=of.about or next(iter(self.choices(of)), None))


def _function(name: str) -> Any:
    module, _colon, function = name.partition(":")
    return getattr(import_module(VIEWS + module), function)


DOCUMENTS: dict[str, Document] = {
    one.name: one
    for one in (
        Document("information", N_("what a plan is, to the adults in the family"), "start:information_view", ADULTS),
        Document("information-child", N_("what a plan is, to the child"), "child:information_child_view", CHILDREN),
        Document(
            "consent-form", N_("consent form, one for each giver"),
            "consent_form:consent_form_view", FAMILY, "consent_form:consent_givers", to_giver=True,
        ),
        Document(
            "consent-change", N_("notice that a consent has changed, to the units"),
            "ending:consent_change_view", UNITS, "ending:changed_consents",
        ),
        Document(
            "preparation-child", N_("the child prepares the meeting"), "start:preparation_child_view", CHILDREN
        ),
        Document(
            "preparation-guardians", N_("guardians prepare the meeting"),
            "start:preparation_guardians_view", SPEAK_FOR, "start:with_guardians",
        ),
        Document(
            "network-map", N_("map of the people around the child"), "network:network_map_view", ASKED
        ),
        Document(
            "core-team", N_("the core team's first meeting (unaccompanied child)"),
            "core_team:core_team_view", ("child", "representatives", "units"), "core_team:core_teams",
        ),
        Document(
            "invitation", N_("invitation, to family and all"),
            "invitation:invitation_view", ALL, "invitation:occasions",
        ),
        Document(
            "invitation-child", N_("the child's own invitation"),
            "child:invitation_child_view", CHILDREN, "invitation:occasions",
        ),
        Document(
            "invitation-professionals", N_("invitation, to the units called"),
            "professionals:professionals_view", UNITS, "invitation:occasions",
        ),
        Document("agenda", N_("the agenda, for the chair"), "agenda:agenda_view", ALL, "agenda:agendas"),
        Document(
            "attendance", N_("list of attendance"), "meeting:attendance_view", ALL, "meeting:all_occasions"
        ),
        Document(
            "meeting-notes", N_("the recorder's notes"), "meeting:notes_view", ALL, "meeting:first_meeting"
        ),
        Document(
            "decision-feedback", N_("feedback on decisions that waited"),
            "meeting:feedback_view", ALL, "meeting:waiting_or_none",
        ),
        Document("plan", N_("the plan"), "plan:plan_view", ALL),
        Document("plan-child", N_("the child's own plan"), "child:plan_child_view", CHILDREN),
        Document(
            "follow-up-questions", N_("questions to child and guardians before a follow-up"),
            "after:follow_up_questions_view", ASKED, "occasion:follow_ups_ahead",
        ),
        Document(
            "follow-up", N_("protocol of a follow-up, a form or the record"),
            "after:follow_up_view", ALL, "occasion:follow_ups",
        ),
        Document(
            "survey", N_("anonymous survey"),
            "survey:survey_view", ("child", "guardians"), "survey:surveys", undated=True,
        ),
        Document(
            "deviation", N_("report of a deviation"), "incidents:deviation_view", UNITS, "incidents:deviations"
        ),
        Document(
            "dispute", N_("note on a dispute between parties"), "incidents:dispute_view", UNITS, "incidents:disputes"
        ),
        Document(
            "closing", N_("closing letter, to family and units"), "ending:closing_view", ALL, "ending:closings"
        ),
        Document("closing-child", N_("the end of the plan, to the child"), "child:closing_child_view", CHILDREN),
    )
}  # fmt: skip
"""The documents, in the order of the process."""


def document_named(name: str) -> Document:
    """Return a document by its name; raises UsageError when there is none."""
    if name in DOCUMENTS:
        return DOCUMENTS[name]
    message = _("There is no document “{name}”.").format(name=name) + did_you_mean(name, list(DOCUMENTS))
    raise UsageError(message + " " + _("There are: {known}.").format(known=", ".join(DOCUMENTS)))
