"""The program `timeline`: puts the commands together and says what they are for.

arguments -> click -> a command of `timeline.commands` -> exit code: 0 done, 1 refused or not well, 2 not understood.
"""

from __future__ import annotations

import click

from timeline.commands.check import check
from timeline.commands.export import export
from timeline.commands.load import load
from timeline.commands.output import SpeakingGroup
from timeline.commands.rebuild import rebuild
from timeline.commands.serve import serve
from timeline.commands.when import when


@click.group(cls=SpeakingGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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

    Exit codes: 0 done, 1 refused or not well (the reason is printed), 2 the command line was not understood.
    """


for _command in (serve, load, when, export, check, rebuild):
    main.add_command(_command)

if __name__ == "__main__":
    main()
