"""Walking over syntax: every unit is looked through several times, so this has to be fast."""

from __future__ import annotations

import ast


def nodes(tree: ast.AST) -> list[ast.AST]:
    """A node and all below it, from the outside in, without contexts and operators."""
    found = [tree]
    for node in found:  # which grows meanwhile
        found += children(node)
    return found


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly below a node, without contexts and operators."""
    found: list[ast.AST] = []
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST) and value._fields:
            found.append(value)
    return found
