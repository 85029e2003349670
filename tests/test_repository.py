"""What may be in the repository: small text files that name no machine, and locks that agree with each other."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parent.parent
MOST_BYTES = 1_000_000
PACKAGE_HOSTS = {"pypi.org", "files.pythonhosted.org"}
# A path inside somebody's home or work folder; not the path of a URL, which has a host before it.
MACHINE_PATH = re.compile(r"(?<![\w.:/@}>-])/(?:home|root|Users|work|mnt|opt)/[\w.-]+")
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
HASH = re.compile(r"sha256:[0-9a-f]{64}")


def tracked_files() -> list[Path]:
    """Every file that git knows and that is still there."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / os.fsdecode(name) for name in listing.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def texts() -> dict[str, str]:
    """The text of every tracked file by its path in the repository; a file with a NUL byte is not a text."""
    contents = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in tracked_files()}
    return {name: content.decode("utf-8") for name, content in contents.items() if b"\0" not in content}


def lock() -> str:
    """The text of uv.lock."""
    return (ROOT / "uv.lock").read_text("utf-8")


def test_no_file_is_large() -> None:
    assert [path for path in tracked_files() if path.stat().st_size > MOST_BYTES] == []


def test_texts_end_with_one_line_end_and_hold_no_carriage_return() -> None:
    checked = {name: text for name, text in texts().items() if text and not name.startswith("tests/golden/")}

    assert [name for name, text in checked.items() if not text.endswith("\n") or "\r" in text] == []


def test_no_text_names_a_path_of_one_machine() -> None:
    found = {name: MACHINE_PATH.findall(text) for name, text in texts().items() if name != "tests/test_repository.py"}

    assert {name: paths for name, paths in found.items() if paths} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [("cd /home/ann/timeline", 1), ("see '/root/x'", 1), ("https://example.org/work/page", 0), ("a/work/b", 0)],
)
def test_machine_path_differs_from_the_path_of_a_url(text: str, found: int) -> None:
    assert len(MACHINE_PATH.findall(text)) == found


def test_program_of_the_repository_is_executable() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_lock_names_only_the_public_package_index() -> None:
    hosts = {urlsplit(url).hostname for url in re.findall(r'https?://[^"\s]+', lock())}

    assert hosts == PACKAGE_HOSTS


@pytest.mark.parametrize("name", ["run", "dev"])
def test_requirement_file_pins_what_the_lock_holds(name: str) -> None:
    requirements = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    locked = {(package["name"], package.get("version")) for package in tomllib.loads(lock())["package"]}

    assert set(PINNED.findall(requirements)) - locked == set()
    assert set(HASH.findall(requirements)) - set(HASH.findall(lock())) == set()


def test_requirement_files_hold_no_address() -> None:
    requirements = [path.read_text("utf-8") for path in sorted((ROOT / "requirements").glob("*.txt"))]

    assert [line for text in requirements for line in text.splitlines() if "://" in line] == []
