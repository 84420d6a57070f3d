"""A fix for a metric that is used as a loss."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.imports import keras
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.source import Source
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.ops.table import lookup
from tapelint.text import Span

_OPPOSITE = ("CosineSimilarity",)  # the loss is the metric's negative


def as_loss(source: Source, proof: Proof) -> Iterator[Fix]:
    """Make the loss of the same name where the metric is made, if it is only called."""
    span, name = proof.facts.get("made"), proof.op.rpartition(".")[2]
    tree = source.tree(span) if isinstance(span, Span) else None
    call = tree.at(span, cst.Call) if tree is not None and isinstance(span, Span) else None
    row = lookup(f"keras.losses.{name}")
    if tree is None or call is None or row is None or row.kind != "loss" or name in _OPPOSITE:
        return
    if call.args or not _only_called(source, tree, call):
        return
    library, dot, _ = dotted(call.func).rpartition("metrics.")
    written = (f"{library}losses.{name}", ()) if dot else keras(source, f"losses.{name}")
    if written is not None and bool(library) == bool(dot):
        edits = (*written[1], tree.replace(call.func, written[0]))
        yield Fix(f"Use the loss: `{written[0]}`", Applicability.UNSAFE, edits)


def _only_called(source: Source, tree: Tree, call: cst.Call) -> bool:
    """Whether nothing reads a member of what is made, such as its ``result``."""
    line = tree.parent(call)
    if not isinstance(line, cst.Assign) or len(line.targets) != 1:
        return False
    name = dotted(line.targets[0].target)
    members = rf"(?<![\w.]){re.escape(name)}\s*\."
    return bool(name) and re.search(members, source.index.text) is None
