"""The process: arguments, environment, logging, exit codes."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence

from bot import cli, config, logs
from bot.config import Settings
from bot.errors import ConfigError, WorldbriefError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; 0 = done, 1 = ran but failed, 2 = bad usage or configuration."""
    args = cli.parser().parse_args(argv)
    try:
        settings = config.load()
        command: cli.Command = args.command if "command" in args else _default(settings, args)
        # A terminal that somebody reads in is no place for a service's log.
        logs.set_up(settings, level=logging.INFO if command is cli.run else logging.WARNING)
        return asyncio.run(command(args, settings))
    except ConfigError as error:
        return _complain(error, cli.USAGE)
    except WorldbriefError as error:
        return _complain(error, cli.FAILED)
    except KeyboardInterrupt:
        return 130  # by convention 128 + SIGINT
    except BrokenPipeError:
        # Whoever read our output left early (`| head`): nothing is wrong, and nothing more can be printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return cli.DONE


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
