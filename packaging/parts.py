"""What the program is made of, from the build itself: the linker's map names the archives it took from, ninja's records the headers
that were read, dpkg and package-lock.json the packages and versions. A part that LICENCES does not name is an error, so nothing gets in
unseen."""
import base64
import collections
import json
import os
import re
import subprocess
import sys
import urllib.parse

import files

# Debian package -> licence of what is linked (SPDX expression) and what it does here. Headers alone: what has no archive.
LICENCES = {
    "libc6-dev": ("LGPL-2.1-or-later", "C library"),
    "libgcc-12-dev": ("GPL-3.0-or-later WITH GCC-exception-3.1", "support of the compiler"),
    "libstdc++-12-dev": ("GPL-3.0-or-later WITH GCC-exception-3.1", "C++ library"),
    "libgit2-dev": ("GPL-2.0-only WITH GCC-exception-2.0", "git repositories; its network is not linked"),
    "libmbedtls-dev": ("Apache-2.0", "hashes, for libgit2"),
    "libhttp-parser-dev": ("MIT", "addresses, for libgit2"),
    "libpcre2-dev": ("BSD-3-Clause", "regular expressions, for libgit2"),
    "zlib1g-dev": ("Zlib", "compression, for libgit2"),
    "libjemalloc-dev": ("BSD-2-Clause", "memory"),
    "libgmp-dev": ("LGPL-3.0-or-later OR GPL-2.0-or-later", "big numbers, for MPFR"),
    "libmpfr-dev": ("LGPL-3.0-or-later", "numbers of Terraform"),
    "libre2-dev": ("BSD-3-Clause", "regular expressions"),
    "libutf8proc-dev": ("MIT AND Unicode-DFS-2015", "Unicode"),
    "libxxhash-dev": ("BSD-2-Clause", "hashes"),
    "libyaml-dev": ("MIT", "YAML events"),
    "libyaml-cpp-dev": ("MIT", "YAML of the configuration"),
    "libcli11-dev": ("BSD-3-Clause", "command line; headers alone"),
    "nlohmann-json3-dev": ("MIT", "JSON; headers alone"),
}
HEADERS_ALONE = {"libcli11-dev", "nlohmann-json3-dev"}
INTERFACES = {"linux-libc-dev"}          # numbers of the kernel's interface: nothing of it gets into a program
# Archive of ours -> npm package, what it does here.
SOURCES = {"libbulkhead_tree_sitter.a": ("tree-sitter", "parser of shell scripts"),
           "libbulkhead_hcl_grammar.a": ("@tree-sitter-grammars/tree-sitter-hcl", "grammar of HCL"),
           "libbulkhead_bash_grammar.a": ("tree-sitter-bash", "grammar of shell scripts")}

# name, version, licence (SPDX), what for, package URL, {algorithm: hexadecimal digest}, text of its copyright notice
Part = collections.namedtuple("Part", "name version licence purpose purl hashes notice")


def owners(paths):
    """File -> the Debian package that it belongs to; dpkg may list it under the path from before /usr was merged."""
    paths, found = list(paths), {}
    asked = [*paths, *(path.removeprefix("/usr") for path in paths)]
    listed = subprocess.run(["dpkg", "-S", *asked], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    for line in listed.splitlines():
        packages, path = line.split(": ", 1)
        found[path] = packages.split(":")[0]
    out = {path: found.get(path) or found.get(path.removeprefix("/usr")) for path in paths}
    for path in paths:
        if not out[path]:
            sys.exit(f"{path} is linked and no Debian package has it")
    return out


def linked_archives(build):
    """(archives of the machine, archives of the project) that the linker took members from."""
    listed = files.read(build, "bulkhead.map").decode(errors="replace").split("Discarded input sections")[0]
    found = set(re.findall(r"^(\S+\.a)\(", listed, re.M))
    machine = {path for path in found if path.startswith("/")}
    return sorted(os.path.realpath(path) for path in machine), found - machine


def header_packages(build):
    """Debian packages of the headers that the program's own files included."""
    listed = files.output_of("ninja", "-C", build, "-t", "deps").decode()
    headers = set()
    for block in listed.split("\n\n"):
        if block.lstrip().startswith("tests/"):
            continue
        headers.update(line.strip() for line in block.splitlines()[1:] if line.startswith("    /usr/"))
    folders = {}
    for header in sorted(headers):
        folders.setdefault(os.path.dirname(header), header)
    return set(owners(os.path.realpath(header) for header in folders.values()).values())


def debian_parts(archives, headers):
    by_package = collections.defaultdict(dict)
    for archive, package in owners(archives).items():
        by_package[package][os.path.basename(archive)] = archive
    for package in headers - set(by_package) - INTERFACES:
        if package not in HEADERS_ALONE:
            sys.exit(f"headers of {package} are used, and parts.py knows nothing of it")
        by_package[package] = {}
    for package in sorted(by_package):
        if package not in LICENCES:
            sys.exit(f"{package} is linked, and parts.py does not know its licence")
        licence, purpose = LICENCES[package]
        version, architecture = files.output_of("dpkg-query", "-W", "-f=${Version} ${Architecture}", package).decode().split()
        content = b"".join(files.read(path) for _, path in sorted(by_package[package].items()))
        address = f"{urllib.parse.quote(package)}@{urllib.parse.quote(version)}"
        yield Part(package, version, licence, purpose, f"pkg:deb/debian/{address}?arch={architecture}&distro=debian-12",
                   {"SHA-256": files.digest(content)} if len(by_package[package]) == 1 else {},
                   files.read("/usr/share/doc", package, "copyright").decode(errors="replace"))


def npm_parts(archives):
    lock = json.loads(files.read(files.ROOT, "package-lock.json"))["packages"]
    for package, purpose in sorted(SOURCES[archive] for archive in archives if archive in SOURCES):
        entry = lock["node_modules/" + package]
        algorithm, value = entry["integrity"].split("-", 1)
        yield Part(package, entry["version"], entry["license"], purpose,
                   f"pkg:npm/{urllib.parse.quote(package, safe='/')}@{entry['version']}",
                   {algorithm.upper().replace("SHA", "SHA-"): base64.b64decode(value).hex()},
                   files.read(files.ROOT, "node_modules", package, "LICENSE").decode())


def parts(build):
    """All parts of the program in the build folder `build`, sorted by name."""
    machine, project = linked_archives(build)
    return sorted([*debian_parts(machine, header_packages(build)), *npm_parts(project)])


def notices(found):
    """One text with what each part's licence asks to be passed on."""
    out = ["bulkhead holds these works. Their sources are those of the packages and versions named here, of Debian 12 and npm;",
           "bulkhead's own source is all that is needed to link it with other versions of them.", ""]
    for part in found:
        out += ["=" * 100, f"{part.name} {part.version}: {part.purpose}", part.licence, "=" * 100, "", part.notice.strip(), ""]
    return ("\n".join(out) + "\n").encode()
