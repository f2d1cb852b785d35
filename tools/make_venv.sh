#!/usr/bin/env bash
# Makes the environment named by the first argument with a Python that onrecord supports: python3 where that is 3.11, 3.12 or
# 3.13, else the newest of those that is installed under its own name. Installs nothing in it.
set -euo pipefail
venv=${1:?usage: tools/make_venv.sh FOLDER}
supported='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
for python in python3 python3.13 python3.12 python3.11 python; do
    if command -v "$python" > /dev/null && "$python" -c "$supported" < /dev/null > /dev/null 2>&1; then
        echo "Making $venv with $("$python" --version) ..."
        exec "$python" -m venv --clear "$venv"
    fi
done
cat >&2 << END
onrecord needs Python 3.11, 3.12 or 3.13 with its venv module, and none was found (looked for python3, python3.13,
python3.12, python3.11; python3 here is: $(python3 --version 2>&1 || echo "not there")).
Install one (on Debian and Ubuntu: apt install python3 python3-venv; on macOS: brew install python@3.13) and run make again.
END
exit 1
