"""`sip reply`: its commands."""

from sipcli.cli.reply.commands import add_to

__all__ = ["add_to"]
