#!/usr/bin/env bash
# Pins requirements.txt and requirements-dev.txt: one version of each package for Python 3.11-3.13 on Linux, macOS and
# Windows, with every file's hash and with no index, address or path. Run it after a change of dependencies:
#   tools/make_requirements.sh [--upgrade]
# Needs uv (pip install uv). What is pinned stays as it is unless --upgrade is given.
set -euo pipefail
cd "$(dirname "$0")/.."
pin=(uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header "$@")
"${pin[@]}" pyproject.toml --output-file requirements.txt > /dev/null
"${pin[@]}" requirements.txt requirements-dev.in --output-file requirements-dev.txt > /dev/null
grep -c '^[a-z]' requirements.txt requirements-dev.txt
