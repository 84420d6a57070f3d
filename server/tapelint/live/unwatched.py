"""What can be said of a tape that recorded while nobody watched: what TensorFlow remembers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NUMBERS = {"zero": "zero", "nan": "NaN", "inf": "infinite"}
_FLOATING = ("float", "bfloat", "complex", "half")


def reason_of(name: str, fact: Mapping[str, Any], target_dtype: str) -> tuple[str, str | None]:
    """Why a source has no gradient or a bad one, and the rule about it."""
    if fact["state"] == "flows":
        return "", None
    if not fact["dtype"].startswith(_FLOATING):
        return f"`{name}` is {fact['dtype']}: whole numbers get no gradient", "integer-dtype"
    if target_dtype:
        return f"the target is {target_dtype}: whole numbers have no gradient", "integer-dtype"
    if fact["state"] != "none":
        return f"the gradient becomes {_NUMBERS[fact['state']]} on the way to the target", None
    if fact["watched"]:
        return (
            f"the tape saw `{name}` read, but no gradient comes back to it: something between it "
            "and the target cuts the way, or what was read doesn't go into the target",
            None,
        )
    if not fact["variable"]:
        return (
            f"the tape doesn't watch this tensor (`tape.watch({name})`), or something between it "
            "and the target cuts the way",
            None,
        )
    if not fact["watches"]:
        return (
            "the tape was made with `watch_accessed_variables=False` and wasn't told to watch "
            f"`{name}`",
            "unwatched-source",
        )
    if not fact["trainable"]:
        return f"`{name}` isn't trainable, so the tape doesn't watch it", "non-trainable-source"
    return f"nothing read `{name}` while the tape recorded", None
