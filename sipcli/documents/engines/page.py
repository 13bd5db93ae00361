"""The page: a document as HTML, made by Jinja2 from the document's template, its view and its words."""

from typing import Any

from sipcli.documents.mistakes import saying_where
from sipcli.documents.templates import Kind, Templates, compiled, direction_of, environment
from sipcli.documents.words import Words, place_of


def filled(templates: Templates, name: str, view: dict[str, Any], said: dict[str, Any], kind: Kind) -> str:
    """Return a Jinja2 template filled with a document's view and its words (`w`).

    Raises:
        UsageError: there is no such template.
        ArchiveError: it has a mistake, or its words have; the sentence says where.
    """
    with saying_where(name):
        context = view | {"language": templates.language, "direction": direction_of(templates.language)}
        made = environment(templates, kind).get_template(name)
        return made.render(context | {"w": words(templates, name, context, said)})


def words(templates: Templates, name: str, context: dict[str, Any], said: dict[str, Any]) -> Words:
    """Return a document's words, which fill themselves in from its view."""
    plain = environment(templates, "text")
    document = name.partition(".")[0]

    def fill(text: str, **values: Any) -> str:
        if "{" not in text:
            return text
        with saying_where(lambda: place_of(templates, document, text) or name):
            return compiled(plain, text).render(context | values)

    return Words(said, fill, f"{templates.language}/{document}.yaml")


def html(templates: Templates, document: str, view: dict[str, Any], said: dict[str, Any]) -> str:
    """Return the document's page as HTML; everything from the view and the words is escaped."""
    return filled(templates, f"{document}.html.j2", view, said, "page")
