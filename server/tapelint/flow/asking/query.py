"""The backward walk: how each source reaches the target of a request.

Three bit sets per node, one bit per source, give for every source at once whether it arrives live,
perhaps, or dead. Nodes are visited in the order in which they were made, so operands come first.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from copy import copy
from typing import Final

from tapelint.flow.containers import Seq
from tapelint.flow.graph import ABSENT, CUT, LIVE, MAYBE, Edge, Node, Token, Value
from tapelint.flow.machine import ANYTHING, UNBOUND
from tapelint.flow.requests import Source
from tapelint.flow.values import Obj, Tape, Var

Mask = tuple[int, int, int]
_NOTHING: Mask = (0, 0, 0)
_TRANSPARENT = ("phi", "data")
TRAINABLE_LISTS = frozenset({"trainable_variables", "trainable_weights", "variables", "weights"})


class Query:
    """Flow from sources to targets under one recording.

    With ``flat`` a gradient that is zero everywhere counts as none at all, and so does whatever
    comes back to the ``spent``, by id: it cancels out.
    """

    def __init__(
        self,
        token: Token,
        targets: list[Node],
        sources: list[Source],
        flat: bool = False,
        spent: Container[int] = (),
    ) -> None:
        self.flat = flat
        self.spent = spent
        self.token = token
        self.tape: Tape = token.tape
        self.targets = targets
        self.sources = sources
        self.order = history(targets)
        self.index = {id(s.value): i for i, s in reversed(list(enumerate(sources)))}
        self.opaque_bits = 0
        self.models: set[int] = set()
        self.roots: dict[int, int] = {}
        for i, source in enumerate(sources):
            if isinstance(source.value, Node) and source.value.opaque:
                self.opaque_bits |= 1 << i
                if weights_of_model(source.value):
                    self.models.update(id(e.to) for e in source.value.edges)
                for root in roots(source.value):
                    self.roots[id(root)] = self.roots.get(id(root), 0) | (1 << i)
        self.all_bits = (1 << len(sources)) - 1
        self.variable_bits = sum(1 << i for i, s in enumerate(sources) if isinstance(s.value, Var))
        self.masks: dict[int, Mask] = {}
        self._tracked_states: dict[int, int] | None = None
        self._reachable: dict[int, int] = {}
        while self._spread() and any(node.held for node in self.order):
            pass  # what is put into something unknown may make a circle

    def _spread(self) -> bool:
        """Work out every mask from those of the operands; says whether any has changed."""
        before = self.masks
        self.masks = dict(before)
        for node in self.order:
            self.masks[id(node)] = self._mask(node)
        return self.masks != before

    # ------------------------------------------------------------------ verdict

    def states(self) -> list[int]:
        """For each source: absent, cut, maybe or live at the target."""
        live = maybe = cut = 0
        for target in self.targets:
            live_, maybe_, cut_ = self._with_own(target, None)
            live, maybe, cut = live | live_, maybe | maybe_, cut | cut_
        out = []
        for i, source in enumerate(self.sources):
            # A source that stands in the list twice is judged once.
            bit = 1 << self.index.get(id(source.value), i)
            out.append(
                LIVE if live & bit else MAYBE if maybe & bit else CUT if cut & bit else ABSENT
            )
        return out

    def any_source(self) -> int:
        """Whether anything that the tape watches reaches a target."""
        return max((self._reached(t) for t in self.targets), default=0)

    def _reached(self, target: Node) -> int:
        return max(self.tracked.get(id(target), 0), self.watched_node(target, None))

    def live_bits(self, node: Node) -> int:
        """The sources that a gradient at this node surely comes back to, a bit for each."""
        return self._with_own(node, None)[0]

    def carries(self, value: Value, bits: int) -> bool:
        """Whether any of some sources, a bit for each, comes along with an operand."""
        live, maybe, _ = self.masks.get(id(value), _NOTHING)
        own = self.index.get(id(value))
        return bool((live | maybe | (0 if own is None else 1 << own)) & bits)

    def dead(self, edge: Edge) -> bool:
        """Whether nothing comes back to this operand."""
        if edge.state == CUT or (self.flat and edge.why == "zero"):
            return True
        return id(edge.to) in self.spent

    # ------------------------------------------------------------------ masks

    def recorded(self, node: Node) -> bool:
        """Whether the asked tape saw this operation."""
        if node.kind in _TRANSPARENT or self.token in node.tapes:
            return True
        # An unknown object may hold variables: it isn't the moment of its making that counts.
        return node.opaque and not self._model_output(node)

    def _model_output(self, node: Node) -> bool:
        """Whether an unknown value is what the very model gave whose weights are asked for."""
        fact = node.fact
        return isinstance(fact, tuple) and fact[0] == "call" and id(fact[1]) in self.models

    def _mask(self, node: Node) -> Mask:
        if not node.held:
            return self._own_mask(node)
        live, maybe, cut = self._own_mask(node)
        for edge in node.held:
            live_, maybe_, cut_ = self._edge_mask(node, edge)
            maybe |= live_ | maybe_
            cut |= cut_
        return live, maybe & ~live, cut & ~(live | maybe)

    def _own_mask(self, node: Node) -> Mask:
        if not node.edges:
            if node.op in ANYTHING or node.op.startswith(UNBOUND):
                return (0, self.all_bits, 0)
            if node.opaque and node.op.startswith("argument"):
                # A parameter that nobody gave: it may be or hold any of the variables.
                return (0, self.variable_bits | self.roots.get(id(node), 0), 0)
            return (0, self.roots.get(id(node), 0), 0)
        if node.kind == "phi":
            return self._phi_mask(node)
        recorded = self.recorded(node)
        live = maybe = cut = 0
        for edge in node.edges:
            live_, maybe_, cut_ = self._edge_mask(node, edge)
            if not recorded or self.dead(edge):
                cut |= live_ | maybe_ | cut_
            elif edge.state == MAYBE or node.opaque:
                maybe |= live_ | maybe_
                cut |= cut_
            else:
                live |= live_
                maybe |= maybe_
                cut |= cut_
        maybe |= self.roots.get(id(node), 0)
        return live, maybe & ~live, cut & ~(live | maybe)

    def _phi_mask(self, node: Node) -> Mask:
        live, some, dead = self.all_bits, 0, 0
        for edge in node.edges:
            live_, maybe_, cut_ = self._edge_mask(node, edge)
            live &= live_
            some |= live_ | maybe_
            dead |= cut_
        return live, some & ~live, dead & ~some

    def _edge_mask(self, node: Node, edge: Edge) -> Mask:
        to = edge.to
        if isinstance(to, Var):
            return self._variable_mask(to)
        if isinstance(to, Obj):
            return (0, self._object_bits(to), 0)
        if self.left_unseen(node, edge):
            return _NOTHING
        own = self._with_own(to, node)
        if node.kind == "op" and to.opaque and not to.edges:
            return self._data_operand(to, own)
        if node.kind == "read" and edge.state == CUT and not self._written_under_tape(to):
            return _NOTHING
        return own

    def left_unseen(self, node: Node, edge: Edge) -> bool:
        """Whether a value left TensorFlow without this tape: from there on it is data."""
        if edge.why != "leaves" or node.tapes:
            return False
        return not (isinstance(edge.to, Node) and self.token in edge.to.tapes)

    def _data_operand(self, to: Node, own: Mask) -> Mask:
        """A parameter used as a plain number isn't the model whose variables are asked for."""
        live_, maybe_, cut_ = own
        keep = 0
        for i, source in enumerate(self.sources):
            value = source.value
            if not (isinstance(value, Node) and weights_of_model(value)):
                keep |= 1 << i
        return live_ & keep, maybe_ & keep, cut_ & keep

    def _written_under_tape(self, content: Node) -> bool:
        return self.token in content.tapes

    def _with_own(self, node: Node, consumer: Node | None) -> Mask:
        live_, maybe_, cut_ = self.masks.get(id(node), _NOTHING)
        i = self.index.get(id(node))
        if i is not None:
            bit = 1 << i
            state = self.source_state(node, consumer)
            if state == LIVE:
                live_ |= bit
            elif state == MAYBE:
                maybe_ |= bit
            else:
                cut_ |= bit
            maybe_ &= ~live_
            cut_ &= ~(live_ | maybe_)
        return live_, maybe_, cut_

    def source_state(self, node: Node, consumer: Node | None) -> int:
        """Whether a tensor was under watch when ``consumer`` read it."""
        if node.dtype in ("int", "bool", "string"):
            return CUT
        watched = self.watched_node(node, consumer)
        if watched:
            return watched
        return self.tracked.get(id(node), 0) or CUT

    def watched_node(self, node: Node, consumer: Node | None) -> int:
        """Whether ``tape.watch`` named this tensor before ``consumer`` read it."""
        when = self.tape.fields.get("watched", {}).get(id(node))
        if when is None:
            return MAYBE if self.tape.fields.get("watched_unknown") else 0
        if consumer is None or when[0] < consumer.seq:
            return LIVE
        # A late watch is heard where another operand had the operation recorded anyway.
        return self.tracked.get(id(consumer), 0) if self.recorded(consumer) else LIVE

    def _variable_mask(self, var: Var) -> Mask:
        i = self.index.get(id(var))
        opaque = self.opaque_bits
        if i is None:
            return (0, opaque, 0)
        bit = 1 << i
        state = self.variable_state(var)
        if state == LIVE:
            return (bit, opaque & ~bit, 0)
        if state == MAYBE:
            return (0, opaque | bit, 0)
        return (0, opaque & ~bit, bit)

    def variable_state(self, var: Var) -> int:
        """Whether this tape watches a variable when it is read."""
        if var.dtype in ("int", "bool", "string"):
            return CUT
        if id(var) in self.tape.fields.get("watched", {}):
            return LIVE
        if self.tape.fields.get("watched_unknown"):
            return MAYBE
        if self.tape.watches_variables is False or var.trainable is False:
            return CUT
        if self.tape.watches_variables is None or var.trainable is None:
            return MAYBE
        return LIVE

    def _object_bits(self, owner: Obj) -> int:
        known = self._reachable.get(id(owner))
        if known is not None:
            return known
        bits = self.opaque_bits
        for var in variables_in(owner):
            i = self.index.get(id(var))
            if i is not None:
                bits |= 1 << i
        self._reachable[id(owner)] = bits
        return bits

    # ------------------------------------------------------------------ tracking

    @property
    def tracked(self) -> dict[int, int]:
        """For each node, whether the tape follows it; worked out when first asked for."""
        if self._tracked_states is None:
            self._tracked_states = states = {}
            for node in self.order:
                states[id(node)] = self._tracked(node)
        return self._tracked_states

    def _tracked(self, node: Node) -> int:
        """Whether the tape follows this value back to anything that it watches."""
        if node.opaque:
            return MAYBE
        if node.kind == "phi":
            found = {self._operand_tracked(e, node) for e in node.edges}
            return found.pop() if len(found) == 1 else MAYBE
        if not self.recorded(node) or node.dtype in ("int", "bool", "string"):
            return 0
        if node.home in ("numpy", "python") or node.op in STOPS:
            return 0  # TensorFlow pauses its tapes to stop a gradient
        return max((self._operand_tracked(e, node) for e in node.edges), default=0)

    def _operand_tracked(self, edge: Edge, node: Node) -> int:
        to = edge.to
        if isinstance(to, Var):
            state = self.variable_state(to)
            return 0 if state == CUT else state
        if isinstance(to, Obj):
            return MAYBE
        if edge.why == "state-write":
            return 0
        known = MAYBE if to.opaque else self.tracked.get(id(to), 0)
        return max(known, self.watched_node(to, node))


def is_bent(node: Node) -> bool:
    """Whether an operation is straight on both sides of a bend: its slope has no slope."""
    return node.curve == "piecewise" and node.op.rpartition(".")[2] in _BENT


STOPS: Final = frozenset({"tf.stop_gradient", "keras.ops.stop_gradient"})
_BENT: Final = frozenset({"relu", "relu6", "leaky_relu", "abs", "ReLU", "LeakyReLU"})


def history(targets: Iterable[Node]) -> list[Node]:
    """Every node that the targets were computed from, operands first."""
    order: list[Node] = []
    state: set[int] = set()
    stack: list[tuple[Node, bool]] = [(t, False) for t in targets]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif id(node) not in state:
            state.add(id(node))
            stack.append((node, True))
            edges = (*node.edges, *node.held) if node.held else node.edges
            stack.extend((e.to, False) for e in edges if isinstance(e.to, Node))
    return order


def with_operands(node: Node, others: Mapping[int, Node]) -> Node:
    """A node like this one, with others in the place of some of its operands."""
    twin = copy(node)
    twin.edges = tuple(
        Edge(others.get(id(e.to), e.to), e.state, e.why) if isinstance(e.to, Node) else e
        for e in node.edges
    )
    return twin


def roots(node: Node) -> list[Node]:
    """The unknown values that an unknown value was taken from."""
    out: list[Node] = []
    seen: set[int] = set()
    stack = [node]
    while stack:
        n = stack.pop()
        if id(n) in seen:
            continue
        seen.add(id(n))
        inner = [e.to for e in n.edges if isinstance(e.to, Node)]
        if not inner:
            out.append(n)
        stack.extend(inner)
    return out


def may_be_anything(value: Value) -> bool:
    """Whether a value, or one of those that it may be, is unknown."""
    stack = [value] if isinstance(value, Node) else []
    for node in stack:  # which grows meanwhile
        if node.opaque:
            return True
        if node.kind == "phi":
            parts = (edge.to for edge in node.edges)
            stack += [n for n in parts if isinstance(n, Node) and n not in stack]
    return False


def weights_of_model(node: Node) -> bool:
    """Whether an unknown value is the list of an unknown model's weights."""
    fact = node.fact
    return isinstance(fact, tuple) and fact[0] == "attribute" and fact[1] in TRAINABLE_LISTS


def variables_in(owner: Value) -> list[Var]:
    """Every variable reachable from an object."""
    out: list[Var] = []
    seen: set[int] = set()
    stack: list[object] = [owner]
    while stack and len(seen) < 5000:
        value = stack.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Var):
            out.append(value)
        elif isinstance(value, Node):
            # A functional model reaches its layers through its symbolic outputs.
            stack.append(getattr(value.fact, "layer", None))
            stack.extend(getattr(value.fact, "inputs", ()))
            stack.extend(e.to for e in value.edges if value.home == "symbolic")
        elif isinstance(value, Obj):
            stack.extend(value.fields.values())
        elif isinstance(value, Seq):
            stack.extend(value.items)
            stack.append(value.rest)
        elif isinstance(value, (tuple, list)):
            stack.extend(value)
        elif isinstance(value, Edge):
            stack.append(value.to)
        elif hasattr(value, "data") and isinstance(value.data, dict):
            stack.extend(value.data.values())
    return out
