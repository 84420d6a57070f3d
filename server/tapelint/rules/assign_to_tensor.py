"""A tensor is changed as if it were a variable, or an entry of a variable as if it were a list.

## What it does
Reports `y.assign(...)` and `y[0] = ...` where `y` is a tensor, and `w[0] = ...` where `w` is a
variable.

## Why it breaks the gradient
Tensors can't be changed. `assign` doesn't exist on them and raises `AttributeError`; assigning
to an item raises `TypeError`. So it does for a variable: its entries are changed with
`w[0].assign(...)`.

## Example
```python
import tensorflow as tf

x = tf.Variable(2.0)
y = tf.identity(x)
try:
    y.assign(3.0)  # error: [assign-to-tensor]
except AttributeError as error:
    print(error)
```

## Use instead
```python
import tensorflow as tf

x = tf.Variable(2.0)
x.assign(3.0)
y = tf.identity(x)
print(y)
```

## Fix safety
Changing the entry of a variable with `assign` puts what was meant in the place of an exception:
unsafe.
Binding the name to the new value is shown only: other names keep the old tensor, and often the
variable itself was meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Fix
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code


class AssignToTensor(Rule):
    """``tensor.assign(...)``."""

    code = "TL302"
    name = "assign-to-tensor"
    kinds = ("tensor-assign",)

    def message(self, proof: Proof) -> str:
        """Say that a tensor doesn't change, and what it raises."""
        end = "[" if proof.symbol.endswith("]") else "."
        owner = proof.symbol.rpartition(end)[0]
        name = code(owner or fact(proof, "name") or proof.operand or "this")
        if fact(proof, "variable"):
            return f"{name} is a variable; setting one of its entries like this raises TypeError."
        if "assign" in proof.symbol:
            method = code(proof.symbol)
            return f"{name} is a tensor, not a variable, so {method} raises AttributeError."
        return f"{name} is a tensor, and tensors can't be changed: this raises TypeError."

    def hover(self, proof: Proof) -> str:
        """Name the ways to a changed value."""
        if fact(proof, "variable"):
            return "**Entries of a variable** are changed with `assign`: `w[0].assign(value)`."
        return (
            "**Tensors don't change**: only variables have `assign`. Keep the `tf.Variable` and "
            "change that, or build a new tensor (`tf.tensor_scatter_nd_update`, `tf.where`)."
        )

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Change the entry of the variable, or bind the name to the new value."""
        from tapelint.fix.assign import entry, rebinding

        if fact(site.proof, "variable"):
            return entry(site.source, site.proof)
        return rebinding(site.source, site.proof)
