"""The documents: what is in the view is on the page, as it was typed, and the page is well made."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from sipcli.case.case import Case
from sipcli.documents.follow_up_invitation import as_first_meeting
from sipcli.documents.render import ENGINES, LANGUAGES, render
from sipcli.documents.views import (
    VIEWS,
    FollowUpView,
    InvitationView,
    Person,
    PlannedGoal,
    PlannedIntervention,
    PlanView,
)
from sipcli.guidelines.loader import guideline_ids, load_guideline
from sipcli.resources import shipped
from tests.helpers import in_memory, reference

DOCUMENTS = ("invitation", "plan")
FORMATS = ("md", "html")
UNDECIDED = {"sv": "Inte bestämt än", "en": "Not decided yet"}
VOID = ("br", "hr", "meta", "img", "link", "input")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CODES = {"principal", "kind", "term", "status", "form", "lead_principal", "time", "ends", "changed", "terms"}
"""Fields of a view that hold a code, not free text."""

HOSTILE = (
    "# x",
    "<script>alert(1)</script>",
    "</style></title></td><h1>x</h1>",
    "{{ 7*7 }}",
    "{% include 'sv/plan.md.j2' %}",
    "{# x #}",
    "#import",
    "=cmd()",
    "*b* **c** _d_ __e__ ~~f~~",
    "| a | b |\n|---|---|",
    "1. x",
    "1) x",
    "- x",
    "+ x",
    "> x",
    "---",
    "===",
    "```\nx",
    "    x",
    "![](x)",
    "![a](javascript:b)",
    "[x]: y",
    "[^1]",
    "[ ] x",
    "&amp; &lt; &#35;",
    "a\\b \\* \\",
    "`x`",
    "<https://exempel.invalid>",
    "<!-- x -->",
    "rad ett\n\n# rad två\n- rad tre\n\n    rad fyra",
    "å ä ö – ” € 🙂",
)


class Page(HTMLParser):
    """A page's elements in order, its text, and what stands under each heading."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[int, str]] = []
        self.under: list[str] = []
        self.title = ""
        self._open: list[str] = []
        self._text: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    @property
    def names(self) -> list[str]:
        return [tag for tag, _attributes in self.tags]

    @property
    def text(self) -> str:
        return normal("".join(self._text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag in HEADINGS:
            self.headings.append((int(tag[1]), ""))
            self.under.append("")
        if tag not in ("span", "strong", "em"):
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        if "title" in self._open:
            self.title += data
            return
        self._text.append(data)
        if any(tag in HEADINGS for tag in self._open):
            level, before = self.headings[-1]
            self.headings[-1] = (level, before + data)
        elif self.headings:
            self.under[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def normal(text: str) -> str:
    return " ".join(text.split())


def page(text: str, to: str) -> Page:
    return Page(text if to == "html" else MarkdownIt("commonmark").enable("table").render(text))


@pytest.fixture(scope="module")
def case() -> Case:
    return in_memory(reference())


TERMS = {"plan": "SIP", "meeting": "SIP-möte", "invitation": "kallelse", "coordinator": "ansvarig", "follow_up": "möte"}

FULL_INTERVENTION = PlannedIntervention(
    "Anpassat schema",
    "Påhittskolan",
    "municipality",
    "Ada Påhitt",
    date(2026, 9, 23),
    date(2026, 12, 18),
    "dagligen",
    "Klassrum 4",
    "active",
)
FULL_INVITATION = InvitationView(
    terms=TERMS,
    child="Lova Exempelsson",
    sent_on=date(2026, 9, 1),
    sender=Person("Socialtjänsten i Testlund", "unit", None, "Eli Påhitt", "070-1740608", "eli@testlund.invalid"),
    reason="Hög frånvaro",
    purpose="Lova ska trivas",
    questions=["Vad behövs?", "Vem gör vad?"],
    agenda=["nuläge", "mål"],
    date=date(2026, 9, 22),
    time="14:00",
    place="Rum 12",
    form="hybrid",
    secure_service="Trygg Video",
    chair="Ada Påhitt",
    recorder="Dani Påhitt",
    invitees=[
        Person("Lova Exempelsson", "child", "huvudfigur"),
        Person("BUP Hittepå", "unit", "behandling", "Fia Påhitt", "070-1740609", None, "Gunde Påhitt"),
    ],
    reminders=["Mandat ordnas före mötet"],
    ends="15:30",
    replaces_earlier=True,
    changed=["date", "place", "hittepå"],
)
FULL_PLAN = PlanView(
    terms=TERMS,
    child="Lova Exempelsson",
    version=3,
    made_on=date(2026, 9, 22),
    needs=["Trygg väg till skolan", "Sömn"],
    goals=[
        PlannedGoal(
            "Lova trivs",
            "long",
            "open",
            [FULL_INTERVENTION],
            [PlannedGoal("Två lektioner", "short", "met", [replace(FULL_INTERVENTION, what="Samtal")], [])],
        ),
        PlannedGoal("Sova bättre", "short", "dropped", [], []),
    ],
    other_interventions=[replace(FULL_INTERVENTION, what="Avlastning", unit="Familjehuset")],
    child_does="Ringer mentorn",
    guardians_do="Följer till skolan",
    others_do=["Mormor hämtar", "Fritidsledaren håller en plats"],
    has_guardians=True,
    coordination_shared_with=["BUP Hittepå i stan"],
    coordinator=Person("Eli Påhitt", "unit", "Socialtjänsten", None, "070-1740608", "eli@testlund.invalid"),
    lead_principal="municipality",
    contact_if_failing="Jo Påhitt, 070-1740610",
    people=[
        Person("Lova Exempelsson", "child"),
        Person("Alva Exempelsson", "guardian", None, None, "070-1740605", "alva@exempelsson.invalid"),
        Person("BUP Hittepå", "unit", None, "Fia Påhitt, kurator", "070-1740609"),
    ],
    follow_up=FollowUpView(date(2026, 12, 1), "15:30", "Rum 14", ["Lova Exempelsson", "Bo Exempelsson"]),
    signatures_offered=True,
    signed=["Alva Exempelsson"],
    reminders=["Planen hålls aktuell"],
)
FULL: dict[str, InvitationView | PlanView] = {"invitation": FULL_INVITATION, "plan": FULL_PLAN}
BARE: dict[str, InvitationView | PlanView] = {
    "invitation": InvitationView(
        TERMS, "Lova", None, None, None, None, [], [], None, None, None, None, None, None, None, [], []
    ),
    "plan": PlanView(
        TERMS,
        "Lova",
        1,
        date(2026, 9, 22),
        [],
        [],
        [],
        None,
        None,
        [],
        True,
        None,
        [],
        None,
        None,
        [],
        None,
        False,
        [],
        [],
    ),
}


def made(
    document: str, view: InvitationView | PlanView, to: str, language: str, case: Case, patch: pytest.MonkeyPatch
) -> str:
    patch.setitem(VIEWS, document, lambda *_about: view)
    return render(document, case, load_guideline("national"), to, language)


def changed(value: Any, mark: Any, name: str = "") -> Any:
    """Return the view with `mark(text)` in the place of every free text in it."""
    if name in CODES or value is None:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: changed(getattr(value, one.name), mark, one.name) for one in fields(value)})
    if isinstance(value, list):
        return [changed(one, mark, name) for one in value]
    return mark(value) if isinstance(value, str) else value


def texts(value: Any, name: str = "") -> Iterator[str]:
    if name in CODES:
        return
    if is_dataclass(value):
        for one in fields(value):
            yield from texts(getattr(value, one.name), one.name)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one, name)
    elif isinstance(value, str):
        yield value


def without_unshown(view: InvitationView | PlanView) -> InvitationView | PlanView:
    """Return the view without what the page leaves out: numbers of the invited, names that stand in two places."""
    if isinstance(view, InvitationView):
        return replace(view, invitees=[replace(one, phone=None, email=None) for one in view.invitees])
    return replace(view, signed=[])


each_document = pytest.mark.parametrize("document", DOCUMENTS)
each_format = pytest.mark.parametrize("to", FORMATS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_document
@each_format
@each_language
@pytest.mark.parametrize("guideline", guideline_ids())
def test_the_reference_case_in_every_form(case: Case, document: str, to: str, language: str, guideline: str) -> None:
    loaded = load_guideline(guideline)
    view = VIEWS[document](case, loaded, language)
    found = page(render(document, case, loaded, to, language), to)
    for text in texts(without_unshown(view)):
        if not (language == "en" and text in ("huvudperson", "vårdnadshavare")):
            assert normal(text) in found.text
    words = ("invitation", "meeting") if document == "invitation" else ("plan", "coordinator", "follow_up")
    for word in words:
        assert view.terms[word].lower() in found.text.lower()
    check_structure(found)


@each_document
@each_format
@each_language
def test_everything_in_the_view_is_on_the_page(
    case: Case, document: str, to: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = page(made(document, FULL[document], to, language, case, monkeypatch), to)
    for text in texts(without_unshown(FULL[document])):
        assert text in found.text
    assert UNDECIDED[language] not in found.text
    check_structure(found)


DATES_AND_CODES = {
    ("plan", "sv"): """Version 3|22 september 2026|23 september 2026|18 december 2026|Tisdag 1 december 2026|kl. 15:30
        Mål på lång sikt|Mål på kort sikt|Pågår|nått|inte aktuellt längre|Kommunen|Vårdnadshavare""",
    ("plan", "en"): """Version 3|22 September 2026|23 September 2026|18 December 2026|Tuesday, 1 December 2026|at 15:30
        Long-term goal|Short-term goal|Under way|reached|no longer relevant|The municipality|Guardian""",
    ("invitation", "sv"): """Kallelse till SIP-möte|Tisdag 22 september 2026 kl. 14:00|1 september 2026
        På plats och digitalt|Du bestämmer hur du deltar|i ditt ställe|bara det som behövs""",
    ("invitation", "en"): """Kallelse: SIP-möte|Tuesday, 22 September 2026 at 14:00|1 September 2026
        In person and online|You decide how you take part|in your place|only what is needed""",
}


@each_document
@each_format
@each_language
def test_dates_and_codes_are_written_in_words(
    case: Case, document: str, to: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = page(made(document, FULL[document], to, language, case, monkeypatch), to)
    for words in re.split(r"[|\n]", DATES_AND_CODES[document, language]):
        assert words.strip() in found.text


@each_format
@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("planned", "Planerad"),
        ("not-started", "Inte påbörjad"),
        ("active", "Pågår"),
        ("completed", "Klar"),
        ("cancelled", "Inställd"),
        ("vilande", "vilande"),
    ],
)
def test_a_status_is_a_word_and_an_unknown_one_is_kept(
    case: Case, to: str, status: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = replace(FULL_PLAN, goals=[], other_interventions=[replace(FULL_INTERVENTION, status=status)])
    assert f"Läge{':' if to == 'md' else ''}" in page(made("plan", view, to, "sv", case, monkeypatch), to).text
    assert word in page(made("plan", view, to, "sv", case, monkeypatch), to).text


@each_format
@pytest.mark.parametrize(
    ("code", "word"),
    [("municipality", "Kommunen"), ("region", "Regionen"), ("independent-operator", "Enskild huvudman")],
)
def test_the_lead_principal_is_a_word(
    case: Case, to: str, code: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = replace(FULL_PLAN, lead_principal=code)
    assert word in page(made("plan", view, to, "sv", case, monkeypatch), to).text


@each_document
@each_format
@each_language
@pytest.mark.parametrize("hostile", HOSTILE)
def test_free_text_comes_out_as_typed(
    case: Case, document: str, to: str, language: str, hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = without_unshown(FULL[document])
    calm = page(made(document, plain, to, language, case, monkeypatch), to)
    wanted: list[str] = []

    def mark(text: str) -> str:
        wanted.append(normal(f"{hostile} §{len(wanted)}§"))
        return f"{hostile} §{len(wanted) - 1}§"

    view = changed(plain, mark)
    found = page(made(document, view, to, language, case, monkeypatch), to)
    for text in wanted:
        assert text in found.text
    assert without_breaks(found) == without_breaks(calm)
    assert not {"script", "img", "code", "pre"} & set(found.names)


def without_breaks(found: Page) -> list[str]:
    return [tag for tag in found.names if tag != "br"]


@each_document
@each_format
@each_language
def test_a_bare_view_leaves_no_empty_heading(
    case: Case, document: str, to: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = page(made(document, BARE[document], to, language, case, monkeypatch), to)
    assert "None" not in found.text
    check_structure(found)


@each_document
@each_format
@each_language
@pytest.mark.parametrize("blank", [None, "", " \n "])
def test_each_missing_part_leaves_no_empty_heading(
    case: Case, document: str, to: str, language: str, blank: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = FULL[document]
    for one in fields(full):
        value = getattr(full, one.name)
        if one.name in CODES - {"time", "form", "lead_principal"} or one.name in ("child", "version", "made_on"):
            continue
        text = isinstance(value, str)
        empty: Any = ([] if blank is None else [blank]) if isinstance(value, list) else blank if text else None
        if isinstance(value, list) and value and is_dataclass(value[0]):
            empty = []
        if isinstance(value, bool):
            empty = False
        changes: dict[str, Any] = {one.name: empty}
        found = page(made(document, replace(full, **changes), to, language, case, monkeypatch), to)
        assert "None" not in found.text
        check_structure(found)


@each_format
@each_language
def test_the_statutory_contents_are_said_to_be_open(
    case: Case, to: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opens(view: PlanView) -> int:
        found = page(made("plan", view, to, language, case, monkeypatch), to)
        return found.text.count(UNDECIDED[language])

    goal = PlannedGoal("Lova trivs", "long", "open", [], [])
    assert opens(FULL_PLAN) == 0
    assert opens(replace(FULL_PLAN, goals=[goal], other_interventions=[])) == 1
    assert opens(replace(FULL_PLAN, goals=[], other_interventions=[])) == 1
    assert opens(replace(FULL_PLAN, goals=[], other_interventions=[replace(FULL_INTERVENTION, unit="–")])) == 1
    assert opens(replace(FULL_PLAN, child_does=None, guardians_do=None, others_do=[])) == 1
    assert opens(replace(FULL_PLAN, child_does=None, guardians_do=None)) == 0
    assert opens(replace(FULL_PLAN, lead_principal=None)) == 1
    assert opens(replace(FULL_PLAN, coordinator=None)) == 1
    assert opens(replace(FULL_PLAN, follow_up=None)) == 1


@each_format
def test_goals_stand_within_goals_however_deep(case: Case, to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = PlannedGoal("mål 9", "short", "open", [FULL_INTERVENTION], [])
    for number in range(8, 0, -1):
        goal = PlannedGoal(f"mål {number}", "long", "open", [], [goal])
    view = replace(FULL_PLAN, goals=[goal], other_interventions=[])
    found = page(made("plan", view, to, "sv", case, monkeypatch), to)
    order = [found.text.index(f"mål {number}") for number in range(1, 10)]
    assert order == sorted(order)
    assert [level for level, text in found.headings if "mål" in text] == [3, 4, 5, 6, 6, 6, 6, 6, 6]
    assert UNDECIDED["sv"] not in found.text


@each_format
def test_signatures(case: Case, to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def text(view: PlanView) -> str:
        return page(made("plan", view, to, "sv", case, monkeypatch), to).text

    offered = text(FULL_PLAN)
    assert "Underskrifter" in offered
    assert offered.count("har skrivit under") == 1
    assert offered.count("Datum") == 2
    assert "Har skrivit under: Alva Exempelsson" in text(replace(FULL_PLAN, signatures_offered=False))
    assert "Underskrifter" not in text(replace(FULL_PLAN, signatures_offered=False, signed=[]))


@each_format
def test_an_invitation_says_where_or_that_it_is_digital(case: Case, to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def text(**changes: Any) -> str:
        return page(made("invitation", replace(FULL_INVITATION, **changes), to, "sv", case, monkeypatch), to).text

    assert UNDECIDED["sv"] in text(place=None, form="physical")
    assert UNDECIDED["sv"] in text(date=None)
    digital = text(place=None, form="digital")
    assert "Digitalt" in digital
    assert UNDECIDED["sv"] not in digital
    assert "Ersättare" in digital
    assert "Ersättare" not in text(invitees=[Person("Alva Exempelsson", "guardian", "vårdnadshavare")])
    assert "Till dig" not in text(invitees=[])
    assert "bestämmer hur" in text(invitees=[])
    assert "god man" in text(invitees=[Person("Ivo Påhitt", "person", "god-man")])


@each_format
def test_an_invitation_sent_again_says_what_it_replaces_and_what_is_new(
    case: Case, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def text(language: str = "sv", **changes: Any) -> str:
        view = replace(FULL_INVITATION, **changes)
        return page(made("invitation", view, to, language, case, monkeypatch), to).text

    assert "Det här ersätter det som har skickats tidigare. Ändrat sedan dess: dagen, platsen, hittepå." in text()
    assert "This replaces what was sent before. Changed since then: the day, the place, hittepå." in text("en")
    assert "Ändrat sedan dess" not in text(changed=[])
    assert "ersätter" not in text(replaces_earlier=False)
    assert "kl. 14:00–15:30" in text()
    assert "kl. 14:00–" not in text(ends=None)


def test_the_view_is_of_the_latest_sending_and_leaves_out_who_passed_it_on() -> None:
    files = reference()
    files["invitation.yaml"] |= {"sent_again": [{"on": "2026-09-05", "changed": ["place"]}]}
    files["invitation.yaml"]["invitees"][-1] |= {"response": "passed-on", "passed_to": "soc"}
    view = VIEWS["invitation"](in_memory(files), load_guideline("national"), "sv")
    assert (view.sent_on, view.replaces_earlier, view.changed) == (date(2026, 9, 5), True, ["place"])
    assert "BUP Hittepå" not in [one.name for one in view.invitees]
    assert view.sender.name == "Påhittskolan"


@pytest.mark.parametrize("guideline", guideline_ids())
@each_language
def test_an_invitation_to_a_follow_up_has_its_own_day_name_and_caller(guideline: str, language: str) -> None:
    files = reference()
    files["plan.yaml"]["coordinator"] |= {"name": "Ina Påhitt", "phone": "070-1740611"}
    files["follow-ups/2026-12-01.yaml"] |= {
        "ends": "15:00", "form": "digital",
        "invitation": {"sent_on": "2026-11-03", "purpose": "Se hur det går", "invitees": [{"who": "child"}]},
    }  # fmt: skip
    loaded = load_guideline(guideline)
    case, named = as_first_meeting(in_memory(files), loaded, "follow-ups/2026-12-01.yaml")
    view = VIEWS["invitation"](case, named, language)
    assert (view.date, view.time, view.ends, view.form) == (date(2026, 12, 1), "14:00", "15:00", "digital")
    assert (view.purpose, view.sent_on, len(view.invitees)) == ("Se hur det går", date(2026, 11, 3), 1)
    assert view.terms["meeting"] == loaded.name("follow_up", language)
    assert (view.sender.name, view.sender.contact) == ("Socialtjänsten i Fantasia", "Ina Påhitt")
    for to in FORMATS:
        text = page(render("invitation", case, named, to, language), to).text
        assert loaded.name("follow_up", language) in text
        assert "070-1740611" in text


def test_at_a_discharge_the_care_contact_calls() -> None:
    files = reference()
    contact = {"name": "Ola Påhitt", "phone": "070-1740612", "unit": "bup"}
    files["case.yaml"] |= {"route": "discharge", "discharge": {"care_contact": contact}}
    view = VIEWS["invitation"](in_memory(files), load_guideline("national"), "sv")
    assert (view.sender.name, view.sender.contact, view.sender.phone) == ("BUP Hittepå", "Ola Påhitt", "070-1740612")


def check_structure(found: Page) -> None:
    """Assert one h1, no level skipped, no heading without text or without anything under it."""
    levels = [level for level, _text in found.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    for before, after in pairwise(levels):
        assert after <= before + 1
    for i, (level, text) in enumerate(found.headings):
        deeper = i + 1 < len(levels) and levels[i + 1] > level
        assert text.strip()
        assert found.under[i].strip() or deeper or level > 2, text


@each_document
@each_language
def test_a_page_is_accessible_and_stands_alone(
    case: Case, document: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = made(document, FULL[document], "html", language, case, monkeypatch)
    found = Page(html)
    assert html.startswith("<!doctype html>\n")
    assert dict(found.tags)["html"] == {"lang": language}
    assert "Lova Exempelsson" in found.title
    assert found.names.count("main") == 1
    assert found.names.count("table") == found.names.count("caption") > 0
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in found.tags if tag == "th")
    assert all(attributes.get("data-label") for tag, attributes in found.tags if tag == "td")
    for _tag, attributes in found.tags:
        assert not {"src", "href", "style", "onclick"} & set(attributes)
    assert "url(" not in html
    assert "@import" not in html


def test_every_text_stands_out_from_what_it_stands_on() -> None:
    css = (shipped("templates") / "_style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", css)) | {"paper": "#ffffff"}
    for text, ground in (("ink", "wash"), ("quiet", "wash"), ("accent", "wash"), ("open-ink", "open")):
        for behind in (ground, "paper"):
            assert contrast(colours[text], colours[behind]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.1 counts it."""
    darker, lighter = sorted(luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@each_document
@each_format
def test_both_languages_are_built_alike(case: Case, document: str, to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for view in (FULL[document], BARE[document]):
        swedish, english = (page(made(document, view, to, one, case, monkeypatch), to) for one in ("sv", "en"))
        assert swedish.names == english.names


@each_document
@each_language
def test_markdown_reads_well_as_plain_text(
    case: Case, document: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for view in (FULL[document], BARE[document]):
        text = made(document, view, "md", language, case, monkeypatch)
        assert "\n\n\n" not in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert not re.search(r"[ \t]$", text, re.MULTILINE)
        assert re.findall(r"^(?!\n)[^\n]+\n(?=## )", text, re.MULTILINE) == []


def test_both_formats_say_the_same(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    for document in DOCUMENTS:
        pages = [page(made(document, FULL[document], to, "sv", case, monkeypatch), to) for to in FORMATS]
        for level in (1, 2):
            first, second = ([normal(text) for at, text in one.headings if at == level] for one in pages)
            assert first == second


@each_document
@each_format
def test_an_archive_can_shadow_a_template_and_the_shared_parts(
    case: Case, document: str, to: str, tmp_path: Path
) -> None:
    (tmp_path / "sv").mkdir()
    (tmp_path / "sv" / "_words.j2").write_text(
        (shipped("templates") / "sv" / "_words.j2")
        .read_text(encoding="utf-8")
        .replace('"Vem ansvarar"', '"Vem gör det"')
        .replace('"På plats"', '"I rummet"'),
        encoding="utf-8",
    )
    (tmp_path / "_style.css").write_text("body { color: #123456; }\n", encoding="utf-8")
    text = render(document, case, load_guideline("national"), to, "sv", tmp_path)
    assert ("Vem gör det" if document == "plan" else "I rummet") in text
    assert ("#123456" in text) is (to == "html")
    (tmp_path / "sv" / f"{document}.{to}.j2").write_text("{{ child|sentence }}!", encoding="utf-8")
    assert render(document, case, load_guideline("national"), to, "sv", tmp_path) == "Lova Exempelsson!"


def test_every_template_there_can_be_is_there() -> None:
    for language in LANGUAGES:
        for document in VIEWS:
            for to in ENGINES.keys() & set(FORMATS):
                assert (shipped("templates") / language / f"{document}.{to}.j2").is_file()
