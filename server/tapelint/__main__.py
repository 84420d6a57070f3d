"""``python -m tapelint``: the same as the ``tapelint`` command."""

from tapelint.cli.main import main

if __name__ == "__main__":
    main()
