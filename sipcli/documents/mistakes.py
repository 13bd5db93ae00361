"""What a mistake in a template sounds like: a sentence with the file, the line where there is one, what is wrong."""

import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sipcli.case.problems import did_you_mean
from sipcli.errors import ArchiveError, SipError, UsageError
from sipcli.i18n import _
from sipcli.resources import shipped


def mistake(where: str, why: object) -> ArchiveError:
    """Return the error that says where a template has a mistake, and which."""
    return ArchiveError(_("{where}: the template has a mistake: {why}").format(where=where, why=why))


def not_utf8(path: Path | str) -> ArchiveError:
    """Return the error for a template that is not UTF-8 text."""
    return mistake(str(path), _("this is not UTF-8 text; save the file as UTF-8"))


@lru_cache(maxsize=1)
def undefined() -> Any:
    """Return what stands in a page for a name that is not there: it says so, and names the nearest that is."""
    from jinja2 import StrictUndefined
    from jinja2.utils import missing

    class Missing(StrictUndefined):
        @property
        def _undefined_message(self) -> str:
            if self._undefined_hint:
                return str(self._undefined_hint)
            name, of = self._undefined_name, self._undefined_obj
            if of is missing:
                return _("there is no “{name}” here.").format(name=name)
            if hasattr(of, "lacking"):  # words
                return str(of.lacking(name))
            known = [str(one) for one in of] if isinstance(of, Mapping) else []
            return _("there is no “{name}” in it.").format(name=name) + did_you_mean(str(name), known)

    return Missing


@contextmanager
def saying_where(name: str | Callable[[], str]) -> Iterator[None]:
    """Turn what goes wrong in a Jinja2 template into a sentence with file and line.

    `name` is the file where the template has no lines of its own (a word, a field of a .docx), or what finds it.

    Raises:
        UsageError: a template that is named does not exist.
        ArchiveError: the template has a mistake.
    """
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    try:
        yield
    except SipError:
        raise
    except TemplateNotFound as err:
        raise UsageError(_("There is no template {name}.").format(name=err.name)) from None
    except TemplateSyntaxError as err:
        has_lines = err.filename and not err.filename.startswith("<")
        raise mistake(f"{err.filename}:{err.lineno}" if has_lines else _said(name), err.message) from None
    except (
        TemplateError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
        MemoryError,
        OverflowError,
    ) as err:
        raise mistake(_said(name) if callable(name) else _innermost(err) or name, err) from None


def _said(name: str | Callable[[], str]) -> str:
    return name() if callable(name) else name


def _innermost(err: Exception) -> str:
    """Return the file and line of a template where it went wrong: the innermost of an archive's own, if there is one.

    Jinja2 puts the templates' lines in the traceback. A shipped piece that is given something wrong is not at fault.
    """
    lines = [one for one in traceback.extract_tb(err.__traceback__) if not one.filename.endswith(".py")]
    files = [one for one in lines if not one.filename.startswith("<")]
    own = [one for one in files if not Path(one.filename).is_relative_to(shipped("templates"))]
    found = (own or files)[-1:]
    return f"{found[0].filename}:{found[0].lineno}" if found else ""
