"""The op table: one row per public symbol, measured by running it under a tape.

The data are written by ``python -m tools.probe``: ``names.json``, and ``rows.tsv`` with a name and
the row as JSON on each line. They are read at the first lookup, and a row is parsed when somebody
asks for it: no program uses more than a few of them.

Spellings are resolved to one canonical name: ``tf.floor`` is ``tf.math.floor``, ``tf.keras.*``
and ``tf.losses.*`` are ``keras.*``, ``tensorflow.*`` is ``tf.*``, ``numpy.*`` is ``np.*``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_DATA = Path(__file__).parent / "data"

Constant = str | int | float | bool | None
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a signature.

    ``kind`` is ``pos`` (may be given by position), ``var`` (``*args``), ``kw`` (by keyword only)
    or ``varkw`` (``**kwargs``). ``default`` is the default as Python source, or empty where there
    is none, or none that can be written down.
    """

    name: str
    kind: str = "pos"
    required: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight that a layer creates: ``when`` names the constructor flag it depends on."""

    name: str
    trainable: bool
    when: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What changes when an argument has one of certain constant values.

    For a parameter that takes a dtype, ``values`` holds dtype classes (``float``, ``int``,
    ``bool``, ``complex``, ``string``); for any other the constants themselves, where None also
    stands for an argument that isn't given. For a layer, ``param`` belongs to the constructor,
    except where ``on_call`` is set. An empty ``output``, ``structure`` or ``curve`` leaves the
    row's own standing; ``effects`` overrides argument by argument. Where the value of such an
    argument isn't known, nothing is known of what the condition changes.
    """

    param: str
    values: tuple[Constant, ...]
    effects: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    output: str = ""
    structure: str = ""
    curve: str = ""
    on_call: bool = False


@dataclass(frozen=True, slots=True)
class Singular:
    """Points where the result or the gradient of an argument isn't finite.

    Each argument in ``at`` is filled with any one of its numbers; what the others are makes no
    difference there. ``value`` is what the result is, ``reached`` the gradient of the argument
    ``of`` where the result is used (1 is sent back), ``masked`` the one where it isn't (0 is sent
    back, as ``tf.where`` does to the side that it didn't take): finite, inf or nan. What lies
    between the numbers that ``tools/probe/tried.py`` names wasn't measured.
    """

    of: str
    at: Mapping[str, tuple[float, ...]]
    value: str = "finite"
    masked: str = "finite"
    reached: str = "finite"


@dataclass(frozen=True, slots=True)
class Row:
    """What is known about one symbol.

    Attributes:
        name: the canonical name.
        kind: function, layer, loss, metric, activation, optimizer, schedule, initializer,
            regularizer, constraint, application, model, context, dtype or class.
        params: the signature; for a class the constructor's.
        call_params: for a class whose objects are called, the signature of that call.
        effects: what the tape does with a tensor given as this argument (of the function, or of
            the call for a class): ``flows``, ``none``, ``zero`` (a gradient that is always 0),
            ``raises`` (LookupError), ``leaves`` (the result is no tensor), ``unknown``.
            Of an argument that is absent nothing is known; most of them take no tensor.
        each: for a call with several results that differ, the effects on each of them.
        output: dtype class of the result: float, int, bool, string, complex, same (as the
            inputs), dtype (as the ``dtype`` argument says, else same), none, unknown. A call with
            several results of different classes joins them with commas.
        structure: tensor, list, tuple:N, nested, none or unknown.
        parts: for a nested tuple, the structure of each of its items.
        curve: linear, bilinear (linear in each argument alone), piecewise, curved, once (the
            gradient has none itself: a second derivative raises LookupError) or unknown.
        curves: the same argument by argument.
        singular: where the result or a gradient isn't finite, as far as it was tried.
        home: what kind of object the result is: tf, numpy, python or object.
        weights: what a layer creates when it is built.
        conditions: what changes with constant arguments.
        replacement: the TensorFlow symbol with the same meaning and argument order, or empty.
        note: one sentence worth showing, or empty.
        provenance: probed, hand, project, or signature where nothing more is known than the
            parameters.
    """

    name: str
    kind: str
    params: tuple[Param, ...] = ()
    call_params: tuple[Param, ...] = ()
    effects: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    each: tuple[Mapping[str, str], ...] = ()
    output: str = "unknown"
    structure: str = "unknown"
    parts: tuple[str, ...] = ()
    curve: str = "unknown"
    curves: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    singular: tuple[Singular, ...] = ()
    home: str = "tf"
    weights: tuple[Weight, ...] = ()
    conditions: tuple[Condition, ...] = ()
    replacement: str = ""
    note: str = ""
    provenance: str = "probed"


def lookup(name: str) -> Row | None:
    """The row of a symbol in any public spelling, or None."""
    canonical = canonical_name(name)
    return None if canonical is None else _row(canonical)


@lru_cache(maxsize=8192)
def canonical_name(name: str) -> str | None:
    """The one name under which the table knows this symbol, or None."""
    name = rerooted(name)
    if name in _rows():
        return name
    alias: str | None = _names()["aliases"].get(name)
    return alias


def constant(name: str) -> Constant:
    """The value of a public constant such as ``tf.image.ResizeMethod.AREA``, or None."""
    value: Constant = _names()["constants"].get(rerooted(name))
    return value


def identified(kind: str, text: str) -> Row | None:
    """What Keras takes a string to mean: ``identified("losses", "mse")``.

    ``kind`` is losses, activations, metrics or optimizers.
    """
    name: str | None = _names()["identifiers"].get(kind, {}).get(text)
    return None if name is None else lookup(name)


def is_module(name: str) -> bool:
    """Whether this is a module (or enumeration) whose symbols the table lists."""
    return rerooted(name) in namespaces()


@lru_cache(maxsize=1)
def namespaces() -> frozenset[str]:
    """Every module that the table knows, by canonical name."""
    return frozenset(_names()["modules"])


def is_same_in_version_1(name: str) -> bool:
    """Whether ``tf.nn.relu`` is the very object that ``tf.compat.v1.nn.relu`` is."""
    if name in _others_in_version_1():
        return False
    return constant(name) is not None or (canonical_name(name) or "").startswith("tf.")


def like_in_version_1(name: str) -> tuple[str, int] | None:
    """The function of TensorFlow 2 that ``tf.compat.v1.expand_dims`` is like, by its name there.

    With it goes how many arguments both take alike by position; -1 where they take all alike. None
    where only version 1 has such a function.
    """
    found: tuple[str, int] | None = _names()["like_in_version_1"].get(name)
    return None if found is None else (found[0], found[1])


@lru_cache(maxsize=1)
def _others_in_version_1() -> frozenset[str]:
    return frozenset(_names()["other_in_version_1"])


@lru_cache(maxsize=16)
def attributes(name: str) -> frozenset[str]:
    """Every attribute of an instance of a class, hidden ones too; empty where it isn't known."""
    return frozenset(_names()["attributes"].get(name, ()))


@lru_cache(maxsize=64)
def members(module: str) -> tuple[str, ...]:
    """The public names directly in a module that the table knows; none of another one."""
    if not is_module(module):
        return ()
    prefix = rerooted(module) + "."
    listed = (*names(), *_names()["constants"], *namespaces())
    inside = {name[len(prefix) :] for name in listed if name.startswith(prefix)}
    return tuple(sorted(name for name in inside if "." not in name))


def names() -> Iterator[str]:
    """Every spelling that resolves, canonical names first."""
    yield from _rows()
    yield from _names()["aliases"]


def spellings(name: str) -> tuple[str, ...]:
    """The other public names of a canonical one."""
    return tuple(alias for alias, target in _names()["aliases"].items() if target == name)


def versions() -> Mapping[str, str]:
    """The library versions that the rows were measured with."""
    return MappingProxyType(_names()["versions"])


@lru_cache(maxsize=1)
def _names() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_DATA / "names.json").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def _rows() -> dict[str, str]:
    """Every row as JSON, by canonical name."""
    with (_DATA / "rows.tsv").open(encoding="utf-8") as lines:
        return {name: row for name, _, row in (line.partition("\t") for line in lines)}


@lru_cache(maxsize=8192)
def rerooted(name: str) -> str:
    """The name with its root module replaced by the canonical one (longest root first)."""
    for root, canonical in _roots():
        if name == root:
            return canonical
        if name.startswith(root + "."):
            return canonical + name[len(root) :]
    return name


@lru_cache(maxsize=1)
def _roots() -> tuple[tuple[str, str], ...]:
    roots: dict[str, str] = _names()["roots"]
    return tuple(sorted(roots.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=4096)
def _row(name: str) -> Row:
    cell: dict[str, Any] = json.loads(_rows()[name])
    return Row(
        name=name,
        kind=cell.get("kind", "function"),
        params=_params(cell.get("params", "")),
        call_params=_params(cell.get("call", "")),
        effects=MappingProxyType(cell.get("effects", {})),
        each=tuple(MappingProxyType(effects) for effects in cell.get("each", ())),
        output=cell.get("output", "unknown"),
        structure=cell.get("structure", "unknown"),
        parts=tuple(cell.get("parts", ())),
        curve=cell.get("curve", "unknown"),
        curves=MappingProxyType(cell.get("curves", {})),
        singular=tuple(read_singular(item) for item in cell.get("singular", ())),
        home=cell.get("home", "tf"),
        weights=tuple(_weight(text) for text in cell.get("weights", ())),
        conditions=tuple(_condition(item) for item in cell.get("conditions", ())),
        replacement=cell.get("replacement", ""),
        note=cell.get("note", ""),
        provenance=cell.get("from", "probed"),
    )


def _params(signature: str) -> tuple[Param, ...]:
    """Reads ``x; axis=None; *; name=`` back into parameters; a bare ``=`` is a hidden default."""
    found: list[Param] = []
    keyword_only = False
    for part in filter(None, signature.split("; ")):
        if part == "*":
            keyword_only = True
        elif part.startswith("**"):
            found.append(Param(part[2:], "varkw"))
        elif part.startswith("*"):
            found.append(Param(part[1:], "var"))
            keyword_only = True
        else:
            name, equals, default = part.partition("=")
            found.append(Param(name, "kw" if keyword_only else "pos", not equals, default))
    return tuple(found)


def _weight(text: str) -> Weight:
    """Reads ``bias?use_bias`` or ``moving_mean!`` (not trainable)."""
    name, _, when = text.partition("?")
    return Weight(name.rstrip("!"), not name.endswith("!"), when)


def read_singular(item: dict[str, Any]) -> Singular:
    """Reads one cell of the column; what it leaves out is finite."""
    at = {name: tuple(numbers) for name, numbers in item["at"].items()}
    return Singular(**{**item, "at": MappingProxyType(at)})


def _condition(item: dict[str, Any]) -> Condition:
    return Condition(
        param=item["param"],
        values=tuple(item["values"]),
        effects=MappingProxyType(item.get("effects", {})),
        output=item.get("output", ""),
        structure=item.get("structure", ""),
        curve=item.get("curve", ""),
        on_call=item.get("on_call", False),
    )
