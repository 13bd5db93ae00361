"""The six steps of the process, and that it is over, with the words for them."""

from sipcli.i18n import N_

STEPS: dict[str, str] = {
    "discover": N_("discover"),
    "prepare": N_("prepare"),
    "invite": N_("invite"),
    "meet": N_("meet"),
    "follow-up": N_("follow up"),
    "close": N_("close"),
    "closed": N_("closed"),
}
"""The steps in order, with the word to show."""
