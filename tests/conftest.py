"""Settings that all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.oracle.pool import Oracles
from tests.programs.catalog import Program

# The machine's load must not decide whether a test passes, and a failure must come back.
settings.register_profile(
    "tapelint", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tapelint")


@pytest.fixture(scope="session")
def oracle(request: pytest.FixtureRequest) -> Iterator[Oracles]:
    """TensorFlow, which begins at once to run the programs that the chosen tests are about."""
    with Oracles() as running:
        running.expect(program.text for program in _programs(request.session.items))
        yield running


def _programs(items: list[pytest.Item]) -> Iterator[Program]:
    for item in items:
        parameters = getattr(item, "callspec", None)
        program = parameters.params.get("program") if parameters else None
        if isinstance(program, Program) and item.get_closest_marker("oracle"):
            yield program
