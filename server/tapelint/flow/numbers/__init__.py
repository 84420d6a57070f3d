"""Which numbers a value can be, as far as the text tells."""
