"""What messages call sources, and places in other files."""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.flow.graph import Node
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.requests import Request, Source
from tapelint.flow.values import Obj, Var

_NAMED = 3


def source_name(source: Source, request: Request) -> str:
    """What a message calls a source of a request."""
    value = source.value
    if isinstance(value, Var):
        owner = _layer_of(value)
        if owner is None:
            return value.name or "the variable"
        return f"{_layer_names(request).get(id(owner)) or _own_name(owner)}.{value.name}"
    if isinstance(value, Node):
        if value.bind is not None:
            return value.bind.name
        if request.sources_place is not None:
            return request.sources_place.source()
    return "the source"


def source_names(sources: Iterable[Source], request: Request) -> tuple[str, ...]:
    """What a message calls some sources of a request, each once."""
    return tuple(dict.fromkeys(source_name(source, request) for source in sources))


def told(names: Iterable[str]) -> str:
    """Some names in a sentence: three of them, and how many more there are."""
    known = [f"`{name}`" for name in names]
    more = len(known) - _NAMED
    parts = [*known[:_NAMED], f"{more} more"] if more > 0 else known
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def file_name(machine: Machine, place: Place) -> str:
    """The name of the file that a place in another file stands in."""
    return machine.foreign[id(place.unit)][0].replace("\\", "/").rpartition("/")[2]


def written_there(machine: Machine, place: Place) -> str:
    """What stands at a place of another file, and where, for people."""
    return f"`{file_name(machine, place)}`, line {place.line}: `{place.source()}`"


def _layer_of(var: Var) -> Obj | None:
    """The layer or model whose weight this is."""
    owner = var.owner
    return owner if owner is not None and var.name and owner.kind in ("layer", "model") else None


def _layer_names(request: Request) -> dict[int, str]:
    """A name for each layer that a request asks for, as Keras numbers those that share one.

    They are counted in the order in which they were made.
    """
    known = request.layer_names
    if len(known) == 0:
        found = (_layer_of(s.value) for s in request.sources if isinstance(s.value, Var))
        layers = {id(layer): layer for layer in found if layer is not None}
        used: dict[str, int] = {}
        for layer in sorted(layers.values(), key=lambda layer: layer.seq):
            name = _own_name(layer)
            number = used[name] = used.get(name, -1) + 1
            known[id(layer)] = f"{name}_{number}" if number else name
    return known


def _own_name(layer: Obj) -> str:
    label = layer.fields.get("%label")
    if label is not None:
        return str(label)
    return layer.cls.name if layer.cls is not None else layer.path.rpartition(".")[2]
