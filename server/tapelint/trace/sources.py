"""The user's texts, as far as an explanation looks at them: statements, names, later stores."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from tapelint.trace.evidence import Chain, Line, Op

_COUNTS = frozenset({"py:__int__", "py:__index__", "py:__bool__"})
_REQUESTS = frozenset({"gradient", "jacobian", "batch_jacobian"})
_LOGS = frozenset({"print", "log", "info", "debug", "warning", "write", "scalar", "set"})
_OURS = str(Path(__file__).resolve().parents[1] / "_")[:-1]
_CELL = "<ipython-input-"
_INTERRUPTS = re.compile(r"\.(?:reset|stop_recording)\(")
_LIBRARY = re.compile(r"(?:tensorflow|keras)(?:\.|$)")
_PIPELINE = re.compile(r"\.(?:map|flat_map|interleave)\(")
_TRAINABLE_LISTS = frozenset({"trainable_variables", "trainable_weights"})
_WHOLE_LISTS = frozenset({"variables", "weights"})
_TRAINABLE = re.compile(r"\btrainable\s*=(?!=)")


def is_users(file: str) -> bool:
    """Whether a file belongs to a program and not to a library or to Python."""
    parts = Path(file).parts
    installed = {"site-packages", "dist-packages"} & set(parts)
    made = file.startswith(("<", _OURS)) or "__autograph_generated" in file
    return file.startswith(_CELL) or not (installed or made)


Function = ast.FunctionDef | ast.AsyncFunctionDef


class Text:
    """One file of the user's: its lines and its statements."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self._text = text

    @cached_property
    def statements(self) -> list[ast.stmt]:
        """Every statement, inner ones after those around them; none if it can't be read."""
        try:
            tree = ast.parse(self._text)
        except (SyntaxError, ValueError, RecursionError):
            return []
        return [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]

    @cached_property
    def scopes(self) -> list[Function]:
        """Every function."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [s for s in self.statements if isinstance(s, kinds)]

    @cached_property
    def libraries(self) -> set[str]:
        """The names that stand for TensorFlow, Keras and what lies in them."""
        imports = [s for s in self.statements if isinstance(s, (ast.Import, ast.ImportFrom))]
        return {
            name.asname or name.name.partition(".")[0]
            for s in imports
            for name in s.names
            if _LIBRARY.match((getattr(s, "module", "") or "") or name.name)
        }

    def statement(self, line: int) -> ast.stmt | None:
        """The innermost statement that a line belongs to."""
        around = [s for s in self.statements if s.lineno <= line <= (s.end_lineno or s.lineno)]
        return max(around, key=lambda s: (s.lineno, -(s.end_lineno or 0)), default=None)

    def scope(self, line: int) -> Function | None:
        """The innermost function around a line."""
        around = [s for s in self.scopes if s.lineno <= line <= (s.end_lineno or s.lineno)]
        return max(around, key=lambda s: s.lineno, default=None)


class Sources:
    """The user's files, read when they are first asked for."""

    def __init__(self, texts: dict[str, str] | None = None) -> None:
        self._given = texts or {}
        self._known: dict[str, Text] = {}

    def text(self, file: str) -> Text:
        """A file; empty where it can't be read."""
        known = self._known.get(file)
        if known is None:
            known = self._known[file] = Text(self._given.get(file, _read(file)))
        return known

    def at(self, line: Line | None) -> str:
        """What stands on a line."""
        if line is None:
            return ""
        lines = self.text(line.file).lines
        return lines[line.line - 1].strip() if 0 < line.line <= len(lines) else ""

    # ------------------------------------------------------------------ what binds a value

    def binding(self, chain: Chain, reader: Chain) -> Line | None:
        """Of the lines that led to a value, the statement that bound it before it was read.

        Lines that the reader is in as well say nothing. Of the others the outermost is meant that
        binds a name which the reader's line names; else an attribute or item, since that lasts.
        """
        if not chain:
            return None
        shared = 0
        for one, two in zip(chain[::-1], reader[::-1], strict=False):
            if one != two:
                break
            shared += 1
        levels = chain[::-1][min(shared, len(chain) - 1) :]
        wanted = self._read_at(reader[:1])
        lasting = None
        for line in levels:
            statement = self.text(line.file).statement(line.line)
            if statement is None or isinstance(statement, (ast.With, ast.For)):
                continue
            if _bound(statement) & wanted:
                return line
            if lasting is None and _lasts(statement):
                lasting = line
        return lasting or levels[0]

    def _read_at(self, lines: Sequence[Line]) -> set[str]:
        found: set[str] = set()
        for line in lines:
            statement = self.text(line.file).statement(line.line)
            if statement is not None:
                found |= _read_names(statement)
        return found

    def rebindings(self, name: str, site: Chain) -> list[Line]:
        """Statements that bind a name, which also stands for a variable, to something else."""
        found = self._bindings(name, site)
        made = [line for line, statement in found if _makes_variable(statement)]
        others = [line for line, statement in found if not _makes_variable(statement)]
        return sorted(others, reverse=True) if made else []

    def owners(self, line: Line, method: str) -> list[str]:
        """What a method is called of in the statement of a line."""
        statement = self.text(line.file).statement(line.line)
        nodes = ast.walk(statement) if statement is not None else ()
        found = (n for n in nodes if isinstance(n, ast.Attribute) and n.attr == method)
        return [ast.unparse(node.value) for node in found]

    def makes_by_hand(self, chain: Chain) -> bool:
        """Whether a line makes a variable itself, and not for the ``call`` of a layer."""
        statement = self.text(chain[0].file).statement(chain[0].line)
        scopes = [self.text(line.file).scope(line.line) for line in chain]
        in_call = any(isinstance(s, ast.FunctionDef) and s.name == "call" for s in scopes)
        return statement is not None and _makes_variable(statement) and not in_call

    def adds_weight(self, chain: Chain) -> bool:
        """Whether a line makes a weight of a layer: another variable may be a state's start."""
        statement = self.text(chain[0].file).statement(chain[0].line) if chain else None
        parts = ast.walk(statement) if statement is not None else ()
        return any(_called(node) == "add_weight" for node in parts)

    def bound_before(self, name: str, site: Chain) -> Line | None:
        """The last statement above a request that binds a name."""
        above = [line for line, _ in self._bindings(name, site) if line.line < site[0].line]
        return max(above, default=None)

    def _bindings(self, name: str, site: Chain) -> list[tuple[Line, ast.stmt]]:
        last = name.rpartition(".")[2]
        if not site or not last.isidentifier():
            return []
        file = site[0].file
        return [
            (Line(file, s.lineno, ""), s)
            for s in self.text(file).statements
            if isinstance(s, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and last in _bound(s)
        ]

    # ------------------------------------------------------------------ what follows from a value

    def consequential(self, events: Sequence[Op], needed: Sequence[Line]) -> Op | None:
        """The conversion whose result can have gone into the target: not the one for a log.

        What the tape can't see is asked of the text: is there an operation of the target in the
        same statement, or does a line of the target name what the statement binds?
        """
        kept = [op for op in events if not self.is_for_a_log(op.chain[0])]
        kept.sort(key=lambda op: op.name in _COUNTS)
        for by_name in (False, True):  # what stands in the target's own statements comes first
            for op in kept:
                if self._goes_into(op.chain, needed, by_name):
                    return op
        return None

    def is_for_a_log(self, line: Line) -> bool:
        """Whether a line only shows or tests what it reads."""
        statement = self.text(line.file).statement(line.line)
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            func = statement.value.func
            name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
            return name in _LOGS
        return isinstance(statement, (ast.Assert, ast.If, ast.While))

    def is_dropped(self, line: Line | None) -> bool:
        """Whether the statement of a line is an expression that nobody takes the value of."""
        statement = None if line is None else self.text(line.file).statement(line.line)
        return isinstance(statement, ast.Expr)

    def _goes_into(self, chain: Chain, needed: Sequence[Line], by_name: bool) -> bool:
        for line in chain:
            statement = self.text(line.file).statement(line.line)
            if statement is None:
                return True
            first, last = statement.lineno, statement.end_lineno or statement.lineno
            if any(n.file == line.file and first <= n.line <= last for n in needed):
                return True
            if _is_handed_out(statement):
                continue  # it goes on in the caller
            return by_name and self._is_named(line, _bound(statement), needed)
        return False

    def _is_named(self, line: Line, names: set[str], needed: Sequence[Line]) -> bool:
        """Whether a name, or one that is computed from it, stands on a line of the target."""
        text = self.text(line.file)
        scope = text.scope(line.line)
        for statement in sorted(text.statements, key=lambda s: s.lineno):
            if text.scope(statement.lineno) is not scope or not names & _read_names(statement):
                continue
            # A generator goes on with its loop where it gave something out.
            if not hasattr(statement, "body") and _gives_out(statement):
                return True
            if statement.lineno >= line.line:
                names |= _bound(statement)
                if isinstance(statement, ast.Return):
                    return True
        elsewhere = [self._goes_on_as(line, names, other) for other in text.scopes]
        read = {
            (s.lineno, s.end_lineno or s.lineno)
            for s in text.statements
            if not hasattr(s, "body") and names & _read_names(s)
        }.union(*elsewhere)
        return any(
            n.file == line.file and any(first <= n.line <= last for first, last in read)
            for n in needed
        )

    def _goes_on_as(self, line: Line, names: set[str], scope: ast.stmt) -> set[tuple[int, int]]:
        """The statements of another function that read a name, or what is bound from it there."""
        text = self.text(line.file)
        if scope is text.scope(line.line):
            return set()
        known, found = set(names), set()
        for statement in sorted(text.statements, key=lambda s: s.lineno):
            inside = text.scope(statement.lineno) is scope and not hasattr(statement, "body")
            if inside and known & _read_names(statement):
                known |= _bound(statement)
                found.add((statement.lineno, statement.end_lineno or statement.lineno))
        return found

    def later_stores(self, chain: Chain) -> list[Line]:
        """Statements that bind anew what the statement of a line bound."""
        if not chain:
            return []
        line = chain[0]
        text = self.text(line.file)
        statement = text.statement(line.line)
        if statement is None:
            return []
        names, scope = _bound(statement), text.scope(line.line)
        found = [
            Line(line.file, s.lineno, line.function)
            for s in text.statements
            if s.lineno > statement.lineno
            and text.scope(s.lineno) is scope
            and not hasattr(s, "body")
            and names & _bound(s)
        ]
        return sorted(found)[:1]

    def made_of(self, chain: Chain) -> list[Line]:
        """Where the names on the first line of a chain were last bound in its function."""
        line = chain[0]
        text = self.text(line.file)
        names, scope = self._read_at(chain[:1]), text.scope(line.line)
        found = [
            Line(line.file, s.lineno, line.function)
            for s in text.statements
            if s.lineno < line.line and text.scope(s.lineno) is scope and _bound(s) & names
        ]
        return sorted((f for f in found), reverse=True)[:2] if scope is not None else []

    def decides_trainable(self, file: str) -> list[Line]:
        """Lines that say what is trainable."""
        lines = self.text(file).lines
        return [Line(file, n) for n, text in enumerate(lines, start=1) if _TRAINABLE.search(text)]

    def pipelines(self, site: Chain) -> list[Line]:
        """Lines of a request's file that have a data pipeline compute something."""
        lines = self.text(site[0].file).lines if site else []
        found = [n for n, text in enumerate(lines, start=1) if _PIPELINE.search(text)]
        return [Line(site[0].file, n) for n in found]

    def sources_taken(self, site: Chain) -> list[Line]:
        """Where the names in the sources of a request were last bound."""
        found = [self.bound_before(name, site) for name in self.named_sources(site)]
        return [line for line in found if line is not None] or self._kept(site)

    def listed_whole(self, taken: Sequence[Line]) -> list[Line]:
        """Where a function that gives sources lists all variables, not the trainable ones alone."""
        found: list[Line] = []
        for line in taken:
            text = self.text(line.file)
            statement = text.statement(line.line)
            names = {_called(n) for n in (ast.walk(statement) if statement is not None else ())}
            inner = (n for scope in text.scopes if scope.name in names for n in ast.walk(scope))
            lists = [n for n in inner if isinstance(n, ast.Attribute) and n.attr in _WHOLE_LISTS]
            found += [Line(line.file, n.lineno, line.function) for n in lists]
        return found

    def _kept(self, site: Chain) -> list[Line]:
        """Where an object got the list that a request takes its sources from."""
        asked = self._asked_of(site)
        names = [part.attr for part in asked if isinstance(part, ast.Attribute)]
        if len(asked) != 1 or not names:
            return []
        file = site[0].file
        stores = (
            s for s in self.text(file).statements if isinstance(s, (ast.Assign, ast.AnnAssign))
        )
        kept = [s for s in stores if names[0] in _kept_as(s)]
        return [Line(file, s.lineno) for s in kept] if len(kept) == 1 else []

    def frozen(self, site: Chain) -> Line | None:
        """Where that is frozen of which a request takes the trainable variables."""
        taken = [*site[:1], *self.sources_taken(site)]
        statements = [self.text(line.file).statement(line.line) for line in taken]
        owners = {
            ast.unparse(node.value)
            for statement in statements
            for node in (ast.walk(statement) if statement is not None else ())
            if isinstance(node, ast.Attribute) and node.attr in _TRAINABLE_LISTS
        }
        file = site[0].file if site else ""
        found = [s.lineno for s in self.text(file).statements if _frozen_by(s) in owners]
        loops = [s for s in self.text(file).statements if isinstance(s, ast.For)]
        for loop in loops:
            of = isinstance(loop.iter, ast.Attribute) and ast.unparse(loop.iter.value)
            if of in owners:
                every = (s for s in loop.body if _frozen_by(s) == ast.unparse(loop.target))
                found += [statement.lineno for statement in every]
        return Line(file, max(found)) if found else None

    def named_sources(self, site: Chain) -> list[str]:
        """The names in the sources of a request, where there is nothing but names."""
        parts = self._asked_of(site)
        if any(isinstance(n, ast.Attribute) for part in parts for n in ast.walk(part)):
            return []
        return [n.id for part in parts for n in ast.walk(part) if isinstance(n, ast.Name)]

    def _asked_of(self, site: Chain) -> list[ast.expr]:
        """What a request has for its sources."""
        return [part for call, _ in self._requests(site) for part in call.args[1:2]]

    def asked_tape(self, site: Chain) -> str:
        """The name of the tape of a request; empty where it has none."""
        names = (owner.id for _, owner in self._requests(site) if isinstance(owner, ast.Name))
        return next(names, "")

    def _requests(self, site: Chain) -> list[tuple[ast.Call, ast.expr]]:
        """The requests on a line, each with what is asked."""
        statement = self.text(site[0].file).statement(site[0].line) if site else None
        calls = [n for n in ast.walk(statement) if isinstance(n, ast.Call)] if statement else []
        asked = ((c, c.func) for c in calls)
        return [
            (call, function.value)
            for call, function in asked
            if isinstance(function, ast.Attribute) and function.attr in _REQUESTS
        ]

    def sets(self, attribute: str, lines: Iterable[Line]) -> bool:
        """Whether the files of some lines set by hand what an attribute holds."""
        return any(_sets(self.text(file), attribute) for file in {line.file for line in lines})

    def paired(self, line: Line) -> Line | None:
        """Where the statement of a line, or a function in it, pairs gradients and variables."""
        text = self.text(line.file)
        statement = text.statement(line.line)
        calls = [n for n in ast.walk(statement) if isinstance(n, ast.Call)] if statement else []
        named = {_called(call) for call in calls}
        inner = [scope for scope in text.scopes if scope.name in named]
        given = [n for s in inner for n in ast.walk(s) if isinstance(n, ast.Return)]
        for node in (*calls, *(n for one in given for n in ast.walk(one))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "zip":
                return Line(line.file, node.lineno, line.function)
        return None

    def overwritten(self, lines: Iterable[Line]) -> list[tuple[Line, str]]:
        """Where the functions around some lines bind an argument anew that they never read."""
        around = ((line.file, self.text(line.file).scope(line.line)) for line in lines)
        found = [
            (Line(file, at, scope.name), name)
            for file, scope in set(around)
            if scope is not None
            for at, name in _overwritten(scope)
        ]
        return sorted(found)

    def given(self, line: Line) -> Line:
        """Where the function that begins on a line gives its result; the line where it has none."""
        for function in self.text(line.file).scopes:
            returns = [node.lineno for node in ast.walk(function) if isinstance(node, ast.Return)]
            starts = {function.lineno, *(node.lineno for node in function.decorator_list)}
            if line.line in starts and returns:
                return Line(line.file, max(returns), line.function)
        return line

    def stops(self, line: Line) -> list[Line]:
        """Where the function of a line stops a gradient."""
        text = self.text(line.file)
        scope = text.scope(line.line)
        starts, last = (scope.lineno, scope.end_lineno) if scope is not None else (0, 0)
        numbered = enumerate(text.lines, start=1)
        found = [n for n, code in numbered if "stop_gradient(" in code]
        return [Line(line.file, n) for n in found if starts <= n <= (last or 0)]

    def handed_over(self, op: str, line: Line) -> list[Line]:
        """Where an operation is given to something by name, if a line's statement hasn't it."""
        text, name = self.text(line.file), _plain(op)
        statement = text.statement(line.line)
        if statement is None or any(_plain(said) == name for said in _read_names(statement)):
            return []
        calls = [n for s in text.statements for n in ast.walk(s) if isinstance(n, ast.Call)]
        given = [v for c in calls for v in (*c.args, *(keyword.value for keyword in c.keywords))]
        found = {v.lineno for v in given if _plain(_named(v)) == name}
        return [Line(line.file, number) for number in sorted(found)]

    def compiled_call(self, line: Line) -> Line | None:
        """The ``tf.function`` above the ``call`` that a line is in."""
        scope = self.text(line.file).scope(line.line)
        if not isinstance(scope, ast.FunctionDef) or scope.name != "call":
            return None
        for decorator in scope.decorator_list:
            named = decorator.func if isinstance(decorator, ast.Call) else decorator
            if ast.unparse(named).endswith("function"):
                return Line(line.file, decorator.lineno, line.function)
        return None

    def gives_zeros(self, line: Line) -> bool:
        """Whether what the function of a line gives back is written as zeros."""
        text = self.text(line.file)
        within = text.scope(line.line) or text.statement(line.line)
        nodes = list(ast.walk(within)) if within is not None else []
        returned = [n.value for n in nodes if isinstance(n, ast.Return) and n.value is not None]
        given = [*returned, *(n.body for n in nodes if isinstance(n, ast.Lambda))]
        return any(_is_zeros(part) for value in given for part in ast.walk(value))

    def interruptions(self, line: Line | None) -> list[Line]:
        """Lines below in the same function that stop or reset a recording."""
        if line is None:
            return []
        text = self.text(line.file)
        scope = text.scope(line.line)
        return [
            Line(line.file, n, line.function)
            for n, code in enumerate(text.lines, start=1)
            if _INTERRUPTS.search(code) and text.scope(n) is scope
        ]

    def watched(self, site: Chain) -> list[Line]:
        """The calls of ``watch`` in the function of a request, those of its own tape first."""
        if not site:
            return []
        text = self.text(site[0].file)
        scope = text.scope(site[0].line)
        numbered = enumerate(text.lines, start=1)
        found = [n for n, code in numbered if ".watch(" in code and text.scope(n) is scope]
        asked = self.asked_tape(site)
        found.sort(key=lambda n: f"{asked}.watch(" not in text.lines[n - 1])
        return [Line(site[0].file, n, site[0].function) for n in found]

    def watch_after(self, line: Line | None) -> Line | None:
        """The next call of ``watch`` below a line."""
        if line is None:
            return None
        lines = self.text(line.file).lines
        for number in range(line.line, len(lines)):
            if ".watch(" in lines[number]:
                return Line(line.file, number + 1, line.function)
        return None


def _called(node: ast.AST) -> str:
    """The name of what a call calls."""
    func = node.func if isinstance(node, ast.Call) else None
    return str(getattr(func, "attr", getattr(func, "id", "")))


def _sets(text: Text, attribute: str) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr.startswith(("assign", "scatter"))
        and any(getattr(part, "attr", "") == attribute for part in ast.walk(node.value))
        for statement in text.statements
        if not hasattr(statement, "body")
        for node in ast.walk(statement)
    )


def _overwritten(scope: Function) -> Iterator[tuple[int, str]]:
    """The lines of a function where an argument gets a value before anything reads it."""
    given = scope.args
    for name in (one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)):
        first = next((s for s in scope.body if _mentions(s, name)), None)
        if not isinstance(first, (ast.Assign, ast.AnnAssign)) or first.value is None:
            continue
        targets = first.targets if isinstance(first, ast.Assign) else [first.target]
        binds = any(isinstance(one, ast.Name) and one.id == name for one in targets)
        if binds and not _mentions(first.value, name):
            yield first.lineno, name


def _kept_as(statement: ast.Assign | ast.AnnAssign) -> set[str]:
    """The attributes that a statement gives a value."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    parts = [t.elts if isinstance(t, ast.Tuple) else [t] for t in targets]
    return {one.attr for part in parts for one in part if isinstance(one, ast.Attribute)}


def _mentions(node: ast.AST, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))


def _frozen_by(statement: ast.stmt) -> str | None:
    """What a statement makes not trainable."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    target, value = statement.targets[0], statement.value
    no = isinstance(value, ast.Constant) and value.value is False
    if no and isinstance(target, ast.Attribute) and target.attr == "trainable":
        return ast.unparse(target.value)
    return None


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _named(value: ast.expr) -> str:
    """The name that a value goes by: its last part, or a text."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value
    return getattr(value, "attr", getattr(value, "id", ""))


def _is_zeros(node: ast.AST) -> bool:
    """Whether an expression is zero, or a call that makes zeros."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return name in ("zeros_like", "zeros")
    return isinstance(node, ast.Constant) and node.value == 0


def _is_handed_out(statement: ast.stmt) -> bool:
    """Whether what is computed in a statement goes on where the function was called from."""
    given = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield)
    return given or isinstance(statement, ast.Return)


def _gives_out(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.Yield) for node in ast.walk(statement))


def _lasts(statement: ast.stmt) -> bool:
    """Whether a statement puts a value where later calls find it."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return any(isinstance(t, (ast.Attribute, ast.Subscript)) for t in targets)


def _makes_variable(statement: ast.stmt) -> bool:
    return any(
        isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("Variable", "add_weight"))
        for node in ast.walk(statement)
    )


def _bound(statement: ast.stmt) -> set[str]:
    """The names and attributes that a statement gives a value."""
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            found |= {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        found.add(statement.target.id)
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        func = statement.value.func
        if isinstance(func, ast.Attribute):  # `rows.append(value)` puts it into `rows`
            owner = func.value
            found |= {owner.attr} if isinstance(owner, ast.Attribute) else set()
            found |= {owner.id} if isinstance(owner, ast.Name) else set()
    return found


def _read_names(statement: ast.stmt) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            found.add(node.attr)
    return found


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
