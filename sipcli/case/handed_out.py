"""documents/NAME.yaml: what a document that was handed out was made of, so that it can be made again."""

from pydantic import Field

from sipcli.case.values import Day, Id, Record, Text, Word


class TemplateUsed(Record):
    """The template a document was set from, and the fingerprint of all that it could take pieces and words from."""

    name: Text = Field(description="the file, as “sip template list” names it")
    own: bool = Field(False, description="whether it was the archive's own")
    sha256: Text = Field(description="fingerprint of the templates and words together")


class HandedOut(Record):
    """The record beside a document in documents/."""

    document: Word = Field(description="which document")
    made_on: Day = Field(description="the day it says it was made")
    language: Text
    format: Word = Field(description="pdf, docx, html, md, txt or ics")
    for_: Id | None = Field(None, alias="for", description="the one reader it was made for")
    about: Text | None = Field(None, description="which one, where a case has several")
    title: Text | None = Field(None, description="the title of a calendar entry, where it was given")
    guideline: Id
    whole: bool = Field(False, description="nothing was left out: somebody's own working copy")
    commit: Text | None = Field(
        None, description="the commit the case was read at; left out: the one that added this file"
    )
    unrecorded: list[Text] = Field(
        default_factory=list, description="files whose changes by hand git did not have then"
    )
    template: TemplateUsed
    made_with: Text = Field(description="the program, and the engine that set it, with their versions")
    sha256: Text = Field(description="fingerprint of the document")
