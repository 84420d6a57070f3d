"""What Python itself does: statements, expressions, calls, imports, containers, its library."""
