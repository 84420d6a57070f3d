"""Layers, models and losses that nothing in the text uses: judged by what Keras will ask of them.

Nobody in the file says how such a class is trained, but its base class does: what a layer returns
is to be differentiated by its weights, what a loss returns by the predictions. Only what holds for
every use is claimed: what a condition decides, what is stopped on purpose, and results that aren't
numbers with a slope (indices, classes, masks) are left alone.
"""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import Final

from tapelint.flow.asking.apart import first_data_operation
from tapelint.flow.asking.judge import CutSearch, judge_zeros
from tapelint.flow.asking.query import Query, history
from tapelint.flow.containers import Dict, Seq
from tapelint.flow.frames import BudgetSpentError, Flow
from tapelint.flow.graph import ABSENT, CUT, TRUE, Binding, Const, Node, Token, Value
from tapelint.flow.machine import Machine
from tapelint.flow.nodes import asked_once, nodes
from tapelint.flow.places import Place
from tapelint.flow.python.instances import instance_kind
from tapelint.flow.requests import ADDED, CONTRACT, Cut, Request, Source
from tapelint.flow.values import Bound, Class, Function, Obj, Tape, Var

_SHOWN: Final = frozenset({"op", "floor", "leaves", "rewrap", "integer-cast", "custom", "captured"})
"""Cuts that nobody makes on purpose; a gradient that is stopped may be meant so."""

_STEPS: Final = frozenset({"op", "floor"})
_LABELS: Final = ("true", "label", "target", "real", "truth", "gt")
_MEASURES: Final = ("Accuracy", "Metric")
"""What a loss calls itself that is only looked at: Keras takes a loss for a metric, too."""

_OWN_TRAINING: Final = ("train_step", "compute_loss")


class Contracts(Machine):
    """Judges what nobody calls by the contract of its base class."""

    def run_contract(self, func: Function, cls: Class | None, place: Place) -> bool:
        """Judge ``call`` of a class, or a gradient given by hand; whether it has a contract."""
        if self.holes:
            return False  # a line that can't be read may use it
        if func.role == "custom_gradient" and cls is None:
            return self._by_hand_contract(func, place)
        if cls is None or func.role or func.binding:
            return False
        kind, _ = instance_kind(cls)
        name = func.name.rpartition(".")[2]
        if kind == "optimizer" and name == "update_step":
            self._update_contract(func, cls, place)
            return True
        if name != "call":
            return False
        if kind == "loss":
            self._loss_contract(func, cls, place)
        elif kind in ("layer", "model") and not self._trains_itself(cls):
            self._layer_contract(func, cls, place)
        else:
            return False
        return True

    def _trains_itself(self, cls: Class) -> bool:
        """Whether a class says itself how it is trained: then ``call`` may be for other uses."""
        own = any(isinstance(self.class_member(cls, n), Function) for n in _OWN_TRAINING)
        return own or any(_has_tape(base.node) for base in cls.mro() if isinstance(base, Class))

    # ------------------------------------------------------------------ what they are given

    def _sample(self, cls: Class, place: Place) -> Obj | None:
        """An instance that anybody could have made: what is given to it are settings."""
        init = self.class_member(cls, "__init__")
        given = self._settings(init, place) if isinstance(init, Function) else {}
        made = self.instantiate(cls, [], given, place)
        if not isinstance(made, Obj):
            return None
        changed = attributes_set(cls)
        for name, value in list(made.fields.items()):
            if name in changed and isinstance(value, (Const, Seq, Dict)):
                self.heap.put(made.fields, name, self.opaque_data(f"self.{name}", place))
        return made

    def _settings(self, init: Function, place: Place) -> dict[str, Value]:
        """Values for what a constructor asks for; a flag may have either value."""
        spec = init.node.args
        names = [a.arg for a in (*spec.posonlyargs, *spec.args)][1:]
        defaults = dict(zip(reversed(names), reversed(init.defaults), strict=False))
        defaults.update(init.kw_defaults)
        return {
            name: self.opaque_data(name, place)
            for name in (*names, *(a.arg for a in spec.kwonlyargs))
            if _is_open(defaults.get(name))
        }

    def _inputs(self, func: Function, place: Place) -> tuple[list[Node], dict[str, Value]]:
        """Tensors for the parameters of ``call`` that have no default, the first one of floats."""
        spec = func.node.args
        names = [*spec.posonlyargs, *spec.args][1:]
        required = names[: len(names) - len(func.defaults)]
        inputs: list[Node] = []
        more: dict[str, Value] = {}
        for arg in names:
            if arg.arg == "training":
                more["training"] = TRUE
            elif arg in required:
                inputs.append(self._input_of(arg, "unknown" if inputs else "float", func, place))
        return inputs, more

    def _input_of(self, arg: ast.arg, dtype: str, func: Function, place: Place) -> Node:
        # Not a node of data: what is computed from it may carry a gradient to whoever gave it.
        node = self.node("op", "input", (), place, "tensor", dtype, arg.arg)
        node.bind = Binding(arg.arg, "name", Place(func.unit, arg, place.path), self.seq)
        return node

    # ------------------------------------------------------------------ optimizers

    def _update_contract(self, func: Function, cls: Class, place: Place) -> None:
        """Run what moves one variable by its gradient; it has to set it."""
        owner = self._sample(cls, place)
        _, *asked = func.node.args.args
        if owner is None or len(asked) < 2:
            return
        self.seq += 1
        variable = Var("keras", "float", True, asked[1].arg, place, self.seq)
        self.created(variable, place)
        given: list[Value] = [self._input_of(arg, "float", func, place) for arg in asked]
        given[1] = variable
        self.call(Bound(func, owner), given, {}, place)

    # ------------------------------------------------------------------ losses

    def _loss_contract(self, func: Function, cls: Class, place: Place) -> None:
        owner = self._sample(cls, place)
        names = [a.arg for a in func.node.args.args]
        if owner is None or len(names) < 3 or "pred" in names[1] or "true" in names[2]:
            return
        if any(measure in cls.name for measure in _MEASURES):
            return
        self.judge_loss(owner, func, place, f"{cls.name}.call", 1)

    def judge_loss(
        self, loss: Value, func: Function, place: Place, name: str, skipped: int = 0
    ) -> None:
        """Whether the predictions reach what a loss gives; the labels need not."""
        args = [*func.node.args.posonlyargs, *func.node.args.args][skipped:]
        if len(args) < 2 or _decides(func.node, args[1].arg):
            return
        labels = self._input_of(args[0], "unknown", func, place)
        predictions = self._input_of(args[1], "float", func, place)
        tape = self._recording([predictions], place)
        self.tapes = (tape.token,)
        result = self.call(loss, [labels, predictions], {}, place)
        self.tapes = ()
        asked = Place(func.unit, args[1], place.path)
        request = Request(
            asked, name, tape, tape.token, self.leaves(result, place), [Source(predictions, True)]
        )
        query = self._asked(request)
        source = request.sources[0]
        if source.state == CUT:
            cut = CutSearch(query, 0).find(request)
            shown = (*_SHOWN, "stop") if _are_labels(args[0].arg) else _SHOWN
            source.cut = cut if cut is not None and cut.kind in shown else None
        elif source.state == ABSENT and labels in query.order:
            found = first_data_operation(query, request)
            if found is not None:
                source.cut = Cut("unrelated", found, None, "", predictions)
        judge_zeros(self, request, query)
        self._told(request)

    # ------------------------------------------------------------------ layers

    def _layer_contract(self, func: Function, cls: Class, place: Place) -> None:
        owner = self._sample(cls, place)
        if owner is None:
            return
        inputs, more = self._inputs(func, place)
        if not inputs:
            return
        tape, moment = self._recording(inputs, place), self.seq
        result = self._run_layer(owner, tape, inputs, more, place)
        if self._has_made_layers(moment):
            # Whether it keeps them shows when it is called once more.
            self._run_layer(owner, self._recording(inputs, place), inputs, more, place)
        results = (result, *self.added_losses(owner))
        targets = [n for value in results for n in self.leaves(value, place)]
        weights = self.variables_of(owner, "trainable_variables", place)
        sources = [Source(v, True) for v in (*weights.items, *inputs[:1])]
        asked = Place(func.unit, func.node.args.args[1], place.path)
        sloped = [n for n in targets if n.dtype in ("float", "unknown")]
        request = Request(asked, f"{cls.name}.call", tape, tape.token, sloped, sources)
        request.label = CONTRACT
        self.note_untracked(request)
        if weights.items:
            more_weights = [] if weights.rest is None else [Source(weights.rest, False)]
            self._judge_layer(request, self._asked(request), more_weights)

    def _run_layer(
        self, owner: Obj, tape: Tape, inputs: list[Node], more: dict[str, Value], place: Place
    ) -> Value:
        """Call a layer while a tape records, as training does."""
        self.tapes = (tape.token,)
        self.training.append(TRUE)
        self.graph_depth += 1
        eager, self.eager = self.eager, True  # it may be called in a graph, and outside one
        try:
            return self.call_layer(owner, list(inputs), more, place)
        finally:
            self.training.pop()
            self.graph_depth -= 1
            self.eager = eager
            self.tapes = ()

    def _has_made_layers(self, moment: int) -> bool:
        """Whether layers were made since a moment that have weights by now."""
        weights = (var for made in self.allocations.values() for var in made)
        return any(var.owner is not None and var.owner.seq > moment for var in weights)

    def _judge_layer(self, request: Request, query: Query, others: list[Source]) -> None:
        """A weight that is used only where no gradient passes, or learning that stops inputs.

        ``others`` stand for weights that aren't known: not all is dead where there are any.
        """
        *weights, inputs = request.sources
        for i, source in enumerate(request.sources):
            if source.state == CUT:
                cut = CutSearch(query, i).find(request)
                source.cut = cut if _is_shown(cut, request) else None
        judge_zeros(self, request, query)
        inputs.zero = None
        if any(source.cut or source.zero for source in weights):
            request.sources = [*weights, *others]
        elif inputs.cut is not None and not _loses_learning(inputs.cut):
            inputs.cut = None
        self._told(request)

    # ------------------------------------------------------------------ added losses

    def judge_added(self, value: Value, place: Place) -> None:
        """Whether what ``add_loss`` gets trains anything of what it was computed from."""
        targets = self.leaves(value, place)
        if not self.tapes or not targets or self.holes:
            return
        token = self.tapes[-1]
        sources = [Source(v, True) for v in _followed(targets, token)]
        request = Request(place, ADDED, token.tape, token, targets, sources)
        query = Query(token, targets, sources)
        if not sources or any(state != CUT for state in query.states()):
            return
        for i, source in enumerate(sources):
            source.state = CUT
            cut = CutSearch(query, i).find(request)
            source.cut = cut if cut is not None and cut.kind in _SHOWN else None
        if all(source.cut is not None for source in sources):
            # The rest of the loss may train them all the same.
            sources.append(Source(self.data(place), False))
            request.label = ADDED
            self.requests.append(request)

    # ------------------------------------------------------------------ gradients given by hand

    def _by_hand_contract(self, func: Function, place: Place) -> bool:
        """Whether anything comes back from a function that gives its own gradient."""
        spec = func.node.args
        names = [*spec.posonlyargs, *spec.args]
        required = names[: len(names) - len(func.defaults)]
        if not required:
            return False
        inputs = [self._input_of(arg, "float", func, place) for arg in required]
        tape = self._recording(inputs, place)
        self.tapes = (tape.token,)
        result = self.call(func, list(inputs), {}, place)
        self.tapes = ()
        sources = [Source(n, True) for n in inputs]
        asked = Place(func.unit, required[0], place.path)
        request = Request(asked, func.name, tape, tape.token, self.leaves(result, place), sources)
        query = self._asked(request)
        for i, source in enumerate(sources):
            if source.state == CUT:
                source.cut = CutSearch(query, i).find(request)
        judge_zeros(self, request, query)
        if all(s.cut is not None or s.zero is not None for s in sources):
            self.requests.append(request)
        return True

    # ------------------------------------------------------------------ compiled models

    def judge_compiled(self) -> None:
        """Judge the training of models that were compiled and that nothing here trains."""
        losses, self.compiled_losses = self.compiled_losses, []
        for loss, place in losses:
            self._judge_given_loss(loss, place)
        compiled, self.compiled = self.compiled, {}
        if self.holes:
            return  # a half-typed line may be what the model was compiled for
        for owner, place in compiled.items():
            if owner.cls is not None and self._trains_itself(owner.cls):
                continue
            mark, before = self.heap.mark(), len(self.requests)
            try:
                self.attempt(lambda: self._training_to_come(owner, place))  # noqa: B023
            except BudgetSpentError:
                self.unknowns["program too large"] += 1
            self.heap.rollback(mark)
            kept = [r for r in self.requests[before:] if self._is_surely_cut(r)]
            self.requests[before:] = kept

    def _judge_given_loss(self, loss: Value, place: Place) -> None:
        """Judge a function of the program that a model gets as its loss; the model isn't known."""
        func = loss.func if isinstance(loss, Bound) else loss
        if isinstance(func, Function) and not self.holes:
            here = Place(func.unit, func.node, place.path)
            skipped = 1 if isinstance(loss, Bound) else 0

            def judged() -> int:
                self.judge_loss(loss, func, here, func.name, skipped)
                return Flow.NEXT

            self.attempt(judged)

    def _training_to_come(self, owner: Obj, place: Place) -> int:
        asked = {id(s.value) for r in self.requests for s in r.sources}
        weights = self.variables_of(owner, "trainable_variables", place)
        if not any(id(v) in asked for v in weights.items):
            self.train_compiled(owner, place)
        return Flow.NEXT

    def _is_surely_cut(self, request: Request) -> bool:
        for source in request.sources:
            if source.cut is not None and source.cut.kind not in (*_SHOWN, "stop", "unrelated"):
                source.cut = None
        request.method = "compile"
        return any(source.cut is not None for source in request.sources)

    # ------------------------------------------------------------------ the question

    def _recording(self, inputs: list[Node], place: Place) -> Tape:
        """A tape that watches the inputs from the start."""
        self.seq += 1
        tape = Tape(place, self.seq, False, True)
        tape.fields["watched"] = {id(n): (0, place, n) for n in inputs}
        return tape

    def _asked(self, request: Request) -> Query:
        """The answer to a request that whoever uses this will make."""
        assert request.token is not None
        request.label = CONTRACT
        self.seq += 1
        request.seq = self.seq
        query = Query(request.token, request.targets, request.sources)
        for source, state in zip(request.sources, query.states(), strict=True):
            source.state = state
        return query

    def _told(self, request: Request) -> None:
        if any(source.cut or source.zero for source in request.sources):
            self.requests.append(request)


@asked_once
def _has_tape(node: ast.AST) -> bool:
    """Whether there is a gradient tape in a class."""
    names = (getattr(n, "attr", getattr(n, "id", "")) for n in nodes(node))
    return "GradientTape" in names


def _followed(targets: list[Node], token: Token) -> list[Value]:
    """What these values were computed from and a recording follows: variables, watched tensors."""
    watched = token.tape.fields.get("watched", {})
    found: dict[int, Value] = {}
    for node in history(targets):
        if id(node) in watched:
            found[id(node)] = node
        elif node.kind == "read" and isinstance(node.fact, Var) and token in node.tapes:
            found[id(node.fact)] = node.fact
    return [
        v
        for v in found.values()
        if not isinstance(v, Var) or (v.trainable is True and v.dtype == "float")
    ]


def _is_open(default: Value | None) -> bool:
    """Whether nothing certain is known of a setting: it has to be given, or it is a flag."""
    return default is None or (isinstance(default, Const) and isinstance(default.value, bool))


def _decides(func: ast.AST, name: str) -> bool:
    """Whether a parameter is asked whether it is true: a flag, and no tensor to learn from."""
    tests = (n.test for n in ast.walk(func) if isinstance(n, (ast.If, ast.IfExp)))
    bare = (t.operand if isinstance(t, ast.UnaryOp) else t for t in tests)
    return any(isinstance(t, ast.Name) and t.id == name for t in bare)


def _are_labels(name: str) -> bool:
    """Whether the first argument of a loss is what the second one shall become.

    Elsewhere the second may be a teacher, whose gradient somebody stops on purpose.
    """
    return name == "y" or name.startswith("y_") or any(word in name.lower() for word in _LABELS)


def _is_shown(cut: Cut | None, request: Request) -> bool:
    """Whether a cut is no doubt a mistake: not where the result may be the index that it makes."""
    if cut is None or cut.kind not in _SHOWN or _only_counts(cut):
        return False
    number = cut.node is not None and cut.node.dtype == "float"
    return number or all(n.dtype == "float" for n in request.targets)


def _only_counts(cut: Cut) -> bool:
    """Whether what is rounded goes on as a whole number that says where or how often."""
    if cut.node is None or cut.node.dtype != "float":
        return False
    return any(
        later.dtype == "int" and any(e.to is later and e.state == CUT for e in user.edges)
        for user, later in pairwise(cut.way)
    )


def _loses_learning(cut: Cut) -> bool:
    """Whether what dies at a cut was computed with weights, and stays a number with a slope.

    What comes of data alone (a lookup, a preparation) isn't asked for a gradient.
    """
    node, operand = cut.node, cut.operand
    if cut.kind not in _STEPS or node is None or node.dtype != "float":
        return False
    past = history([operand]) if isinstance(operand, Node) else []
    return any(n.kind == "read" and isinstance(n.fact, Var) for n in past)


def attributes_set(cls: Class) -> set[str]:
    """The attributes of ``self`` that methods other than the constructor set."""
    found: set[str] = set()
    for base in cls.mro():
        members = base.fields.values() if isinstance(base, Class) else ()
        for member in members:
            if not isinstance(member, Function) or member.name.endswith((".__init__", ".build")):
                continue
            found.update(
                node.attr
                for node in ast.walk(member.node)
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
            )
    return found
