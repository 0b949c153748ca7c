#!/usr/bin/env python3
"""Runs every fuzz target for some seconds, seeded with the fixtures and the rule pages' examples.

usage: tests/fuzz/run.py BUILD_DIR [SECONDS]

A crash, a hang (over 10 s for one input) or more than 2 GB ends the target; the input is kept in BUILD_DIR/findings and named.
Closes with `N passed, N failed`.
"""
import glob
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SEEDS = {"hcl": (".tf", ".tfvars", ".hcl"), "yaml": (".yaml", ".yml"), "json": (".json",), "dockerfile": ("Dockerfile",), "shell": (".sh",),
         "config": ("bulkhead.yaml",), "cel": (".cel",), "scan": (".tf",)}


def main():
    build, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    passed = failed = 0
    running = []
    for binary in sorted(glob.glob(os.path.join(build, "tests", "fuzz", "fuzz-*"))):
        if not os.access(binary, os.X_OK) or os.path.isdir(binary): continue
        name = os.path.basename(binary)[len("fuzz-"):]
        corpus = os.path.join(build, "corpus", name)
        os.makedirs(corpus, exist_ok=True)
        os.makedirs(os.path.join(build, "findings"), exist_ok=True)
        for folder, _, files in os.walk(os.path.join(ROOT, "fixtures")):
            for file in files:
                if file.endswith(SEEDS.get(name, ())):
                    path = os.path.join(folder, file)
                    shutil.copy(path, os.path.join(corpus, os.path.relpath(path, ROOT).replace("/", "_")))
        log = os.path.join(build, "findings", name + ".log")
        command = [binary, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=16384",
                   f"-artifact_prefix={os.path.join(build, 'findings', name + '-')}", corpus]
        running.append((name, log, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=open(log, "w"))))
        if len(running) == 2:
            passed, failed = finish(running, passed, failed)
            running = []
    passed, failed = finish(running, passed, failed)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def finish(running, passed, failed):
    for name, log, process in running:
        code = process.wait()
        text = open(log, errors="replace").read().splitlines()
        last = next((line for line in reversed(text) if line.startswith("#")), "")
        print(f"{name}: {'ok' if code == 0 else 'FAILED'} {last[:100]}")
        if code != 0: print("\n".join(text[-25:]))
        passed, failed = passed + (code == 0), failed + (code != 0)
    return passed, failed


if __name__ == "__main__":
    sys.exit(main())
