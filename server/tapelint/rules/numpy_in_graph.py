"""The value of a tensor is asked for while TensorFlow traces a graph.

## What it does
Reports `.numpy()`, NumPy functions, `math` functions, `float(x)` and `int(x)` of a tensor inside a
`tf.function` and in the code that `fit` runs. The same on a tensor that was computed outside, on a
shape, or under `tf.py_function` is fine and not reported.

## Why it breaks the gradient
A `tf.function` runs once to be recorded as a graph. Its tensors are symbolic then: they stand for
values that exist only when the graph runs. Asking for such a value raises.

## Example
```python
import tensorflow as tf

w = tf.Variable(2.0)


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.square(w * x)
    print(loss.numpy())  # error: [numpy-in-graph]
    return tape.gradient(loss, w)


try:
    print(step(tf.constant(3.0)))
except AttributeError as error:
    print(error)
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(2.0)


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.square(w * x)
    tf.print(loss)
    return tape.gradient(loss, w)


print(step(tf.constant(3.0)))
```

## Fix safety
Taking the TensorFlow function of the same meaning, and `tf.print` for `print`, change no value and
are safe. Where the way to NumPy is dropped and nothing leads back, the value stays a tensor, which
later lines have to expect: unsafe.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Fix, Severity
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code


class NumpyInGraph(Rule):
    """``loss.numpy()`` under ``tf.function``."""

    code = "TL304"
    name = "numpy-in-graph"
    kinds = ("graph-value",)
    levels = (Severity.ERROR,)

    def message(self, proof: Proof) -> str:
        """Say what runs in a graph, and what it raises."""
        error = fact(proof, "error") or "an exception"
        return (
            f"{_where(fact(proof, 'graph'))} a tensor has no value yet: "
            f"{code(proof.symbol)} raises {error}."
        )

    def hover(self, proof: Proof) -> str:
        """Name the ways to see or to use a value in a graph."""
        return (
            "**No value yet**: in a `tf.function`, and in what `fit` runs, Python runs once to "
            "record a graph. `tf.print` shows values when the graph runs, TensorFlow functions "
            "compute with them, and what is returned has a value outside. To debug line by line: "
            "`tf.config.run_functions_eagerly(True)` or `compile(…, run_eagerly=True)`."
        )

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Print in the graph, or stay in TensorFlow, where the value stays in the graph as well."""
        from tapelint.fix.detour import is_kept_outside, printed, stay

        if not is_kept_outside(site.source, site.proof):
            yield from printed(site.source, site.proof) or stay(site.source, site.proof)


def _where(graph: str) -> str:
    if graph in ("fit", "train_on_batch"):
        return f"{code(graph)} runs this in a graph, where"
    return f"While {code(graph or 'this')} is traced,"
