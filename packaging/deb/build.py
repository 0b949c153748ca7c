"""The Debian package: one program, its manual page, completions for three shells, and whose work it holds. Made with dpkg-deb."""
import email.utils
import os
import shutil
import stat
import subprocess

import files

# Where the package is not made by a person, mail about it has nowhere to go.
MAINTAINER = f"{os.environ.get('DEBFULLNAME', 'bulkhead maintainers')} <{os.environ.get('DEBEMAIL', 'maintainers@bulkhead.invalid')}>"

CONTROL = """Package: bulkhead
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Section: devel
Priority: optional
Installed-Size: {size}
Description: find what breaks the walls between environments
 Reads Terraform and its plans, Terragrunt, Kubernetes manifests, Helm output,
 Compose files and Dockerfiles, works out which environment every piece belongs
 to, and reports links between environments, shared credentials, missing
 separation of realms, privileged containers and plaintext secrets.
 .
 It needs no network and no credentials, and executes nothing that it reads.
"""

COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: bulkhead
Comment: The program holds the libraries below, linked statically so that it
 runs on any Linux. The whole notice of each is in THIRD-PARTY-NOTICES.gz
 beside this file.
@PARTS@
Files: *
Copyright: @YEAR@, the bulkhead authors
License: Apache-2.0
 On Debian systems, the full text of the Apache License, Version 2.0 is in
 /usr/share/common-licenses/Apache-2.0.
"""

# Each with its reason; lintian finds nothing else.
OVERRIDES = """# One file runs on Debian of any age, Alpine and an empty image; Debian's own archives are what is linked.
bulkhead: embedded-library *
# It is a program, linked with -static-pie: its addresses still change with every start.
bulkhead: shared-library-lacks-prerequisites [usr/bin/bulkhead]
# This is no upload to Debian's archive.
bulkhead: initial-upload-closes-no-bugs *
"""


def tree(program, found, notices, bill):
    """Path -> (bytes, mode)."""
    moment = email.utils.formatdate(files.epoch())
    share = "usr/share/"
    documents = share + "doc/bulkhead/"
    changes = (f"bulkhead ({files.version()}-1) unstable; urgency=medium\n\n  * Version {files.version()}.\n\n"
               f" -- {MAINTAINER}  {moment}\n")
    year = email.utils.parsedate(moment)[0]
    parts = "".join(f" .\n {part.name} {part.version}: {part.licence}\n" for part in found)
    return {
        "usr/bin/bulkhead": (files.read(program), 0o755),
        share + "man/man1/bulkhead.1.gz": (files.gzipped(files.output_of(program, "manual")), 0o644),
        share + "bash-completion/completions/bulkhead": (files.output_of(program, "completion", "bash"), 0o644),
        share + "zsh/vendor-completions/_bulkhead": (files.output_of(program, "completion", "zsh"), 0o644),
        share + "fish/vendor_completions.d/bulkhead.fish": (files.output_of(program, "completion", "fish"), 0o644),
        share + "lintian/overrides/bulkhead": (OVERRIDES.encode(), 0o644),
        documents + "changelog.Debian.gz": (files.gzipped(changes.encode()), 0o644),
        documents + "copyright": (COPYRIGHT.replace("@PARTS@", parts).replace("@YEAR@", str(year)).encode(), 0o644),
        documents + "THIRD-PARTY-NOTICES.gz": (files.gzipped(notices), 0o644),
        documents + "bulkhead.cdx.json": (bill, 0o644),
    }


def build(program, found, notices, bill, directory, work):
    """Writes the package; gives its path. `work` is an empty folder."""
    content = tree(program, found, notices, bill)
    architecture = files.DEBIAN_MACHINES[files.machine(program)]
    size = sum((len(data) + 1023) // 1024 for data, _ in content.values())
    control = CONTROL.format(version=files.version() + "-1", architecture=architecture, maintainer=MAINTAINER, size=size)
    sums = "".join(f"{files.digest(data, 'md5')}  {path}\n" for path, (data, _) in sorted(content.items()))
    content["DEBIAN/control"], content["DEBIAN/md5sums"] = (control.encode(), 0o644), (sums.encode(), 0o644)
    for path, (data, mode) in content.items():
        files.write(os.path.join(work, path), data, mode)
    for folder, _, _ in os.walk(work):
        os.chmod(folder, stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
    target = os.path.join(directory, f"bulkhead_{files.version()}-1_{architecture}.deb")
    # dpkg-deb takes SOURCE_DATE_EPOCH as the latest time of a file; several threads of xz would make other bytes elsewhere.
    subprocess.run(["dpkg-deb", "--build", "--root-owner-group", "-Zxz", "--threads-max=1", work, target], check=True,
                   stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(files.epoch())})
    shutil.rmtree(work)
    return target
