"""What a command that changes a case has before it: the case, its guideline, the changes, the conversation."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sipcli import i18n
from sipcli.cli.common import archive_here, case_meant, case_read, day_or_today, guideline_of, report
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.rules.finding import Finding


class Work:
    """One command's work on one case.

    `today` is the day reckoned with, `case` the case as it is, `changes` what will be written in one commit.
    """

    def __init__(self, case: str | None, today: str | None, *given: object) -> None:
        """Find the case and read it; `given` are the command's options (see `Talk`).

        Raises:
            ArchiveError: this is no archive, or the case cannot be read.
            UsageError: no case, or several, fit.
        """
        from sipcli.archive.changes import Changes
        from sipcli.console.talk import Talk

        self.archive = archive_here()
        self.today: date = day_or_today(today)
        self.case_id = case_meant(self.archive, case)
        self.case = case_read(self.archive, self.case_id)
        self.guideline = guideline_of(self.archive, self.case)
        self.changes = Changes(self.archive, self.case_id)
        self.talk = Talk(self.today, *given)

    def term(self, name: str) -> str:
        """Return the guideline's word for something ("plan", "meeting" ...) in the program's language."""
        return self.guideline.name(name, i18n.language)

    def settle(
        self,
        rules: Collection[str],
        because: str | None,
        today: date | None = None,
        besides: "Sequence[Finding]" = (),
    ) -> None:
        """Show which of `rules` the change would break, with their sources, and go on only with a reason.

        The reason is asked for where there is somebody to ask, and noted in case.yaml; the findings stay. `besides` are
        findings that are there already and that the change would act against.

        Raises:
            NeedsUser: no reason was given; nothing is written.
        """
        from sipcli.acts.breach import broken
        from sipcli.errors import NeedsUser

        found = [*broken(self.changes, today or self.today, rules), *besides]
        if not found:
            return
        self._show(found)
        reason = because or self._why(_("Why is it done all the same? (empty: it is not)"))
        if not reason:
            raise NeedsUser(
                _("Nothing was written. To do it all the same, say why with --because TEXT; the finding stays.")
            )
        self.note(found, reason)

    def confess(self, rules: Collection[str], because: str | None, today: date | None = None) -> None:
        """Show which of `rules` were broken by what has already happened: it is recorded with or without a reason."""
        from sipcli.acts.breach import broken

        found = broken(self.changes, today or self.today, rules)
        if not found:
            return
        self._show(found)
        reason = because or self._why(_("Why was it so? (Enter: no reason is noted)"))
        if reason:
            self.note(found, reason)

    def note(self, found: "list[Finding]", reason: str) -> None:
        """Write the reason for breaking rules into the case."""
        from sipcli.acts.breach import note_exceptions
        from sipcli.archive.preflight import user_name
        from sipcli.console.prompts import text

        note_exceptions(self.changes, found, text(reason), user_name(self.archive.root), self.today)

    @staticmethod
    def _show(found: "list[Finding]") -> None:
        for one in found:
            say(f"{one.rule}: {one.message}\n  " + _("source: {source}").format(source=one.source))

    @staticmethod
    def _why(question: str) -> str | None:
        from sipcli.console.prompts import ask, interactive, maybe

        if not interactive():
            return None
        return ask(None, "--because", question, maybe, optional=True)

    def commit(self, did: str, action: str) -> None:
        """Write all changes in one commit, and print its subject."""
        report(self.changes.commit(did, action))

    def say_left(self, *files: str) -> None:
        """Name what the rules still miss in these files of the case (all of them when none is named)."""
        from sipcli.archive.checking import judge_case

        found = judge_case(self.archive, self.case_id, self.today).findings
        left = [one for one in found if one.level != "info" and (not files or one.file.split("/", 2)[-1] in files)]
        if left:
            say(_("Still to do:"))
        for one in left:
            say(f"  {one.rule}: {one.message}")
