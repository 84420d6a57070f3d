"""Runs one program in this process and notes what TensorFlow does with each gradient request.

The tape's three methods are wrapped, and the program's own ``except`` clauses note what they catch;
nothing else of the program or of TensorFlow changes.
"""

from __future__ import annotations

import ast
import functools
import sys
import time
import traceback
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.python.util import tf_stack

from tests.oracle.chance import fix_chance
from tests.oracle.observation import Observation, Request
from tests.oracle.outcome import used

METHODS = ("gradient", "jacobian", "batch_jacobian")
NOTE = "__oracle_note_caught__"
LIBRARY = Path(tf.__file__).parent
AUTOGRAPH = LIBRARY / "python" / "autograph"
HARMLESS = (StopIteration, StopAsyncIteration, GeneratorExit, ImportError)


def witness(path: Path) -> Observation:
    """Run ``path`` as ``__main__`` and report; whatever it raises is part of the report."""
    log = _Log(str(path))
    log.wrap_tape()
    fix_chance()
    started = time.perf_counter()
    uncaught, line = _run(path, log)
    return Observation(
        requests=tuple(log.requests),
        caught=tuple(log.caught),
        uncaught=uncaught,
        uncaught_line=line,
        seconds=round(time.perf_counter() - started, 3),
    )


def _run(path: Path, log: _Log) -> tuple[str, int]:
    text = path.read_bytes()
    text += b"\n" + used(text.decode("utf-8", "replace")).encode()
    tree = _NoteCaught().visit(ast.parse(text, filename=str(path)))
    code = compile(ast.fix_missing_locations(tree), str(path), "exec")
    module = types.ModuleType("__main__")
    module.__file__ = str(path)
    setattr(module, NOTE, log.note_caught)
    sys.modules["__main__"] = module
    sys.argv = [str(path)]
    sys.path.insert(0, str(path.parent))
    try:
        exec(code, module.__dict__)  # running the program is the purpose
    except SystemExit as stop:
        return ("", 0) if stop.code in (None, 0) else (_described(stop), 0)
    except BaseException as error:  # whatever ends the program is the report
        traceback.print_exc()
        return _described(error), _line_of(error, str(path))
    return "", 0


def _described(error: BaseException) -> str:
    text = str(error).strip().split("\n", 1)[0]
    return f"{type(error).__name__}: {text}"[:300]


def _line_of(error: BaseException, program: str) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == program), 0)


class _NoteCaught(ast.NodeTransformer):
    """Makes every handler tell the log what it caught, keeping all line numbers."""

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        self.generic_visit(node)
        call = ast.Call(func=ast.Name(id=NOTE, ctx=ast.Load()), args=[], keywords=[])
        node.body.insert(0, ast.copy_location(ast.Expr(value=call), node.body[0]))
        return node


class _Log:
    """What has been seen so far of one program."""

    def __init__(self, program: str) -> None:
        self.program = program
        self.requests: list[Request] = []
        self.caught: list[str] = []
        self._busy = False
        # Keeping the sources alive keeps their ids from being given to a later pass's variables.
        self._asked: dict[int, list[Any]] = {}

    def note_caught(self) -> None:
        """Called by the program's own handlers."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, HARMLESS):
            self.caught.append(_described(error))

    def wrap_tape(self) -> None:
        """Route the tape's requests through this log."""
        for method in METHODS:
            original = getattr(tf.GradientTape, method)
            setattr(tf.GradientTape, method, self._wrapped(method, original))

    def _wrapped(self, method: str, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def ask(tape: Any, *args: Any, **kwargs: Any) -> Any:
            if self._busy or _asked_by_library(sys._getframe(1).f_code.co_filename):
                return original(tape, *args, **kwargs)
            self._busy = True
            line = self._line()
            sources = _sources(args, kwargs)
            try:
                result = original(tape, *args, **kwargs)
            except BaseException as error:
                self.requests.append(Request(line, method, raised=_described(error)))
                raise
            finally:
                self._busy = False
            self._note(line, method, sources, result)
            return result

        unconverted: Callable[..., Any] = tf.autograph.experimental.do_not_convert(ask)
        return unconverted

    def _note(self, line: int, method: str, sources: list[Any], result: Any) -> None:
        results = _flat(result) if sources else []
        fresh = self._is_fresh(line, sources)
        states = tuple(_state(value) for value in results)
        names = tuple(_name(source) for source in sources)
        self.requests.append(Request(line, method, states, names, fresh=fresh))

    def _is_fresh(self, line: int, sources: Sequence[Any]) -> bool:
        """Whether this line asked before, and never for any of these variables."""
        variables = [source for source in sources if _is_variable(source)]
        earlier = self._asked.setdefault(line, [])
        known = {id(source) for source in earlier}
        fresh = bool(earlier and variables) and not any(id(v) in known for v in variables)
        earlier.extend(variables)
        return fresh

    def _line(self) -> int:
        """The innermost line of the program, seen through AutoGraph's generated code."""
        frames = list(tf_stack.extract_stack())
        mine = [int(f.lineno) for f in frames if f.filename == self.program]
        return mine[-1] if mine else 0


def _asked_by_library(caller: str) -> bool:
    file = Path(caller)
    return file.is_relative_to(LIBRARY) and not file.is_relative_to(AUTOGRAPH)


def _sources(args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
    value = kwargs.get("sources", kwargs.get("source", args[1] if len(args) > 1 else None))
    return _flat(value)


def _flat(value: Any) -> list[Any]:
    return list(tf.nest.flatten(value))


def _is_variable(source: Any) -> bool:
    return isinstance(source, tf.Variable) or hasattr(source, "assign")


def _name(source: Any) -> str:
    name = getattr(source, "path", None)
    if name is None and _is_variable(source):
        name = getattr(source, "name", None)
    return str(name or type(source).__name__)


def _state(gradient: Any) -> str:
    if gradient is None:
        return "none"
    values = gradient.values if isinstance(gradient, tf.IndexedSlices) else gradient
    if not hasattr(values, "numpy") or not isinstance(values, tf.Tensor):
        return "flows"
    if not tf.executing_eagerly() or tf.is_symbolic_tensor(values):
        return "flows"
    numbers = np.asarray(values)
    if numbers.dtype.kind == "f" and np.isnan(numbers).any():
        return "nan"
    return "zero" if numbers.size and not np.any(numbers) else "flows"
