"""`sip new`: its commands."""

from sipcli.cli.new.commands import add_to

__all__ = ["add_to"]
