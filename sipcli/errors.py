"""What can go wrong for the user: one base exception, one exit code a class, one handler (in `cli.app`)."""


class SipError(Exception):
    """A sentence a coordinator understands: what is wrong, where, what to do.

    `exit_code` is what `sip` ends with: 1 something needs the user, 2 wrong usage, 3 the archive or a file cannot be
    used.
    """

    exit_code = 1


class NeedsUser(SipError):
    """The command is right but cannot go on before the user has decided or mended something."""

    exit_code = 1


class UsageError(SipError):
    """The command's words do not fit: an argument is missing, unknown or cannot be understood."""

    exit_code = 2


class ArchiveError(SipError):
    """The archive, its git repository or one of its files cannot be used as it is."""

    exit_code = 3


class GitFailed(Exception):
    """Git refused or could not; `said` is what it printed on standard error."""

    def __init__(self, said: str) -> None:
        """Take what git printed."""
        super().__init__(said)
        self.said = said
