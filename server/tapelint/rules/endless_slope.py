"""An operation meets a point where its slope is infinite.

## What it does
Reports a square root, a norm, a standard deviation, a power below one, a logarithm, a division or
the angle of `tf.atan2` on the way to a loss whose operand is exactly zero: the distance of points
to themselves, a variable that starts as zero, what a `relu`, a `maximum` or a constant factor made
zero, the rows that a mask drops, the slope of a critic whose last kernel starts with zeros. That is
a warning. Where the operand can only be said to reach zero (a sum of squares, a norm
of anything), it is an info. So it is where nothing but zero comes back to a root, as to the one in
`tf.sqrt(x) ** 2`: its gradient is zero there, but NaN when XLA compiles it.

## Why it breaks the gradient
The slope of `sqrt` at zero is infinite. Times the slope of what made the zero (of a square, of a
`relu`), which is zero, it is NaN. TensorFlow's `norm` and `reduce_std` give NaN by themselves.

## Example
```python
import tensorflow as tf

points = tf.Variable([[0.0, 1.0], [2.0, 3.0]])

with tf.GradientTape() as tape:
    between = points[:, None] - points[None, :]
    far = tf.norm(between, axis=-1)  # warning: [endless-slope]
    loss = tf.reduce_sum(far)
print(tape.gradient(loss, points))  # nan
```

## Use instead
```python
import tensorflow as tf

points = tf.Variable([[0.0, 1.0], [2.0, 3.0]])

with tf.GradientTape() as tape:
    between = points[:, None] - points[None, :]
    far = tf.sqrt(tf.reduce_sum(tf.square(between), axis=-1) + 1e-12)
    loss = tf.reduce_sum(far)
print(tape.gradient(loss, points))
```

## Fix safety
Unsafe: a tiny number is added, which changes values in their last digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tapelint.diagnostic import Applicability, Fix, Severity
from tapelint.fix.expressions import first_summand, put, put_sum
from tapelint.fix.imports import tensorflow
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code, not_finite
from tapelint.text import Edit

_ROOT: Final = "1e-12"
_OTHER: Final = "1e-7"
_LIKE_NUMPY: Final = ("keras.ops.", "tf.experimental.numpy.")
_ANGLES: Final = ("atan2", "arctan2")
_MET: Final = {
    **dict.fromkeys(("acos", "asin", "arccos", "arcsin", "atanh", "arctanh"), "1 or -1"),
    **dict.fromkeys(("erfinv",), "1 or -1"),
    **dict.fromkeys(("acosh", "arccosh"), "1"),
    **dict.fromkeys(("exp", "expm1", "exponential"), "above 88"),
    **dict.fromkeys(("sinh", "cosh"), "beyond 88"),
    **dict.fromkeys(("reduce_std", "std"), "the same everywhere"),
    "log1p": "-1",
    "exp2": "above 128",
}
"""What an operand is where another than zero is the point."""
_CLIPS: Final = ("clip_by_value", "clip", "minimum", "maximum")
_LIMITS: Final = {
    **dict.fromkeys(("1.0", "1", "1."), f"1.0 - {_OTHER}"),
    **dict.fromkeys(("-1.0", "-1", "-1."), f"-1.0 + {_OTHER}"),
}
_SPREADS: Final = ("norm", "reduce_euclidean_norm", "global_norm", "reduce_std", "std")


class EndlessSlope(Rule):
    """A slope that is infinite where the operand is."""

    code = "TL502"
    name = "endless-slope"
    kinds = ("endless-slope",)
    levels = (Severity.WARNING, Severity.INFO)

    def severity(self, proof: Proof) -> Severity:
        """A warning where the text shows the zero, an info where it is only possible."""
        return Severity.WARNING if fact(proof, "zero") else Severity.INFO

    def message(self, proof: Proof) -> str:
        """Say what is zero, and what comes of it."""
        if not fact(proof, "zero"):
            return f"If {_met(proof)} here, {_outcome(proof)}."
        return (
            f"{_zero(proof)}, and there {code(proof.symbol)} has no finite slope: "
            f"{not_finite(proof)}."
        )

    def hover(self, proof: Proof) -> str:
        """Explain what helps."""
        return (
            "**No finite slope at this point.** A tiny number under the root, in the logarithm or "
            f"below the line keeps away from it: `tf.sqrt(x + {_ROOT})`."
        )

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Add a tiny number."""
        function = site.name("function")
        if function in _SPREADS:
            if function != "global_norm":
                yield from _spread(site, function)
            return
        operand = site.expression("operand")
        if function in _MET and operand is not None:
            yield from _narrower(*operand)
        if operand is None or function in (*_ANGLES, *_MET):
            return  # adding something wouldn't keep away from the point
        tree, value = operand
        tiny = _ROOT if function in ("sqrt", "rsqrt") else _OTHER
        edit = put_sum(tree, value, f"{first_summand(tree, value)} + {tiny}")
        yield Fix(f"Add {tiny} to keep away from zero", Applicability.UNSAFE, (edit,))


def _narrower(tree: Tree, clip: cst.BaseExpression) -> Iterable[Fix]:
    """A clip to the point itself, with limits that stay a tiny number away from it."""
    if not isinstance(clip, cst.Call) or dotted(clip.func).rpartition(".")[2] not in _CLIPS:
        return
    limits = [(a.value, _LIMITS.get(tree.code(a.value))) for a in clip.args]
    edits = tuple(tree.replace(value, nearer) for value, nearer in limits if nearer)
    if edits:
        title = f"Clip {_OTHER} before 1 and -1, where the slope is still finite"
        yield Fix(title, Applicability.UNSAFE, edits)


def _spread(site: Site, function: str) -> Iterable[Fix]:
    """A norm or a deviation, written out with a tiny number under the root."""
    found = site.here(cst.Call)
    if found is None or not _is_simple(found[1]):
        return
    tree, call = found
    named = _library(site, tree.bare(call.func).rpartition(".")[0])
    if named is None:
        return
    base, total, variance, imports = named
    value, *rest = (tree.code(a.with_changes(comma=cst.MaybeSentinel.DEFAULT)) for a in call.args)
    spread = function in ("reduce_std", "std")
    measured = ", ".join([value if spread else f"{base}.square({value})", *rest])
    inner = f"{base}.{variance if spread else total}({measured})"
    edit = put(tree, call, f"{base}.sqrt({inner} + {_ROOT})", bare=call)
    yield Fix(f"Write it out, with {_ROOT} under the root", Applicability.UNSAFE, (*imports, edit))


def _library(site: Site, written: str) -> tuple[str, str, str, tuple[Edit, ...]] | None:
    """What to call a library, its sum and its variance; ``written`` is how the file calls it."""
    if site.proof.op.startswith(_LIKE_NUMPY):
        return (written, "sum", "var", ()) if written else None
    named = tensorflow(site.source, "") if site.proof.op.startswith("tf.") else None
    if named is None:
        return None
    name, imports = named
    return name.removesuffix("."), "reduce_sum", "math.reduce_variance", imports


def _is_simple(call: cst.Call) -> bool:
    """Whether a norm has one operand, and beside it at most an axis and ``keepdims``."""
    if not call.args or any(a.star for a in call.args) or call.args[0].keyword:
        return False
    names = [a.keyword.value if a.keyword else "" for a in call.args[1:]]
    return all(name in ("axis", "keepdims") for name in names)


def _outcome(proof: Proof) -> str:
    if fact(proof, "data"):
        return f"{code(proof.symbol)} gives no finite number, nor a finite gradient"
    return f"the gradient of {code(proof.symbol)} is {_result(proof)}"


def _met(proof: Proof) -> str:
    if fact(proof, "function") in _ANGLES:
        return "both operands are ever zero"
    return f"{code(proof.operand or 'the operand')} is ever {_point(proof)}"


def _point(proof: Proof) -> str:
    function = fact(proof, "function")
    if function in _MET:
        return _MET[function]
    return "all zero" if function in _SPREADS else "zero"


def _result(proof: Proof) -> str:
    return "NaN" if fact(proof, "result") == "NaN" else "infinite"


def _zero(proof: Proof) -> str:
    cause, name = fact(proof, "zero"), code(fact(proof, "name") or "the operand")
    if cause == "difference":
        where = "zero" if fact(proof, "everywhere") else "zero on its diagonal (each with itself)"
        return f"{name} is {where}"
    if cause == "start" and fact(proof, "gradient"):
        gradient = code(proof.operand or "the operand")
        return f"{gradient} is zero as long as {name} is, which it is at the start"
    if cause == "start":
        return f"{name} starts {'with zeros in it' if fact(proof, 'in part') else 'as zero'}"
    if cause == "clamp":
        return f"{name} makes exact zeros"
    if cause == "row":
        return f"{name} is zero for a row of zeros"
    if cause == "rows":
        return f"{name} is zero in the rows that the mask drops"
    if cause == "single":
        return f"{code(proof.operand or 'the operand')} has one entry along its last axis"
    return f"{name} holds a zero"
