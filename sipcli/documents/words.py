"""A document's words in one language: YAML files, the archive's own over the shipped, key by key.

`templates/<language>/_words.yaml` holds what documents share, `templates/<language>/<document>.yaml` what one says.
A key that a language lacks is taken from the one it falls back on.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sipcli.case.problems import did_you_mean
from sipcli.documents.mistakes import mistake
from sipcli.documents.templates import Templates
from sipcli.i18n import _

SHARED = "_words"
TERMS = "terms"
"""The key of a language's own words for what a guideline names, used where the guideline has none in it."""


def words_of(templates: Templates, document: str) -> dict[str, Any]:
    """Return the words of a document, with those that all documents share, nearest language first.

    Raises:
        ArchiveError: a file is not YAML, has a key that nothing uses, or a list where a text should be.
    """
    together: dict[str, Any] = {}
    for stem in (SHARED, document):
        for language in reversed(templates.languages):
            for root in reversed(templates.roots):
                path = root / language / f"{stem}.yaml"
                if path.is_file():
                    own = templates.own is not None and root == templates.own
                    said = _read(path, path.stat().st_mtime_ns)
                    together = _over(together, said, path, known=own or language != "sv")
    return together


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> dict[str, Any]:
    import ryaml

    from sipcli.archive.located import NotYaml, read_located
    from sipcli.archive.reading import decode

    try:
        text = decode(path.read_bytes())
        try:
            data = ryaml.loads(text)
        except ValueError:
            data = read_located(text).data  # says where
    except NotYaml as err:
        raise mistake(f"{path}:{err.problem.line or 1}", err.problem.message) from None
    except OSError as err:
        raise mistake(str(path), err.strerror or err) from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise mistake(f"{path}:1", _("this is a file of words: lines of “key: text”"))
    plain: dict[str, Any] = _plain(data)
    return plain


def place_of(templates: Templates, document: str, text: str) -> str | None:
    """Return the file and line where a document's words have a text, None when they have it nowhere."""
    from sipcli.archive.located import NotYaml, read_located
    from sipcli.archive.reading import decode

    for language in templates.languages:
        for root in templates.roots:
            for stem in (document, SHARED):
                path = root / language / f"{stem}.yaml"
                try:
                    located = read_located(decode(path.read_bytes()))
                except (OSError, NotYaml):
                    continue
                found = _path_to(located.data, text)
                if found is not None:
                    return f"{path}:{located.place(found)[0]}"
    return None


def _path_to(data: Any, text: str) -> tuple[str | int, ...] | None:
    """Return the keys that lead to a text in a file's data."""
    if isinstance(data, Mapping | list):
        for key, value in data.items() if isinstance(data, Mapping) else enumerate(data):
            rest = _path_to(value, text)
            if rest is not None:
                return (key, *rest)
    return () if isinstance(data, str) and data == text else None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items() if one is not None}  # left empty: left out
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return "" if value is None else str(value)


def _over(under: dict[str, Any], said: Mapping[str, Any], path: Path, known: bool) -> dict[str, Any]:
    """Return the words with those of a nearer file in their place; `known`: only keys that are there already."""
    result = dict(under)
    for key, value in said.items():
        there = under.get(key)
        if known and key not in under:
            message = _("no document uses the words “{key}”.").format(key=key)
            raise mistake(_line_of(path, key), message + did_you_mean(key, list(under)))
        if there is not None and type(there) is not type(value):
            message = _("“{key}” should be of the same kind as in the shipped words").format(key=key)
            raise mistake(_line_of(path, key), message)
        result[key] = _over(there, value, path, False) if isinstance(there, dict) else value
    return result


def _line_of(path: Path, key: str) -> str:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    number = next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith((f"{key}:", f'"{key}"'))), 1)
    return f"{path}:{number}"


class Words:
    """A language's words: texts by key, whose `{{ … }}` are filled in from the document's view when they are read.

    What they give is text, never markup: the page escapes it like anything else.
    """

    def __init__(self, data: Mapping[str, Any], fill: Callable[..., str], name: str) -> None:
        """Take the words, what fills one in, and the name that a missing one is reported under."""
        self._data, self._fill, self._name = data, fill, name

    def __getitem__(self, key: str) -> Any:
        """Return the word of a key, filled in; raises LookupError, which the page's engine reports."""
        if key not in self._data:
            raise LookupError(self.lacking(key))
        return self._given(self._data[key])

    def get(self, key: str, default: Any = None) -> Any:
        """Return the word of a key, or the default."""
        return self._given(self._data[key]) if key in self._data else default

    def __call__(self, key: str, **values: Any) -> str:
        """Return the word of a key, filled in from these values besides the view's."""
        value = self._data.get(key)
        if not isinstance(value, str):
            raise LookupError(self.lacking(key))
        return self._fill(value, **values)

    def lacking(self, key: str) -> str:
        """Return the sentence for a key that is not there."""
        message = _("the words {name} have no “{key}”.").format(name=self._name, key=key)
        return message + did_you_mean(str(key), list(self._data))

    def _given(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return Words(value, self._fill, self._name)
        if isinstance(value, list):
            return [self._given(one) for one in value]
        return self._fill(value)
