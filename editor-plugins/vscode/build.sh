#!/usr/bin/env bash
# build.sh FOLDER [BINARY]: packs the extension as FOLDER/bulkhead.vsix; with BINARY for this platform alone, with that program in it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd) work="$out/vscode"
mkdir -p "$work"
cp -r "$here"/{src,package.json,package-lock.json,tsconfig.json,bundle.mjs,.npmrc,README.md} "$here/../../LICENSE" "$work"
rm -rf "$work/server" "$work/dist"
platform=()
if [ -n "${2:-}" ]; then
  case $(uname -m) in x86_64) machine=x64 ;; aarch64) machine=arm64 ;; *) machine=$(uname -m) ;; esac
  mkdir "$work/server"
  install -m 755 "$2" "$work/server/bulkhead"
  platform=(--target "linux-$machine")
fi
cd "$work"
installed=node_modules/.installed-lock
cmp -s package-lock.json $installed || { npm ci --loglevel=error && cp package-lock.json $installed; }
npm run --silent package -- "${platform[@]}" --out "$out/bulkhead.vsix"
