"""Settings that all tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# The machine's load must not decide whether a test passes, and a failure must come back.
settings.register_profile(
    "tapelint", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tapelint")
