"""`sip invite`: its commands."""

from sipcli.cli.invite.commands import add_to

__all__ = ["add_to"]
