"""Changing a case: open its files, change them, write them in one commit."""

from sipcli.archive.archive import Archive
from sipcli.archive.editing import Document
from sipcli.archive.loading import load_case
from sipcli.archive.place import CASES
from sipcli.archive.reading import fingerprint, parse_model, values
from sipcli.archive.schemas import modeline
from sipcli.archive.writing import Author, Done, Message, Write, write
from sipcli.case.case import EVENTS, Case, model_of
from sipcli.case.problems import Problem
from sipcli.errors import ArchiveError
from sipcli.i18n import _


class Changes:
    """The changes that one command makes to one case."""

    def __init__(self, archive: Archive, case_id: str) -> None:
        """Begin; nothing is read before it is asked for."""
        self.archive = archive
        self.case_id = case_id
        self._documents: dict[str, Document] = {}
        self._before: dict[str, bytes | None] = {}
        self._files: dict[str, bytes | None] = {}

    def open(self, name: str) -> Document:
        """Return a file of the case for changing; a new one when it is not there yet, or was removed in this change.

        Raises:
            ArchiveError: the file has something wrong that must be mended first.
        """
        if name in self._documents:
            return self._documents[name]
        removed = self._files.get(name, b"") is None
        if removed:
            del self._files[name]
        content = None if removed else self.read(name)
        if content is not None:
            model = model_of(name)
            problems = parse_model(content, model).problems if model else ()
            if problems and problems[0].rule != "file-empty":
                raise ArchiveError(self._cannot_change(name, problems[0]))
        try:
            self._documents[name] = Document(content, modeline(self.path(name)))
        except ArchiveError as err:
            raise ArchiveError(f"{self.path(name)}: {err}") from None
        return self._documents[name]

    def add_file(self, name: str, content: bytes) -> None:
        """Add a whole file (a rendered document)."""
        self.read(name)
        self._files[name] = content

    def remove(self, name: str) -> None:
        """Take a file away; one that this change has only begun is forgotten."""
        self._documents.pop(name, None)
        self._files.pop(name, None)
        if self.read(name) is not None:
            self._files[name] = None

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file of the case, None when there is none; a write checks that they still hold."""
        if name not in self._before:
            try:
                self._before[name] = (self.archive.root / self.path(name)).read_bytes()
            except FileNotFoundError:
                self._before[name] = None
            except OSError as err:
                raise ArchiveError(
                    _("{file} cannot be opened: {why}.").format(file=self.path(name), why=err.strerror or err)
                ) from None
        return self._before[name]

    def path(self, name: str) -> str:
        """Return a file's path from the archive's root."""
        return f"{CASES}/{self.case_id}/{name}"

    def contents(self) -> dict[str, bytes | None]:
        """Return the files as they would be written, by name within the case; None for one that is taken away.

        Raises:
            ArchiveError: a file would not be readable afterwards.
        """
        found = {name: document.content() for name, document in self._documents.items()} | self._files
        for name, content in found.items():
            model = model_of(name)
            problems = parse_model(content, model).problems if model and content is not None else ()
            if problems:
                raise ArchiveError(self._cannot_change(name, problems[0]))
        return found

    def after(self) -> Case | None:
        """Return the case as it would be after the change; None when its case.yaml is taken away."""
        loaded = load_case(self.archive, self.case_id)
        models = loaded.case.models() if loaded.case else {}
        for name, content in self.contents().items():
            model = model_of(name)
            read = parse_model(content, model).model if model and content is not None else None
            if read is not None:
                models[name] = read
            elif content is None:
                models.pop(name, None)
        return Case.of(self.case_id, models)

    def commit(
        self, did: str, action: str, author: Author | None = None, *, undoes: str = "", head: str | None = None
    ) -> Done:
        """Write all changes in one commit whose subject says what was done (`did`, in English).

        `undoes` is the commit that it takes back, `head` the one that the archive must still be at.
        """
        contents = self.contents()
        writes = [Write(self.path(name), content, self._read_mark(name)) for name, content in contents.items()]
        fields = [one for name, content in contents.items() for one in self._changed(name, content)]
        message = Message(self.case_id, did, action, fields, undoes)
        return write(self.archive.root, writes, message, author, head=head)

    def _read_mark(self, name: str) -> str | None:
        before = self._before.get(name)
        return fingerprint(before) if before is not None else None

    def _changed(self, name: str, content: bytes | None) -> list[str]:
        """Return which top keys of a file the change touches, as "consent.yaml:consents"."""
        if model_of(name) is None:
            return [name]
        before, after = values(self._before.get(name) or b""), values(content or b"")
        keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        shown = f"{name.partition('/')[0]}" if name.startswith(f"{EVENTS}/") else name  # anybody names those files
        return [f"{shown}:{key}" for key in keys] or [shown]

    def _cannot_change(self, name: str, problem: Problem) -> str:
        return _("{file}, line {line}: {problem} – mend it first: sip edit {case} {name}").format(
            file=self.path(name),
            line=problem.line or 1,
            problem=problem.message.rstrip("."),
            case=self.case_id,
            name=name,
        )
