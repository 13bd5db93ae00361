"""`sip plan`: its commands."""

from sipcli.cli.plan.commands import add_to

__all__ = ["add_to"]
