"""The ``tapelint`` command and its parts; each part is imported only when it is asked for."""

from __future__ import annotations

import logging
import sys
from importlib import import_module

import click

from tapelint import __version__

_COMMANDS = {
    "check": "check",
    "op": "explain",
    "rule": "explain",
    "server": "serve",
    "trace": "trace",
}


class _Commands(click.Group):
    """Finds a command in its module, so that no start waits for the others' imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"tapelint.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="tapelint %(version)s")
def commands() -> None:
    """Find where the gradients of TensorFlow programs break, and mend it."""


class _Plain(logging.Formatter):
    """What went wrong inside, in one line: a traceback helps nobody who only uses Tapelint."""

    def format(self, record: logging.LogRecord) -> str:
        """The message, with the exception's own words."""
        error = record.exc_info[1] if record.exc_info else None
        return f"tapelint: {record.getMessage()}{f' ({error!r})' if error else ''}"


def main() -> None:
    """Run the command line; whoever reads the output may stop reading at any time."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that can't show a character shall not end the run.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    handler = logging.StreamHandler()
    handler.setFormatter(_Plain())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    try:
        commands(prog_name="tapelint")
    except BrokenPipeError:
        # Python would complain once more when it flushes the closed pipe at exit.
        sys.stdout = None
        sys.exit(1)
