"""Puts a row of the op table into words, for ``tapelint op`` and for a hover."""

from __future__ import annotations

from collections.abc import Mapping

from tapelint.ops.table import (
    Condition,
    Constant,
    Row,
    Singular,
    Weight,
    spellings,
    versions,
)

EFFECT_WORDS = {
    "flows": "passes the gradient",
    "none": "no gradient (None)",
    "zero": "a gradient of zero, whatever the values",
    "raises": "has no registered gradient: asking for one raises LookupError",
    "leaves": "leaves TensorFlow: the tape can't follow the result",
    "unknown": "not known",
}
_CURVES = {
    "linear": "linear: the gradient doesn't depend on the values, a second derivative is None or 0",
    "bilinear": "linear in each argument alone: differentiating twice by the same one gives "
    "None or 0",
    "piecewise": "piecewise linear: a second derivative is None or 0",
    "curved": "curved: higher derivatives exist",
    "once": "has no second derivative: asking for one raises LookupError",
}
_OUTPUTS = {
    "float": "float",
    "int": "whole numbers",
    "bool": "truth values",
    "string": "text",
    "complex": "complex numbers",
    "same": "the dtype of the input",
    "dtype": "the dtype asked for",
}
_BROKEN = {"inf": "infinite", "nan": "NaN"}
_STRUCTURES = {
    "tensor": "one tensor",
    "list": "a list of tensors",
    "nested": "a nested structure",
    "none": "nothing",
}
_KINDS = {
    "layer": "Keras layer; effects are those of calling it",
    "loss": "Keras loss; effects are those of calling it",
    "metric": "Keras metric: its result never carries a gradient",
    "activation": "Keras activation",
    "optimizer": "Keras optimizer",
    "schedule": "Keras learning rate schedule",
    "initializer": "Keras initializer",
    "regularizer": "Keras regularizer; effects are those of calling it",
    "constraint": "Keras constraint; effects are those of calling it",
    "application": "function that returns a Keras model",
    "model": "Keras model",
    "context": "context manager",
    "dtype": "dtype",
    "class": "class",
    "function": "function",
}


def describe(row: Row) -> str:
    """Plain text: what the tape does with each argument."""
    blocks = [_title(row), row.note, _listed(_arguments(row)), _listed(_facts(row))]
    return "\n\n".join(filter(None, blocks)) + "\n"


def describe_markdown(row: Row) -> str:
    """The same for a hover."""
    arguments = "\n".join(f"- `{name}`: {said}" for name, said in _arguments(row))
    facts = "\n\n".join(f"{name}: {said}" for name, said in _facts(row))
    blocks = [f"**`{row.name}`** · {_KINDS.get(row.kind, row.kind)}", row.note, arguments, facts]
    return "\n\n".join(filter(None, blocks))


def _title(row: Row) -> str:
    others = spellings(row.name)
    also = f" (also {', '.join(others)})" if others else ""
    return f"{row.name}{also}\n{_KINDS.get(row.kind, row.kind)}"


def _listed(lines: list[tuple[str, str]]) -> str:
    width = max((len(name) for name, _ in lines), default=0)
    return "\n".join(f"  {name:<{width}}  {said}" for name, said in lines)


def _arguments(row: Row) -> list[tuple[str, str]]:
    return [(name, _said(row, name, effect)) for name, effect in row.effects.items()]


def _said(row: Row, name: str, effect: str) -> str:
    exceptions = [
        f"{_when(condition)}: {EFFECT_WORDS[condition.effects[name]]}"
        for condition in row.conditions
        if name in condition.effects
    ]
    return "; ".join([EFFECT_WORDS[effect], *exceptions])


def _when(condition: Condition) -> str:
    if condition.values == (None,):
        return f"without {condition.param}"
    values = " or ".join(_shown(value) for value in condition.values)
    return f"with {condition.param}={values}"


def _shown(value: Constant) -> str:
    return value if isinstance(value, str) else repr(value)


def _facts(row: Row) -> list[tuple[str, str]]:
    found = [("Result", _result(row))]
    found += [(f"Result {i}", _carried(effects)) for i, effects in enumerate(row.each, 1)]
    if "flows" in row.effects.values():
        found.append(("Shape of the curve", _CURVES.get(row.curve, "")))
    found += [(f"At {_point(singular)}", _broken(singular)) for singular in row.singular]
    if row.weights:
        found.append(("Weights", ", ".join(map(_weight, row.weights))))
    found.append(("In TensorFlow", row.replacement))
    found.append(("Source", _source(row)))
    return [(name, said) for name, said in found if said]


def _point(singular: Singular) -> str:
    sides = (f"{name} = {_numbers(numbers)}" for name, numbers in singular.at.items())
    return " and ".join(sides) or "equal values"


def _numbers(numbers: tuple[float, ...]) -> str:
    *some, last = (f"{number:g}" for number in numbers)
    return f"{', '.join(some)} or {last}" if some else last


def _broken(singular: Singular) -> str:
    told = [f"the result is {_BROKEN[singular.value]}"] if singular.value != "finite" else []
    shown, hidden = _BROKEN.get(singular.reached, ""), _BROKEN.get(singular.masked, "")
    gradient = f"the gradient of {singular.of} is"
    if hidden:
        first = f"{shown}, and {hidden} even" if shown != hidden else f"{shown}, even"
        told.append(f"{gradient} {first} where tf.where hides the result")
    elif shown:
        told.append(f"{gradient} {shown}")
    return "; ".join(told)


def _carried(effects: Mapping[str, str]) -> str:
    passing = [name for name, effect in effects.items() if effect == "flows"]
    return f"the gradient passes from {' and '.join(passing)}" if passing else "no gradient passes"


def _result(row: Row) -> str:
    if row.structure == "none":
        return "nothing"
    if row.home == "numpy":
        return _with_dtype("a NumPy value", row.output)
    if row.home == "python":
        return _with_dtype("a Python value", row.output)
    if row.structure.startswith("tuple:"):
        return _with_dtype(f"a tuple of {row.structure[6:]}", row.output)
    return _with_dtype(_STRUCTURES.get(row.structure, ""), row.output)


def _with_dtype(what: str, output: str) -> str:
    named = [_OUTPUTS.get(part, "") for part in output.split(",")]
    said = ", ".join(named) if all(named) else ""
    return f"{what}: {said}" if what and said else what


def _weight(weight: Weight) -> str:
    notes = [] if weight.trainable else ["not trained"]
    if weight.when:
        notes.append(f"only with {weight.when}=True")
    return weight.name + (f" ({', '.join(notes)})" if notes else "")


def _source(row: Row) -> str:
    if row.provenance == "hand":
        return "written by hand"
    if row.provenance == "project":
        return "the settings of this project"
    if row.provenance == "signature":
        told = row.kind in ("function", "layer", "loss", "metric", "activation")
        return "its signature only: what the tape does with it isn't known" if told else ""
    found = versions()
    numpy = f", NumPy {found['numpy']}" if row.name.startswith("np.") else ""
    return f"measured with TensorFlow {found['tensorflow']}, Keras {found['keras']}{numpy}"
