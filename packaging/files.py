"""What every package needs: the version, the moment that stands for the build, and archives that are the same bytes each time."""
import gzip
import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SUMMARY = "Finds what breaks the walls between environments in Terraform, Kubernetes, Compose and Dockerfiles"
# Debian's and npm's names of a machine, for the names that elf.py gives.
DEBIAN_MACHINES = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "armhf", "riscv64": "riscv64", "i686": "i386"}
NPM_MACHINES = {"x86_64": "x64", "aarch64": "arm64", "armv7l": "arm", "riscv64": "riscv64", "i686": "ia32"}
sys.path.insert(0, os.path.join(ROOT, "packaging", "wheel"))
import elf  # noqa: E402


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def write(path, data, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
    os.chmod(path, mode)


def version():
    return re.search(r"project\(bulkhead VERSION ([0-9.]+)", read(ROOT, "CMakeLists.txt").decode()).group(1)


def epoch():
    """Seconds since 1970: SOURCE_DATE_EPOCH, else the time of the commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    asked = subprocess.run(["git", "-C", ROOT, "log", "-1", "--format=%ct"], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, text=True)
    if asked.returncode:
        sys.exit("packages carry the time of their commit: this is no git repository, so set SOURCE_DATE_EPOCH")
    return int(asked.stdout)


def machine(program):
    return elf.Program(read(program)).machine


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def digest(data, algorithm="sha256"):
    return hashlib.new(algorithm, data).hexdigest()


def gzipped(data):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0, filename="") as file:
        file.write(data)
    return out.getvalue()


def tar(files, moment):
    """A tar archive of {path: (bytes, mode)}; a path that ends in a slash is a folder. Sorted, of root, all of one moment."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(files):
            data, mode = files[path]
            entry = tarfile.TarInfo(path.rstrip("/"))
            entry.type = tarfile.DIRTYPE if path.endswith("/") else tarfile.REGTYPE
            entry.size, entry.mode, entry.mtime = len(data), mode, moment
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()
