"""`sip follow-up`: its commands."""

from sipcli.cli.follow_up.commands import add_to

__all__ = ["add_to"]
