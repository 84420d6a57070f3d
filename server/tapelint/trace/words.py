"""What is said of a cut: the reason in the words of the rules, and which rule it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tapelint.trace.paths import BY_HAND, GRADIENT, LEAVES, PYTHON, WRITES, Cut

_DIVISIONS: Final = frozenset({"FloorDiv", "FloorMod", "TruncateDiv", "TruncateMod", "Mod"})
_FLAT_RULES: Final = {"Sign": "zero-gradient", **dict.fromkeys(_DIVISIONS, "floor-division")}
DEAD: Final = frozenset({"Floor", "Ceil", "Round", "Rint", "Sign"}) | _DIVISIONS
"""Operations whose gradient is zero whatever goes in."""
_IDENTITIES: Final = frozenset({"Identity", "IdentityN", BY_HAND})
SATURATING: Final = frozenset(
    {
        "Relu",
        "Relu6",
        "custom_gradient",
        "Minimum",
        "Maximum",
        "ClipByValue",
        "Select",
        "SelectV2",
        "Sigmoid",
        "Tanh",
    }
)
"""Operations whose gradient is zero where what goes in is out of their range."""

CLIPPING: Final = frozenset({"Relu", "Relu6", "Minimum", "Maximum", "ClipByValue"})
"""Those of them where nobody expects that nothing at all comes through."""

AT_REST: Final = CLIPPING | {
    "Abs",
    "DivNoNan",
    "Pow",
    "Select",
    "SelectV2",
    "Square",
    "SquaredDifference",
}
"""Operations that may well give zero when nothing is left to learn, and nothing else."""

BOWLS: Final = frozenset({"Abs", "Mul", "Pow", "Square", "SquaredDifference"})
"""Operations that may be at their minimum where their gradient is zero."""

STRAIGHT: Final = frozenset({"Relu", "Relu6", "LeakyRelu", "Abs", "Maximum", "Minimum"})
"""Operations whose slope is the same everywhere but at a corner."""

STEEP: Final = frozenset(
    {
        "Acos",
        "Acosh",
        "Asin",
        "Atan2",
        "Atanh",
        "Cosh",
        "Digamma",
        "Div",
        "Erfinv",
        "Exp",
        "Expm1",
        "Lgamma",
        "Log",
        "Log1p",
        "Pow",
        "RealDiv",
        "Reciprocal",
        "Rsqrt",
        "Sinh",
        "Sqrt",
        "Xdivy",
        "Xlogy",
    }
)
"""Operations whose slope is infinite, or not a number, somewhere."""

_TYPES: Final = {"half": "float16", "float": "float32", "double": "float64"}
"""Types that some messages call by other names."""


@dataclass(frozen=True, slots=True)
class Told:
    """A reason and the rule that has a page about it."""

    reason: str
    rule: str | None


_FULL: Final = Told("nothing but -inf is in a row here, or +inf: the share of each is NaN", None)
_TWICE: Final = Told("infinity is taken from infinity here, which gives NaN", None)
_TURNING: Final = {
    "Add": _TWICE,
    "AddV2": _TWICE,
    "LogSoftmax": _FULL,
    "Mul": Told("zero is multiplied by infinity here, which gives NaN", "zero-times-infinity"),
    "Softmax": _FULL,
    "SoftmaxCrossEntropyWithLogits": _FULL,
    "SparseSoftmaxCrossEntropyWithLogits": _FULL,
    "Sub": _TWICE,
}
"""What turns numbers NaN of which none is, and why."""

FULL_ROWS: Final = frozenset(op for op, told in _TURNING.items() if told is _FULL)
"""Operations that look at rows of numbers, and have nothing to give for one of infinite ones."""

_NAMED: Final = 3
MADE: Final = "is made here"
NEVER_CALLED: Final = "Keras 3 never calls this: it calls `update_step`, which isn't there"
TAKEN: Final = "the sources are taken here"
SPOILED_INSIDE: Final = (
    "the values that this function gives are NaN or infinite, from here on perhaps"
)
EMPTY: Final = "nothing is in this list, so no gradient is asked for"
REUSED: Final = "this tape was asked before, and it keeps what it recorded for one request only"
HIDES: Final = "this takes the name of the tape around it, which so can't be asked any more"
HIDDEN: Final = "this tape is meant"
NO_VALUE: Final = "in a graph a tensor has no value yet, so there is no number to read"
NO_VARIABLES: Final = (
    "the function around this reads a variable, so this has to take `variables` and give their "
    "gradients as well"
)
PLAIN: Final = "the optimizer gets a plain tensor, and it trains variables only"
INNER: Final = "the inner gradient doesn't depend on this source, or wasn't recorded"


def spelled(op: str) -> str:
    """An operation as a user knows it."""
    if op.startswith(LEAVES):
        name = op[len(LEAVES) :]
        return name if name.startswith("np.") else f".{name}()" if name == "numpy" else name
    if op.startswith(WRITES):
        return "assign"
    return {GRADIENT: "tape.gradient", BY_HAND: "custom_gradient"}.get(op, op)


def of_cut(cut: Cut, rewrapped: bool, text: str) -> Told:
    """What is said of a cut on the way from a source."""
    op = cut.innermost.name
    if cut.kind == "write":
        if rewrapped:
            return Told(
                "a new variable takes the numbers and forgets how they were computed",
                "rewrapped-value",
            )
        return Told(
            "a variable stores numbers, and the tape doesn't follow them back", "state-write"
        )
    if cut.kind == "by hand":
        return Told("zeros come back from here, where a gradient is given by hand", None)
    if cut.kind == "stop":
        return Told("`tf.stop_gradient` blocks the only way back", "stop-gradient")
    if cut.kind == "inner":
        return Told(INNER, None)
    if op in _DIVISIONS or (op == "FloorDiv" or ("//" in text and op in ("Floor", "FloorDiv"))):
        return Told(f"`{'//' if op == 'FloorDiv' else op}` has no gradient", "floor-division")
    if op == "Cast" and cut.kind == "integer":
        return Told("the cast gives whole numbers, which carry no gradient", "integer-dtype")
    if op in PYTHON:
        return Told(
            "Python code is called here, and no gradient comes back from it", "leaves-tensorflow"
        )
    if op in _IDENTITIES:
        return Told("the gradient that is given by hand here is None", "non-differentiable-op")
    if op == "Sign":
        return of_numbers("zero", op)
    return Told(no_gradient(spelled(op)), "non-differentiable-op")


def no_gradient(op: str) -> str:
    """What is said of an operation that nothing comes back from."""
    return f"`{op}` has no gradient"


def leaves(what: str) -> str:
    """What is said of a conversion to Python or NumPy."""
    return f"`{what}` turns a tensor into a plain number or array, which the tape can't follow"


def named(names: Sequence[str]) -> str:
    """Some names in a sentence: the first ones, and how many more there are."""
    more = len(names) - _NAMED
    parts = [f"`{name}`" for name in (names[:_NAMED] if more > 0 else names)]
    parts += [f"{more} more"] if more > 0 else []
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def calls(function: str) -> str:
    """What is said of a line that leads to another."""
    return f"calls `{function}` here"


def bound(name: str) -> str:
    """What is said of a further statement that gives a name its value."""
    return f"`{name}` is bound here"


def rebound(name: str) -> str:
    """What is said where something other than the variable gets the name of a variable."""
    return f"from here on `{name}` is a plain tensor, not the variable"


def nothing_given(name: str) -> str:
    """What is said of the end of a function that gives nothing back."""
    return f"this function ends here and returns nothing, so `{name}` is None"


def several(name: str, function: str) -> str:
    """What is said where a name is bound to all that a function gives."""
    return f"`{function}` gives several things, and `{name}` is all of them together"


def not_finite(target: str, is_seen: bool) -> str:
    """What is said of a target that has no number to show while its gradients do."""
    if is_seen:
        return f"from here on `{target}` is NaN or infinite, and the gradients don't show it"
    return f"`{target}` is NaN or infinite, and the gradients don't show it"


def fixed(kind: str) -> str:
    """What is said of what is changed as if it were a variable, or a list."""
    if kind == "Variable":
        return "an entry of a variable is changed with `assign`, not like that of a list"
    return "this is a tensor, not a variable, and tensors can't be changed"


def of_spoiled(op: str, turns_nan: bool) -> Told:
    """What is said where the values themselves turn NaN or infinite."""
    if turns_nan and op in _TURNING:
        return _TURNING[op]
    return Told("the values themselves are NaN or infinite from here on", None)


def of_types(*types: str) -> str:
    """What is said of an operation that gets values of two types."""
    one, other = (_TYPES.get(kind, kind) for kind in types)
    return f"{one} meets {other}, and TensorFlow converts neither: that takes a `tf.cast`"


def of_numbers(state: str, op: str) -> Told:
    """What is said where a gradient becomes zero, NaN or infinite."""
    becomes = {"zero": "zero", "nan": "NaN", "inf": "infinite"}[state]
    if state == "zero" and op in _IDENTITIES:
        # An identity passes all that comes; only a gradient of the user's own makes zeros of it.
        return Told("the gradient that is given by hand here is zero", "non-differentiable-op")
    if state == "zero" and op in DEAD:
        rule = _FLAT_RULES.get(op, "non-differentiable-op")
        return Told(f"`{op}` has the gradient zero everywhere", rule)
    if state == "zero" and op in CLIPPING:
        return Told(f"`{op}` let nothing through of all that was seen: the gradient is zero", None)
    return Told(f"the gradient becomes {becomes} here", None)


def of_flat(op: str, is_shut: bool) -> Told:
    """What is said of an operation behind which every gradient is zero whatever the numbers are.

    One that is shut lets only positive numbers through, or those on one side of a bound, and never
    gets one.
    """
    if is_shut and op in ("Maximum", "Minimum"):
        which = "above" if op == "Maximum" else "below"
        never = f"never gets a number {which} its bound here, and lets nothing else through"
        return Told(f"`{op}` {never}", "zero-gradient")
    if is_shut:
        never = "never gets a number above zero here, and lets nothing else through"
        return Told(f"`{op}` {never}", "zero-gradient")
    if op in ("Add", "AddV2", "Sub"):
        again = "what was added is taken away again here, so no gradient is left of it"
        return Told(again, "zero-gradient")
    flat = "has one entry to share out here, always gives the same and has the gradient zero"
    if op in STRAIGHT:
        flat = "is straight on both sides of its bend and has no second derivative"
    return Told(f"`{op}` {flat}", "zero-gradient")


_UNTRACKED: Final = {
    "tf": "Keras doesn't track a `tf.Variable`",
    "keras": "Keras doesn't look for variables in here",
    "lambda": "A `Lambda` layer doesn't track what its function uses",
    "layers": "Keras doesn't look for layers in objects like this `{holder}`",
    "class": "Keras doesn't look for layers in what belongs to the class `{holder}` itself",
    "call": "The layer called here isn't an attribute of what calls it",
    "layer in module": "A `tf.Module` doesn't look into layers of Keras",
    "keras in module": "A `tf.Module` doesn't track a variable of Keras",
    "object in module": "A `tf.Module` doesn't track what a plain object holds",
}


def untracked(kind: str, by: str, holder: str) -> str:
    """What is said of a variable that a layer uses and that isn't among its weights.

    ``holder`` is the class of the object in which the layer is that has it, or empty.
    """
    why = _UNTRACKED[by].format(holder=holder)
    if kind == "fit":
        return f"{why}, so `fit` never trains it"
    return f"{why}, so `trainable_variables` leaves it out"


def unrecorded(text: str) -> str:
    """What is said of a value that was computed while the tape didn't record."""
    del text
    return "this is computed while the tape isn't recording"
