"""The logarithm of a softmax or a sigmoid.

## What it does
Reports `log`, a root or a power below one of what `softmax` or `sigmoid` returned, or of what is
missing from there to one, on the way to a loss. It is an info, as it goes wrong for extreme logits
only; a warning where a mask makes some of the logits extreme, as in
`tf.nn.softmax(scores + (1.0 - mask) * -1e9)`.

## Why it breaks the gradient
On paper both are never zero. In float32 a softmax is zero where a logit is about 104 below the
largest, a sigmoid where it is below -104, and `1 - sigmoid` already above 17. The logarithm of
that is minus infinity, the slope of a root there infinite, and the gradient NaN.

## Example
```python
import tensorflow as tf

logits = tf.Variable([0.0, 200.0])

with tf.GradientTape() as tape:
    loss = -tf.math.log(tf.nn.softmax(logits))[0]  # info: [rounded-log]
print(tape.gradient(loss, logits))  # nan
```

## Use instead
```python
import tensorflow as tf

logits = tf.Variable([0.0, 200.0])

with tf.GradientTape() as tape:
    loss = -tf.nn.log_softmax(logits)[0]
print(tape.gradient(loss, logits))
```

## Fix safety
Safe: the same function, computed without the rounding in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tapelint.diagnostic import Applicability, Fix, Severity
from tapelint.fix.expressions import put
from tapelint.fix.imports import tensorflow
from tapelint.fix.lazy import cst
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code
from tapelint.text import Edit

_ALIKE: Final = ("keras.ops.", "keras.activations.")


class RoundedLog(Rule):
    """The logarithm of a share that is rounded to zero."""

    code = "TL503"
    name = "rounded-log"
    kinds = ("rounded-log",)
    levels = (Severity.WARNING, Severity.INFO)

    def severity(self, proof: Proof) -> Severity:
        """It depends on the size of the logits, unless a mask makes some of them huge."""
        return Severity.WARNING if fact(proof, "zero") else Severity.INFO

    def message(self, proof: Proof) -> str:
        """Say when it goes wrong."""
        if fact(proof, "zero"):
            return (
                f"{code(proof.operand or 'This')} is exactly 0 wherever the mask leaves something "
                f"out, and the gradient of {code(proof.symbol)} is NaN there."
            )
        return (
            f"{code(proof.operand or 'This')} is rounded to 0 for extreme logits, and the gradient "
            f"of {code(proof.symbol)} is then NaN."
        )

    def hover(self, proof: Proof) -> str:
        """Name the functions that do both at once."""
        if fact(proof, "function") not in ("log", "log2", "log10"):
            return (
                "**Root of a rounded share.** A tiny number keeps away from zero, where a root has "
                "no finite slope: `tf.pow(1.0 - p + 1e-7, 0.5)`."
            )
        return (
            "**Logarithm of a rounded share.** `tf.nn.log_softmax` and `tf.math.log_sigmoid` do "
            "both steps at once and stay finite; the losses of Keras do with `from_logits=True`."
        )

    def fixes(self, site: Site) -> Iterable[Fix]:
        """The function that does both at once, where both stand in one expression."""
        outer, inner = site.here(cst.Call), site.at(site.place("operand"), cst.Call)
        if outer is None or inner is None or len(outer[1].args) != 1 or not _is_log(site):
            return
        tree, call = outer
        joint = _joint(site, tree.bare(inner[1].func).rpartition(".")[0])
        if joint is None:
            return
        name, imports = joint
        given = (a.with_changes(comma=cst.MaybeSentinel.DEFAULT) for a in inner[1].args)
        code_of = ", ".join(tree.code(a) for a in given)
        edit = put(tree, call, f"{name}({code_of})", bare=call)
        title = f"Use {code(name)}, which stays finite"
        yield Fix(title, Applicability.SAFE, (*imports, edit))


def _is_log(site: Site) -> bool:
    return site.name("function") == "log"


def _joint(site: Site, library: str) -> tuple[str, tuple[Edit, ...]] | None:
    """What computes the logarithm as well; ``library`` is what the file calls the inner one's."""
    share = fact(site.proof, "share")
    function = share.rpartition(".")[2]
    if function not in ("softmax", "sigmoid"):
        return None  # a layer
    if share.startswith(_ALIKE):
        return (f"{library}.log_{function}", ()) if library else None
    place = "nn" if function == "softmax" else "math"
    return tensorflow(site.source, f"{place}.log_{function}")
