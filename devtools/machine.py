"""The system packages that some tests need: which are missing, and how they may be installed.

missing packages -> installed only if this is Debian, we are root, and the user has agreed (`--install`, the environment
variable TIMELINE_INSTALL_PACKAGES=1, or "yes" at the terminal). Otherwise the line that would install them is printed
and the tests that need them are skipped.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from devtools.programs import run, say

VARIABLE = "TIMELINE_INSTALL_PACKAGES"

# A Debian package and the names under which machines have its program, or a file of it.
SYSTEM_PACKAGES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "curl": ("curl",),
    "nodejs": ("node",),
    "npm": ("npm",),
    "thunderbird": ("thunderbird",),
    "evolution-data-server": ("/usr/libexec/evolution-calendar-factory",),
    "php-cli": ("php",),
    "php-sabre-vobject": ("/usr/share/php/Sabre/VObject/Reader.php",),
}

# What a package needs beside it: fonts for the browser, bindings and a bus for the calendar.
COMPANIONS = {
    "chromium": ("fonts-noto-core", "fonts-dejavu-core"),
    "evolution-data-server": ("gir1.2-ecal-2.0", "python3-gi", "dbus-daemon"),
}


def missing_packages() -> list[str]:
    """Debian packages that the tests need and this machine lacks, with their companions."""
    missing = [package for package, programs in SYSTEM_PACKAGES.items() if not any(map(is_there, programs))]
    return [*missing, *(beside for package in missing for beside in COMPANIONS.get(package, ()))]


def is_there(program: str) -> bool:
    """True if the program is on the path, or the file exists."""
    return shutil.which(program) is not None or Path(program).is_file()


def complete_machine(*, is_agreed: bool, ask: Callable[[str], str] | None = None) -> None:
    """Install what is missing if that is possible and agreed; otherwise print the line that would do it.

    `is_agreed`: the user asked for it on the command line. `ask` puts a question to the user; None
    if there is no terminal.
    """
    packages = missing_packages()
    if not packages:
        return
    line = ("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    shown = " ".join(line)
    if not _can_install():
        say(f"some tests will be skipped; to run them, install their programs: sudo {shown}")
    elif is_agreed or os.environ.get(VARIABLE) == "1" or _agrees(shown, ask):
        _install(line)
    else:
        say(f"some tests will be skipped; to run them, repeat with --install, or: {shown}")


def terminal_question() -> Callable[[str], str] | None:
    """`input` if a person sits at the terminal, else None."""
    return input if sys.stdin.isatty() and sys.stdout.isatty() else None


def _can_install() -> bool:
    """True if this is Debian and we are root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _agrees(line: str, ask: Callable[[str], str] | None) -> bool:
    if ask is None:
        return False
    say(f"some tests need system packages that this machine lacks. As root, this would run: apt-get update; {line}")
    return ask("Install them now? [y/N] ").strip().lower() in {"y", "yes"}


def _install(line: Sequence[str]) -> None:
    say(f"installing system packages: {' '.join(line)}")
    unattended = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if not (run("apt-get", "update", "-qq", env=unattended) and run(*line, "-qq", env=unattended)):
        say("apt-get failed; the tests that need these packages will be skipped")
