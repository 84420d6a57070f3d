"""Everything that watches, put in place and taken away together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .care import Care
from .functions import Functions
from .leaving import Leaving
from .python import Python
from .recording import Recording
from .report import Report
from .sampling import Sampling
from .tapes import Tapes

if TYPE_CHECKING:
    from .events import Events, Kept
    from .within import Within


class Watch:
    """Watches the tapes of this process from ``start`` to ``stop``."""

    def __init__(
        self,
        events: Events | Kept,
        limit: int = 0,
        every_step: bool = False,
        within: Within | None = None,
    ) -> None:
        self.recording = Recording()
        sampling = Sampling(every_step)
        self.report = Report(events, limit, sampling)
        self.care = Care(self.report)
        self.care.stop = self.stop
        self.recording.care = self.care
        self._parts = (
            Functions(self.recording, self.report, self.care),
            Leaving(self.recording),
            Python(self.recording, self.care),
            Tapes(self.recording, self.report, self.care, sampling, within),
        )

    def start(self) -> None:
        """Watch from now on."""
        self.recording.install()
        for part in self._parts:
            part.install()

    def stop(self) -> None:
        """Leave TensorFlow as it was."""
        for part in reversed(self._parts):
            part.uninstall()
        self.recording.uninstall()
