"""Letting Python's collector of garbage rest while much is read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Let the collector rest meanwhile: it would go through all that was read, again and again, and find nothing.

    What is read refers to nothing in circles, so it goes without the collector as soon as nobody holds it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
