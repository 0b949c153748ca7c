#!/usr/bin/env python3
"""Proves that the commit gives the same packages, byte for byte, in two different folders: one built as usual, the other without a
compiler cache, by another number of jobs, and with another time zone, language and file creation mask.

usage: packaging/reproduce.py
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import files  # noqa: E402

SECOND = {"CCACHE_DISABLE": "1", "TZ": "Pacific/Chatham", "LC_ALL": "C", "LANG": "C"}


def packages(folder, jobs, environment, mask):
    """Folder with the packages of a fresh clone in `folder`."""
    surroundings = {**os.environ, **environment}
    surroundings.pop("SOURCE_DATE_EPOCH", None)

    def run(*command):
        subprocess.run(command, cwd=folder, check=True, env=surroundings, umask=mask, stdout=sys.stderr)

    os.makedirs(folder)
    run("git", "clone", "-q", "--no-hardlinks", files.ROOT, ".")
    run("cmake", "--preset", "release", "-DBULKHEAD_TESTS=OFF")
    run("cmake", "--build", "--preset", "release", "--target", "bulkhead", f"-j{jobs}")
    run(sys.executable, "packaging/package.py", "build/release", "build/packages")
    return os.path.join(folder, "build", "packages")


def sums(folder):
    found = {}
    for directory, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(directory, name)
            found[os.path.relpath(path, folder)] = files.digest(files.read(path))
    return found


def main():
    with tempfile.TemporaryDirectory(prefix="bulkhead-") as scratch:
        first = sums(packages(os.path.join(scratch, "one"), 2, {}, 0o022))
        second = sums(packages(os.path.join(scratch, "another folder", "further down"), 1, SECOND, 0o077))
    for path in sorted(first.keys() | second.keys()):
        same = first.get(path) == second.get(path)
        print(f"{'same     ' if same else 'DIFFERENT'}  {first.get(path, 'missing')[:16]}  {path}")
    return 0 if first == second else 1


if __name__ == "__main__":
    sys.exit(main())
