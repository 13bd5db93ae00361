"""Entry point of the command `sip` and of `python -m sipcli`."""

import gc
import sys

COLLECTED_AFTER = 50_000
"""So many things are made before Python looks for garbage in circles; by its own 700 it looks long at the imports."""


def main() -> None:
    """Run `sip` with the process's arguments and exit with its code."""
    if sys.argv[1:] == ["--version"]:  # answered before anything heavy is imported
        from sipcli import __version__

        print(f"sip {__version__}")
        return
    gc.set_threshold(COLLECTED_AFTER)
    from sipcli.i18n import prepare_help_texts

    prepare_help_texts()
    from sipcli.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
