#!/bin/bash
# Builds this tree into an installation of the editors (see install.sh): the .vsix, and qls in JupyterLab's environment.
# usage: tests/editors/build.sh TARGET
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
target=$(cd "$1" && pwd)
export PATH="$target/node/bin:$PATH" npm_config_nodedir="$target/node/wheel" npm_config_loglevel=error
export PYTHON="$target/jupyter/bin/python"

cd "$root/vscode-client"
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund
npm run --silent package
cp qls.vsix "$target/qls.vsix"
"$PYTHON" -m pip install -q --disable-pip-version-check --requirement bundled/requirements.txt
"$PYTHON" -m pip install -q --disable-pip-version-check --no-deps --force-reinstall bundled/qls-*.whl

cd "$root/tests/editors/vscode/stub-python"
"$root/vscode-client/node_modules/.bin/vsce" package --no-dependencies --skip-license --allow-missing-repository -o "$target/stub-python.vsix" >/dev/null
