"""`sip consent`: its commands."""

from sipcli.cli.consent.commands import add_to

__all__ = ["add_to"]
