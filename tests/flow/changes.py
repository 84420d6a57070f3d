"""Changes of a program that change nothing of what it computes.

Each yields one or more texts. The marks stand in comments, so they move with their lines; only an
expression that moves to a helper, or back from one, takes its mark along.
"""

from __future__ import annotations

import ast
import copy
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from itertools import pairwise

Change = Callable[[str], Iterator[str]]

_MARK = re.compile(r"\s+# (?:error|warning|hint): .*$")
# These stand at the statement that binds or asks, wherever the value itself was computed.
_STAYS = ("outside-tape", "replaced-variable", "foreign-sources", "unwatched-source", "tape-reused")
_SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return)
_SCOPED = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Yield)


def renamed(text: str) -> Iterator[str]:
    """Every name of the program's own gets another."""
    tree = ast.parse(text)
    own = {name for node in ast.walk(tree) for name in _binds(node)}
    own -= {name for node in ast.walk(tree) for name in _looked_up(node)}
    lines = text.split("\n")
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    for before, token in reversed(list(pairwise(tokens))):
        if token.type == tokenize.NAME and token.string in own and before.string != ".":
            (row, start), (_, end) = token.start, token.end
            line = lines[row - 1]
            lines[row - 1] = f"{line[:start]}{token.string}_of_mine{line[end:]}"
    yield "\n".join(lines)


def _binds(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Module):
        yield from (n.name for n in node.body if isinstance(n, ast.FunctionDef))


def _looked_up(node: ast.AST) -> Iterator[str]:
    """Names that are also found by how they are spelled: keywords and methods."""
    if isinstance(node, ast.keyword) and node.arg:
        yield node.arg
    elif isinstance(node, ast.ClassDef):
        yield from (member.name for member in node.body if isinstance(member, ast.FunctionDef))


def logged(text: str) -> Iterator[str]:
    """Every name that is bound is printed."""
    lines = text.split("\n")
    for statement in reversed(_statements(text)):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            shown = f'{" " * statement.col_offset}print("{name} is", {name})'
            lines.insert(_last(statement), shown)
    yield "\n".join(lines)


def branched(text: str) -> Iterator[str]:
    """Before every simple statement stands a branch that does nothing with tensors."""
    lines = text.split("\n")
    for statement in reversed(_statements(text)):
        indent = " " * statement.col_offset
        branch = [f'{indent}if os.environ.get("SHOW_STEPS"):', f'{indent}    print("a step")']
        lines[statement.lineno - 1 : statement.lineno - 1] = branch
    header, *rest = lines
    yield "\n".join([header, "import os", *rest])


def in_main(text: str) -> Iterator[str]:
    """Everything but the imports runs in ``main()``."""
    head, rest = _after_imports(text)
    yield "\n".join([*head, "", "def main():", *_indented(rest, 4), "", "main()", ""])


def in_a_class(text: str) -> Iterator[str]:
    """Everything but the imports runs in a method."""
    head, rest = _after_imports(text)
    opening = ["class Program:", "    def run(self):"]
    yield "\n".join([*head, "", *opening, *_indented(rest, 8), "", "Program().run()", ""])


def _after_imports(text: str) -> tuple[list[str], list[str]]:
    lines = text.split("\n")
    imports = [n for n in ast.parse(text).body if isinstance(n, (ast.Import, ast.ImportFrom))]
    end = _last(imports[-1])
    return lines[:end], lines[end:]


def _indented(lines: list[str], by: int) -> list[str]:
    return [" " * by + line if line.strip() else "" for line in lines]


def extracted(text: str) -> Iterator[str]:
    """The right side of one assignment becomes a helper; each assignment in turn."""
    tree = ast.parse(text)
    for statement in _statements(text):
        if isinstance(statement, ast.Assign) and _may_move(statement):
            yield _extract(text, tree, statement)


def _may_move(statement: ast.Assign) -> bool:
    value = statement.value
    if not isinstance(value, (ast.Call, ast.BinOp)) or statement.lineno != _last(statement):
        return False
    asks = any(isinstance(n, ast.Attribute) and n.attr == "gradient" for n in ast.walk(value))
    # `super()` works inside its class only.
    bound = "super" in _loaded(value) or any(isinstance(n, _SCOPED) for n in ast.walk(value))
    return not asks and not bound


def _extract(text: str, tree: ast.Module, statement: ast.Assign) -> str:
    lines = text.split("\n")
    line = lines[statement.lineno - 1]
    mark = _MARK.search(line)
    written = mark.group() if mark else ""
    stays = any(rule in written for rule in _STAYS)
    needs = ", ".join(sorted(_loaded(statement.value) - _module_names(tree)))
    value = line[statement.value.col_offset : statement.value.end_col_offset]
    before = line[: statement.value.col_offset]
    lines[statement.lineno - 1] = f"{before}part_of_it({needs}){written if stays else ''}"
    helper = [f"def part_of_it({needs}):", f"    return {value}{'' if stays else written}", "", ""]
    outer = next(n for n in tree.body if n.lineno <= statement.lineno <= _last(n))
    start = min([outer.lineno, *(d.lineno for d in getattr(outer, "decorator_list", ()))])
    lines[start - 1 : start - 1] = helper
    return "\n".join(lines)


def _loaded(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _module_names(tree: ast.Module) -> set[str]:
    """What a helper finds by itself: imports, functions, classes and what Python brings."""
    names = {"zip", "list", "range", "len"}
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
    return names


def inlined(text: str) -> Iterator[str]:
    """A function that only returns an expression is written out where it is called once."""
    tree = ast.parse(text)
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and not function.decorator_list:
            mine = [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == function.name]
            body = function.body[0]
            plain = len(function.body) == 1 and isinstance(body, ast.Return) and body.value
            if len(mine) == 1 and plain and all(isinstance(a, ast.Name) for a in mine[0].args):
                yield _inline(text, function, mine[0], plain)


def _inline(text: str, function: ast.FunctionDef, call: ast.Call, value: ast.expr) -> str:
    given = {
        parameter.arg: argument
        for parameter, argument in zip(function.args.args, call.args, strict=True)
    }
    lines = text.split("\n")
    mark = _MARK.search(lines[value.lineno - 1])
    line = lines[call.lineno - 1]
    written = ast.unparse(_Given(given).visit(copy.deepcopy(value)))
    after = line[call.end_col_offset :] + (mark.group() if mark else "")
    lines[call.lineno - 1] = f"{line[: call.col_offset]}({written}){after}"
    lines[function.lineno - 1 : _last(function)] = []
    return "\n".join(lines)


class _Given(ast.NodeTransformer):
    """Puts arguments in the place of parameters."""

    def __init__(self, given: dict[str, ast.expr]) -> None:
        self._given = given

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._given.get(node.id, node)


def _statements(text: str) -> list[ast.stmt]:
    """Every simple statement outside class bodies, in the order of the text."""
    found: list[ast.stmt] = []
    pending: list[ast.AST] = [ast.parse(text)]
    while pending:
        node = pending.pop()
        for child in ast.iter_child_nodes(node):
            if isinstance(child, _SIMPLE):
                found.append(child)
            elif isinstance(child, ast.stmt):
                pending.append(child)
    return sorted(found, key=lambda statement: statement.lineno)


def _last(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


CHANGES: tuple[Change, ...] = (
    renamed,
    logged,
    branched,
    in_main,
    in_a_class,
    extracted,
    inlined,
)
