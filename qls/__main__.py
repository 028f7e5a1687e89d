"""``python -m qls`` is the ``qls`` command."""

from qls.cli.main import main

if __name__ == "__main__":
    main()
