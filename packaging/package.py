#!/usr/bin/env python3
"""Makes everything that is handed out from one build folder.

usage: packaging/package.py BUILD_DIR DIRECTORY     replaces DIRECTORY and prints what is in it

The same commit gives the same bytes in any folder (packaging/reproduce.py).
"""
import importlib.util
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import files  # noqa: E402
import parts  # noqa: E402
import sbom  # noqa: E402


def builder(kind):
    """packaging/KIND/build.py under a name of its own: there are several files of this name."""
    specification = importlib.util.spec_from_file_location("build_" + kind, os.path.join(HERE, kind, "build.py"))
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def stripped(program, target):
    """The program without names of functions, and without a trace of the folder it was built in."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    subprocess.run(["strip", "--strip-all", "--remove-section=.comment", "-o", target, program], check=True)
    data = files.read(target)
    if not files.elf.Program(data).static:
        sys.exit(f"{program} needs libraries of this machine: packages are made from the release build")
    if files.ROOT.encode() in data:
        sys.exit(f"{program} holds the name of the folder it was built in, so it would be another one elsewhere")


def archive(program, notices, directory):
    """The program with its manual page and completions, for any Linux."""
    name = f"bulkhead-{files.version()}-linux-{files.machine(program)}"
    content = {
        "bulkhead": (files.read(program), 0o755),
        "LICENSE": (files.read(files.ROOT, "LICENSE"), 0o644),
        "THIRD-PARTY-NOTICES.txt": (notices, 0o644),
        "man/man1/bulkhead.1": (files.output_of(program, "manual"), 0o644),
        "completions/bulkhead.bash": (files.output_of(program, "completion", "bash"), 0o644),
        "completions/_bulkhead": (files.output_of(program, "completion", "zsh"), 0o644),
        "completions/bulkhead.fish": (files.output_of(program, "completion", "fish"), 0o644),
    }
    path = os.path.join(directory, name + ".tar.gz")
    files.write(path, files.gzipped(files.tar({f"{name}/{inner}": entry for inner, entry in content.items()}, files.epoch())))
    return path


def make(build, directory):
    """Paths of what is handed out."""
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory)
    image, work = os.path.join(directory, "image"), os.path.join(directory, "work")
    program = os.path.join(image, "bulkhead")
    stripped(os.path.join(build, "bulkhead"), program)
    found = parts.parts(build)
    notices, bill = parts.notices(found), sbom.bill(files.read(program), found)
    files.write(os.path.join(image, "THIRD-PARTY-NOTICES.txt"), notices)
    files.write(os.path.join(image, "LICENSE"), files.read(files.ROOT, "LICENSE"))
    bill_path = os.path.join(directory, f"bulkhead-{files.version()}.cdx.json")
    files.write(bill_path, bill)
    documents = {"THIRD-PARTY-NOTICES.txt": notices, "sboms/bulkhead.cdx.json": bill}
    made = [bill_path, archive(program, notices, directory),
            os.path.join(directory, builder("wheel").build(program, directory, documents)),
            builder("image").build(image, directory),
            builder("deb").build(program, found, notices, bill, directory, work),
            *builder("npm").build(program, notices, directory, work)]
    sums = "".join(f"{files.digest(files.read(path))}  {os.path.basename(path)}\n" for path in sorted(made))
    files.write(os.path.join(directory, "SHA256SUMS"), sums.encode())
    return sorted(made)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for path in make(*sys.argv[1:]):
        print(f"{os.path.getsize(path):>10}  {path}")
