"""Writes what the parts of the interpreter owe each other: ``python -m tools.parts``.

A part is a class of ``flow/`` that the interpreter is made of. What one part calls of another goes,
as a signature, into ``flow/parts.pyi``; a test fails when this wasn't run after a change.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FLOW = Path(__file__).parents[1] / "server" / "tapelint" / "flow"
STUB = FLOW / "parts.pyi"
_BASE = "machine"
_SELVES = ("self", "machine")
_HEAD = '''"""What the parts of the interpreter owe each other, for the type checker alone.

The interpreter is one object made of parts, one file each. A part that uses what another one
provides finds the signature here; at run time this module is never imported.
Written by `python -m tools.parts`.
"""
'''


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a part."""

    module: str
    node: ast.FunctionDef

    @property
    def signature(self) -> str:
        """Its declaration, without a body."""
        static = any(ast.unparse(d) == "staticmethod" for d in self.node.decorator_list)
        bare = ast.FunctionDef(
            self.node.name,
            self.node.args,
            [ast.Expr(ast.Constant(...))],
            [ast.Name("staticmethod")] if static else [],
            self.node.returns,
            lineno=1,
        )
        return "\n".join(f"    {line}" for line in ast.unparse(bare).split("\n"))


def written() -> str:
    """The stub as it should stand in the file."""
    trees = {
        _module(path): ast.parse(path.read_text("utf-8")) for path in sorted(FLOW.rglob("*.py"))
    }
    needed = list(_needed(trees))
    signatures = "\n".join(method.signature for method in needed)
    named = {n.id for m in needed for n in ast.walk(m.node.args) if isinstance(n, ast.Name)}
    named |= {n.id for m in needed for n in _names(m.node.returns)}
    body = f"class Parts:\n{signatures}\n"
    aliases = {n.id for name in ("Args", "Kwargs") if name in named for n in _alias(trees, name)}
    return _laid_out("\n".join([_HEAD, *_imports(trees, named | aliases), *_aliases(trees), body]))


def _module(path: Path) -> str:
    """The name of a module below ``tapelint.flow``."""
    return ".".join(path.relative_to(FLOW).with_suffix("").parts)


def _needed(trees: dict[str, ast.Module]) -> Iterator[Method]:
    """The methods of parts that another module uses, part by part."""
    used: dict[str, set[str]] = {}
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in _SELVES:
                used.setdefault(node.attr, set()).add(module)
    for module in _parts(trees):
        for method in _methods(trees[module]):
            if used.get(method.name, set()) - {module}:
                yield Method(module, method)


def _parts(trees: dict[str, ast.Module]) -> list[str]:
    """The modules whose classes the interpreter is made of."""
    home = {
        node.name: (module, [ast.unparse(base) for base in node.bases])
        for module, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    found: list[str] = []
    waiting = ["Interpreter"]
    while waiting:
        module, bases = home[waiting.pop(0)]
        if module not in (_BASE, *found):
            found.append(module)
        waiting.extend(base for base in bases if base in home)
    return sorted(found)


def _methods(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for owner in tree.body:
        if isinstance(owner, ast.ClassDef) and owner.bases:
            yield from (n for n in owner.body if isinstance(n, ast.FunctionDef))


def _names(node: ast.AST | None) -> list[ast.Name]:
    return [n for n in ast.walk(node) if isinstance(n, ast.Name)] if node is not None else []


def _alias(trees: dict[str, ast.Module], name: str) -> list[ast.Name]:
    return [n for value in _alias_values(trees, name)[:1] for n in _names(value)]


def _alias_values(trees: dict[str, ast.Module], name: str) -> list[ast.expr]:
    return [
        node.value
        for tree in trees.values()
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    ]


def _aliases(trees: dict[str, ast.Module]) -> list[str]:
    return [
        f"{name} = {ast.unparse(value)}"
        for name in ("Args", "Kwargs")
        for value in _alias_values(trees, name)[:1]
    ]


def _imports(trees: dict[str, ast.Module], names: Iterable[str]) -> list[str]:
    """Where the names of the signatures come from, as the parts themselves import them."""
    wanted = set(names)
    lines = {"from __future__ import annotations"}
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                lines |= {
                    f"from {node.module} import {a.name}" for a in node.names if a.name in wanted
                }
            elif isinstance(node, ast.Import):
                lines |= {f"import {a.name}" for a in node.names if a.name in wanted}
        defined = {n.name for n in tree.body if isinstance(n, ast.ClassDef)}
        lines |= {f"from tapelint.flow.{module} import {name}" for name in defined & wanted}
    return sorted(lines, key=lambda line: ("__future__" not in line, line))


def _laid_out(text: str) -> str:
    for command in (["check", "--fix", "--select", "I"], ["format"]):
        text = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "-q", "--stdin-filename", STUB, "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return text


if __name__ == "__main__":
    STUB.write_text(written(), encoding="utf-8")
