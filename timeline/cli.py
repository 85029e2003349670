"""The program `timeline`: puts the commands together and says what they are for.

arguments -> click -> a command of `timeline.commands` -> exit code: 0 done, 1 refused or not well, 2 not understood.
"""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Final

import click

from timeline.commands.output import SpeakingGroup

COMMANDS: Final = ("serve", "load", "when", "export", "check", "rebuild", "keys")
"""Each is `timeline.commands.NAME:NAME`; only the one that is called is loaded, so that `serve` starts quickly."""


class Commands(SpeakingGroup):
    """The commands by name, loaded when they are asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        gc.disable()  # nothing is garbage while modules load, but looking for it takes a tenth of the start
        found: click.Command = getattr(import_module(f"timeline.commands.{cmd_name}"), cmd_name)
        gc.freeze()  # the server's workers are forked from here and share what is loaded
        gc.enable()
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="diplomatic-timeline", prog_name="timeline")
def main() -> None:
    """The diplomatic timeline: what each source said about travel and meetings, and the one event behind it.

    \b
    Start here:
      timeline serve                    the service on http://127.0.0.1:8080, with example data
      timeline load story.yaml          store what a file says, all or nothing
      timeline when "this week" --dateline 2023-11-28

    \b
    Settings come from the environment:
      TIMELINE_DATABASE_URL   sqlite:///data/timeline.db (default), or postgresql://…
      TIMELINE_PUBLIC_URL     the address readers use, if it is not http://HOST:PORT
      TIMELINE_UID_DOMAIN     the domain in calendar UIDs; choose it once, it is for life
      TIMELINE_HOST, TIMELINE_PORT, TIMELINE_WORKERS
      TIMELINE_READS_PER_MINUTE    answers built for one client without a key (60; 0: no limit)
      TIMELINE_WRITES_PER_MINUTE   writes with one key (120; 0: no limit)
      TIMELINE_TRUSTED_PROXIES     addresses and networks whose X-Forwarded-For is believed (none)

    Exit codes: 0 done, 1 refused or not well (the reason is printed), 2 the command line was not understood.
    """


if __name__ == "__main__":
    main()
