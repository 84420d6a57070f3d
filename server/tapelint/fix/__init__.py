"""Changes of the text that mend a finding, on LibCST so that comments and layout survive."""
