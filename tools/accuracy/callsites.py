"""``python -m tools.accuracy.callsites PATH…``: which library calls of real code are understood.

A call site is a call (or a decorator) that names a symbol of TensorFlow, Keras or TensorFlow
Probability through an import. It is resolved when the op table has a measured or hand-written row
for the symbol, or the engine models it. Prints a row per path, then the others by name, with how
often each is called and why it isn't resolved. ``NAME=PATH`` gives a path another name. Modules of
the repository itself are no library there.
"""

from __future__ import annotations

import argparse
import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from tapelint.flow.interpreter import Interpreter
from tapelint.flow.places import CallPath, Place
from tapelint.flow.python.imports import canonical
from tapelint.flow.tf.library import HANDLERS
from tapelint.ops.table import is_module, like_in_version_1, lookup, versions
from tapelint.syntax import Parser, Unit
from tools.mutate.texts import texts
from tools.probe.tried import LEFT_OUT

ROW, MODELLED = "row", "modelled"
_LIBRARIES = ("tf.", "keras.", "tensorflow_probability.")
_ELSEWHERE = "another package"
HEADER = (
    "| repository | calls of TensorFlow and Keras | of a row | modelled | resolved"
    " | calls of TensorFlow Probability |",
    "|--|--:|--:|--:|--:|--:|",
)


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(
        prog="python -m tools.accuracy.callsites", description=__doc__
    )
    arguments.add_argument("paths", nargs="+", metavar="[NAME=]PATH", help="one per repository")
    for line in _report(arguments.parse_args().paths):
        print(line, flush=True)


def _report(paths: Iterable[str]) -> Iterator[str]:
    total: Counter[str] = Counter()
    yield from HEADER
    for given in paths:
        name, _, path = given.rpartition("=")
        calls = _calls(path)
        total += calls
        yield _row(name or path.rstrip("/").rpartition("/")[2], calls)
    yield _row("all", total)
    yield ""
    for symbol, count in total.most_common():
        how = resolution(symbol)
        if how not in (ROW, MODELLED):
            yield f"- {symbol.lstrip('?')}: {count}: {how}"


def _calls(path: str) -> Counter[str]:
    own = {each.name for each in Path(path).iterdir()} if Path(path).is_dir() else set()
    return Counter(
        symbol
        for text in texts([path])
        for symbol in called(text.text)
        if symbol.partition(".")[0] not in own
    )


def _row(name: str, calls: Counter[str]) -> str:
    by_how: Counter[str] = Counter()
    for symbol, count in calls.items():
        by_how[resolution(symbol)] += count
    elsewhere = by_how[_ELSEWHERE]
    resolved, sites = by_how[ROW] + by_how[MODELLED], calls.total() - elsewhere
    share = f"{100 * resolved / sites:.1f} %" if sites else "-"
    cells = (name, sites, by_how[ROW], by_how[MODELLED], share, elsewhere)
    return f"| {' | '.join(map(str, cells))} |"


# ---------------------------------------------------------------------- what is called


def called(text: str) -> Iterator[str]:
    """The library symbol of each call site in a text, by its canonical name."""
    units = Parser().parse(text).units
    names = _imported(units)
    for node in _nodes(units):
        for function in _functions(node):
            dotted = _dotted(function, names)
            if dotted is not None:
                symbol = canonical(dotted)
                if symbol.lstrip("?").startswith(_LIBRARIES):
                    yield symbol


def _nodes(units: Iterable[Unit]) -> Iterator[ast.AST]:
    return (node for unit in units for statement in unit.body for node in ast.walk(statement))


def _functions(node: ast.AST) -> Iterator[ast.expr]:
    """What is called here: by a call, or as a bare decorator."""
    if isinstance(node, ast.Call):
        yield node.func
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield from (each for each in node.decorator_list if not isinstance(each, ast.Call))


def _imported(units: tuple[Unit, ...]) -> dict[str, str]:
    """What each imported name stands for, and each name that is bound to a part of one."""
    names: dict[str, str] = {}
    for node in _nodes(units):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in _nodes(units):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            dotted = _dotted(node.value, names)
            if dotted is not None and node.targets[0].id not in names:
                names[node.targets[0].id] = dotted
    return names


def _dotted(node: ast.expr, names: dict[str, str]) -> str | None:
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value, names)
        return None if owner is None else f"{owner}.{node.attr}"
    return names.get(node.id) if isinstance(node, ast.Name) else None


# ---------------------------------------------------------------------- how it is resolved


@lru_cache(None)
def resolution(symbol: str) -> str:
    """``row``, ``modelled``, or why the engine doesn't know what a symbol does."""
    like = like_in_version_1(symbol.removeprefix("tf.compat.v1."))
    if like is not None and symbol.startswith("tf.compat.v1."):
        return resolution(like[0])
    if symbol.startswith(("?tf.compat.v1", "tf.compat.v1")) and lookup(symbol) is None:
        return "TensorFlow 1"
    if symbol.startswith("?"):
        return "not public"
    if symbol.startswith("tensorflow_probability."):
        return _ELSEWHERE
    if symbol in HANDLERS or _is_keras_object(symbol):
        return MODELLED
    row = lookup(symbol)
    if row is not None:
        return ROW if row.provenance != "signature" else "known by its signature alone"
    if is_module(symbol):
        return "a module"
    if any(symbol.startswith(f"{part}.") for part in LEFT_OUT):
        return "left out of the table: no maths on tensors"
    known = versions()
    if symbol.startswith("keras."):
        return f"not in Keras {known['keras']}"
    return f"not in TensorFlow {known['tensorflow']}"


def _is_keras_object(symbol: str) -> bool:
    if not symbol.startswith("keras."):
        return False
    unit = Parser().parse("pass\n").units[0]
    machine = Interpreter()
    machine.run_module((unit,))
    place = Place(unit, unit.body[0], CallPath(None, None, "module"))
    return machine.call_keras(symbol, [], {}, place) is not None


if __name__ == "__main__":
    main()
