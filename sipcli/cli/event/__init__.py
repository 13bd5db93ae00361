"""`sip event`: its commands."""

from sipcli.cli.event.commands import add_to

__all__ = ["add_to"]
