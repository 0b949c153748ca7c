#!/usr/bin/env python3
"""Packs the program into a Python wheel, with Python's standard library alone. The same program gives the same bytes.

usage: packaging/wheel/build.py PROGRAM [DIRECTORY]     writes DIRECTORY/bulkhead-VERSION-py3-none-PLATFORM.whl and prints its path

The wheel holds the program (pip puts it on PATH) and a package for `python -m bulkhead`. The platform tag comes from the program's ELF headers: a
static program, as the release build makes it, runs on any Linux of its machine; one that needs libraries which not every Linux has gets the
tag `linux_MACHINE`, which package indexes do not take, and names them as Requires-External.
"""
import base64
import hashlib
import os
import re
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
import elf  # noqa: E402


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def version():
    return re.search(r"project\(bulkhead VERSION ([0-9.]+)", read(ROOT, "CMakeLists.txt").decode()).group(1)


def metadata(libraries):
    lines = ["Metadata-Version: 2.1", "Name: bulkhead", f"Version: {version()}",
             "Summary: Finds what breaks the walls between environments in Terraform, Kubernetes, Compose and Dockerfiles",
             "Requires-Python: >=3.8", *(f"Requires-External: {name}" for name in libraries),
             "Description-Content-Type: text/markdown", "", read(ROOT, "README.md").decode()]
    return "\n".join(lines).encode()


def wheel_tag(program):
    return "py3-none-" + elf.platform_tag(program)


def tag_lines(tag):
    """A compressed tag set is written out (PEP 425)."""
    return "".join(f"Tag: py3-none-{platform}\n" for platform in tag.removeprefix("py3-none-").split("."))


def contents(data, documents):
    """Path -> (bytes, mode), without RECORD."""
    program = elf.Program(data)
    name, info = f"bulkhead-{version()}", f"bulkhead-{version()}.dist-info"
    tag = wheel_tag(program)
    files = {f"bulkhead/{module}": (read(HERE, "bulkhead", module), 0o644) for module in ("__init__.py", "__main__.py")}
    files[f"{name}.data/scripts/bulkhead"] = (data, 0o755)
    files[f"{info}/METADATA"] = (metadata(elf.external_libraries(program)), 0o644)
    files[f"{info}/WHEEL"] = (f"Wheel-Version: 1.0\nGenerator: bulkhead\nRoot-Is-Purelib: false\n{tag_lines(tag)}".encode(), 0o644)
    files[f"{info}/LICENSE"] = (read(ROOT, "LICENSE"), 0o644)
    for path, text in documents.items():
        files[f"{info}/{path}"] = (text, 0o644)
    return files, f"{name}-{tag}.whl", f"{info}/RECORD"


def digest(data):
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def build(program, directory, documents={}):
    """Writes the wheel; gives its file name. `documents` (path: bytes) are put beside the metadata."""
    files, name, record = contents(read(program), documents)
    lines = [f"{path},{digest(data)},{len(data)}" for path, (data, _) in sorted(files.items())]
    files[record] = (("\n".join([*lines, f"{record},,"]) + "\n").encode(), 0o644)
    # RECORD comes last, as the specification of wheels recommends.
    with zipfile.ZipFile(os.path.join(directory, name), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:
        for path in sorted(files, key=lambda path: (path == record, path)):
            data, mode = files[path]
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, (0o100000 | mode) << 16
            wheel.writestr(entry, data)
    return name


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    target = sys.argv[2] if len(sys.argv) == 3 else "."
    os.makedirs(target, exist_ok=True)
    try:
        print(os.path.join(target, build(sys.argv[1], target)))
    except (OSError, ValueError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
