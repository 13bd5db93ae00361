"""Where templates lie, and how the Jinja2 ones are compiled.

An archive's own `templates/` shadows the shipped one file by file, by name. In each, a folder a language holds that
language's words; what all languages share (a document's page, the layouts, the drawings) lies beside those folders.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sipcli.documents.mistakes import mistake, not_utf8, undefined
from sipcli.errors import UsageError
from sipcli.i18n import _
from sipcli.resources import shipped

if TYPE_CHECKING:
    from jinja2 import Environment, FileSystemLoader, Template

DATES = {"en": "en_GB"}
"""The locale that dates are written in, where it is not the language itself."""


@dataclass(frozen=True)
class Found:
    """A template file, and whether it is the archive's own."""

    path: Path
    own: bool


@dataclass(frozen=True)
class Templates:
    """The templates of one language: the archive's own before the shipped ones."""

    language: str
    own: Path | None = None

    @cached_property
    def roots(self) -> list[Path]:
        """The `templates` folders that exist, the archive's own first."""
        return [folder for folder in (self.own, shipped("templates")) if folder and folder.is_dir()]

    @cached_property
    def languages(self) -> list[str]:
        """The language and those it falls back on: "sv-simple" on "sv", any other on "sv" too."""
        return list(dict.fromkeys([self.language, self.language.partition("-")[0], "sv"]))

    def there_is(self) -> bool:
        """Tell whether there is a folder for the language."""
        return self.language in all_languages(self.own)

    def search(self) -> list[Path]:
        """Return the folders to look in, the nearest first."""
        return [folder for root in self.roots for folder in (root / self.language, root)]

    def find(self, *names: str) -> Found | None:
        """Return the first of the names in the nearest folder that has one of them."""
        for folder in self.search():
            for name in names:
                if (folder / name).is_file():
                    return Found(folder / name, self.own is not None and folder.is_relative_to(self.own))
        return None

    def read(self, name: str) -> str:
        """Return the text of a template.

        Raises:
            UsageError: there is none.
            ArchiveError: it cannot be read as UTF-8 text.
        """
        found = self.find(name)
        if found is None:
            raise UsageError(_("There is no template {name}.").format(name=name))
        try:
            return found.path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise not_utf8(found.path) from None
        except OSError as err:
            raise mistake(str(found.path), err.strerror or err) from None


def all_languages(own: Path | None) -> list[str]:
    """Return the languages there are templates in, Swedish first."""
    found = {
        one.name
        for root in Templates("sv", own).roots
        for one in root.iterdir()
        if one.is_dir() and one.name[:1].isalpha() and (one.name != "pictures")
    }
    return sorted(found, key=lambda name: (name.partition("-")[0] != "sv", name))


def languages_of(document: str, own: Path | None) -> list[str]:
    """Return the languages that there are words of a document in, Swedish first."""
    roots = Templates("sv", own).roots
    return [one for one in all_languages(own) if any((root / one / f"{document}.yaml").is_file() for root in roots)]


def templates_in(language: str, own: Path | None) -> Templates:
    """Return the templates of a language; raises UsageError when there are none in it."""
    templates = Templates(language, own)
    if templates.there_is():
        return templates
    raise UsageError(
        _("There are no templates in the language “{language}”; there are: {known}.").format(
            language=language, known=", ".join(all_languages(own))
        )
    )


@lru_cache(maxsize=32)
def locale_of(language: str) -> str:
    """Return the name under which Babel knows how a language writes dates ("sv-simple" writes them as "sv")."""
    from babel import Locale, UnknownLocaleError

    for name in (language, language.partition("-")[0]):
        name = DATES.get(name, name)
        try:
            return str(Locale.parse(name, sep="-" if "-" in name else "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return "sv"


@lru_cache(maxsize=32)
def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Return how a language is written: from the left or from the right."""
    from babel import Locale

    return "rtl" if Locale.parse(locale_of(language)).text_direction == "rtl" else "ltr"


Form = Literal["long", "full", "short"]


def written_day(value: date | None, language: str, form: Form = "long") -> str:
    """Return a day as the language writes it; "full" with the weekday; nothing for None."""
    from babel.dates import format_date

    if value is None:  # babel would write today's date
        return ""
    if not isinstance(value, date):  # what a template names and the view lacks says so when it is written
        raise TypeError(_("{value} is not a day").format(value=value))
    return format_date(value, format=form, locale=locale_of(language))


def sentence(text: str) -> str:
    """Return text with its first letter as a sentence begins."""
    return text[:1].upper() + text[1:]


Kind = Literal["page", "text", "markdown"]
"""What a Jinja2 template makes: HTML, where all is escaped; Markdown, escaped as that; or plain text."""


def environment(templates: Templates, kind: Kind) -> "Environment":
    """Return a sandboxed Jinja2 environment over the templates, with the filters that all of them may use.

    It keeps what it has compiled, for the next document; a template that has changed since is compiled anew.
    """
    folders = tuple(templates.search())
    return _environment(templates.language, kind, folders, tuple(map(_stamp, folders)))


def _stamp(folder: Path) -> int:
    """Return something that changes when a file comes into a folder or leaves it, which may shadow another."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=32)
def _environment(language: str, kind: Kind, folders: tuple[Path, ...], _stamps: tuple[int, ...]) -> "Environment":
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from sipcli.documents.markdown import escape

    made = ImmutableSandboxedEnvironment(
        loader=_loader(folders),
        undefined=undefined(),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=kind == "page",
        finalize=(lambda value: escape(str(value))) if kind == "markdown" else None,
    )
    made.filters["day"] = lambda value, form="long": written_day(value, language, form)
    made.filters["sentence"] = sentence
    return made


def _loader(folders: tuple[Path, ...]) -> "FileSystemLoader":
    from jinja2 import FileSystemLoader

    class Loader(FileSystemLoader):
        def get_source(self, environment: "Environment", template: str) -> tuple[str, str, Callable[[], bool]]:
            try:
                return super().get_source(environment, template)
            except UnicodeDecodeError:
                found = next((one / template for one in folders if (one / template).is_file()), template)
                raise not_utf8(found) from None

    return Loader(folders, encoding="utf-8-sig")


@lru_cache(maxsize=2048)
def compiled(environment: "Environment", text: str) -> "Template":
    """Return a text with Jinja2 fields in it, ready to be filled in."""
    return environment.from_string(text)
