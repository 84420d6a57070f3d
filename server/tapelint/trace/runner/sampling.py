"""Which steps are looked at: the first ones, and then fewer and fewer."""

from __future__ import annotations

ALWAYS, THEN_EVERY = 8, 200


class Sampling:
    """Decides by the number of times that a place was passed before."""

    def __init__(self, every_step: bool) -> None:
        self.every_step = every_step

    def wants(self, count: int) -> bool:
        """Whether the step after ``count`` others is looked at."""
        return self.every_step or self.is_one_of_few(count)

    @staticmethod
    def is_one_of_few(count: int) -> bool:
        """Whether it is looked at even where not every step is."""
        return count < ALWAYS or count & (count - 1) == 0 or count % THEN_EVERY == 0
