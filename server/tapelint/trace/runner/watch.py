"""Everything that watches, put in place and taken away together."""

from .functions import Functions
from .leaving import Leaving
from .recording import Recording
from .report import Report
from .tapes import Tapes


class Watch:
    """Watches the tapes of this process from ``start`` to ``stop``."""

    def __init__(self, events, limit=0, every_step=False):
        self.recording = Recording()
        self.report = Report(events, limit)
        self._parts = (
            Functions(self.recording, self.report),
            Leaving(self.recording),
            Tapes(self.recording, self.report, every_step),
        )

    def start(self):
        """Watch from now on."""
        self.recording.install()
        for part in self._parts:
            part.install()

    def stop(self):
        """Leave TensorFlow as it was."""
        for part in reversed(self._parts):
            part.uninstall()
        self.recording.uninstall()
