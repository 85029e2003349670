"""`app` for a WSGI server such as granian: the application with the settings of the environment."""

from __future__ import annotations

from api import create_app
from api.http.long_poll import SIGNALS
from timeline.settings import load_settings

app = create_app(load_settings())
SIGNALS.start()
