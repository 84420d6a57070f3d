"""The state of an abstract run, and the few operations that every part of the engine builds on."""

from __future__ import annotations

import ast
import bisect
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from tapelint.flow.containers import SLICE, Content, Dict, Generator, Lazy, Seq, Union
from tapelint.flow.frames import BudgetSpentError, Frame, KeptGraph, Misuse
from tapelint.flow.graph import CUT, LIVE, MAYBE, Const, Edge, Node, NoneGradient, Token, Value
from tapelint.flow.heap import Heap
from tapelint.flow.nodes import free_names
from tapelint.flow.places import CallPath, Place
from tapelint.flow.values import (
    CONTENT,
    Bound,
    Class,
    Env,
    Found,
    Function,
    Lib,
    Method,
    Module,
    Obj,
    Partial,
    Super,
    Var,
)
from tapelint.ops.project import NO_ROWS, ProjectRows

if TYPE_CHECKING:
    from tapelint.flow.changes import Changes
    from tapelint.flow.parts import Parts as Base
    from tapelint.flow.repeats import Seen
    from tapelint.flow.requests import Borrower, LeftOut, Request
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
LOST: Final = "%lost"  # the field of an object that holds more than is known
MEMBER: Final = "member"  # the fact of what ``getattr`` gives under an unknown name


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
        self.optimizers_made: Counter[tuple[int, int]] = Counter()  # how often at each place
        self.graph_key: tuple[Value, ...] = ()  # which function is traced, for which objects
        self.graph_name = ""  # what is traced, and which tensors were there before
        self.graph_start = 0
        self.graph_given: set[int] = set()
        self.mentioned: frozenset[str] = frozenset()  # every name that the text uses
        self.eager = False  # whether graphs may be switched off
        self.unconverted = 0  # how many library calls keep AutoGraph away
        self.plain_graphs: set[int] = set()  # functions that are traced without AutoGraph
        self.frame: Frame
        self.module: Env
        self.judges_alone = False  # whether what runs is a function that nobody calls
        self.states: list[tuple[Env, Changes]] = []  # of the modules that have run
        self.requests: list[Request] = []
        self.raising = False  # whether an operation ran whose gradient raises
        self.discarded: list[tuple[tuple[Node, ...], Place]] = []  # results that nobody keeps
        self.lost: dict[tuple[int, int], Misuse | None] = {}  # updates of a name nobody reads
        self.module_body: list[ast.stmt] = []  # the statements of the checked module
        self.applied: list[Node] = []  # what optimizers got as gradients
        self.untracked: list[LeftOut] = []
        self.written: dict[int, Var] = {}  # variables that the program itself set
        self.restored = False  # whether weights came from a file before they were made here
        self.written_by_module: dict[int, Var] = {}
        self.unknowns: Counter[str] = Counter()
        self.used_up: dict[int, Value] = {}  # iterators, by id, that nothing is left of
        self.gone_through: dict[int, tuple[Value, Place]] = {}  # and where that was first
        self.thawed: dict[Var, Place] = {}  # weights that were frozen, and where they no longer are
        self.calls_replaced: list[Obj] = []  # layers whose own ``call`` the program has replaced
        self.replaced: dict[str, Value] = {}  # what it put into libraries, by its path there
        self.read_cache: dict[tuple[Var, object, tuple[Token, ...]], Node] = {}
        self.forks = 0  # how many conditions that aren't known are under way
        self.allocations: dict[tuple[int, int, str], list[Var]] = {}
        self.loops: list[str] = []
        self.opaque_scopes: set[int] = set()  # scopes of modules that may bind any name
        self.nodes: list[Node] = []
        self.raised: list[Value] = []  # what exceptions carry to whoever catches them
        self.behind: dict[Node, list[Value]] = {}  # functions that unknown values were made of
        self.layer_calls: set[tuple[Obj, Token]] = set()
        self.borrowers: list[Borrower] = []
        self.outermost: list[tuple[Obj, CallPath, range]] = []  # calls of the program's own layers
        self.inside = 0  # how many of them are under way
        # By layer, number and name: branches that both build a layer build the same weights.
        self.weights_made: dict[tuple[Obj, int, object], Var] = {}
        self.passed: dict[int, tuple[Node, CallPath]] = {}
        self.overwritten: dict[int, tuple[Node, Place]] = {}
        self.dropped: dict[int, tuple[Node, Place]] = {}
        self.replayed: dict[int, tuple[Node, Place]] = {}  # by what a functional model gave
        self.added: dict[int, tuple[Node, Place]] = {}  # what `add_loss` was given
        self.misuses: list[Misuse] = []
        self.gradient_of: dict[int, tuple[Node, Value, Request]] = {}
        self.none_expected: set[tuple[int, int]] = set()  # requests that may give None in turns
        self.gradient_lists: dict[int, tuple[Seq, Seq, Request]] = {}
        self.executed: dict[int, ast.AST] = {}  # the functions that were run
        self.functions: list[Function] = []
        self.replaying = 0
        self.retracing = False
        self.lifted = 0  # what surely runs eagerly, though a graph may be around it
        self.target: tuple[int, int] | None = None
        self.rows: ProjectRows = NO_ROWS
        self.used_rows: dict[str, None] = {}  # the project's rows that were looked up, in order
        self.traced: set[int] = set()
        self.auto_building = 0
        self.too_large: set[ast.AST] = set()  # functions of other files that spent their budget
        self.reruns: dict[ast.AST, int] = {}  # how often functions ran below themselves
        self.backwards: list[Value | ast.AST] = []  # of custom gradients that are being followed
        self.training: list[Value] = []
        self.kept_graphs: list[KeptGraph] = []  # those that the current calls run in
        self.compiled: dict[Obj, Place] = {}  # models that nothing has trained yet
        self.compiled_losses: list[tuple[Value, Place]] = []  # those of models that aren't known
        self.modules: dict[str, Module] = {}  # those of the project that were imported, by file
        self.found: dict[str, Found] = {}
        self.waiting: dict[str, tuple[Callable[[], tuple[Unit, ...]], Place]] = {}  # not run yet
        self.homes: dict[str, Place] = {}  # where the checked file led to each module
        self.foreign: dict[int, tuple[str, Unit]] = {}  # the file of each unit that isn't checked
        self.program: frozenset[int] = frozenset()  # the units that run, where others are checked
        self.program_home: Place | None = None  # and what stands in for a place of theirs
        self.seen: dict[Function, Seen] = {}
        self.making: list[Class] = []  # whose metaclass runs and hasn't made them yet

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
        return self.is_opaque(self.frame.env.root())

    def is_opaque(self, module: Env) -> bool:
        """Whether a module may bind names of which nothing is known."""
        return id(module) in self.opaque_scopes

    def place(self, node: ast.AST) -> Place:
        """This piece of syntax as reached now."""
        frame = self.frame
        return Place(frame.unit, node, frame.path, frame.home)

    def home_of(self, unit: Unit, place: Place) -> Place | None:
        """What leads to a text: None for the one that is checked, else a place in that one."""
        return (self.frame.home or place.home or place) if id(unit) in self.foreign else None

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
        self.lost = {}
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
        self.replayed = {}
        self.added = {}
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
        elif isinstance(value, Obj):
            made = self.converted(value, place)
            if made is not None:
                self._leaves(made, place, out, depth + 1)
            elif value.kind in ("tensorarray", "object"):
                out.extend(self._opaque_view(value, place))
        elif isinstance(value, Method) and _is_lost(value.owner):
            out.append(self.unknown(f".{value.name}", place, [value.owner]))
        elif isinstance(value, Lazy) and value.form == SLICE:
            for part in value.parts:
                self._leaves(part, place, out, depth + 1)
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

    def keep(self, part: Node, values: Iterable[Value]) -> None:
        """An unknown object keeps these, and so does what it was taken from."""
        given = list(values)
        level = [part]
        for _ in range(4):
            for owner in level:
                if owner.opaque:
                    self.hold(owner, given)
            level = [above for owner in level for above in _taken_from(owner)]

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

    def expect_none(self, values: list[Value]) -> None:
        """The program says itself that some of these are None, so it's no news to anybody."""
        for value in values:
            for part in (value, *(value.items if isinstance(value, Seq) else ())):
                if isinstance(part, NoneGradient):
                    part.request.expects_none = True

    def note_asked_for_none(self, value: Value) -> None:
        """The program looks whether a value is None: of a gradient, it may be so now and then."""
        inner = value.edges if isinstance(value, Node) and value.kind == "phi" else ()
        options = value.options if isinstance(value, Union) else ()
        for part in (value, *options, *(edge.to for edge in inner)):
            if isinstance(part, NoneGradient):
                self.none_expected.add(part.request.place.key())
            elif isinstance(part, Node) and id(part) in self.gradient_of:
                self.none_expected.add(self.gradient_of[id(part)][2].place.key())

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


def _is_lost(owner: Value) -> bool:
    """Whether an object may have got further attributes from a call that was too large."""
    return isinstance(owner, Obj) and LOST in owner.fields


def _taken_from(part: Node) -> list[Node]:
    """What an unknown value was taken from, or which of several it is."""
    if part.kind != "phi" and not part.opaque:
        return []
    edges = part.edges if part.kind == "phi" else part.edges[:1]
    return [edge.to for edge in edges if isinstance(edge.to, Node)]


def captured(func: Function) -> list[Value]:
    """What a function can reach through the scopes around it, short of the module's names."""
    out: list[Value] = []
    env: Env | None = func.env
    names = free_names(func.node)
    while env is not None:
        for name in names:
            value = env.bound(name)
            if value is not None and not isinstance(value, (Class, Lib, Module)):
                out.append(value)
        env = env.outer
    return out
