"""A service with the reference story and 2,000 generated events, fresh for each test, and the programs that read it."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interop import environments, generated
from tests.interop.clients import NodeReader, PythonReader, ScriptReader
from tests.interop.service import Service, file_content, running_service
from timeline.settings import shipped_folder
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine

_LIBICAL = "import gi; gi.require_version('ICalGLib', '3.0'); from gi.repository import ICalGLib"
_SABRE = "require_once 'Sabre/VObject/autoload.php'; exit(class_exists('Sabre\\VObject\\Reader') ? 0 : 1);"


@pytest.fixture(scope="session")
def filed_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with everything in it. Parallel test processes share it: the first one makes it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    finished = shared / "interop.db"
    with _only_one(shared / "interop.lock"):
        if not finished.exists():
            growing = shared / "interop-growing.db"
            _fill(f"sqlite:///{growing}")
            growing.rename(finished)
    return finished


@pytest.fixture
def service(filed_database: Path, tmp_path: Path) -> Iterator[Service]:
    """The running service over a database of the test's own."""
    database = tmp_path / "timeline.db"
    shutil.copyfile(filed_database, database)
    with running_service(f"sqlite:///{database}") as running:
        yield running


@pytest.fixture
def ical() -> PythonReader:
    """allenporter/ical."""
    return _python_reader("ical")


@pytest.fixture
def vobject() -> PythonReader:
    """vobject, with validation."""
    return _python_reader("vobject")


@pytest.fixture
def ics() -> PythonReader:
    """The library that is called ics."""
    return _python_reader("ics")


@pytest.fixture
def khal_folder() -> Path:
    """Where khal and vdirsyncer are installed."""
    return _python("khal").parent


@pytest.fixture
def ical_js(node_path: Path) -> NodeReader:
    """ical.js, the parser of Thunderbird."""
    return NodeReader(node_path, _node_modules(), "ical_js")


@pytest.fixture
def node_ical(node_path: Path) -> NodeReader:
    """node-ical."""
    return NodeReader(node_path, _node_modules(), "node_ical")


@pytest.fixture
def libical() -> ScriptReader:
    """libical, the parser of Evolution and KOrganizer, by itself."""
    return _script_reader("/usr/bin/python3", "libical_reader.py", "-c", _LIBICAL, package="gir1.2-ical-3.0 python3-gi")


@pytest.fixture
def sabre() -> ScriptReader:
    """sabre/vobject, the parser of Nextcloud."""
    return _script_reader("php", "sabre_reader.php", "-r", _SABRE, package="php-cli php-sabre-vobject")


def _script_reader(interpreter: str, script: str, *check: str, package: str) -> ScriptReader:
    try:
        is_there = subprocess.run((interpreter, *check), capture_output=True, check=False).returncode == 0
    except OSError:
        is_there = False
    if not is_there:
        pytest.skip(f"{script} does not run; mend it with: sudo apt-get install {package}")
    return ScriptReader(interpreter, script)


def _python_reader(tool: str) -> PythonReader:
    return PythonReader(_python(tool), tool)


def _python(tool: str) -> Path:
    python = environments.python_of(tool)
    if python is None:
        pytest.skip(f"no {tool}; mend it with: {environments.MEND}")
    return python


def _node_modules() -> Path:
    folder = environments.node_modules()
    if folder is None:
        pytest.skip(f"no ical.js and node-ical; mend it with: {environments.MEND}")
    return folder


def _fill(database_url: str) -> None:
    """The catalogue, the reference story and the generated events, then everything in one file without a log beside."""
    engine = open_engine(database_url)
    migrate(engine)
    shipped = sorted([*shipped_folder("data").glob("*.yaml"), *shipped_folder("seeds").glob("*.yaml")])
    file_content(engine, *(file.read_bytes() for file in shipped))
    file_content(engine, generated.document())
    engine.dispose()


@contextlib.contextmanager
def _only_one(lock_file: Path) -> Iterator[None]:
    fcntl = importlib.import_module("fcntl")
    with lock_file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
