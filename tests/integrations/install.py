#!/usr/bin/env python3
"""Installs what runs the hooks and reads the reports, at the versions pinned in this folder.

usage: tests/integrations/install.py FOLDER

FOLDER/bin holds the programs afterwards. What a machine cannot have (no Go for reviewdog) is left out with a line that says so.
"""
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def fresh(stamp, wanted):
    return stamp.exists() and stamp.read_text() == wanted


def link(folder, name, target):
    path = folder / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(target)


def python_packages(folder):
    venv, wanted = folder / "venv", (HERE / "requirements.txt").read_text()
    if not fresh(venv / "installed", wanted):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
        pip = [str(venv / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=True)
        (venv / "installed").write_text(wanted)
    for name in ("pre-commit", "check-jsonschema", "junitparser"):
        link(folder, name, venv / "bin" / name)


def node_packages(folder):
    node, wanted = folder / "node", (HERE / "package-lock.json").read_text()
    if not fresh(node / "installed", wanted):
        node.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, node)
        subprocess.run(["npm", "ci", "--loglevel=error"], cwd=node, check=True, stdout=subprocess.DEVNULL)
        (node / "installed").write_text(wanted)
    # Packed without its mode; its install script only sets it.
    program = node / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    program.chmod(0o755)
    link(folder, "sarif-multitool", program)


def reviewdog(folder):
    module, program = HERE / "reviewdog", folder / "go" / "reviewdog"
    stamp, wanted = folder / "go" / "installed", (module / "go.sum").read_text()
    if not fresh(stamp, wanted):
        if not shutil.which("go"):
            print("reviewdog is left out: there is no Go 1.21 or later on PATH")
            return
        package = "github.com/reviewdog/reviewdog/cmd/reviewdog"
        subprocess.run(["go", "build", "-p", "2", "-trimpath", "-mod=readonly", "-o", str(program), package], cwd=module, check=True)
        stamp.write_text(wanted)
    link(folder, "reviewdog", program)


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = pathlib.Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    python_packages(folder)
    node_packages(folder)
    reviewdog(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
