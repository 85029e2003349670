"""Set up and run the diplomatic timeline from a checkout: `python3 dev.py serve`, `python3 dev.py test`.

command -> `.venv` is made or found up to date (`devtools.environment`) -> the program that does the work. Needs Python
3.11 and its standard library only: no uv, no make, no root. What `timeline serve` does is in `timeline.commands.serve`;
what the tests need is in tests/conftest.py.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

if sys.version_info < (3, 11):  # noqa: UP036 - a checkout can be started by any interpreter
    sys.exit("dev.py: needs Python 3.11 or newer")

from devtools import checks, fast, machine
from devtools.environment import Environment, ensure
from devtools.programs import ROOT, SetupFailed, run, say

Options = argparse.Namespace
Command = Callable[[Environment, Options, Sequence[str]], int]

EXPORT = ("export", "--quiet", "--locked", "--no-emit-project", "--no-header", "--no-annotate", "--no-default-groups")


def serve(environment: Environment, options: Options, rest: Sequence[str]) -> int:
    """Install the run-time packages and become the server: migrate, load data/ and seeds/ if empty, listen."""
    ensure(environment, "run")
    if options.database_url:
        os.environ["TIMELINE_DATABASE_URL"] = options.database_url
    chosen = [f"--{name}={value}" for name in ("host", "port") if (value := getattr(options, name)) is not None]
    command = [str(environment.program("timeline")), "serve", "--seed", *chosen, *rest]
    os.chdir(environment.root)
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


def lint(environment: Environment, _options: Options, rest: Sequence[str]) -> int:
    """Run the static checks."""
    refuse(rest)
    ensure(environment, "dev")
    return 1 if checks.failed_checks(environment) else 0


def fix(environment: Environment, _options: Options, rest: Sequence[str]) -> int:
    """Format the code and repair what the linter can repair."""
    refuse(rest)
    ensure(environment, "dev")
    return 0 if checks.fix(environment) else 1


def test(environment: Environment, options: Options, rest: Sequence[str]) -> int:
    """Run the static checks, then pytest on SQLite and PostgreSQL; pytest's closing line is the last one."""
    ensure(environment, "dev")
    if options.fast:
        return run_pytest(environment, checks.FAST_CHECKS, [*fast.fast_arguments(ROOT), *rest], fast.PROFILE)
    machine.complete_machine(is_agreed=options.install, ask=machine.terminal_question())
    run(environment.program("python"), "-m", "tests.interop.environments")  # names what it cannot install
    return run_pytest(environment, checks.CHECKS, rest, {})


def run_pytest(
    environment: Environment, commands: Sequence[checks.Command], arguments: Sequence[str], variables: dict[str, str]
) -> int:
    """Run the checks, then pytest; 0 if all of it succeeded."""
    failed = checks.failed_checks(environment, commands)
    say("pytest")
    # tests/conftest.py names the failed checks at the end and counts them.
    variables = {**os.environ, **variables, "TIMELINE_FAILED_CHECKS": "\n".join(failed)}
    return 0 if run(environment.program("pytest"), "-n2", *arguments, env=variables) and not failed else 1


def module_runner(module: str) -> Command:
    """A command that runs a module of the test tree."""

    def run_module(environment: Environment, _options: Options, rest: Sequence[str]) -> int:
        ensure(environment, "dev")
        return 0 if run(environment.program("python"), "-m", module, *rest) else 1

    return run_module


def lock(environment: Environment, _options: Options, rest: Sequence[str]) -> int:
    """Solve the versions again into uv.lock and export both requirement files (for maintainers; needs uv)."""
    uv = shutil.which("uv")
    if uv is None:
        raise SetupFailed("lock needs uv: https://docs.astral.sh/uv/")
    run_group = (uv, *EXPORT, "--group", "build", "--output-file", environment.requirements("run"))
    dev_group = (uv, *EXPORT, "--group", "build", "--group", "dev", "--output-file", environment.requirements("dev"))
    return 0 if run(uv, "lock", *rest) and run(*run_group) and run(*dev_group) else 1


def refuse(rest: Sequence[str]) -> None:
    """Raise SetupFailed for arguments that a command does not take."""
    if rest:
        raise SetupFailed(f"unknown arguments: {' '.join(rest)}")


COMMANDS: dict[str, tuple[Command, str]] = {
    "serve": (serve, "start the service on this machine, with data; other options go to `timeline serve`"),
    "test": (test, "check and test everything; arguments go to pytest, e.g. `test tests/timeline -k dates`"),
    "lint": (lint, "only the checks: format, lint, types, imports, dependencies"),
    "fix": (fix, "format the code and repair what the linter can repair"),
    "bench": (module_runner("tests.benchmarks"), "measure speed; arguments go to tests/benchmarks"),
    "torture": (module_runner("tests.torture"), "the long reliability runs; arguments go to tests/torture"),
    "lock": (lock, "renew uv.lock and requirements/ (maintainers; arguments go to `uv lock`, e.g. --upgrade)"),
}


def argument_parser() -> argparse.ArgumentParser:
    """The commands and the few options that are ours; all others are passed on."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Set up and run the diplomatic timeline. The first start installs its packages into .venv.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (_, explanation) in COMMANDS.items():
        commands.add_parser(name, help=explanation, description=explanation, allow_abbrev=False)
    server = commands.choices["serve"]
    server.add_argument("--host", help="address to listen on (default: 127.0.0.1, or TIMELINE_HOST)")
    server.add_argument("--port", type=int, help="port to listen on (default: 8080, or TIMELINE_PORT)")
    server.add_argument("--database-url", help="sqlite:///PATH or postgresql+psycopg://… (or TIMELINE_DATABASE_URL)")
    tests = commands.choices["test"]
    tests.add_argument(
        "--fast", action="store_true", help="SQLite only, the tests that break most often: about a minute"
    )
    tests.add_argument(
        "--install",
        action="store_true",
        help=f"as root on Debian, install missing system packages without asking (or {machine.VARIABLE}=1)",
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options, rest = argument_parser().parse_known_args(arguments)
    command, _ = COMMANDS[options.command]
    try:
        return command(Environment(ROOT), options, rest)
    except SetupFailed as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
