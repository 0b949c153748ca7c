#!/usr/bin/env python3
"""Runs every test of one build folder and closes with `N passed, N failed`.

usage: tests/run.py BUILD_DIR [CATCH2 ARGUMENTS...]

The Catch2 binary is run in two processes side by side (its own sharding); results are counted per test case. Test data that is
not part of the project is found through BULKHEAD_TEST_DATA or ../shared/data, unpacked once into the user's cache folder.
"""
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def unpacked_data():
    """Folder with estates/ and open/, or None where the data of others is not there."""
    given = os.environ.get("BULKHEAD_TEST_DATA")
    if given and os.path.isdir(os.path.join(given, "estates")) and os.path.isdir(os.path.join(given, "open")):
        return given
    shared = given or os.path.join(ROOT, "..", "shared", "data")
    unpack = os.path.join(shared, "unpack")
    if not os.path.exists(unpack):
        print(f"test data of others is not at {shared}: its conformance tests are skipped")
        return None
    run = subprocess.run(["bash", unpack], capture_output=True, text=True)
    if run.returncode != 0:
        print(f"could not unpack the test data: {run.stderr.strip()}")
        return None
    return run.stdout.strip().splitlines()[-1]


def main():
    build, arguments = sys.argv[1], sys.argv[2:]
    cache = tempfile.TemporaryDirectory()
    environment = dict(os.environ, BULKHEAD_CACHE_DIR=os.path.join(cache.name, "cache"))
    environment.setdefault("LSAN_OPTIONS", "print_suppressions=0:suppressions=" + os.path.join(ROOT, "tests", "leaks.txt"))
    data = unpacked_data()
    if data:
        environment["BULKHEAD_TEST_DATA"] = data
        environment["BULKHEAD_SHARED_DATA"] = os.path.abspath(os.path.join(ROOT, "..", "shared", "data"))
    binary = os.path.join(build, "tests", "bulkhead-tests")
    shards, reports = [], []
    for shard in range(2):
        report = tempfile.NamedTemporaryFile(suffix=".xml", delete=False).name
        reports.append(report)
        shards.append(subprocess.Popen([binary, "--shard-count", "2", "--shard-index", str(shard), "--reporter", "console",
                                        "--reporter", f"junit::out={report}", "--allow-running-no-tests", *arguments],
                                       env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"))
    outputs = [process.communicate()[0] for process in shards]
    passed = failed = skipped = 0
    for process, output, report in zip(shards, outputs, reports):
        lines = output.splitlines()
        print("\n".join(lines[-400:]))
        try:
            for case in ElementTree.parse(report).getroot().iter("testcase"):
                if case.find("failure") is not None or case.find("error") is not None: failed += 1
                elif case.find("skipped") is not None: skipped += 1
                else: passed += 1
        except ElementTree.ParseError:
            pass
        os.unlink(report)
        if process.returncode not in (0, 4) and failed == 0:
            print(f"a test process ended with {process.returncode}")
            failed += 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
