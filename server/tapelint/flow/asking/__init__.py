"""What a request asks of the graph: how a gradient gets to a source, and where it is cut."""
