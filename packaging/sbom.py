"""The bill of materials: CycloneDX 1.6, JSON."""
import datetime
import json
import uuid

import files


def licence(expression):
    return [{"expression": expression}] if " " in expression else [{"license": {"id": expression}}]


def hashes(values):
    return [{"alg": algorithm, "content": value} for algorithm, value in sorted(values.items())]


def bill(program, found):
    """Bytes of the bill for the program's bytes and its parts."""
    name = f"pkg:generic/bulkhead@{files.version()}"
    moment = datetime.datetime.fromtimestamp(files.epoch(), datetime.timezone.utc)
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, name + files.digest(program))),
        "version": 1,
        "metadata": {
            "timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "lifecycles": [{"phase": "build"}],
            "component": {"type": "application", "bom-ref": name, "name": "bulkhead", "version": files.version(),
                          "description": files.SUMMARY, "hashes": hashes({"SHA-256": files.digest(program)}),
                          "licenses": licence("Apache-2.0"), "purl": name},
        },
        "components": [
            {"type": "library", "bom-ref": part.purl, "name": part.name, "version": part.version, "description": part.purpose,
             **({"hashes": hashes(part.hashes)} if part.hashes else {}),
             "licenses": licence(part.licence), "purl": part.purl}
            for part in found],
        "dependencies": [{"ref": name, "dependsOn": [part.purl for part in found]}, *({"ref": part.purl} for part in found)],
    }
    return (json.dumps(document, indent=2) + "\n").encode()
