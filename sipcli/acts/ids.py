"""Ids that nobody has to choose: for a case, and for the entries of its lists."""

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""Letters and digits that are not mistaken for one another."""


def letters() -> str:
    """Return four letters and digits by chance."""
    import secrets  # wanted when something gets an id only

    return "".join(secrets.choice(ALPHABET) for _i in range(4))


def entry_id(prefix: str) -> str:
    """Return an id for a list entry that cannot collide between branches."""
    return f"{prefix}-{letters()}"
