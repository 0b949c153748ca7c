"""The npm packages: `bulkhead`, a launcher that depends on one package per platform, of which npm installs the one that fits; nothing
runs at installation and nothing is downloaded. Packed by npm itself."""
import json
import os
import shutil
import subprocess

import files

HERE = os.path.dirname(os.path.abspath(__file__))
COMMON = {"version": files.version(), "description": files.SUMMARY, "license": "Apache-2.0"}


def pack(folder, directory):
    command = ["npm", "pack", "--json", "--ignore-scripts", "--offline", "--pack-destination", os.path.abspath(directory)]
    asked = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    # npm before version 9 answers with the package's name, the file's has no scope's signs.
    name = json.loads(asked.stdout)[0]["filename"].replace("@", "").replace("/", "-")
    shutil.rmtree(folder)
    return os.path.join(directory, name)


def platform_package(program, notices, directory, work):
    machine = files.NPM_MACHINES[files.machine(program)]
    name = f"@bulkhead/linux-{machine}"
    # The program is static: it runs with glibc and with musl, so `libc` is left out.
    package = {"name": name, **COMMON, "os": ["linux"], "cpu": [machine], "preferUnplugged": True, "files": ["bin"]}
    content = {"package.json": (encoded(package), 0o644), "bin/bulkhead": (files.read(program), 0o755),
               "README.md": (f"The program of the package `bulkhead` for Linux on {machine}.\n".encode(), 0o644),
               "LICENSE": (files.read(files.ROOT, "LICENSE"), 0o644), "bin/THIRD-PARTY-NOTICES.txt": (notices, 0o644)}
    for path, (data, mode) in content.items():
        files.write(os.path.join(work, path), data, mode)
    return name, pack(work, directory)


def launcher(platforms, directory, work):
    package = {"name": "bulkhead", **COMMON, "bin": {"bulkhead": "bin/bulkhead.js"}, "files": ["bin"],
               "engines": {"node": ">=16"}, "optionalDependencies": {name: files.version() for name in platforms}}
    content = {"package.json": (encoded(package), 0o644), "bin/bulkhead.js": (files.read(HERE, "bin", "bulkhead.js"), 0o755),
               "README.md": (files.read(files.ROOT, "README.md"), 0o644), "LICENSE": (files.read(files.ROOT, "LICENSE"), 0o644)}
    for path, (data, mode) in content.items():
        files.write(os.path.join(work, path), data, mode)
    return pack(work, directory)


def encoded(package):
    return (json.dumps(package, indent=2) + "\n").encode()


def build(program, notices, directory, work):
    """Writes both packages; gives their paths."""
    name, path = platform_package(program, notices, directory, work)
    return [path, launcher([name], directory, work)]
