"""Optimizers: which gradient goes to which variable."""

from __future__ import annotations

import ast
from typing import Final

from tapelint.flow.asking.query import history
from tapelint.flow.containers import Lazy, Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import NONE, Const, Node, NoneGradient, Value
from tapelint.flow.keras.removed import APPLYING, ARGUMENTS, IGNORED, LEGACY, MEMBERS, SINCE
from tapelint.flow.keras.versions import asks_version
from tapelint.flow.machine import LOST, Machine
from tapelint.flow.places import Place, statement_of
from tapelint.flow.python.operators import SYMBOLS
from tapelint.flow.requests import TRAINING, Request
from tapelint.flow.tf.tensors import reads_gradient
from tapelint.flow.values import (
    CONTENT,
    OPTIMIZER_STEP,
    Bound,
    Class,
    Function,
    Lib,
    Obj,
    Partial,
    Tape,
    Var,
)
from tapelint.ops.table import Row

CLIPPED: Final = "tf.clip_by_global_norm"
BUILT_FOR: Final = "%built for"  # the place that built an optimizer, and its variables

_BUILT_IN: Final = "%built in"  # what was traced then
_TENSORS: Final = ("tf.", "keras.ops.", "keras.random.")
# What a program may as well set on an object of its own.
_PLAIN_MEMBERS: Final = frozenset({"lr", "decay", "weights"})
_CALLABLE: Final = (Function, Bound, Partial)

_BASES: Final = ("keras.Optimizer", "keras.optimizers.Optimizer")
_OLD_UPDATES: Final = ("_resource_apply_dense", "_resource_apply_sparse", "_apply_dense")

Args = list[Value]
Kwargs = dict[str, Value]


class Optimizers(Machine):
    """Optimizers: which gradient goes to which variable."""

    def _optimizer_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        if name in ("apply_gradients", "apply"):
            self.note_no_update(owner, place)
        if name == "apply_gradients":
            if len(args) == 2 and self._is_keras3(owner):
                self._note_two_arguments(args, place)
                return NONE
            pairs = args[0] if args else kwargs.get("grads_and_vars", NONE)
            self.takes_all(pairs, place)
            self._gone_argument(owner, APPLYING, kwargs, "TypeError", place)
            self._apply_pairs(owner, pairs, place)
            return NONE
        if name in ("apply", "stateless_apply"):
            grads = args[0] if args else kwargs.get("grads", NONE)
            variables = args[1] if len(args) > 1 else kwargs.get("trainable_variables", NONE)
            if variables is not NONE:
                self._apply_pairs(owner, Lazy("zip", (grads, variables)), place)
            return NONE
        if name == "scale_loss":
            return self._reduced(args[0] if args else NONE, place, "scale_loss")
        if name == "build":
            items, rest = self.items_of(args[0] if args else NONE, place)
            built = (place, *items) if rest is None else None
            self.heap.put(owner.fields, BUILT_FOR, built)
            return NONE
        if name in ("finalize_variable_values", "assign"):
            return NONE
        if name in ("minimize", "compute_gradients") and _is_old(owner):
            self._computed_eagerly(name, args, kwargs, place)
        if name == "minimize":
            self._minimize_value(owner, args, kwargs, place)
            if owner.cls is None and not self._is_keras3(owner):
                return self._minimize(owner, args, kwargs, place)
        if name == "compute_gradients" and owner.cls is None and not self._is_keras3(owner):
            given = dict(zip(("loss", "var_list"), args, strict=False)) | kwargs
            return self._pairs_of(name, given, 1, place)
        return self.unknown(f"optimizer.{name}", place, [*args, *kwargs.values()])

    def _note_two_arguments(self, args: Args, place: Place) -> None:
        """Note gradients and variables that are given side by side, and not in pairs."""
        lists = all(isinstance(arg, Seq) for arg in args)
        single = isinstance(args[0], (Node, NoneGradient)) and isinstance(args[1], Var)
        form = "lists" if lists else "single" if single else ""
        self.surely_raises(Misuse("pairs", place, None, {"reason": "two", "form": form}))

    def _minimize(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``minimize(loss, variables)``: a tape of its own around the loss that it calls."""
        first = ("loss", "global_step") if _is_old(owner) else ("loss",)
        given = dict(zip((*first, "var_list"), args, strict=False)) | kwargs
        pairs = self._pairs_of("minimize", given, len(first), place)
        if not isinstance(pairs, Seq):
            return pairs
        for pair in pairs.items:
            if isinstance(pair, Seq) and isinstance(pair.items[1], Var):
                self._updated(pair.items[1], NONE, place)
        return NONE

    def _pairs_of(self, method: str, given: Kwargs, at: int, place: Place) -> Value:
        """The pairs of gradients and variables of a loss that an optimizer calls by itself.

        ``at`` is where among the arguments the variables stand.
        """
        loss, variables = given.get("loss", NONE), given.get("var_list", NONE)
        if not isinstance(loss, _CALLABLE) or variables is NONE:
            return self.unknown(f"optimizer.{method}", place, list(given.values()))
        self.seq += 1
        tape = Tape(place, self.seq, False, True)
        self.tapes = (*self.tapes, tape.token)
        value = self.call(loss, [], {}, place)
        self.tapes = tuple(t for t in self.tapes if t is not tape.token)
        if isinstance(variables, _CALLABLE):
            variables = self.call(variables, [], {}, place)
        sources = self.flat_sources(variables, place)
        # Whatever is in the list is watched, also what isn't trainable.
        tape.fields["watched"] = {id(s.value): (0, place, s.value) for s in sources}
        request = Request(place, method, tape, tape.token, self.leaves(value, place), sources)
        request.label = TRAINING
        request.sources_place = written_argument(place, at, "var_list")
        answers, _ = self.items_of(self.answer(request, variables, False), place)
        pairs = zip(answers, (source.value for source in sources), strict=False)
        return Seq("list", tuple(Seq("tuple", pair) for pair in pairs))

    # ------------------------------------------------------------------ what Keras 3 has no more

    def optimizer_made(self, owner: Obj, row: Row | None, kwargs: Kwargs, place: Place) -> None:
        """Note arguments of a constructor that Keras 3 refuses; it ignores ``decay``."""
        self.optimizers_made[place.key()] += 1
        if row is not None and row.params:
            known = {param.name for param in row.params}
            known |= {"decay", *IGNORED.get(row.name, ())}
            refused = tuple(name for name in kwargs if name not in known)
            self._gone_argument(owner, refused, kwargs, "ValueError", place)

    def note_no_update(self, owner: Obj, place: Place) -> None:
        """Note an optimizer of the program that lacks what Keras 3 calls for each variable."""
        cls = owner.cls
        if cls is None or owner.path not in _BASES or not self._extends_keras3(owner):
            return
        own = ("update_step", "apply", "apply_gradients", "_backend_update_step")
        if any(self.class_member(cls, name) is not None for name in own):
            return
        old = (self.class_member(cls, name) for name in _OLD_UPDATES)
        written = next((member for member in old if isinstance(member, Function)), None)
        if written is not None and isinstance(written.node, ast.FunctionDef):
            facts = {"error": "NotImplementedError", "hook": "yes"}
            here = self.home_of(written.unit, place) is None
            hook = Place(written.unit, written.node, place.path) if here else place
            self._gone(written.node.name, facts, hook)

    def note_member(self, owner: Obj, name: str, place: Place) -> None:
        """Note a member that the objects of Keras 3 don't have; a look for it is fine."""
        instead = MEMBERS.get(owner.kind, {}).get(name)
        if instead is None or not isinstance(place.node, ast.Attribute):
            return
        if self._is_keras3(owner) or (name not in _PLAIN_MEMBERS and self._extends_keras3(owner)):
            facts = {"instead": instead, "error": "AttributeError", "kind": owner.kind}
            self._gone(name, facts, place)

    def has_member(self, owner: Obj, name: str) -> bool | None:
        """Whether an object has what Keras 3 took away, or put in its place; None of others."""
        members = MEMBERS.get(owner.kind, {})
        if not self._is_keras3(owner):
            return None
        return False if name in members else True if f"`{name}`" in members.values() else None

    def optimizer_called(self, name: str, place: Place) -> None:
        """Note a call of what is a list in Keras 3."""
        if self.target is not None and self.target >= SINCE:
            self._gone(name, {"error": "TypeError", "list": "yes"}, place)

    def legacy_optimizer_made(self, name: str, place: Place) -> None:
        """Note an optimizer of Keras 2; where a branch asks for the version, nothing is certain."""
        certain = self.target is not None and self.target >= SINCE and not self.forks
        if certain and name in LEGACY:
            self._gone(f"legacy.{name}", {"error": LEGACY[name]}, place)

    def optimizer_set(self, owner: Obj, name: str, place: Place) -> None:
        """Note an attribute that nothing reads any more: setting it changes nothing."""
        if name in ("lr", "decay") and self._is_keras3(owner):
            self._gone(name, {"instead": MEMBERS["optimizer"][name], "raises": "no"}, place)

    def _gone_argument(
        self, owner: Obj, names: tuple[str, ...], kwargs: Kwargs, error: str, place: Place
    ) -> None:
        given = next((name for name in names if name in kwargs), None)
        if given is not None and self._is_keras3(owner):
            facts = {"argument": given, "instead": ARGUMENTS.get(given, ""), "error": error}
            self._gone(given, facts, place)

    def _minimize_value(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> None:
        """Before Keras 3, too, a loss that is computed already needs its tape."""
        loss = args[0] if args else kwargs.get("loss", NONE)
        computed = isinstance(loss, Node) and loss.home == "tensor" and loss.kind != "phi"
        taped = len(args) > 4 or "tape" in kwargs or _is_old(owner)
        if computed and not taped and not self._is_keras3(owner):
            self._gone("minimize", {"loss": "value"}, place)

    def _computed_eagerly(self, name: str, args: Args, kwargs: Kwargs, place: Place) -> None:
        """Outside of graphs, optimizers of TensorFlow 1 take a function that computes the loss."""
        loss = args[0] if args else kwargs.get("loss", NONE)
        computed = isinstance(loss, Node) and loss.home == "tensor" and loss.kind != "phi"
        if computed and self.surely_eager(place):
            self._gone(name, {"loss": "function"}, place)

    def _is_keras3(self, owner: Obj) -> bool:
        known = owner.cls is None and self.target is not None and not _is_old(owner)
        return known and self.target is not None and self.target >= SINCE

    def extends_one(self, owner: Obj) -> bool:
        """Whether all that an object has comes from the program and one class of the library."""
        return owner.cls is None or all(
            isinstance(base, Class) or (isinstance(base, Lib) and _is_plain_base(base, owner))
            for base in owner.cls.mro()
        )

    def _extends_keras3(self, owner: Obj) -> bool:
        """Whether a class of the program takes its members from a class of Keras 3 alone."""
        if owner.cls is None or LOST in owner.fields or _is_old(owner):
            return False
        if self.class_member(owner.cls, "__getattr__") is not None:
            return False
        return self.extends_one(owner) and self.target is not None and self.target >= SINCE

    def _gone(self, name: str, facts: dict[str, str], place: Place) -> None:
        if asks_version(place):
            return
        misuse = Misuse("removed-member", place, None, {"member": name, **facts})
        if "raises" in facts:
            self.misuses.append(misuse)
        else:
            self.surely_raises(misuse)

    def _apply_pairs(self, owner: Obj, pairs: Value, place: Place) -> None:
        items, rest = self.items_of(pairs, place)
        call, place = place, argument_place(place)
        if len(items) == 2 and all(isinstance(i, Seq) for i in items):
            first = items[0]
            assert isinstance(first, Seq)
            if first.items and all(isinstance(g, Node) and reads_gradient(g) for g in first.items):
                self.misuses.append(Misuse("pairs", place, None, {"reason": "unpaired"}))
                return
        wrong: list[tuple[Var, Var]] = []
        swapped = 0
        given = [p.items[1] for p in items if isinstance(p, Seq) and len(p.items) == 2]
        if rest is None and len(given) == len(items):
            self.optimizer_gets(owner, given, call)
        if items and all(isinstance(p, Node) and p.kind == "grad" for p in items):
            self.misuses.append(Misuse("pairs", place, None, {"reason": "unpaired"}))
        for pair in items:
            if not isinstance(pair, Seq) or len(pair.items) != 2:
                continue
            grad, var = pair.items
            if isinstance(grad, Seq) and isinstance(var, Var):
                self.misuses.append(_list_for_one(grad, place, call))
                return
            self._mark_applied(grad, owner, place)
            got = isinstance(grad, Node) and reads_gradient(grad)
            if got and owner.cls is None and isinstance(var, Node):
                self._note_tensor(var, call)
            if isinstance(grad, Var) and isinstance(var, Node) and reads_gradient(var):
                swapped += 1
                continue
            source = self.gradient_source(grad)
            if self._misplaced(grad, source, var, given):
                if isinstance(grad, NoneGradient):
                    self._note_misapplied(grad)
                elif isinstance(source, Var) and isinstance(var, Var):
                    wrong.append((source, var))
            if isinstance(var, Var):
                self._updated(var, grad, place)
        if isinstance(rest, Seq) and len(rest.items) == 2:
            self._mark_applied(rest.items[0], owner, place)
            if isinstance(rest.items[1], Var):
                self._updated(rest.items[1], rest.items[0], place)
        if swapped and swapped == len(items):
            self.misuses.append(Misuse("pairs", place, None, {"reason": "swapped"}))
        elif wrong:
            facts: dict[str, object] = {"reason": "different"}
            if all(s not in given and s.name == v.name and alike(s, v) for s, v in wrong):
                facts["raises"] = "no"  # the shapes agree: the wrong variable is trained, silently
            made = pairs.place if isinstance(pairs, Lazy) and pairs.form == "zip" else None
            self.misuses.append(Misuse("pairs", made or place, None, facts))

    def optimizer_gets(self, owner: Obj, variables: Args, place: Place) -> None:
        """Note variables that an optimizer of Keras 3 wasn't built with: it takes no new ones."""
        given = [v for v in variables if isinstance(v, Var)]
        if not given or len(given) != len(variables) or not self._is_keras3(owner):
            return
        built = owner.fields.get(BUILT_FOR)
        if not isinstance(built, tuple):
            if BUILT_FOR not in owner.fields:  # else it was built with a list that isn't known
                self.heap.put(owner.fields, BUILT_FOR, (place, *given))
                self.heap.put(owner.fields, _BUILT_IN, self.graph_key)
            return
        first, *known = built
        new = [
            v
            for v in given
            if not any(v is k or made_alike(v, k) for k in known if isinstance(k, Var))
        ]
        before, key = owner.fields.get(_BUILT_IN, ()), self.graph_key
        again = len(before) == len(key) and all(a is b for a, b in zip(before, key, strict=True))
        # One that is made several times may lie behind a key that isn't known.
        many = owner.place is None or self.optimizers_made[owner.place.key()] != 1
        same = first.key() == place.key() and (again or many)
        traced_once = bool(self.graph_depth) and same
        if new and not traced_once and not self.holes:
            facts: dict[str, object] = {"reason": "unknown", "wrong": new[0].name}
            self.surely_raises(Misuse("pairs", place, first, facts))

    def _note_tensor(self, given: Node, place: Place) -> None:
        """An optimizer trains variables only: a tensor that took one's name makes it raise."""
        if given.home != "tensor" or given.bind is None or reads_gradient(given):
            return
        name, facts = given.bind.name, dict[str, object]()
        if any(n.kind == "read" and _is_called(n.fact, name) for n in history([given])):
            if given.kind == "op":
                facts = {"name": name, "reason": "applied", "line": str(place.span.line)}
                self.surely_raises(Misuse("replaced", given.bind.place, None, facts))
        elif given.kind in ("op", "data") and _is_tensor(given) and self.is_keras_3():
            facts = {"reason": "tensor", "wrong": name}
            self.surely_raises(Misuse("pairs", argument_place(place), None, facts))

    def _note_misapplied(self, grad: NoneGradient) -> None:
        """A None that goes to another variable: the list that was asked for is the wrong one."""
        for request in self.requests:
            if any(s.value is grad.source for s in request.sources):
                request.misapplied = True

    def _misplaced(self, grad: Value, source: Value | None, var: Value, given: list[Value]) -> bool:
        """Whether a gradient goes to another variable than the one it was asked for.

        Moving gradients to the same weights of a copy is done on purpose (first-order MAML).
        """
        if not isinstance(source, Var) or not isinstance(var, Var) or source is var:
            return False
        if source in given or not alike(source, var) or self._computed_from(grad, var):
            return True
        return self._trained_beside(source, var)

    def _trained_beside(self, source: Var, var: Var) -> bool:
        """Whether one call asks for the gradients of both, and neither is set from the other.

        Then they are two networks of one make, and none of them is the copy of the other.
        """
        if self.holes or id(source) in self.written or id(var) in self.written:
            return False  # a half-typed line may set one from the other
        asking = [{id(r.place.path) for r in self.requests if _asks(r, v)} for v in (source, var)]
        return not asking[0].isdisjoint(asking[1])

    def _computed_from(self, grad: Value, var: Var) -> bool:
        """Whether the target that this gradient is of was computed from a variable."""
        known = self.gradient_of.get(id(grad))
        if known is None:
            return False
        stack: list[Node] = list(known[2].targets)
        seen: set[int] = set()
        while stack:
            node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if node.fact is var:
                return True
            stack.extend(
                e.to for e in node.edges if isinstance(e.to, Node) and e.why != "state-write"
            )
        return False

    def gradient_source(self, grad: Value, depth: int = 6) -> Value | None:
        """For which source a gradient (or what was computed from it alone) was asked."""
        if isinstance(grad, NoneGradient):
            return grad.source
        if not isinstance(grad, Node):
            return None
        known = self.gradient_of.get(id(grad))
        if known is not None:
            return known[1]
        if depth == 0 or grad.kind != "op":
            return None
        found: list[Value] = []
        # A gradient clipped by the norm of all is still the gradient of its own source.
        edges = grad.edges[:1] if grad.op == CLIPPED else grad.edges
        for edge in edges:
            if isinstance(edge.to, Node) and edge.to.kind in ("op", "grad"):
                source = self.gradient_source(edge.to, depth - 1)
                if source is None:
                    if edge.to.kind == "grad":
                        return None
                    continue
                if not any(source is f for f in found):
                    found.append(source)
        return found[0] if len(found) == 1 else None

    def _mark_applied(self, grad: Value, optimizer: Obj, place: Place) -> None:
        request: Request | None = None
        if isinstance(grad, Node):
            self.applied.append(grad)
        if isinstance(grad, Node) and id(grad) in self.gradient_of:
            request = self.gradient_of[id(grad)][2]
        elif isinstance(grad, NoneGradient):
            request = next(
                (
                    r
                    for r in reversed(self.requests)
                    if any(s.value is grad.source for s in r.sources)
                ),
                None,
            )
        if request is not None and request.applied is None:
            request.applied, request.optimizer = place, optimizer

    def _updated(self, var: Var, grad: Value, place: Place) -> None:
        if isinstance(grad, NoneGradient):
            return  # whose gradient is None is left as it is
        content = self.node("data", OPTIMIZER_STEP, (), place, "tensor", var.dtype)
        self.heap.put(var.fields, CONTENT, content)
        self.trained(var, place)


def _list_for_one(grads: Seq, place: Place, call: Place) -> Misuse:
    """A whole list for one variable: often what ``clip_by_global_norm`` gives beside the norm."""
    first = grads.items[0] if grads.items else grads.rest
    made = first.place if isinstance(first, Node) and first.op == CLIPPED else None
    statement = statement_of(made) if made is not None else None
    if made is None or isinstance(statement, (ast.Return, ast.FunctionDef)):
        return Misuse("pairs", place, None, {"reason": "different"})
    facts: dict[str, object] = {"reason": "norm", "line": str(call.span.line)}
    if isinstance(statement, ast.Assign) and statement.value is made.node:
        facts["name"] = ast.unparse(statement.targets[0])
    return Misuse("pairs", made, None, facts)


def _is_called(value: object, name: str) -> bool:
    return isinstance(value, Var) and value.name == name.rpartition(".")[2]


def _asks(request: Request, var: Var) -> bool:
    return any(source.value is var for source in request.sources)


def _is_plain_base(base: Lib, owner: Obj) -> bool:
    return base.path in (owner.path, "builtins.object", "abc.ABC")


def _is_old(owner: Obj) -> bool:
    """Whether this is an optimizer of TensorFlow 1, which takes computed losses in a graph."""
    return owner.path.startswith("tf.compat.v1.")


def _is_tensor(given: Node) -> bool:
    """Whether a value is certainly a tensor: an operator's result is, if its operands are known."""
    if given.op.startswith(_TENSORS):
        return True
    return given.op in SYMBOLS and not any(node.opaque for node in history([given]))


def written_argument(place: Place, index: int, name: str) -> Place | None:
    """The place of an argument, by its position or its name."""
    call = place.node
    if not isinstance(call, ast.Call):
        return None
    named = next((k.value for k in call.keywords if k.arg == name), None)
    if named is None and len(call.args) > index:
        named = call.args[index]
    return None if named is None else place.at(named)


def argument_place(place: Place) -> Place:
    """The pairs that ``apply_gradients`` gets, where they are made right there."""
    node = place.node
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], (ast.Call, ast.List)):
        return place.at(node.args[0])
    return place


def alike(one: Var, two: Var) -> bool:
    """Whether two variables could be the same weight of two copies of one network."""
    if one.place is not None and two.place is not None and one.place.key() == two.place.key():
        return True
    a, b = one.owner, two.owner
    if a is None or b is None or "%foreign" in a.fields or "%foreign" in b.fields:
        return True
    if a.path != b.path:
        return False
    sizes = ("%arg:units", "%arg:filters", "%arg:kernel_size", "%arg:output_dim")
    return all(_constant(a.fields.get(s)) == _constant(b.fields.get(s)) for s in sizes)


def made_alike(one: Var, two: Var) -> bool:
    """Whether two variables stand for one that a pass makes anew, or for weights not told apart."""
    owners = [v.owner for v in (one, two)]
    if any(o is not None and "%foreign" in o.fields for o in owners):
        return True
    places = [v.place.key() if v.place is not None else None for v in (one, two)]
    return places[0] == places[1] and one.name == two.name and _calls_to(one) == _calls_to(two)


def _calls_to(var: Var) -> list[int]:
    """The calls, as they are written, that led to where a variable or its layer is made."""
    made = var.owner.place if var.owner is not None else var.place
    if made is None:
        return []
    return [id(path.call.node) for path in made.path.chain() if path.call is not None]


def _constant(value: object) -> object:
    return value.value if isinstance(value, Const) else None
