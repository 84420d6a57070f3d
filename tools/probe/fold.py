"""Folds what was measured, and what people wrote by hand, into the table's file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tools.probe.hand import (
    CALLBACK_NOTE,
    CALLBACKS,
    HOMES,
    NOTES,
    QUIET,
    ROWS,
    SIGNATURES,
    TENSORLESS,
)
from tools.probe.replacements import SAME
from tools.probe.signatures import call_of, written
from tools.probe.symbols import ROOTS, Census, Symbol, like_in_version_1, other_in_version_1

DATA = Path(__file__).parents[2] / "server" / "tapelint" / "ops" / "data"


def table(found: Census, answers: dict[str, Any]) -> dict[str, Any]:
    """The whole table: rows, aliases, modules, constants, and the versions they hold for."""
    import keras
    import numpy as np
    import tensorflow as tf

    rows: dict[str, Any] = {}
    aliases: dict[str, str] = {}
    for symbol in found.symbols():
        rows[symbol.name] = _row(symbol, answers.get(symbol.name, {"unreached": ""}))
        aliases.update(dict.fromkeys(symbol.spellings, symbol.name))
    for name, dtype in found.constants.items():
        if name.startswith("np.") and isinstance(dtype, str):
            rows[name] = _dtype_row(dtype)
    return {
        "identifiers": _identifiers(found),
        "versions": {
            "tensorflow": tf.__version__, "keras": keras.__version__, "numpy": np.__version__,
        },
        "roots": ROOTS,
        "other_in_version_1": other_in_version_1(found),
        "like_in_version_1": like_in_version_1(found),
        "attributes": {
            "tf.DType": sorted(dir(tf.float32)),
            "tf.Module": sorted(set(dir(tf.Module()))),
            "tf.linalg.LinearOperator": dir(tf.linalg.LinearOperator),
            "tf.__internal__.CompositeTensor": dir(tf.__internal__.CompositeTensor),
            "tf.Tensor": sorted(dir(tf.Tensor)),
            "tf.Tensor.OVERLOADABLE_OPERATORS": sorted(tf.Tensor.OVERLOADABLE_OPERATORS),
            "tf.Tensor, any kind": _of_any(_kinds_of_tensors()),
            "tf.Variable": dir(type(tf.Variable(1.0))),
            "tf.Variable, any kind": _of_any((*_kinds_of_tensors(), *_kinds_of_variables())),
            "np.generic": dir(np.generic),
            "np.generic, any kind": _of_any(np.sctypeDict.values()),
        },
        "modules": sorted(found.modules),
        "constants": found.constants,
        "aliases": aliases,
        "rows": rows,
    }  # fmt: skip


def _of_any(kinds: Iterable[type]) -> list[str]:
    """The attributes that at least one of some classes has."""
    return sorted({name for kind in kinds for name in dir(kind)})


def _kinds_of_tensors() -> Iterator[type]:
    """The classes of tensors in and outside of graphs; NumPy's methods may be switched on."""
    import numpy as np
    import tensorflow as tf

    yield np.ndarray
    yield type(tf.constant(1.0))
    with tf.Graph().as_default():
        yield type(tf.constant(1.0))


def _kinds_of_variables() -> Iterator[type]:
    import tensorflow as tf
    from tensorflow.python.distribute.values import MirroredVariable, SyncOnReadVariable

    yield from (type(tf.Variable(1.0)), MirroredVariable, SyncOnReadVariable)


def _identifiers(found: Census) -> dict[str, dict[str, str]]:
    """What Keras takes a string such as ``mse`` or ``relu`` to mean."""
    import keras

    canonical = {id(s.obj): s.name for s in found.symbols() if s.name.startswith("keras.")}
    understood: dict[str, dict[str, str]] = {}
    for module in ("losses", "activations", "metrics", "optimizers"):
        meanings = understood[module] = {}
        for path in found.paths:
            name = path.rpartition(".")[2]
            if path != f"keras.{module}.{name}":
                continue
            for text in (name, name.lower()):
                meant = _meaning(getattr(keras, module).get, text, canonical)
                if meant:
                    meanings[text] = meant
    return understood


def _meaning(get: Any, text: str, canonical: dict[int, str]) -> str:
    try:
        meant = get(text)
    except Exception:
        return ""
    return canonical.get(id(meant)) or canonical.get(id(type(meant)), "")


_OBJECTS = frozenset(("class", "model", "application", "optimizer", "context"))


def _row(symbol: Symbol, answer: dict[str, Any]) -> dict[str, Any]:
    """The measured row, or the hand-written one; what isn't said costs no space."""
    spellings = (symbol.name, *symbol.spellings)
    hand: dict[str, Any] = next((ROWS[name] for name in spellings if name in ROWS), {})
    if any(name in QUIET for name in spellings):
        hand = {"home": "python", "output": "none", "structure": "none"}
    measured = "unreached" not in answer
    if symbol.name in CALLBACKS:
        answer = {key: answer[key] for key in ("effects", "home") if key in answer}
        hand = {"note": CALLBACK_NOTE, **hand}
    if not measured:
        homes = (home for prefix, home in HOMES.items() if symbol.name.startswith(prefix))
        home = "object" if symbol.kind in _OBJECTS else next(homes, "tf")
        hand = {"home": home, **hand}
    row = {
        "kind": symbol.kind,
        "params": written(symbol.obj) or SIGNATURES.get(symbol.name, ""),
        "call": call_of(symbol.kind, symbol.obj),
        **(answer if measured else hand),
        "replacement": _known(symbol, SAME),
        "note": hand.get("note", "") or _known(symbol, NOTES),
        "from": "" if measured else _unmeasured(symbol, hand),
    }
    names = [
        part.strip("*").partition("=")[0] for part in (row["call"] or row["params"]).split("; ")
    ]
    effects = row.get("effects", {})
    row["effects"] = {name: effects[name] for name in (*names, *effects) if name in effects}
    plain = {"kind": "function", "home": "tf", "output": "unknown", "structure": "unknown"}
    return {key: value for key, value in row.items() if value and plain.get(key) != value}


def _unmeasured(symbol: Symbol, hand: dict[str, Any]) -> str:
    looked_at = hand.keys() - {"home", "note"} or symbol.name.startswith(TENSORLESS)
    return "hand" if looked_at else "signature"


def _known(symbol: Symbol, said: dict[str, str]) -> str:
    return next((said[name] for name in (symbol.name, *symbol.spellings) if name in said), "")


def _dtype_row(dtype: str) -> dict[str, Any]:
    classes = {"f": "float", "i": "int", "u": "int", "b": "bool", "c": "complex", "s": "string"}
    return {
        "kind": "dtype",
        "params": "x",
        "effects": {"x": "leaves"},
        "output": classes.get(dtype[0], "unknown"),
        "structure": "tensor",
        "home": "numpy",
        "from": "hand",
    }


def save_answers(answers: dict[str, Any], path: Path) -> None:
    """Keeps what was measured, one symbol per line."""
    lines = (f"{_compact(name)}:{_compact(answer)}" for name, answer in sorted(answers.items()))
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def write(table: dict[str, Any], folder: Path = DATA) -> None:
    """Writes the table, one row per line, so that a change is readable in a diff.

    The rows are in a file of their own, where each can be read without the others.
    """
    parts = []
    for key in (key for key in table if key != "rows"):
        value = table[key]
        if key in ("aliases", "constants", "roots", "like_in_version_1"):
            lines = (f"{_compact(name)}:{_compact(cell)}" for name, cell in value.items())
            parts.append(f"{_compact(key)}:{{\n" + ",\n".join(lines) + "\n}")
        else:
            parts.append(f"{_compact(key)}:{_compact(value)}")
    _save(folder / "names.json", "{" + ",\n".join(parts) + "}\n")
    rows = (f"{name}\t{_compact(cell)}\n" for name, cell in table["rows"].items())
    _save(folder / "rows.tsv", "".join(rows))


def _save(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
