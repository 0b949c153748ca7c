"""The container image without a container engine: the Containerfile's instructions, as far as an image from scratch needs them, carried
out into an archive that `docker load`, `podman load` and registries' tools read (OCI image specification 1.0; `manifest.json` is for
docker before version 25)."""
import datetime
import json
import os
import shlex

import files

HERE = os.path.dirname(os.path.abspath(__file__))
NAME = "bulkhead"


def instructions():
    """(instruction, rest of the line) of the Containerfile."""
    for line in files.read(HERE, "Containerfile").decode().splitlines():
        if line and not line.startswith("#"):
            yield line.split(" ", 1)


def copied(words, context):
    """Path in the image -> (bytes, mode) for the words of a COPY."""
    options = [word for word in words if word.startswith("--")]
    *sources, target = [word for word in words if not word.startswith("--")]
    mode = 0o755 if options == ["--chmod=0755"] else 0o644
    for source in sources:
        yield (target + source if target.endswith("/") else target).lstrip("/"), (files.read(context, source), mode)


def carried_out(context):
    """The image's files and its configuration."""
    content, config = {}, {"Env": []}
    for instruction, rest in instructions():
        if instruction == "COPY":
            content.update(copied(shlex.split(rest), context))
        elif instruction == "ENV":
            config["Env"].append(rest)
        elif instruction == "USER":
            config["User"] = rest
        elif instruction == "WORKDIR":
            config["WorkingDir"] = rest
            content[rest.strip("/") + "/"] = (b"", 0o755)
        elif instruction in ("ENTRYPOINT", "CMD"):
            config[instruction.capitalize()] = json.loads(rest)
        elif (instruction, rest) != ("FROM", "scratch"):
            raise ValueError(f"Containerfile: {instruction} {rest} is not carried out here")
    for path in list(content):
        parts = path.strip("/").split("/")[:-1]
        content.update({"/".join(parts[:i + 1]) + "/": (b"", 0o755) for i in range(len(parts))})
    return content, config


def encoded(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def build(context, directory):
    """Writes the image made from the folder `context`; gives its path."""
    content, config = carried_out(context)
    moment = datetime.datetime.fromtimestamp(files.epoch(), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    layer = files.tar(content, files.epoch())
    packed = files.gzipped(layer)
    architecture = files.DEBIAN_MACHINES[files.machine(os.path.join(context, "bulkhead"))]
    configuration = encoded({"architecture": architecture, "os": "linux", "created": moment, "config": config,
                             "rootfs": {"type": "layers", "diff_ids": ["sha256:" + files.digest(layer)]}})
    blobs = {}

    def descriptor(kind, data):
        blobs["blobs/sha256/" + files.digest(data)] = (data, 0o644)
        return {"mediaType": f"application/vnd.oci.image.{kind}", "digest": "sha256:" + files.digest(data), "size": len(data)}

    manifest = encoded({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                        "config": descriptor("config.v1+json", configuration), "layers": [descriptor("layer.v1.tar+gzip", packed)]})
    names = {"org.opencontainers.image.ref.name": "latest", "io.containerd.image.name": f"docker.io/library/{NAME}:latest"}
    reference = {**descriptor("manifest.v1+json", manifest), "annotations": names}
    blobs["index.json"] = (encoded({"schemaVersion": 2, "manifests": [reference]}), 0o644)
    blobs["oci-layout"] = (encoded({"imageLayoutVersion": "1.0.0"}), 0o644)
    blobs["manifest.json"] = (encoded([{"Config": "blobs/sha256/" + files.digest(configuration), "RepoTags": [f"{NAME}:latest"],
                                        "Layers": ["blobs/sha256/" + files.digest(packed)]}]), 0o644)
    blobs.update({"blobs/": (b"", 0o755), "blobs/sha256/": (b"", 0o755)})
    path = os.path.join(directory, f"bulkhead-{files.version()}-image-{architecture}.tar")
    files.write(path, files.tar(blobs, files.epoch()))
    return path
