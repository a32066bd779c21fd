"""The process: arguments, environment, logging, exit codes."""

from __future__ import annotations

import signal
import sys

# Before the libraries are read, which takes a second: a stop that comes meanwhile ends a service as any other does.
if sys.argv[1:] in ([], ["run"]):
    for _number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(_number, lambda _number, _frame: sys.exit(0))

import argparse
import asyncio
import io
import logging
import os
from collections.abc import Coroutine, Sequence
from typing import Any

from bot import cli, config, logs
from bot.config import Settings
from bot.errors import ConfigError, WorldbriefError
from bot.threads import Unattended


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; 0 = done, 1 = ran but failed, 2 = bad usage or configuration."""
    _forgive_encodings()
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()  # here and not when the interpreter ends, where a closed pipe is a traceback
    except BrokenPipeError:
        # Whoever read our output left early (`| head`): nothing is wrong, and nothing more can be printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return cli.DONE


def _run(argv: Sequence[str] | None) -> int:
    args = cli.parser().parse_args(argv)
    try:
        settings = config.load()
        command: cli.Command = args.command if "command" in args else _default(settings, args)
        # A terminal that somebody reads in is no place for a service's log.
        logs.set_up(settings, level=logging.INFO if command is cli.run else logging.WARNING)
        if command is not cli.run:
            _end_by_signals()
        return asyncio.run(_unattended(command(args, settings)))
    except ConfigError as error:
        return _complain(error, cli.USAGE)
    except WorldbriefError as error:
        return _complain(error, cli.FAILED)
    except KeyboardInterrupt:
        return 130  # by convention 128 + SIGINT


def _end_by_signals() -> None:
    """What is no service is ended by signals as every program is, and says so."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


async def _unattended(command: Coroutine[Any, Any, int]) -> int:
    """The command in an event loop whose end waits for no thread that hangs."""
    asyncio.get_running_loop().set_default_executor(Unattended())
    return await command


def _forgive_encodings() -> None:
    """A byte that can't be read, or a flag that an old terminal can't show, is a `?` and not the end.

    Done once, before anything is read: a stream can't be reconfigured after that.
    """
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper) and stream.errors != "replace":
            stream.reconfigure(errors="replace")


def _default(settings: Settings, args: argparse.Namespace) -> cli.Command:
    """Without a subcommand: serve if there is a token, else the terminal chat."""
    if settings.token is not None:
        return cli.run
    print("TELEGRAM_BOT_TOKEN is not set, so this is the chat in your terminal (Ctrl-D or `quit` to leave).")
    args.sample = False
    return cli.chat


def _complain(error: WorldbriefError, code: int) -> int:
    print(error, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
