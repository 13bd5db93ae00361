"""`sip render`: its command, and what other commands that make a document take of it."""

from sipcli.cli.render.making import Asked, make
from sipcli.cli.render.options import ForOption, LanguageOption, OutOption, SaveOption, ToOption, WholeOption

__all__ = [
    "Asked",
    "ForOption",
    "LanguageOption",
    "OutOption",
    "SaveOption",
    "ToOption",
    "WholeOption",
    "make",
]
