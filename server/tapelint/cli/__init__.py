"""The command line: reads files, asks the checker, prints and mends."""
