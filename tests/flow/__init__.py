"""The engine at its boundary: one program, told in many ways, always gets the same answer."""
