"""Entry point of the command `sip` and of `python -m sipcli`."""

import sys


def main() -> None:
    """Run `sip` with the process's arguments and exit with its code."""
    if sys.argv[1:] == ["--version"]:  # answered before anything heavy is imported
        from sipcli import __version__

        print(f"sip {__version__}")
        return
    from sipcli.i18n import prepare_help_texts

    prepare_help_texts()
    from sipcli.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
