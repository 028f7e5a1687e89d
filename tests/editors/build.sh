#!/bin/bash
# Builds this tree into an installation of the editors (see install.sh): the .vsix, and qls inside JupyterLab's environment.
# usage: tests/editors/build.sh TARGET
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
target=$(cd "$1" && pwd)
export PATH="$target/node/bin:$PATH"
