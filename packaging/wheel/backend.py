"""What pip calls for `pip install .` (PEP 517). The program is the one that BULKHEAD_BINARY names, or is built with CMake, which needs what packages.txt
lists and, once, npm for the grammars (package-lock.json)."""
import os
import shutil
import subprocess
import sys
import tarfile

import build as wheel


def program():
    given = os.environ.get("BULKHEAD_BINARY")
    if given:
        if not os.path.isfile(given):
            sys.exit(f"BULKHEAD_BINARY: there is no file {given}")
        return given
    for tool in ("cmake", "ninja"):
        if not shutil.which(tool):
            sys.exit(f"bulkhead is built from source here and {tool} is not installed. `./dev build` in a clone installs what is needed on Debian 12; "
                     "BULKHEAD_BINARY=PATH takes a program that is built already; the hook bulkhead-system takes the one on PATH.")
    folder = os.path.join(wheel.ROOT, "build", "wheel")
    subprocess.run(["cmake", "-S", wheel.ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS_RELEASE=-O2",
                    "-DBULKHEAD_TESTS=OFF"], check=True)
    subprocess.run(["cmake", "--build", folder, "--target", "bulkhead"], check=True)
    return os.path.join(folder, "bulkhead")


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    return wheel.build(program(), wheel_directory)


def build_sdist(sdist_directory, config_settings=None):
    """All files of the commit, by git."""
    name = f"bulkhead-{wheel.version()}"
    listed = subprocess.run(["git", "-C", wheel.ROOT, "ls-files", "-z"], check=True, stdout=subprocess.PIPE).stdout.decode().split("\0")
    with tarfile.open(os.path.join(sdist_directory, name + ".tar.gz"), "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for path in filter(None, listed):
            archive.add(os.path.join(wheel.ROOT, path), f"{name}/{path}", recursive=False)
        information = os.path.join(sdist_directory, "PKG-INFO")
        with open(information, "wb") as file:
            file.write(wheel.metadata([]))
        archive.add(information, f"{name}/PKG-INFO")
        os.remove(information)
    return name + ".tar.gz"
