"""Examples of answers and bodies, from the reference story; a test holds each against its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

_SAMPLES: Final[dict[str, Any]] = json.loads(Path(__file__).with_name("samples.json").read_text("utf-8"))

EVENT: Final = _SAMPLES["event"]
EVENT_LIST: Final = _SAMPLES["event_list"] | {"events": [EVENT]}
_RIGHTS: Final = {name: _SAMPLES["event_list"][name] for name in ("licence", "attribution")}
CHANGE_LIST: Final = {"changes": [_SAMPLES["revised"] | {"event": EVENT}, _SAMPLES["removed"]], "next": None} | _RIGHTS
EXCHANGE_DOCUMENT: Final = _SAMPLES["exchange_document"]
