"""The map of the people around the child: no name over another, all of them told in words too; and the drawings."""

import re
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from sipcli.documents.material import Material
from sipcli.documents.render import render
from sipcli.documents.views.map_layout import Label, Layout, lay_out, text_width, wrapped
from sipcli.documents.views.network import network_map_view
from sipcli.errors import NeedsUser
from sipcli.guidelines.loader import load_guideline
from sipcli.resources import shipped
from tests.documents.reading import pdf_text
from tests.helpers import case, in_memory

TODAY = date(2026, 9, 10)
ADULT_NOW = date(2032, 3, 12)
LANGUAGES = ("sv", "en", "sv-simple")
PICTURES = sorted((shipped("templates") / "pictures").glob("*.svg"))


def material(patch: Any = None, *, language: str = "sv", today: date = TODAY) -> Material:
    return Material(in_memory(case(patch)), load_guideline("vasterbotten"), language, today)


def said(of: Material, to: str = "txt") -> str:
    """The map as text on one line."""
    return " ".join(render("network-map", of, to).content.decode("utf-8").split())


def boxes(made: Layout) -> list[tuple[float, float, float, float]]:
    return [one.box for one in (made.child, *made.people)]


def check(made: Layout) -> None:
    """Assert that nothing meets or leaves the map, and that each line lies within its own box."""
    left, top, width, height = made.view
    for a, b in combinations(boxes(made), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)
    for one in (made.child, *made.people):
        assert left <= one.box[0] < one.box[2] <= left + width
        assert top <= one.box[1] < one.box[3] <= top + height
        assert one.x >= one.box[0] - 0.1
        assert one.y >= one.box[1] - 0.1
        for line in one.lines:
            half = text_width(line.text, line.size) / 2
            assert one.box[0] - 0.1 <= line.x - half
            assert line.x + half <= one.box[2] + 0.1
            assert one.y + 100 * one.scale < line.y <= one.box[3]
            assert line.size >= 12


SHORT = Label("school", "Bo")
LONG = Label(
    "health", "Maximiliana Exempelsson-Påhittström", "Barn- och ungdomspsykiatriska mottagningen i Norra Hittepå"
)
ENDLESS = Label("others", "Hittepå" * 12, "w" * 90)


@pytest.mark.parametrize("of", [SHORT, LONG, ENDLESS])
@pytest.mark.parametrize("many", range(1, 17))
def test_no_name_meets_another(many: int, of: Label) -> None:
    for near in {0, 1, many // 2, many}:
        made = lay_out(of.name, [of] * near, [of] * (many - near))
        check(made)
        assert len(made.people) == many


def test_more_than_a_page_has_room_for_are_still_all_there() -> None:
    made = lay_out("Lova", [LONG, SHORT] * 6, [SHORT, LONG] * 20)
    check(made)
    assert len(made.people) == 52


def test_those_near_stand_nearer_and_few_names_are_larger() -> None:
    made = lay_out("Lova", [SHORT] * 2, [SHORT] * 4)
    near, far = ([one.box for one in made.people[:2]], [one.box for one in made.people[2:]])
    reach = [max(abs((box[0] + box[2]) / 2), abs((box[1] + box[3]) / 2)) for box in near + far]
    assert max(reach[:2]) < min(reach[2:])
    assert made.view[2] < lay_out("Lova", [LONG] * 4, [LONG] * 12).view[2]


def test_a_name_is_told_whole_or_ends_in_dots() -> None:
    lines = [line.text for line in lay_out("Lova", [LONG], []).people[0].lines]
    assert "".join(lines).replace(" ", "") == (LONG.name + (LONG.unit or "")).replace(" ", "")
    assert lay_out("Lova", [ENDLESS], []).people[0].lines[1].text.endswith("…")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Bo Ek", ["Bo Ek"]),
        ("Anna-Lisa Exempelsson", ["Anna-Lisa", "Exempelsson"]),
        ("Bo Påhitt-Exempelsson", ["Bo Påhitt-", "Exempelsson"]),
        ("", []),
    ],
)
def test_names_are_divided_where_they_may_be(text: str, lines: list[str]) -> None:
    assert wrapped(text, 20, 150) == lines


def test_the_map_tells_who_stands_where() -> None:
    people = {
        "case.yaml": {
            "relatives": [{"id": "mormor", "name": "Mona Exempelsson", "relation": "mormor"}],
            "units": [
                {"id": "skola", "name": "Påhittskolan", "kind": "school", "principal": "municipality"},
                {"id": "hem", "name": "Familjen Påhitt", "kind": "foster-home", "principal": "municipality"},
                {"id": "af", "name": "Klubben", "kind": "scouts", "principal": "municipality"},
            ],
        }
    }
    view = network_map_view(material(people))
    assert {one.name: [person.who.name for person in one.people] for one in view.groups} == {
        "near": ["Alva Exempelsson", "Bo Exempelsson", "Mona Exempelsson", "Familjen Påhitt"],
        "school": ["Påhittskolan"],
        "others": ["Klubben"],
    }
    assert [task.what for task in view.groups[1].people[0].tasks] == ["Anpassat schema"]


def test_who_helps_by_the_plan_is_on_the_map_beside_the_contact() -> None:
    one = {"id": "i1", "what": "Läxhjälp", "unit": "skola", "who": "Cleo Påhitt", "status": "active"}
    over = {"id": "i2", "what": "Läger", "unit": "skola", "who": "Ebba Påhitt", "status": "completed"}
    view = network_map_view(material({"plan.yaml": {"interventions": [one, over]}}))
    school = next(group for group in view.groups if group.name == "school")
    assert [(person.who.name, len(person.tasks)) for person in school.people] == [("Ada Påhitt", 0), ("Cleo Påhitt", 1)]


def test_custody_and_mandates_that_have_ended_are_not_on_the_map() -> None:
    assert "Alva Exempelsson" not in network_map_view(material(today=ADULT_NOW)).names


def test_a_child_with_nobody_has_no_map() -> None:
    with pytest.raises(NeedsUser, match="nobody around"):
        network_map_view(material({"case.yaml": {"guardians": [], "units": []}}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_told_in_words_and_read_in_every_format(language: str) -> None:
    of = material(language=language)
    drawn = said(of, "html")
    names = network_map_view(of).names
    label = re.search(r'role="img" aria-label="([^"]*)"', drawn)
    assert label
    for name in ["Lova Exempelsson", *names]:
        assert name in label[1]
    text = said(of)
    assert all(text.count(name) == 2 for name in names)  # in what stands for the drawing, and in the list
    pdf = " ".join(pdf_text(render("network-map", of, "pdf").content).split())
    assert all(pdf.count(name.split()[0]) >= 2 for name in names)


def test_names_on_the_map_are_text() -> None:
    drawn = said(material({"case.yaml": {"relatives": [{"id": "x", "name": "<b>Bo</b> & Co"}]}}), "html")
    assert "<b>" not in drawn
    assert "&lt;b&gt;Bo" in drawn


# The drawings.


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_drawing_is_a_small_drawing_of_its_own(path: Any) -> None:
    svg = path.read_text(encoding="utf-8")
    assert svg.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" class="icon" viewBox="0 0 100 100" width="100" height="100" '
        'aria-hidden="true" focusable="false">'
    )
    assert len(svg) < 2500
    assert not re.search(r"<(text|image|script|style|use|a|foreignObject)\b|href|url\(|\bid=|font", svg)
    attributes = set(re.findall(r"\s([\w-]+)=", svg)) - {"viewBox"}
    assert {one for one in attributes if one != one.lower()} == set()
    assert set(re.findall(r"#\w{3,6}", svg)) <= {"#fbe7c6", "#d9692f", "#f4b942", "#0d5160", "#fff"}


def test_the_pages_show_drawings_that_are_there() -> None:
    assert {"calendar", "clock", "place", "people", "speech", "heart", "star", "pencil", "phone", "door", "home"} <= {
        one.stem for one in PICTURES
    }
