#!/usr/bin/env python3
"""Installs what clients need beside Debian's packages, at the versions pinned in this folder.

usage: tests/clients/install.py FOLDER
"""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def python_packages(folder):
    """FOLDER/venv with requirements.txt, made again when that changed."""
    wanted, stamp = (HERE / "requirements.txt").read_text(), folder / "venv" / "installed"
    if stamp.exists() and stamp.read_text() == wanted: return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder / "venv")], check=True)
    pip = [str(folder / "venv" / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=True)
    stamp.write_text(wanted)


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = pathlib.Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    python_packages(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
