#!/bin/sh
# Writes the lock files, without addresses, for every supported Python and platform:
#     tools/lock.sh requirements
# The later files keep to the versions of the earlier ones, so they can be installed in a row.
set -eu
folder=$1

compile() {
    name=$1
    shift
    uv pip compile pyproject.toml "$folder/build.in" "$@" --universal --python-version 3.10 \
        --generate-hashes --no-emit-index-url --no-header --quiet --output-file "$folder/$name.txt"
}

compile base
compile dev --extra dev --constraints "$folder/base.txt"
compile oracle --extra oracle --constraints "$folder/dev.txt"
compile bench --extra bench --constraints "$folder/dev.txt"
