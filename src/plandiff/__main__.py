"""The program: ``plandiff``, and ``python -m plandiff``."""

import gc


def main() -> None:
    """Run the command line.

    A command makes many small values, keeps them to its end and makes no cycles: collecting them is time lost, from the
    first import on.
    """
    gc.disable()
    from plandiff.cli import main as run  # noqa: PLC0415 - the imports are what most values come from

    run()


if __name__ == "__main__":
    main()
