#!/usr/bin/env python3
"""Drives `bulkhead lsp` with the clients that people use, each with the plugin of editor-plugins/, on a copy of an estate.

usage: tests/clients/run.py BULKHEAD [CLIENT...]

`./dev clients` installs what they need and runs all. A client that is not installed is skipped and says what is missing. Each
script prints `ok - CHECK` or `not ok - CHECK: what was there`. Exit code: 0 passed, 1 failed, 2 usage, 77 nothing but skipped.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PLUGINS = ROOT / "editor-plugins"
INSTALLED = pathlib.Path(os.environ.get("BULKHEAD_CLIENTS", ROOT / "build" / "clients"))   # where install.py puts things
ALE = "/usr/share/vim-ale"
LISP = "/usr/share/emacs/site-lisp/elpa"
TIMEOUT = 240


def program(name):
    return None if shutil.which(name) else f"{name} is not installed"


def folder(pattern, what):
    return None if any(pathlib.Path("/").glob(pattern.lstrip("/"))) else f"{what} is not installed"


def emacs(script):
    # --batch reads no file of the user; site-start is what makes Debian's packages known.
    return ["emacs", "--batch", "-L", str(HERE / "emacs"), "-l", "check-support.el", "-l", script]


def neovim(name):
    return [name, "--headless", "-u", "NONE", "-i", "NONE", "-c", f"luafile {HERE}/neovim/check.lua"]


CLIENTS = {
    "neovim": dict(missing=lambda: program("nvim"), plugin="neovim", command=neovim("nvim")),
    "neovim-0.11": dict(
        missing=lambda: folder(str(INSTALLED / "nvim"), "Neovim 0.11"), plugin="neovim", command=neovim(str(INSTALLED / "nvim"))),
    "eglot": dict(
        missing=lambda: program("emacs") or folder(f"{LISP}/eglot-*", "elpa-eglot"), plugin="emacs",
        command=emacs("check-eglot.el")),
    "lsp-mode": dict(
        missing=lambda: program("emacs") or folder(f"{LISP}/lsp-mode-*", "elpa-lsp-mode"), plugin="emacs",
        command=emacs("check-lsp-mode.el")),
    "ale": dict(
        missing=lambda: program("vim") or folder(ALE, "vim-ale"), plugin="vim", environment={"BULKHEAD_ALE": ALE},
        command=["vim", "-es", "-N", "-u", "NONE", "-i", "NONE", "-S", f"{HERE}/vim/check.vim"]),
    "pygls": dict(
        missing=lambda: folder(str(INSTALLED / "venv" / "installed"), "pygls"), plugin="",
        command=[str(INSTALLED / "venv" / "bin" / "python"), f"{HERE}/pygls/check.py"]),
    "vscode": dict(
        missing=lambda: program("chromium") or program("node") or folder(str(INSTALLED / "node" / "installed"), "code-server"),
        plugin="vscode",
        environment={"BULKHEAD_CHROMIUM": shutil.which("chromium") or "", "BULKHEAD_VSIX": str(INSTALLED / "bulkhead.vsix"),
                     "BULKHEAD_SCREENSHOT": str(INSTALLED / "vscode.png")},
        command=["node", f"{HERE}/vscode/check.mjs"]),
}


def drive(name, client, bulkhead):
    """The result lines of one client, in a home and with an estate of its own."""
    with tempfile.TemporaryDirectory(prefix="bulkhead-client-") as scratch:
        scratch = pathlib.Path(scratch).resolve()
        estate, home, log = scratch / "estate", scratch / "home", scratch / "results"
        shutil.copytree(ROOT / "fixtures" / "monorepo" / "estate", estate)
        home.mkdir()
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "VIM", "NVIM", "EMACS"))}
        environment |= {"HOME": str(home), "LC_ALL": "C.UTF-8", "BULKHEAD": bulkhead, "BULKHEAD_CLIENTS": str(INSTALLED),
                        "BULKHEAD_PLUGIN": str(PLUGINS / client["plugin"]), "BULKHEAD_ESTATE": str(estate),
                        "BULKHEAD_LOG": str(log)}
        environment |= client.get("environment", {})
        try:
            run = subprocess.run(client["command"], cwd=estate, env=environment, timeout=TIMEOUT,
                                 stdin=subprocess.DEVNULL, capture_output=True)
            code, output, errors = run.returncode, run.stdout, run.stderr
        except subprocess.TimeoutExpired as late:
            code, output, errors = f"a stop after {TIMEOUT} s", late.stdout or b"", late.stderr or b""
        text = output.decode(errors="replace") + (log.read_text() if log.exists() else "")
    lines = [line for line in text.splitlines() if line.startswith(("ok - ", "not ok - "))]
    if not any(line.startswith("not ok") for line in lines) and (code != 0 or not lines):
        lines.append(f"not ok - {name} ran to its end: exit code {code}\n" + (errors.decode(errors="replace") + text)[-3000:])
    return lines


def main():
    if len(sys.argv) < 2 or any(name not in CLIENTS for name in sys.argv[2:]):
        print(__doc__ + "\nclients: " + " ".join(CLIENTS))
        return 2
    bulkhead, wanted = os.path.abspath(sys.argv[1]), sys.argv[2:] or list(CLIENTS)
    passed = failed = skipped = 0
    for name in wanted:
        missing = CLIENTS[name]["missing"]()
        if missing:
            print(f"{name}: skipped, {missing} (`./dev clients {name}` installs it)")
            skipped += 1
            continue
        begin = time.monotonic()
        lines = drive(name, CLIENTS[name], bulkhead)
        print(f"{name}: {time.monotonic() - begin:.1f} s")
        for line in lines:
            print("  " + line)
            if line.startswith("ok"): passed += 1
            else: failed += 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0 if passed else 77


if __name__ == "__main__":
    sys.exit(main())
