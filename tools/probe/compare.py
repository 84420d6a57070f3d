"""What another TensorFlow does otherwise than the one that the table was measured with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

Answers = Mapping[str, Mapping[str, Any]]


def differences(known: Answers, other: Answers) -> Iterator[str]:
    """A line for each symbol that one of them lacks, and for each part of an answer that differs.

    What one of them couldn't be made to run says nothing of the other.
    """
    for name in sorted(known.keys() | other.keys()):
        if name not in other:
            yield f"{name}: not there"
        elif name not in known:
            yield f"{name}: only there"
        elif "unreached" not in known[name] and "unreached" not in other[name]:
            yield from _parts(name, known[name], other[name])


def _parts(name: str, known: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    for part in sorted(known.keys() | other.keys()):
        if known.get(part) != other.get(part):
            here, there = (json.dumps(answer.get(part)) for answer in (known, other))
            yield f"{name}: {part}: here {here}, there {there}"
