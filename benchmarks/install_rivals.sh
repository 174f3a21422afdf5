#!/bin/sh
# Installs what rivals.py measures plandiff against: two Debian packages, and Python packages in a virtualenv of their own;
# where there is npm, also jsdiff there.
# Usage: sh benchmarks/install_rivals.sh [VENV]     default: $PLANDIFF_RIVALS_VENV, else benchmarks/.venv
set -eu
venv=${1:-${PLANDIFF_RIVALS_VENV:-$(dirname "$0")/.venv}}

if ! command -v docdiff >/dev/null || ! command -v git >/dev/null; then
    apt-get update
    apt-get install -y --no-install-recommends docdiff git
fi
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    prosediff redlines collatex Levenshtein diff-match-patch fast-diff-match-patch
if command -v npm >/dev/null; then
    npm install --silent --no-audit --no-fund --prefix "$venv" diff
fi
echo "rivals installed in $venv"
