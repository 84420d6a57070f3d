"""Intervals of numbers, with open and closed ends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Range:
    """An interval; an end that is ``open`` is approached and never reached."""

    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False

    def __contains__(self, number: float) -> bool:
        above = self.low < number or (self.low == number and not self.open_low)
        below = number < self.high or (self.high == number and not self.open_high)
        return above and below

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it."""
        return self.low > self.high or (self.low == self.high and (self.open_low or self.open_high))

    @property
    def number(self) -> float | None:
        """The one number that it holds, if it holds just one."""
        return self.low if self.low == self.high and math.isfinite(self.low) else None

    @property
    def mirrored(self) -> Range:
        """The negatives of what lies in it."""
        return Range(-self.high, -self.low, self.open_high, self.open_low)

    def distance(self, other: Range) -> float:
        """How far two intervals are apart; 0 where they meet or touch."""
        return max(self.low - other.high, other.low - self.high, 0.0)

    def meet(self, other: Range) -> Range:
        """What lies in both."""
        low, open_low = max((self.low, self.open_low), (other.low, other.open_low))
        high, closed_high = min((self.high, not self.open_high), (other.high, not other.open_high))
        return Range(low, high, open_low, not closed_high)

    def join(self, other: Range) -> Range:
        """The smallest interval around both."""
        if self.empty or other.empty:
            return other if self.empty else self
        low, open_low = min((self.low, self.open_low), (other.low, other.open_low))
        high, closed_high = max((self.high, not self.open_high), (other.high, not other.open_high))
        return Range(low, high, open_low, not closed_high)


ANY: Final = Range()
NOTHING: Final = Range(math.inf, -math.inf)
NOT_NEGATIVE: Final = Range(0.0)
POSITIVE: Final = Range(0.0, open_low=True)
SHARE: Final = Range(0.0, 1.0, open_low=True, open_high=True)


def plus(one: Range, two: Range) -> Range:
    """The sums of a number from each."""
    if one.empty or two.empty:
        return NOTHING
    return Range(
        one.low + two.low,
        one.high + two.high,
        one.open_low or two.open_low,
        one.open_high or two.open_high,
    )


def clamped(value: Range, limits: Range) -> Range:
    """What lies outside of the limits is moved to the nearest one."""
    met = value.meet(limits)
    if not met.empty:
        return met
    end = limits.high if value.low >= limits.high else limits.low
    return Range(end, end)


def exactly(number: object) -> Range:
    """The interval that holds one number; what isn't a number can be any."""
    if isinstance(number, (bool, int, float)) and number == number:
        return Range(float(number), float(number))
    return ANY
