"""The program `timeline`: collects the commands and explains what they do.

arguments -> click -> a command of `timeline.commands` -> exit code: 0 done, 1 refused or failed, 2 error of usage.
"""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Final

import click

from timeline.commands.output import CommandGroup

COMMANDS: Final = ("serve", "load", "when", "export", "explain", "check", "rebuild", "keys", "submissions")
"""Each is `timeline.commands.NAME:NAME`. Only the one that is called is loaded, so that `serve` starts quickly."""


class Commands(CommandGroup):
    """The commands by name, loaded when they are called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        gc.disable()  # a tenth of the start; modules that load leave no garbage
        command: click.Command = getattr(import_module(f"timeline.commands.{cmd_name}"), cmd_name)
        gc.freeze()  # the server's workers are forked from this process and share its memory
        gc.enable()
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="diplomatic-timeline", prog_name="timeline")
def main() -> None:
    """The diplomatic timeline: what each source said about travel and meetings, and the events that result.

    \b
    First steps:
      timeline serve                    start the service on http://127.0.0.1:8080, with example data
      timeline load story.yaml          store the reports of a file, all or nothing
      timeline explain EVENT            show why an event shows each of its values
      timeline when "this week" --dateline 2023-11-28

    \b
    Settings come from the environment:
      TIMELINE_DATABASE_URL   sqlite:///data/timeline.db (default), or postgresql://…
      TIMELINE_PUBLIC_URL     the address readers use, if it is not http://HOST:PORT
      TIMELINE_UID_DOMAIN     the domain in calendar UIDs; choose it once and never change it
      TIMELINE_HOST, TIMELINE_PORT, TIMELINE_WORKERS
      TIMELINE_READS_PER_MINUTE    new answers for one client without a key (600; 0: no limit)
      TIMELINE_WRITES_PER_MINUTE   writes with one key (120; 0: no limit)
      TIMELINE_LICENCE             SPDX identifier that every export names (CC0-1.0)
      TIMELINE_TRUSTED_PROXIES     addresses and networks whose X-Forwarded-For is trusted (none)

    Exit codes: 0 done, 1 refused or failed (the reason is printed), 2 error of usage.
    """


if __name__ == "__main__":
    main()
