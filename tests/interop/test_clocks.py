"""75 times of day on which calendar programs go wrong: ten programs read each as the instant that it is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interop import clocks
from tests.interop.clients import Reader
from tests.interop.entries import Entries
from tests.interop.evolution import MEND, is_installed, subscribed_evolution
from tests.interop.service import WHOLE_FEED, Service, file_content, running_service
from tests.interop.synchronised_folder import SynchronisedFolder
from tests.interop.thunderbird import Thunderbird, waited_for
from timeline.store.engine.migrate import migrate
from timeline.store.engine.sessions import open_engine

pytestmark = pytest.mark.interop

READERS = ("ical_js", "node_ical", "libical", "sabre", "ical", "vobject", "ics")


@pytest.fixture
def clockwork(tmp_path: Path) -> Iterator[Service]:
    """A running service with these events alone."""
    url = f"sqlite:///{tmp_path / 'clocks.db'}"
    engine = open_engine(url)
    migrate(engine)
    file_content(engine, clocks.document())
    engine.dispose()
    with running_service(url) as running:
        yield running


def misread(entries: Entries) -> dict[str, object]:
    """What is shown of each event that is not shown as it is, by title."""
    shown = {entry.summary: (entry.starts, entry.ends) for entry in entries.values()}
    expected = {title: (instant, instant + clocks.LENGTH) for title, instant in clocks.TIMES.items()}
    return {title: shown.get(title) for title, times in expected.items() if shown.get(title) != times}


@pytest.mark.parametrize("name", READERS)
def test_library_reads_each_time_as_its_instant(
    clockwork: Service, name: str, tmp_path: Path, request: pytest.FixtureRequest
):
    reader: Reader = request.getfixturevalue(name)
    file = tmp_path / "clocks.ics"
    file.write_bytes(clockwork.fetch(WHOLE_FEED).body)

    assert misread(reader.read(file)) == {}


def test_khal_shows_each_time_as_its_instant(clockwork: Service, khal_folder: Path, tmp_path: Path):
    folder = SynchronisedFolder.subscribed_to(clockwork.url + WHOLE_FEED, khal_folder, tmp_path)

    folder.synchronise()

    assert misread(folder.everything()) == {}


def test_thunderbird_shows_each_time_as_its_instant(clockwork: Service, tmp_path: Path):
    program = shutil.which("thunderbird")
    if program is None:
        pytest.skip("no thunderbird; mend it with: sudo apt-get install thunderbird")
    thunderbird = Thunderbird(Path(program), tmp_path)
    thunderbird.subscribe(clockwork.url + WHOLE_FEED)

    with thunderbird.run():
        waited_for(lambda: not misread(thunderbird.entries()))

    assert misread(thunderbird.entries()) == {}


def test_evolution_shows_each_time_as_its_instant(clockwork: Service, tmp_path: Path):
    if not is_installed():
        pytest.skip(f"no Evolution data server; mend it with: {MEND}")
    with subscribed_evolution(clockwork.url + WHOLE_FEED, tmp_path) as evolution:
        waited_for(lambda: not misread(evolution.look()))
        shown = evolution.look()

    assert misread(shown) == {}
