"""The state of an abstract run, and the few operations that every part of the engine builds on."""

from __future__ import annotations

import ast
import bisect
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from tapelint.flow.heap import Delta, Heap
from tapelint.flow.nodes import free_names
from tapelint.flow.values import (
    CONTENT,
    CUT,
    LIVE,
    MAYBE,
    MISSING,
    Bound,
    CallPath,
    Class,
    Const,
    Content,
    Dict,
    Edge,
    Env,
    Function,
    Generator,
    Lazy,
    Lib,
    Method,
    Module,
    Node,
    NoneGradient,
    Obj,
    Partial,
    Place,
    Seq,
    Super,
    Token,
    Union,
    Value,
    Var,
    Weights,
)
from tapelint.ops.project import NO_ROWS, ProjectRows

if TYPE_CHECKING:
    from tapelint.flow.parts import Parts as Base
    from tapelint.flow.repeats import Seen
    from tapelint.flow.requests import Request
    from tapelint.syntax import Unit

else:
    Base = object

MAX_STEPS: Final = 200_000
MAX_DEPTH: Final = 60
HOLE: Final = "half-typed line"
STAR: Final = "star import"
EVALUATED: Final = "evaluated text"
UNBOUND: Final = "name "  # begins the reason of a name that nothing in the text binds
ANYTHING: Final = frozenset({HOLE, STAR, EVALUATED})  # unknowns that may be any of the sources
MAX_REACH: Final = 400
MAX_OPTIONS: Final = 4


class BudgetSpentError(Exception):
    """The program is larger than the budget; what was proved so far stands."""


class GeneratorStoppedError(Exception):
    """The consumer of a generator needs no more of it."""


class ProgramRaisedError(Exception):
    """The program certainly raises here; what catches it goes on."""


class Flow:
    """How a block of statements ended."""

    NEXT: Final = 0
    RETURN: Final = 1
    BREAK: Final = 2
    CONTINUE: Final = 3
    RAISE: Final = 4


class Pending:
    """A way that left a block early on one side of a branch, to be merged where it arrives."""

    __slots__ = ("delta", "flow", "level", "value")

    def __init__(self, flow: int, delta: Delta, value: Value | None, level: int) -> None:
        self.flow = flow
        self.delta = delta
        self.value = value
        self.level = level  # how deep in loops: a break leaves its own loop alone

    def arrives(self, flow: int, frame: Frame) -> bool:
        """Whether this way joins where a frame is now."""
        return self.flow == flow and (flow == Flow.RETURN or self.level == len(frame.marks))


class Frame:
    """One call in progress."""

    __slots__ = (
        "env",
        "function",
        "guards",
        "home",
        "marks",
        "path",
        "pending",
        "result",
        "unit",
        "yielded",
    )

    def __init__(
        self,
        env: Env,
        path: CallPath,
        unit: Unit,
        function: Function | None,
        home: Place | None = None,
    ) -> None:
        self.home = home  # where in the checked file this was called, if it is in another one
        self.env = env
        self.path = path
        self.unit = unit
        self.function = function
        self.result: Value | None = None
        self.pending: list[Pending] = []
        self.marks: list[int] = []
        self.yielded: Callable[[Value], int] | None = None
        self.guards = 0  # how many ``try`` blocks with handlers of this call are under way


class Misuse:
    """Something that is wrong at a place whatever is asked for."""

    __slots__ = ("facts", "kind", "other", "place")

    def __init__(
        self, kind: str, place: Place, other: Place | None, facts: dict[str, object]
    ) -> None:
        self.kind = kind
        self.place = place
        self.other = other
        self.facts = facts


class KeptGraph:
    """A ``call`` under ``tf.function`` that Keras traced to build the layers in it.

    The weights made between ``since`` and ``until`` are in that first graph as they were made. It
    surely serves the call that it was traced in, and others with inputs of the same shape.
    """

    __slots__ = ("place", "since", "until")

    def __init__(self, since: int, place: Place) -> None:
        self.since = since
        self.until = 0  # as long as it is being traced
        self.place = place

    def holds(self, var: Var) -> bool:
        """Whether this graph knows a variable only as it was made."""
        return self.since < var.seq and not (self.until and self.until < var.seq)


class Machine(Base):
    """State shared by all parts: heap, graph counter, active tapes, requests, budget."""

    def __init__(self) -> None:
        self.heap = Heap()
        self.seq = 0
        self.holes = 0
        self.guards = 0  # how many ``try`` blocks with handlers are under way
        self.pops = 0  # how often an item was taken out of a list
        self.steps = 0
        self.limit = MAX_STEPS
        self.tapes: tuple[Token, ...] = ()
        self.graph_depth = 0
        self.graph_name = ""  # what is traced, and which tensors were there before
        self.graph_start = 0
        self.graph_given: set[int] = set()
        self.eager = False  # whether graphs may be switched off
        self.unconverted = 0  # how many library calls keep AutoGraph away
        self.plain_graphs: set[int] = set()  # functions that are traced without AutoGraph
        self.frame: Frame
        self.module: Env
        self.requests: list[Request] = []
        self.raising = False  # whether an operation ran whose gradient raises
        self.discarded: list[tuple[tuple[Node, ...], Place]] = []  # results that nobody keeps
        self.applied: list[Node] = []  # what optimizers got as gradients
        self.untracked: list[tuple[Request, Var, str]] = []  # left out of a request for all weights
        self.written: dict[int, Var] = {}  # variables that the program itself set
        self.written_by_module: dict[int, Var] = {}
        self.unknowns: Counter[str] = Counter()
        self.read_cache: dict[tuple[Var, object, tuple[Token, ...]], Node] = {}
        self.forks = 0  # how many conditions that aren't known are under way
        self.allocations: dict[tuple[int, int, str], list[Var]] = {}
        self.loops: list[str] = []
        self.opaque_scopes: set[int] = set()  # scopes of modules that may bind any name
        self.nodes: list[Node] = []
        self.raised: list[Value] = []  # what exceptions carry to whoever catches them
        self.behind: dict[Node, list[Value]] = {}  # functions that unknown values were made of
        self.layer_calls: set[tuple[Obj, Token]] = set()
        # By layer, number and name: branches that both build a layer build the same weights.
        self.weights_made: dict[tuple[Obj, int, object], Var] = {}
        self.passed: dict[int, tuple[Node, CallPath]] = {}
        self.overwritten: dict[int, tuple[Node, Place]] = {}
        self.dropped: dict[int, tuple[Node, Place]] = {}
        self.misuses: list[Misuse] = []
        self.gradient_of: dict[int, tuple[Node, Value, Request]] = {}
        self.gradient_lists: dict[int, tuple[Seq, Seq, Request]] = {}
        self.executed: dict[int, ast.AST] = {}  # the functions that were run
        self.functions: list[Function] = []
        self.replaying = 0
        self.retracing = False
        self.target: tuple[int, int] | None = None
        self.rows: ProjectRows = NO_ROWS
        self.used_rows: dict[str, None] = {}  # the project's rows that were looked up, in order
        self.traced: set[int] = set()
        self.auto_building = 0
        self.training: list[Value] = []
        self.kept_graphs: list[KeptGraph] = []  # those that the current calls run in
        self.compiled: dict[Obj, Place] = {}  # models that nothing has trained yet
        self.compiled_losses: list[tuple[Value, Place]] = []  # those of models that aren't known
        self.modules: dict[str, Module] = {}  # those of the project that were imported, by file
        self.foreign: dict[int, tuple[str, Unit]] = {}  # the file of each unit that isn't checked
        self.seen: dict[Function, Seen] = {}

    # ------------------------------------------------------------------ nodes

    def tick(self) -> None:
        """Count a step of the budget."""
        self.steps += 1
        if self.steps > self.limit:
            raise BudgetSpentError

    def make_opaque(self) -> None:
        """From here on any name of the module that runs may be bound."""
        self.opaque_scopes.add(id(self.frame.env.root()))

    def is_opaque_here(self) -> bool:
        """Whether a name that isn't found here may be bound all the same."""
        return id(self.frame.env.root()) in self.opaque_scopes

    def place(self, node: ast.AST) -> Place:
        """This piece of syntax as reached now."""
        frame = self.frame
        return Place(frame.unit, node, frame.path, frame.home)

    def node(
        self,
        kind: str,
        op: str,
        edges: Iterable[Edge],
        place: Place | None,
        home: str = "tensor",
        dtype: str = "unknown",
        symbol: str = "",
    ) -> Node:
        """A new node of the graph, recorded by the tapes that are on."""
        self.seq += 1
        node = Node(self.seq, kind, op, tuple(edges), place, self.tapes, home, dtype)
        node.symbol = symbol
        self.nodes.append(node)
        return node

    def forget_findings(self) -> None:
        """Start anew with requests and findings; what exists in the program stays."""
        self.requests = []
        self.untracked = []
        self.discarded = []
        self.applied = []
        self.written = dict(self.written_by_module)
        self.misuses = []
        self.unknowns = Counter()
        self.used_rows = {}
        self.allocations = {}
        self.gradient_of = {}
        self.gradient_lists = {}
        self.nodes = []
        self.passed = {}
        self.overwritten = {}
        self.dropped = {}
        self.read_cache = {}
        self.seen = {}

    def made_since(self, seq: int) -> list[Node]:
        """The nodes made after a moment, in order."""
        return self.nodes[bisect.bisect_right(self.nodes, seq, key=lambda n: n.seq) :]

    def data(self, place: Place | None, home: str = "python", dtype: str = "unknown") -> Node:
        """A value that depends on nothing a gradient could reach."""
        return self.node("data", "", (), place, home, dtype)

    def unknown(
        self, reason: str, place: Place | None, sources: Iterable[Value] = (), certain: bool = False
    ) -> Node:
        """A value nothing is known of; it may depend on everything reachable from ``sources``."""
        given = list(sources)
        edges = [Edge(n, MAYBE) for n in self.reach(given)]
        made = self.node("opaque", reason, edges, place, "unknown", "unknown")
        kinds = (Function, Bound, Partial, Class)
        late: dict[int, Value] = {id(v): v for v in given if isinstance(v, kinds)}
        if late:  # each once: what is behind one unknown value is given to the next
            self.behind[made] = list(late.values())
        return made

    def callable_behind(self, func: Node) -> list[Value]:
        """The program's functions that an unknown value may call when it is called itself."""
        out: dict[int, Value] = {}
        seen: set[Node] = set()
        stack = [func]
        while stack and len(seen) < MAX_REACH:
            node = stack.pop()
            if node in seen:
                continue
            seen.add(node)
            out.update((id(v), v) for v in self.behind.get(node, ()))
            stack.extend(e.to for e in node.edges if isinstance(e.to, Node) and e.to.opaque)
        return list(out.values())

    def read(self, var: Var, place: Place | None) -> Node:
        """The value of a variable, read now."""
        content = var.fields.get(CONTENT)
        for graph in self.kept_graphs:
            if graph.holds(var):
                return self._read_in(graph, var)
        key = (var, content, self.tapes)
        known = self.read_cache.get(key)
        if known is not None:
            return known
        edges = [Edge(var, LIVE)]
        if isinstance(content, Node):
            edges.append(Edge(content, CUT, "state-write"))
        node = self.node("read", "read", edges, place, "tensor", var.dtype)
        node.fact = var
        self.read_cache[key] = node
        return node

    def _read_in(self, graph: KeptGraph, var: Var) -> Node:
        state = MAYBE if graph.until else CUT
        edge = Edge(var, state, "kept-graph")
        node = self.node("read", "read", [edge], graph.place, "tensor", var.dtype, "@tf.function")
        node.fact = var
        return node

    def leaf(self, value: Value, place: Place | None) -> Node | None:
        """The node behind one value: a variable is read; a constant has none."""
        if isinstance(value, Node):
            return value
        if isinstance(value, Var):
            return self.read(value, place)
        return None

    def leaves(self, value: Value, place: Place | None) -> list[Node]:
        """All tensors in a value: its own node, or those of the containers' items."""
        out: list[Node] = []
        self._leaves(value, place, out, 0)
        return out

    def _leaves(self, value: Value, place: Place | None, out: list[Node], depth: int) -> None:
        node = self.leaf(value, place)
        if node is not None:
            out.append(node)
            return
        if depth > 6:
            return
        if isinstance(value, Seq):
            for item in value.items:
                self._leaves(item, place, out, depth + 1)
            if value.rest is not None:
                self._leaves(value.rest, place, out, depth + 1)
        elif isinstance(value, Dict):
            for item in list(value.data.values()):
                self._leaves(item, place, out, depth + 1)
            if value.rest is not None:
                self._leaves(value.rest, place, out, depth + 1)
        elif isinstance(value, Union):
            for option in value.options:
                self._leaves(option, place, out, depth + 1)
        elif isinstance(value, Obj) and value.kind in ("tensorarray", "object"):
            out.extend(self._opaque_view(value, place))
        elif isinstance(value, (Lazy, Generator)):
            out.append(self.unknown("iterator", place, [value]))

    def _opaque_view(self, value: Obj, place: Place | None) -> list[Node]:
        return [self.unknown(value.path or "object", place, [value])]

    def reach(self, values: Iterable[Value]) -> list[Node | Obj]:
        """Every node and object reachable from values; what an unknown callee could use."""
        out: list[Node | Obj] = []
        seen: set[int] = set()
        stack: list[Any] = list(values)
        while stack and len(out) < MAX_REACH:
            value = stack.pop()
            if id(value) in seen or isinstance(value, (Const, Lib)):
                continue
            seen.add(id(value))
            if isinstance(value, (Node, Obj)):
                out.append(value)
            if isinstance(value, (Var, Node)):
                continue
            stack.extend(self.parts_of(value))
        return out

    @staticmethod
    def parts_of(value: Any) -> Iterable[Value]:
        """What a value directly holds."""
        if isinstance(value, Seq):
            return (*value.items, *(() if value.rest is None else (value.rest,)))
        if isinstance(value, Dict):
            return (*value.data.values(), *(() if value.rest is None else (value.rest,)))
        if isinstance(value, Obj):
            kept = [v for v in value.fields.values() if isinstance(v, Value)]
            return kept if value.cls is None else [*kept, value.cls]
        if isinstance(value, Bound):
            return (value.func, value.owner)
        if isinstance(value, Method):
            return (value.owner,)
        if isinstance(value, Partial):
            return (value.func, *value.args, *value.kwargs.values())
        if isinstance(value, Union):
            return value.options
        if isinstance(value, Lazy):
            return value.parts
        if isinstance(value, Generator):
            return (value.func, *value.args, *value.kwargs.values())
        if isinstance(value, Super):
            return (value.owner,)
        if isinstance(value, Function):
            return [*value.defaults, *captured(value)]
        if isinstance(value, Class):
            return [v for v in value.fields.values() if isinstance(v, Value)]
        return ()

    def hold(self, owner: Node, values: Iterable[Value]) -> None:
        """An unknown object keeps these."""
        if len(owner.held) < MAX_REACH:
            known = {id(e.to) for e in owner.held}
            new = [n for n in self.reach(values) if id(n) not in known and n is not owner]
            owner.held = (*owner.held, *(Edge(n, MAYBE) for n in new))

    def havoc(self, values: Iterable[Value], place: Place | None) -> None:
        """An unknown callee got these: containers and plain objects in them may have changed."""
        mutable = (Seq, Dict, Obj)
        given = list(values)
        for value in given:
            parts = [value]
            if isinstance(value, (Function, Bound, Partial)):
                parts = [v for v in self._parts_deep(value) if isinstance(v, mutable)]
            for part in parts:
                self._havoc_one(part, given, place)

    def _parts_deep(self, value: Value) -> list[Value]:
        found: list[Value] = []
        stack: list[Value] = [value]
        seen: set[int] = set()
        while stack and len(seen) < MAX_REACH:
            one = stack.pop()
            if id(one) in seen:
                continue
            seen.add(id(one))
            found.append(one)
            if isinstance(one, (Function, Bound, Partial, Method)):
                stack.extend(self.parts_of(one))
        return found

    def _havoc_one(self, value: Value, given: list[Value], place: Place | None) -> None:
        if isinstance(value, Seq) and value.kind != "tuple":
            unknown = self.unknown("changed elsewhere", place, [value, *given])
            self.heap.put(value.data, "content", Content((), unknown))
        elif isinstance(value, Dict):
            unknown = self.unknown("changed elsewhere", place, [value, *given])
            for key in list(value.data):
                self.heap.put(value.data, key, unknown)
            self.heap.put(value.extra, "rest", unknown)
        elif isinstance(value, Obj) and value.kind == "object" and value.cls is not None:
            unknown = self.unknown("changed elsewhere", place, [value, *given])
            for key, old in list(value.fields.items()):
                if isinstance(old, Value) and not isinstance(old, (Var, Function)):
                    self.heap.put(value.fields, key, unknown)

    # ------------------------------------------------------------------ joining ways

    def fork(self, first: Callable[[], int], second: Callable[[], int]) -> int:
        """Run two ways from the same state and join them; the flow that goes on is returned."""
        heap, frame = self.heap, self.frame
        mark = heap.mark()
        tapes = self.tapes
        self.forks += 1
        one = self.attempt(first)
        delta = heap.written(mark)
        if one not in (Flow.NEXT, Flow.RAISE):
            self._leave(one)
        heap.rollback(mark)
        self.tapes, tapes = tapes, self.tapes
        value, frame.result = frame.result, None
        two = self.attempt(second)
        self.forks -= 1
        if two == Flow.RAISE:
            if one == Flow.NEXT:
                heap.rollback(mark)
                self._apply(delta)
                return Flow.NEXT
            if one != Flow.RAISE:
                heap.rollback(mark)
                self._apply(delta)
                frame.result = value
                self._forget_pending(one)
            return one
        if one == Flow.NEXT and two == Flow.NEXT:
            heap.merge(delta, mark, self.phi)
            return Flow.NEXT
        if one == Flow.NEXT:
            self._leave(two)
            heap.rollback(mark)
            self._apply(delta)
            frame.result = None
            return Flow.NEXT
        return two

    def may_raise(self) -> None:
        """The program raises here; under a ``try`` that catches, this way ends."""
        if self.guards:
            raise ProgramRaisedError

    def surely_raises(self, misuse: Misuse) -> None:
        """Note what raises here, unless a ``try`` right around it expects that."""
        if not self.frame.guards:
            self.misuses.append(misuse)
        self.may_raise()

    def refused(self, dtype: str = "unknown") -> Value:
        """What Python's own operation on known values gives where it raises."""
        self.may_raise()
        return self.data(None, "python", dtype)

    def attempt(self, way: Callable[[], int]) -> int:
        """Run a way; where the program raises in it, go back to the frame that we are in."""
        frame, tapes = self.frame, self.tapes
        marks, loops = len(frame.marks), len(self.loops)
        try:
            return way()
        except ProgramRaisedError:
            self.frame, self.tapes = frame, tapes
            del frame.marks[marks:]
            del self.loops[loops:]
            return Flow.RAISE

    def _leave(self, flow: int) -> None:
        frame = self.frame
        base = frame.marks[0] if flow == Flow.RETURN or len(frame.marks) == 1 else frame.marks[-1]
        delta = self.heap.written(base)
        frame.pending.append(Pending(flow, delta, frame.result, len(frame.marks)))

    def _forget_pending(self, flow: int) -> None:
        pending = self.frame.pending
        for i in range(len(pending) - 1, -1, -1):
            if pending[i].flow == flow:
                del pending[i]
                return

    def _apply(self, delta: Delta) -> None:
        for (_, key), (cells, value) in delta.items():
            self.heap.put(cells, key, value)

    def arrive(self, flow: int, mark: int) -> None:
        """Join the ways that left early and arrive here."""
        frame = self.frame
        rest: list[Pending] = []
        for way in frame.pending:
            if not way.arrives(flow, frame):
                rest.append(way)
                continue
            self.heap.merge(way.delta, mark, self.phi)
            if flow == Flow.RETURN and way.value is not None:
                now = frame.result
                frame.result = way.value if now is None else self.phi(now, way.value)
        frame.pending = rest

    def phi(self, one: Any, two: Any) -> Any:
        """The value where two ways meet."""
        if one is two:
            return one
        if isinstance(one, Missing_):
            return two
        if isinstance(two, Missing_):
            return one
        if not isinstance(one, Value) or not isinstance(two, Value):
            return self._phi_state(one, two)
        if isinstance(one, Const) and isinstance(two, Const):
            return self._phi_const(one, two)
        if isinstance(one, Seq) and isinstance(two, Seq):
            return self._phi_seq(one, two)
        numeric = (Node, Var)
        if isinstance(one, (*numeric, Const)) and isinstance(two, (*numeric, Const)):
            return self._phi_nodes(one, two)
        return self._phi_union(one, two)

    def _phi_state(self, one: Any, two: Any) -> Any:
        if isinstance(one, Content) and isinstance(two, Content):
            return self._phi_content(one, two)
        if one == two:
            return one
        return two if one is None else one

    def _phi_content(self, one: Content, two: Content) -> Content:
        if isinstance(one, Weights) or isinstance(two, Weights):
            return one if len(one.items) >= len(two.items) else two
        common = min(len(one.items), len(two.items))
        items = tuple(self.phi(a, b) for a, b in zip(one.items, two.items, strict=False))
        rest: Any = MISSING
        for extra in (*one.items[common:], *two.items[common:], one.rest, two.rest):
            if extra is not None:
                rest = self.phi(rest, extra)
        return Content(items, None if rest is MISSING else rest)

    def _phi_const(self, one: Const, two: Const) -> Value:
        if type(one.value) is type(two.value) and one.value == two.value:
            return one
        if one.value is None or two.value is None:
            return Union((one, two))
        return self.data(None, "python", dtype_of_constant(one.value))

    def _phi_seq(self, one: Seq, two: Seq) -> Value:
        if one.kind != two.kind:
            return self._phi_union(one, two)
        if one.kind == "tuple" and one.exact and two.exact and len(one.items) == len(two.items):
            return Seq(
                "tuple", tuple(self.phi(a, b) for a, b in zip(one.items, two.items, strict=False))
            )
        return self._phi_union(one, two)

    def _phi_nodes(self, one: Value, two: Value) -> Value:
        if isinstance(one, Var) and isinstance(two, Var):
            return Union((one, two))
        for a, b in ((one, two), (two, one)):
            if isinstance(a, Const) and a.value is None:
                return Union((a, b))
        a = self.leaf(one, None) or self.constant_node(one)
        b = self.leaf(two, None) or self.constant_node(two)
        home = next((h for h in ("symbolic", "tensor") if h in (a.home, b.home)), "unknown")
        home = a.home if a.home == b.home else home
        dtype = a.dtype if a.dtype == b.dtype else "unknown"
        node = self.node("phi", "phi", (Edge(a, LIVE), Edge(b, LIVE)), a.place, home, dtype)
        node.bind = b.bind or a.bind
        return node

    def _phi_union(self, one: Value, two: Value) -> Value:
        options: list[Value] = []
        for value in (one, two):
            parts = value.options if isinstance(value, Union) else (value,)
            for part in parts:
                if not any(part is o or same_constant(part, o) for o in options):
                    options.append(part)
        if len(options) > MAX_OPTIONS:
            return self.unknown("one of many values", None, options)
        return options[0] if len(options) == 1 else Union(tuple(options))

    def constant_node(self, value: Value) -> Node:
        """A Python constant seen as a node."""
        constant = value.value if isinstance(value, Const) else None
        node = self.data(None, "python", dtype_of_constant(constant))
        node.fact = constant
        return node


Missing_ = type(MISSING)


def captured(func: Function) -> list[Value]:
    """What a function can reach through the scopes around it, short of the module's names."""
    out: list[Value] = []
    env: Env | None = func.env
    names = free_names(func.node)
    while env is not None:
        for name in names:
            value = env.names.get(name)
            if value is not None and not isinstance(value, (Class, Lib, Module)):
                out.append(value)
        env = env.outer
    return out


def same_constant(one: Value, two: Value) -> bool:
    """Whether both are the same known scalar."""
    return (
        isinstance(one, Const)
        and isinstance(two, Const)
        and not isinstance(one, NoneGradient)
        and type(one.value) is type(two.value)
        and bool(one.value == two.value)
    )


def dtype_of_constant(value: object) -> str:
    """The dtype class of a Python scalar."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    if isinstance(value, float):
        return "float"
    if isinstance(value, complex):
        return "complex"
    if isinstance(value, (str, bytes)):
        return "string"
    return "unknown"
