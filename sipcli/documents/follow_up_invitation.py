"""The invitation to a follow-up as a document: the view and templates are those of the first meeting's invitation."""

from dataclasses import replace

from sipcli.case.case import Case
from sipcli.case.process_files import Calling, Invitation, Meeting
from sipcli.guidelines.model import Guideline


def as_first_meeting(case: Case, guideline: Guideline, file: str) -> tuple[Case, Guideline]:
    """Return case and guideline as the invitation to the follow-up in `file` sees them.

    The follow-up stands in the first meeting's place, under its own name, and the unit that coordinates calls to it.
    """
    one = case.follow_ups[file]
    calling = one.invitation or Calling()
    meeting = Meeting(
        date=one.date,
        time=one.time,
        ends=one.ends,
        place=one.place,
        form=one.form,
        chair=one.chair,
        recorder=one.recorder,
    )
    said = {key: getattr(calling, key) for key in Calling.model_fields}
    names = {
        language: {**words, "meeting": guideline.name("follow_up", language)}
        for language, words in guideline.names.items()
    }
    return (
        replace(
            case,
            file=case.file.model_copy(update={"coordinating_unit": case.coordinating_unit}),
            invitation=Invitation(**said, meeting=meeting),
        ),
        replace(guideline, names=names),
    )
