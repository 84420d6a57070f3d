#!/bin/sh
# Asks the packed server for findings and fixes in a namespace that has no network, with every
# Python that is found here and can run it.
set -eu
server=$1
here=$(dirname "$0")
asked=0
for minor in 10 11 12 13 14 15; do
    python=$(command -v "python3.$minor" || true)
    test -n "$python" && python=$("$python" -I -S -c 'import sys; print(sys.executable)' 2>/dev/null) || continue
    # An environment of its own: no PATH, no HOME, no packages of anybody's.
    unshare --net --map-root-user env -i "$python" -I -S "$here/offline.py" "$python" "$server"
    asked=$((asked + 1))
done
test "$asked" -gt 0
