"""`sip meet`: its commands."""

from sipcli.cli.meet.commands import add_to

__all__ = ["add_to"]
