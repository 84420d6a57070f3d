"""Fixes that keep a value in TensorFlow instead of NumPy or Python numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.expressions import put_between
from tapelint.fix.imports import module_name, names_of, tensorflow
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted, goes_by
from tapelint.fix.source import Source
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.ops.table import lookup
from tapelint.text import Edit, Span

_WRAPPERS = ("np.asarray", "np.array", "np.float32", "float")
_TENSORS = ("tf.constant", "tf.convert_to_tensor")
_METHODS = ("numpy", "item")
_KEYWORDS = ("axis", "keepdims")
_COLLECTING = ("append", "insert", "add", "extend", "setdefault", "update")
_OF_TENSORS = ("shape", "dtype", "ndim", "numpy", "device", "get_shape")
_PREDICT = ("verbose", "batch_size")


@dataclass
class _Way:
    """The changes on the way from the cut to where the value is a tensor again."""

    edits: list[Edit] = field(default_factory=list)
    replaced: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    exact: bool = True
    back: bool = False


def stay(source: Source, proof: Proof) -> Iterator[Fix]:
    """Replace NumPy functions by TensorFlow's, and drop what leads to NumPy and back."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    if tree is None or call is None or _in_text(tree, call):
        return
    if _method(call) == "predict":
        yield from _called(tree, call)
        return
    if _method(call) == "get_weights" and not call.args:
        yield from _variables(tree, call)
        return
    way = _Way()
    if not (_step(source, tree, call, way) or _given(source, tree, call, proof, way)):
        return
    _climb(source, tree, call, way)
    if way.replaced and proof.facts.get("dtype") != "float":
        return
    members = _members_of_array(source, tree, call)
    if members is not None:
        way.edits.extend(members)
        yield _described(way)


def directly(source: Source, proof: Proof) -> Iterator[Fix]:
    """``f(y)`` for ``tf.py_function(f, [y], tf.float32)``."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    if tree is None or call is None or any(arg.star for arg in call.args):
        return
    plain = (arg for arg in call.args if arg.keyword is None)
    given = dict(zip(("func", "inp", "Tout"), plain, strict=False))
    given |= {arg.keyword.value: arg for arg in call.args if arg.keyword is not None}
    if "func" not in given or "inp" not in given or not isinstance(given["inp"].value, cst.List):
        return
    func = given["func"].value
    items = given["inp"].value.elements
    if any(isinstance(item, cst.StarredElement) for item in items):
        return
    called = tree.code(func) if isinstance(func, (cst.Name, cst.Attribute)) else ""
    code = f"{called}({', '.join(tree.code(item.value) for item in items)})"
    if called:
        title = f"Call the function itself: `{code}` (the tape then follows all that it reads)"
        yield Fix(title, Applicability.UNSAFE, (tree.replace(call, code),))


def _members_of_array(source: Source, tree: Tree, call: cst.Call) -> list[Edit] | None:
    """What a tensor says otherwise, of a name that held an array; None: it can't say all of it."""
    name, block = _bound_name(tree, call)
    edits: list[Edit] = []
    for node in tree.walk(block) if name else ():
        if not isinstance(node, cst.Attribute) or dotted(node.value) != name:
            continue
        written = tensorflow(source, "transpose")
        if node.attr.value == "T" and written is not None:
            edits += [*written[1], tree.replace(node, f"{written[0]}({name})")]
        elif node.attr.value not in _OF_TENSORS:
            return None
    return edits


def _bound_name(tree: Tree, call: cst.Call) -> tuple[str, cst.CSTNode | None]:
    """The name that the statement gives its value, and the function in which it has it."""
    above = list(tree.ancestors(call))
    line = next((node for node in above if isinstance(node, cst.Assign)), None)
    if line is None or len(line.targets) != 1 or not isinstance(line.targets[0].target, cst.Name):
        return "", None
    function = next((node for node in above if isinstance(node, cst.FunctionDef)), None)
    return line.targets[0].target.value, function


def is_kept_outside(source: Source, proof: Proof) -> bool:
    """Whether a value goes where it outlives the function: an attribute, an item, a list there."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    if tree is None or call is None:
        return False
    for above in tree.ancestors(call):
        if isinstance(above, cst.Call) and isinstance(above.func, cst.Attribute):
            if above.func.attr.value in _COLLECTING and not _is_local(tree, above.func.value):
                return True
        elif isinstance(above, cst.Assign):
            return any(_is_part(target.target) for target in above.targets)
        elif isinstance(above, (cst.AugAssign, cst.AnnAssign)):
            return _is_part(above.target)
        elif isinstance(above, cst.BaseCompoundStatement):
            return False
    return False


def _is_part(target: cst.BaseAssignTargetExpression) -> bool:
    return isinstance(target, (cst.Attribute, cst.Subscript))


def _is_local(tree: Tree, holder: cst.BaseExpression) -> bool:
    """Whether a list was made in the function that adds to it."""
    name = dotted(holder)
    function = next((a for a in tree.ancestors(holder) if isinstance(a, cst.FunctionDef)), None)
    return function is not None and re.search(rf"\b{name} *=", tree.code(function)) is not None


def printed(source: Source, proof: Proof) -> list[Fix]:
    """``print(loss.numpy())`` as ``tf.print(loss)``."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    argument = tree.parent(call) if tree is not None and call is not None else None
    if tree is None or call is None or not isinstance(argument, cst.Arg):
        return []
    outer = tree.parent(argument)
    if not isinstance(outer, cst.Call) or dotted(outer.func) != "print":
        return []
    written = tensorflow(source, "print")
    plain = all(arg.keyword is None and not arg.star for arg in outer.args)
    way = _Way()
    steps = [_step(source, tree, inner, way) for inner in _values(source, outer)]
    if written is None or not plain or not steps or not all(steps) or way.replaced:
        return []
    edits = (*written[1], tree.replace(outer.func, written[0]), *way.edits)
    return [Fix(f"Print in the graph: `{written[0]}`", Applicability.SAFE, edits)]


def _values(source: Source, outer: cst.Call) -> list[cst.Call]:
    """The arguments that ask for values."""
    calls = [arg.value for arg in outer.args if isinstance(arg.value, cst.Call)]
    wrappers = [c for c in calls if _canonical(source, c.func) in _WRAPPERS]
    return [c for c in calls if (_method(c) in _METHODS and not c.args) or c in wrappers]


def _described(way: _Way) -> Fix:
    safe = way.exact and (way.back or (bool(way.replaced) and not way.dropped))
    if way.replaced:
        title = " and ".join(f"Replace `{old}` with `{new}`" for old, new in way.replaced[:1])
        title += f", and {len(way.replaced) - 1} more" if len(way.replaced) > 1 else ""
    elif way.back:
        title = "Use the tensor itself, without the way through NumPy"
    else:
        title = f"Drop `{way.dropped[0]}`"
    note = "" if safe else " (the value stays a tensor)"
    worth = Applicability.SAFE if safe else Applicability.UNSAFE
    return Fix(f"{title}{note}", worth, tuple(way.edits))


def _arithmetic() -> tuple[type[cst.BaseBinaryOp], ...]:
    return (cst.Add, cst.Subtract, cst.Multiply, cst.Divide, cst.Power)


def _climb(source: Source, tree: Tree, inner: cst.BaseExpression, way: _Way) -> None:
    """Go on through what is around, as long as it too leads through NumPy."""
    parent = tree.parent(inner)
    outer = tree.parent(parent) if parent is not None else None
    if isinstance(parent, cst.BinaryOperation) and isinstance(parent.operator, _arithmetic()):
        steps, exact = len(way.edits), way.exact
        _climb(source, tree, parent, way)
        way.exact = exact and len(way.edits) == steps
    elif isinstance(parent, cst.Attribute) and isinstance(outer, cst.Call):
        if parent.attr.value in _METHODS and _step(source, tree, outer, way):
            _climb(source, tree, outer, way)
    elif isinstance(parent, cst.Arg) and isinstance(outer, cst.Call) and _is_first(outer, parent):
        _into(source, tree, inner, outer, way)


def _into(
    source: Source, tree: Tree, inner: cst.BaseExpression, outer: cst.Call, way: _Way
) -> None:
    """A call around: it makes a tensor again, or it is one more step."""
    if _canonical(source, outer.func) in _TENSORS and len(outer.args) == 1:
        way.edits.extend(put_between(tree, outer, inner))
        way.back = True
    elif _step(source, tree, outer, way):
        _climb(source, tree, outer, way)


def _step(source: Source, tree: Tree, call: cst.Call, way: _Way) -> bool:
    """One call on the way: a method or a wrapper that can go, a function to replace."""
    if _method(call) in _METHODS and not call.args and isinstance(call.func, cst.Attribute):
        if len(call.func.value.lpar) == 1:
            way.edits.extend(put_between(tree, call, call.func.value))
        else:
            dot, end = tree.span(call.func.dot), tree.span(call)
            way.edits.append(Edit(Span(dot.line, dot.col, end.end_line, end.end_col), ""))
        way.dropped.append(f".{call.func.attr.value}()")
        way.exact = way.exact and call.func.attr.value == "numpy"
        return True
    if not _plain_first(call):
        return False
    name = _canonical(source, call.func)
    if name in _WRAPPERS and len(call.args) == 1 and not _is_display(call.args[0].value):
        way.edits.extend(put_between(tree, call, call.args[0].value))
        way.dropped.append(f"{dotted(call.func)}()")
        way.exact = way.exact and name in ("np.asarray", "np.array")
        return True
    return _replace(source, tree, call, name, way)


def _given(source: Source, tree: Tree, call: cst.Call, proof: Proof, way: _Way) -> bool:
    """The replacement that the proof names, for a function imported by its own name."""
    replacement = proof.facts.get("replacement", "")
    if not isinstance(replacement, str) or not proof.op.startswith(("np.", "math.")):
        return False
    if not goes_by(call.func, proof.op):
        return False
    return _with(source, tree, call, proof.op, replacement, way)


def _is_display(value: cst.BaseExpression) -> bool:
    """A list of tensors has to become one tensor; it can't stand for itself."""
    return isinstance(value, (cst.List, cst.Tuple, cst.ListComp, cst.GeneratorExp))


def _replace(source: Source, tree: Tree, call: cst.Call, name: str, way: _Way) -> bool:
    row = lookup(name) if name.startswith(("np.", "math.")) else None
    return row is not None and _with(source, tree, call, name, row.replacement, way)


def _with(
    source: Source, tree: Tree, call: cst.Call, name: str, replacement: str, way: _Way
) -> bool:
    """Replace the function of a call that only has arguments both functions know."""
    symbol = replacement.removeprefix("tf.")
    written = tensorflow(source, symbol) if symbol and _known_arguments(call) else None
    if written is None:
        return False
    code, imports = written
    way.edits.extend(edit for edit in imports if edit not in way.edits)
    way.edits.append(tree.replace(call.func, code))
    way.replaced.append((dotted(call.func), code))
    way.exact = way.exact and name.startswith("np.")
    return True


def _called(tree: Tree, call: cst.Call) -> Iterator[Fix]:
    """``model(x, training=False)`` for ``model.predict(x)``."""
    if not isinstance(call.func, cst.Attribute) or not _plain_first(call):
        return
    names = [arg.keyword.value for arg in call.args[1:] if arg.keyword]
    if len(names) != len(call.args) - 1 or any(name not in _PREDICT for name in names):
        return
    model, data = call.func.value, tree.code(call.args[0].value)
    code = f"{tree.code(model)}({data}, training=False)"
    title = f"Call the model itself: `{code}` (the data goes through in one batch)"
    yield Fix(title, Applicability.UNSAFE, (tree.replace(call, code),))


def _variables(tree: Tree, call: cst.Call) -> Iterator[Fix]:
    """``layer.weights`` for ``layer.get_weights()``: the same order, but variables."""
    if isinstance(call.func, cst.Attribute):
        code = f"{tree.code(call.func.value)}.weights"
        title = f"Use `{code}` (the variables instead of copies)"
        yield Fix(title, Applicability.UNSAFE, (tree.replace(call, code),))


def _plain_first(call: cst.Call) -> bool:
    return bool(call.args) and _is_first(call, call.args[0])


def _is_first(call: cst.Call, arg: cst.Arg) -> bool:
    return call.args[0] is arg and not arg.keyword and not arg.star


def _known_arguments(call: cst.Call) -> bool:
    return all(not arg.star for arg in call.args) and all(
        arg.keyword.value in _KEYWORDS for arg in call.args if arg.keyword is not None
    )


def _method(call: cst.Call) -> str:
    return call.func.attr.value if isinstance(call.func, cst.Attribute) else ""


def _canonical(source: Source, function: cst.CSTNode) -> str:
    """The name of a function in the op table's words, for the modules that matter here."""
    root, dot, rest = dotted(function).partition(".")
    if not dot:
        return root
    if root in names_of(source, "numpy"):
        return f"np.{rest}"
    if root in names_of(source, "math"):
        return f"math.{rest}"
    return f"tf.{rest}" if root == module_name(source) else ""


def _in_text(tree: Tree, node: cst.CSTNode) -> bool:
    """Places inside f-strings aren't reliable before Python 3.12."""
    return any(isinstance(above, cst.FormattedString) for above in tree.ancestors(node))
