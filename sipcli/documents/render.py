"""Engines: a document's view model and a template become text; the template's ending chooses the engine.

`plan.md.j2` and `plan.html.j2` are Jinja2 templates. An archive's own `templates/<language>/` shadows the shipped set;
what all languages share lies in `templates/` itself and can be shadowed in the same way.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sipcli.case.case import Case
from sipcli.documents import markdown
from sipcli.documents.views import VIEWS
from sipcli.errors import ArchiveError, UsageError
from sipcli.guidelines.model import Guideline
from sipcli.i18n import _
from sipcli.resources import shipped

if TYPE_CHECKING:
    from jinja2 import Environment

LANGUAGES = ("sv", "en")
DATES = {"en": "en_GB"}
"""The locale that dates are written in, where it is not the language itself."""


def render(
    document: str,
    case: Case,
    guideline: Guideline,
    to: str,
    language: str = "sv",
    templates: Path | None = None,
) -> str:
    """Return a document ("plan", "invitation") of a case as text in the format `to` ("md", "html").

    Raises:
        UsageError: there is no such document, format or language.
        NeedsUser: the case has nothing to make it of yet.
        ArchiveError: the template has a mistake.
    """
    if document not in VIEWS:
        raise UsageError(
            _("There is no document “{name}”; there are: {known}.").format(name=document, known=", ".join(VIEWS))
        )
    if to not in ENGINES:
        raise UsageError(_("sip cannot make “{to}” yet; it can make: {known}.").format(to=to, known=", ".join(ENGINES)))
    folders = [folder for folder in (templates, shipped("templates")) if folder]
    if not any((folder / language).is_dir() for folder in folders):
        raise UsageError(
            _("There are no templates in the language “{language}”; there are: {known}.").format(
                language=language, known=", ".join(LANGUAGES)
            )
        )
    view = VIEWS[document](case, guideline, language)
    search = [*(folder / language for folder in folders), *folders]
    return ENGINES[to](f"{document}.{to}.j2", _without_blanks(asdict(view)), search, language)


def _without_blanks(value: Any) -> Any:
    """Return a view's data without space around text and without blank entries in lists, so that `if` finds them."""
    if isinstance(value, dict):
        return {key: _without_blanks(one) for key, one in value.items()}
    if isinstance(value, list):
        return [one for one in map(_without_blanks, value) if one not in ("", None)]
    return value.strip() if isinstance(value, str) else value


def _environment(folders: list[Path], language: str, **options: Any) -> "Environment":
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folders, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **options,
    )

    def day(value: date | None, form: Literal["long", "full"] = "long") -> str:
        from babel.dates import format_date

        if value is None:  # babel would write today's date
            return ""
        return format_date(value, format=form, locale=DATES.get(language, language))

    def sentence(text: str) -> str:
        return text[:1].upper() + text[1:]

    environment.filters["day"] = day
    environment.filters["sentence"] = sentence
    environment.globals["language"] = language
    return environment


def _filled(environment: "Environment", name: str, view: dict[str, Any]) -> str:
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    try:
        return environment.get_template(name).render(view)
    except TemplateNotFound as err:
        raise UsageError(_("There is no template {name}.").format(name=err.name)) from None
    except TemplateSyntaxError as err:
        where = f"{err.filename or name}:{err.lineno}"
        raise ArchiveError(
            _("{where}: the template has a mistake: {why}").format(where=where, why=err.message)
        ) from None
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as err:
        raise ArchiveError(_("{where}: the template has a mistake: {why}").format(where=name, why=err)) from None


def _markdown(name: str, view: dict[str, Any], folders: list[Path], language: str) -> str:
    def finalize(value: Any) -> Any:
        return markdown.escape(str(value))

    return _filled(_environment(folders, language, autoescape=False, finalize=finalize), name, view)


def _html(name: str, view: dict[str, Any], folders: list[Path], language: str) -> str:
    return _filled(_environment(folders, language, autoescape=True), name, view)


ENGINES: dict[str, Callable[[str, dict[str, Any], list[Path], str], str]] = {"md": _markdown, "html": _html}
"""The engine of each format: (template name, view model as plain data, template folders, language) to text."""
