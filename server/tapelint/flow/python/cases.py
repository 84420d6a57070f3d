"""Tests that their decorators call: with which arguments, case by case.

``absl`` and ``pytest`` run a test once for each set of arguments that stands in its decorator. So
its parameters aren't unknown, though nothing in the text calls it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import Function, Obj

Args = list[Value]
Kwargs = dict[str, Value]

CASES: Final = "%cases"  # what a test's function keeps of its decorator
MAX_CASES: Final = 8  # a test with more is run once, with arguments that aren't known


@dataclass(frozen=True, slots=True)
class Case:
    """The arguments of one run of a test."""

    args: tuple[Value, ...] = ()
    kwargs: Kwargs = field(default_factory=dict)


class Cases(Machine):
    """Reads decorators that say how a test is called."""

    def _absl_cases(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``parameterized.parameters(*cases)``."""
        return self._calling([_case(one) for one in self._written(args, place)], place)

    def _absl_named_cases(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``parameterized.named_parameters(*cases)``: each begins with its name."""
        found = [_without_name(_case(one)) for one in self._written(args, place)]
        return self._calling(found, place)

    def _pytest_cases(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``pytest.mark.parametrize("x, y", cases)``."""
        given = dict(zip(("argnames", "argvalues"), args, strict=False)) | kwargs
        names = _names(given.get("argnames"))
        rows = self._written([given["argvalues"]], place) if "argvalues" in given else []
        if len(names) > 1:
            columns = [row.items if isinstance(row, Seq) and row.exact else () for row in rows]
        else:
            columns = [() if isinstance(row, Node) and row.opaque else (row,) for row in rows]
        found = [
            Case(kwargs=dict(zip(names, column, strict=True)))
            if names and len(column) == len(names)
            else None
            for column in columns
        ]
        return self._calling(found, place)

    def _written(self, args: Args, place: Place) -> Args:
        """The cases one by one; none where their number isn't known."""
        one = args[0] if len(args) == 1 else None
        if one is None or isinstance(one, Dict) or (isinstance(one, Seq) and one.kind == "tuple"):
            return args
        items, rest = self.items_of(one, place)
        return items if rest is None else []

    def _calling(self, found: list[Case | None], place: Place) -> Value:
        """A decorator that leaves its function as it is, and notes how it is called."""
        self.seq += 1
        made = Obj("decorator", CASES, None, place, self.seq)
        known = tuple(case for case in found if case is not None)
        if len(known) == len(found):
            made.fields[CASES] = known
        return made

    def note_cases(self, func: Function, decorator: Obj) -> None:
        """A test under such a decorator; under two of them, each case of one meets all others."""
        mine: tuple[Case, ...] = decorator.fields.get(CASES, ())
        before: tuple[Case, ...] = func.fields.get(CASES, (Case(),))
        both = tuple(
            Case((*one.args, *two.args), {**one.kwargs, **two.kwargs})
            for one in before
            for two in mine
        )
        func.fields[CASES] = both if len(both) <= MAX_CASES else ()


def cases_of(func: Function) -> tuple[Case, ...]:
    """How a function's decorators call it; once with nothing where they don't say."""
    return func.fields.get(CASES) or (Case(),)


def _case(given: Value) -> Case | None:
    if isinstance(given, Node) and given.opaque:
        return None
    if isinstance(given, Dict):
        if given.rest is not None or not all(isinstance(key, str) for key in given.data):
            return None
        return Case(kwargs=dict(given.data))
    if isinstance(given, Seq):
        return Case(given.items) if given.exact else None
    return Case((given,))


def _without_name(case: Case | None) -> Case | None:
    if case is None:
        return None
    return Case(case.args[1:], {k: v for k, v in case.kwargs.items() if k != "testcase_name"})


def _names(given: Value | None) -> list[str]:
    if isinstance(given, Const) and isinstance(given.value, str):
        return [name.strip() for name in given.value.split(",") if name.strip()]
    if isinstance(given, Seq) and given.exact:
        return [str(item.value) for item in given.items if isinstance(item, Const)]
    return []
