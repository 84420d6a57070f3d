"""A run trace as one page that needs nothing else: no network, no other file.

The page's script and style are built from ``client/trace-page``. What the user's program is called
and contains goes into a block of JSON that no browser runs, and from there into the page as text.
"""

from __future__ import annotations

import ast
import html
import json
import math
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import resources
from pathlib import PurePath
from string import Template
from typing import Final

from tapelint.trace.seen import Cut, Gradient, LineSeen, Place, Source, State, Trace

_ASSETS: Final = resources.files("tapelint.report") / "assets"
_DIGITS: Final = 4

# What could end the block of data, or a line of it in an older reader of scripts.
_ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def page(trace: Trace, texts: Mapping[str, str]) -> str:
    """The page for a trace; ``texts`` are the user's files, by the names that the trace uses."""
    name = PurePath(trace.file.replace("\\", "/")).name
    return Template(_asset("page.html")).substitute(
        nonce=secrets.token_urlsafe(18),
        title=html.escape(f"{name} · Tapelint trace").encode("ascii", "xmlcharrefreplace").decode(),
        style=_asset("trace.css"),
        script=_asset("trace.js"),
        data=_inert(_data(trace, texts)),
    )


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _inert(data: Json) -> str:
    """JSON that stays inside its block whatever the texts in it contain."""
    written = json.dumps(data, allow_nan=False, separators=(",", ":"))
    return written.translate(_ESCAPES)


# ---------------------------------------------------------------------- what the page is given


def _data(trace: Trace, texts: Mapping[str, str]) -> Json:
    shown = {file: texts[file] for file in _files(trace) if file in texts}
    values = _Values(shown)
    return {
        "version": 1,
        "file": trace.file,
        "python": trace.python,
        "tensorflow": trace.tensorflow,
        "exit": trace.program_exit,
        "stopped": trace.stopped.value,
        "notes": list(trace.notes),
        "texts": dict(shown),
        "requests": [_request(group, trace.lines, values) for group in _chains(trace.gradients)],
        "lines": [_line(seen) for seen in trace.lines],
        "errors": [
            {
                "place": _place(error.place),
                "type": error.type,
                "message": error.message,
                "raisedAt": _place(error.raised_at),
            }
            for error in trace.errors
        ],
    }


def _files(trace: Trace) -> list[str]:
    """Every file that the page speaks of, the traced one first."""
    files = dict.fromkeys([trace.file])
    for gradient in trace.gradients:
        files[gradient.place.file] = None
        for source in gradient.sources:
            files.update(dict.fromkeys(place.file for place in _places(source.cut)))
    files.update(dict.fromkeys(seen.place.file for seen in trace.lines))
    for error in trace.errors:
        files.update({error.place.file: None, error.raised_at.file: None})
    return list(files)


def _places(cut: Cut | None) -> Iterator[Place]:
    if cut is not None:
        yield cut.place
        yield from (note.place for note in cut.related)


def _chains(gradients: Iterable[Gradient]) -> list[list[Gradient]]:
    """The gradients that were asked for by one call chain, together: they share a history."""
    groups: dict[tuple[Place, str, tuple[Place, ...]], list[Gradient]] = defaultdict(list)
    for gradient in gradients:
        groups[gradient.place, gradient.call, gradient.chain].append(gradient)
    return list(groups.values())


def _request(group: Sequence[Gradient], lines: Sequence[LineSeen], values: _Values) -> Json:
    last = group[-1]
    return {
        "place": _place(last.place),
        "call": last.call,
        "chain": [_place(place) for place in last.chain],
        "steps": last.steps,
        "history": [[step, [_number(norm) for norm in norms]] for step, norms in last.history],
        "moments": [
            {
                "step": gradient.step,
                "mode": gradient.mode,
                "target": gradient.target,
                "sources": [_source(source) for source in gradient.sources],
                "way": _Way(gradient, lines, values).written(),
            }
            for gradient in group
        ],
    }


def _source(source: Source) -> Json:
    return {
        "name": source.name,
        "state": source.state.value,
        "norm": _number(source.norm),
        "dtype": source.dtype,
        "shape": source.shape,
        "cut": None if source.cut is None else _cut(source.cut),
    }


def _cut(cut: Cut) -> Json:
    return {
        "place": _place(cut.place),
        "op": cut.op,
        "reason": cut.reason,
        "rule": cut.rule,
        "related": [{"place": _place(note.place), "message": note.message} for note in cut.related],
    }


def _line(seen: LineSeen) -> Json:
    return {
        "place": _place(seen.place),
        "op": seen.op,
        "dtype": seen.dtype,
        "shape": seen.shape,
        "norm": _number(seen.norm),
        "state": seen.state.value,
    }


def _place(place: Place) -> Json:
    return [place.file, place.line]


def _number(norm: float | None) -> float | None:
    """A norm as precise as the page can show it; 400 steps of 200 sources add up."""
    if norm is None or not math.isfinite(norm):
        return None
    return float(f"{norm:.{_DIGITS}g}")


# ---------------------------------------------------------------------- the picture


class _Way:
    """What the picture of a request shows: its sources, the lines between, and its target.

    The trace says what happened on each line, not which line fed which; that is read from the
    text, and where the text can't be followed a line is joined to the sources or to the target.
    """

    def __init__(self, gradient: Gradient, lines: Sequence[LineSeen], values: _Values) -> None:
        self._gradient = gradient
        self._values = values
        self._shown: dict[_Node, list[Place]] = defaultdict(list)
        self._cut_at = [_cut_node(source, values) for source in gradient.sources]
        asking = values.statement(gradient.place)
        cuts = [s.cut.place for s in gradient.sources if s.cut is not None]
        for place in sorted({*(seen.place for seen in lines), *cuts}):
            if (node := values.statement(place)) != asking:  # that is the target's own box
                self._shown[node].append(place)
        self._edges: dict[_Node, set[_Node]] = {
            node: self._next_shown(values.after[node]) for node in self._shown
        }
        self._readers = [
            self._next_shown(values.readers(source.name)) for source in gradient.sources
        ]
        self._last = self._ends()
        self._used = self._upstream(self._last)
        self._alive = {values.statement(seen.place) for seen in lines if seen.state is State.FLOWS}
        self._join_sources()

    def written(self) -> Json:
        """Lines, and edges between numbered nodes: first the sources, then lines, the target."""
        nodes = sorted(self._used)
        first = len(self._gradient.sources)
        number = {node: first + position for position, node in enumerate(nodes)}
        target = first + len(nodes)
        edges = [
            [position, number[node]]
            for position, readers in enumerate(self._readers)
            for node in sorted(readers & self._used)
        ]
        edges += [
            [number[one], number[two]]
            for one in nodes
            for two in sorted(self._edges[one] & self._used)
            if one != two
        ]
        edges += [[number[node], target] for node in nodes if node in self._last]
        alone = [p for p, readers in enumerate(self._readers) if not readers & self._used]
        edges += [[position, target] for position in alone]
        return {
            "lines": [[_place(place) for place in self._shown[node]] for node in nodes],
            "edges": [list(edge) for edge in edges],
            "apart": [number[node] for node in nodes if node in self._apart],
        }

    def _next_shown(self, start: Iterable[_Node]) -> set[_Node]:
        """The first lines with something to show that values go on to."""
        found: set[_Node] = set()
        seen: set[_Node] = set()
        waiting = list(start)
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            if node in self._shown:
                found.add(node)
            else:
                waiting += self._values.after[node]
        return found

    def _upstream(self, ends: Iterable[_Node]) -> set[_Node]:
        before: dict[_Node, set[_Node]] = defaultdict(set)
        for one, others in self._edges.items():
            for two in others:
                before[two].add(one)
        found: set[_Node] = set()
        waiting = list(ends)
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += before[node]
        return found

    def _ends(self) -> set[_Node]:
        """The lines that the target comes from."""
        made = self._values.made(self._gradient.target, self._gradient.place)
        ends: set[_Node] = set()
        for node in self._shown:
            before_others = self._edges[node] - {node}
            if node in made or (made & self._reached(node) and not before_others):
                ends.add(node)
        return ends or {node for node in self._shown if not self._edges[node] - {node}}

    def _reached(self, start: _Node) -> set[_Node]:
        """Where a value goes without passing another line with something to show."""
        found: set[_Node] = set()
        waiting = [start]
        while waiting:
            for node in self._values.after[waiting.pop()]:
                if node not in found:
                    found.add(node)
                    if node not in self._shown:
                        waiting.append(node)
        return found

    def _join_sources(self) -> None:
        """Give every source a way on, and every cut line a place in the picture."""
        self._apart = {n for n in self._cut_at if n is not None and n in self._shown} - self._used
        self._used |= self._upstream(self._apart) & self._downstream(self._apart)
        fed = {two for one in self._used for two in self._edges[one] if two != one}
        first = self._used - fed - self._apart
        for readers, node in zip(self._readers, self._cut_at, strict=True):
            if node is not None:
                if node not in self._upto(readers & self._used):
                    readers.add(node)
            elif not readers & self._used:
                readers |= first & self._alive or first

    def _downstream(self, cuts: set[_Node]) -> set[_Node]:
        """The cuts themselves, and what lies between them and the sources."""
        return cuts | self._upto(set().union(*self._readers))

    def _upto(self, start: set[_Node]) -> set[_Node]:
        found: set[_Node] = set()
        waiting = list(start)
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self._edges.get(node, ())
        return found


def _cut_node(source: Source, values: _Values) -> _Node | None:
    return None if source.cut is None else values.statement(source.cut.place)


# A statement (file, its first line, ""), a parameter (…, its name) or a result (…, "return").
_Node = tuple[str, int, str]
_Nodes = tuple[_Node, ...]
_Function = ast.FunctionDef | ast.AsyncFunctionDef
# What is asked of a value beside its numbers: no gradient goes that way.
_ASIDE: Final = frozenset({"device", "dtype", "name", "ndim", "shape"})
_ASIDE_CALLS: Final = frozenset(
    {"isinstance", "len", "print", "tf.print", "tf.rank", "tf.shape", "tf.size"}
)
_SIMPLE: Final = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return)


class _Scope:
    """A function or a module: the statements that bind each of its names, in order."""

    def __init__(self, function: _Function | None, around: _Scope | None, file: str) -> None:
        self.function = function
        self.around = around
        self.file = file
        self.binders: dict[str, list[int]] = defaultdict(list)
        arguments = function.args if function else None
        self.parameters = _parameters(arguments) if arguments else []


class _Values:
    """Which statement feeds which, by the names that they bind and read.

    That is a picture's truth, not a proof's: the nearest binding above counts, and branches and
    loops are read from top to bottom.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.after: dict[_Node, set[_Node]] = defaultdict(set)
        self._reading: dict[str, set[_Node]] = defaultdict(set)
        self._functions: dict[str, list[tuple[str, _Function]]] = defaultdict(list)
        self._called: dict[str, list[tuple[str, _Function]]] = {}
        self._attributes: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._extents: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._scopes: dict[str, list[_Scope]] = defaultdict(list)
        self._statements: list[tuple[ast.stmt, _Scope]] = []
        for file, text in texts.items():
            try:
                tree = ast.parse(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            self._block(tree.body, self._scope(None, None, file))
        for statement, _ in self._statements:
            self._instances(statement)
        for statement, scope in self._statements:
            with suppress(RecursionError):
                self._feed(statement, scope)

    # ------------------------------------------------------------------ what the picture asks

    def statement(self, place: Place) -> _Node:
        """The innermost statement around a line; the line itself where the text can't be read."""
        around = [e for e in self._extents[place.file] if e[0] <= place.line <= e[1]]
        line = max(around)[0] if around else place.line
        return (place.file, line, "")

    def readers(self, name: str) -> set[_Node]:
        """The statements that read a source."""
        return set(self._reading[name]) | set(self._reading["." + name.rpartition(".")[2]])

    def made(self, target: str, place: Place) -> set[_Node]:
        """What a target comes from, as it is spelled in a request."""
        scopes = [s for s in self._scopes[place.file] if _holds(s, place.line)]
        if not scopes:
            return set()
        try:
            spelled = ast.parse(target.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return set()
        return self._operands(spelled, scopes[-1], place.line, ())

    # ------------------------------------------------------------------ names

    def _scope(self, function: _Function | None, around: _Scope | None, file: str) -> _Scope:
        scope = _Scope(function, around, file)
        self._scopes[file].append(scope)
        return scope

    def _block(self, body: Iterable[ast.stmt], scope: _Scope) -> None:
        for statement in body:
            if isinstance(statement, _Function):
                self._functions[statement.name].append((scope.file, statement))
                self._block(statement.body, self._scope(statement, scope, scope.file))
                continue
            if isinstance(statement, ast.ClassDef):
                self._block(statement.body, self._scope(None, scope, scope.file))
                called = [s for s in statement.body if isinstance(s, _Function)]
                self._called[statement.name] = [
                    (scope.file, s) for s in called if s.name in ("call", "__call__")
                ]
                continue
            self._statements.append((statement, scope))
            end = statement.end_lineno or statement.lineno
            self._extents[scope.file].append((statement.lineno, end))
            for name in _bound(statement):
                if "." in name:
                    self._attributes[scope.file, name].append(statement.lineno)
                else:
                    scope.binders[name].append(statement.lineno)
            for inner in ("body", "orelse", "finalbody"):
                self._block(getattr(statement, inner, ()), scope)
            for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
                self._block(part.body, scope)

    def _instances(self, statement: ast.stmt) -> None:
        """``model = Model()``: a call of ``model`` runs what the class says."""
        value = getattr(statement, "value", None)
        made = value.func if isinstance(value, ast.Call) else None
        if isinstance(made, ast.Name) and made.id in self._called:
            for name in _bound(statement):
                self._functions[name] += self._called[made.id]

    def _feed(self, statement: ast.stmt, scope: _Scope) -> None:
        node = (scope.file, statement.lineno, "")
        for read in _read(statement):
            for operand in self._operands(read, scope, statement.lineno, (node,)):
                self.after[operand].add(node)
        if isinstance(statement, ast.Return) and scope.function is not None:
            self.after[node].add(_result(scope.file, scope.function))

    # ------------------------------------------------------------------ values

    def _operands(self, value: ast.AST, scope: _Scope, line: int, readers: _Nodes) -> set[_Node]:
        """The statements, parameters and results that an expression is computed from."""
        if isinstance(value, ast.Name):
            self._note(value.id, readers)
            return self._named(value.id, scope, line)
        if isinstance(value, ast.Attribute):
            if value.attr in _ASIDE:
                return set()
            spelled = _spelled(value)
            self._note("." + value.attr, readers)
            self._note(spelled, readers)
            own = {(scope.file, at, "") for at in self._attributes.get((scope.file, spelled), ())}
            return own or self._operands(value.value, scope, line, readers)
        if isinstance(value, ast.Call):
            return self._result_of(value, scope, line, readers)
        found: set[_Node] = set()
        for part in ast.iter_child_nodes(value):
            found |= self._operands(part, scope, line, readers)
        return found

    def _result_of(self, call: ast.Call, scope: _Scope, line: int, readers: _Nodes) -> set[_Node]:
        """What a call is computed from: the result of a function of the user's, or its operands."""
        spelled = _spelled(call.func)
        if spelled in _ASIDE_CALLS:
            return set()
        functions = self._functions.get(spelled) or self._functions.get(spelled.split(".")[-1], [])
        if functions:
            self._hand_over(call, functions, scope, line)
            return {_result(file, function) for file, function in functions}
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        # A function that is handed on, as `tf.map_fn` takes one, is called with what goes along.
        handed = [f for one in given for f in self._functions.get(_spelled(one), ())]
        taking = tuple(
            (file, function.lineno, name)
            for file, function in handed
            for name in _parameters(function.args)
        )
        found = self._operands(call.func, scope, line, readers)
        for one in given:
            operands = self._operands(one, scope, line, (*readers, *taking))
            found |= operands
            for operand in operands:
                self.after[operand].update(taking)
        return found | {_result(file, function) for file, function in handed}

    def _hand_over(
        self,
        call: ast.Call,
        functions: Iterable[tuple[str, _Function]],
        scope: _Scope,
        line: int,
    ) -> None:
        """Lead the arguments of a call to the parameters of what is called."""
        given: list[tuple[str | int | None, ast.expr]] = [
            (None if isinstance(one, ast.Starred) else position, one)
            for position, one in enumerate(call.args)
        ]
        given += [(keyword.arg, keyword.value) for keyword in call.keywords]
        for which, one in given:
            taking = tuple(
                (file, function.lineno, name)
                for file, function in functions
                for name in _taking(function, which)
            )
            for operand in self._operands(one, scope, line, taking):
                self.after[operand].update(taking)

    def _note(self, name: str, readers: _Nodes) -> None:
        if name:
            self._reading[name].update(readers)

    def _named(self, name: str, scope: _Scope, line: int) -> set[_Node]:
        own = scope.binders.get(name, [])
        above = [at for at in own if at < line]
        if above:
            return {(scope.file, max(above), "")}
        if scope.function is not None and name in scope.parameters:
            return {(scope.file, scope.function.lineno, name)}
        if own:
            return {(scope.file, max(own), "")}
        if scope.around is None:
            return set()
        return self._named(name, scope.around, line if scope.function is None else 2**31)


def _result(file: str, function: _Function) -> _Node:
    return (file, function.lineno, "return")


def _holds(scope: _Scope, line: int) -> bool:
    function = scope.function
    if function is None:
        return scope.around is None
    return function.lineno <= line <= (function.end_lineno or function.lineno)


def _parameters(arguments: ast.arguments) -> list[str]:
    plain = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    rest = [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
    return [one.arg for one in (*plain, *rest)]


def _taking(function: _Function, which: str | int | None) -> list[str]:
    """The parameters that an argument may arrive at: by its name, its position, or unknown."""
    names = _parameters(function.args)
    names = names[1:] if names[:1] == ["self"] else names
    if isinstance(which, int):
        return names[which : which + 1] or names[-1:]
    return [which] if which in names else names


def _spelled(value: ast.AST) -> str:
    """A name with its attributes, as it is written; empty for anything else."""
    if isinstance(value, ast.Name):
        return value.id
    if isinstance(value, ast.Attribute):
        before = _spelled(value.value)
        return f"{before}.{value.attr}" if before else ""
    return ""


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names and attributes that a statement, without what stands below it, gives a value."""
    targets: list[ast.AST] = []
    if isinstance(statement, ast.Assign):
        targets = list(statement.targets)
    elif isinstance(statement, (ast.AnnAssign, ast.AugAssign, ast.For, ast.AsyncFor)):
        targets = [statement.target]
    elif isinstance(statement, (ast.With, ast.AsyncWith)):
        targets = [i.optional_vars for i in statement.items if i.optional_vars is not None]
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        func = statement.value.func  # `rows.append(value)` puts it into `rows`
        if isinstance(func, ast.Attribute) and statement.value.args:
            targets = [func.value]
    while targets:
        target = targets.pop()
        if isinstance(target, (ast.Tuple, ast.List)):
            targets += target.elts
        elif isinstance(target, (ast.Starred, ast.Subscript)):
            targets.append(target.value)
        elif _spelled(target):
            yield _spelled(target)


def _read(statement: ast.stmt) -> Iterator[ast.AST]:
    """The expressions that a statement, without what stands below it, computes its values from."""
    if isinstance(statement, (ast.For, ast.AsyncFor)):
        yield statement.iter
    elif isinstance(statement, _SIMPLE):
        if statement.value is not None:
            yield statement.value
        if isinstance(statement, ast.AugAssign):
            yield statement.target
        if isinstance(statement, ast.Assign):
            yield from (t.value for t in statement.targets if isinstance(t, ast.Subscript))
