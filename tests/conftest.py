"""Settings that all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.oracle.pool import Oracles
from tests.programs.catalog import Program
from tests.trace.tracers import Tracers

# The machine's load must not decide whether a test passes, and a failure must come back.
settings.register_profile(
    "tapelint", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tapelint")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what TensorFlow has to run anyway last: it runs beside the tests that come first."""
    items.sort(key=_is_run)


@pytest.fixture(scope="session", autouse=True)
def _running(request: pytest.FixtureRequest) -> None:
    """Begin at once to run and trace the programs that the chosen tests are about."""
    wanted = {
        name
        for item in filter(_is_run, request.session.items)
        for name in getattr(item, "fixturenames", ())
    }
    for name in wanted & {"oracle", "tracers"}:
        request.getfixturevalue(name)


@pytest.fixture(scope="session")
def oracle(request: pytest.FixtureRequest) -> Iterator[Oracles]:
    """TensorFlow, which runs programs."""
    with Oracles() as running:
        running.expect(program.text for program in _programs(request, "oracle"))
        yield running


@pytest.fixture(scope="session")
def tracers(request: pytest.FixtureRequest) -> Iterator[Tracers]:
    """TensorFlow, under which programs are traced."""
    with Tracers() as running:
        running.expect_traces(program.path for program in _programs(request, "tracers"))
        yield running


def _programs(request: pytest.FixtureRequest, fixture: str) -> Iterator[Program]:
    for item in request.session.items:
        program = _program(item)
        if program is not None and fixture in getattr(item, "fixturenames", ()):
            yield program


def _is_run(item: pytest.Item) -> bool:
    return _program(item) is not None


def _program(item: pytest.Item) -> Program | None:
    """The program of ours that a test is about, if TensorFlow runs it."""
    given = getattr(item, "callspec", None)
    program = given.params.get("program") if given is not None else None
    is_run = isinstance(program, Program) and item.get_closest_marker("oracle") is not None
    return program if is_run else None
