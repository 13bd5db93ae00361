"""Findings that no guideline asks for: a file or folder cannot be read as it is. All are errors or warnings of form."""

from dataclasses import dataclass

from sipcli.i18n import N_
from sipcli.rules.finding import FindingLevel


@dataclass(frozen=True)
class FormRule:
    """What the reading of files may report, and what `sip explain` says of it."""

    id: str
    level: FindingLevel
    asks: str
    mend: str


FORM_RULES: dict[str, FormRule] = {
    one.id: one
    for one in (
        FormRule(
            "file-unreadable",
            "error",
            N_("A file can be opened, is text in UTF-8 and is not larger than a case file can be."),
            N_("Save the file as UTF-8 in your editor, or take back an earlier version with git."),
        ),
        FormRule(
            "yaml-invalid",
            "error",
            N_("A file is YAML: “key: value”, indented with spaces."),
            N_("Mend the line that is named; compare with another case's file if in doubt."),
        ),
        FormRule(
            "file-empty",
            "error",
            N_("A file has something in it."),
            N_("Write what belongs there, or delete the file."),
        ),
        FormRule(
            "unknown-key",
            "error",
            N_("A file has only keys that sip knows, so that nothing misspelt is silently passed over."),
            N_("Correct the key's spelling; docs/case-format.md lists them."),
        ),
        FormRule(
            "missing-key",
            "error",
            N_("What the rules cannot do without is there."),
            N_("Write the key that is named."),
        ),
        FormRule(
            "wrong-type",
            "error",
            N_("A value is of its kind: text, a list, true or false, a number."),
            N_("Write the value as the message says."),
        ),
        FormRule(
            "wrong-date",
            "error",
            N_("A date is written YYYY-MM-DD and is in the calendar."),
            N_("Correct the date."),
        ),
        FormRule(
            "wrong-value",
            "error",
            N_("A value is one that its key can have."),
            N_("Choose one of the values that the message names."),
        ),
        FormRule(
            "unknown-reference",
            "error",
            N_("Whoever a file names by id is in the case."),
            N_("Correct the id, or add the person or unit to case.yaml."),
        ),
        FormRule(
            "duplicate-id",
            "error",
            N_("An id stands for one person, unit or entry."),
            N_("Give one of them another id, and change what refers to it."),
        ),
        FormRule(
            "case-missing",
            "error",
            N_("A folder under cases/ is a case and has a case.yaml."),
            N_("Write case.yaml, move the folder elsewhere, or start the case with “sip new”."),
        ),
        FormRule(
            "case-id-mismatch",
            "error",
            N_("The id in case.yaml is the name of the case's folder."),
            N_("Make them the same; the folder's name is what the history goes by."),
        ),
        FormRule(
            "unknown-file",
            "warning",
            N_("The YAML files in a case are those of the format, so that a misnamed one is not passed over."),
            N_("Rename the file, or move notes of your own to documents/."),
        ),
        FormRule(
            "unknown-guideline",
            "error",
            N_("The guideline that a case or the archive names exists."),
            N_("Correct the guideline in case.yaml or sip.yaml; “sip rules” lists them."),
        ),
    )
}
