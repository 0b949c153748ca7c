#!/usr/bin/env python3
"""Benchmarks, as ratios measured in one run on the same files.

usage: tests/bench/run.py BUILD_DIR [speed|truth|growth|edits|hook|all] [--estate NAME] [--rounds N]

speed  the whole scan against reading the bytes, tree-sitter-hcl's bare single-thread parse, our own parse, and (where they are
       installed) checkov and trivy; the share of each phase; `bulkhead version`
growth how cost grows with the environments of one root module: 1, 2, 4, ... 32 in a temporary folder, as ratios to one environment
edits  from a keystroke in a leaf stack to its diagnostics, as an editor sees it (edits.py), against a whole scan
hook   `bulkhead hook` with one changed file in a git repository of the estate: cold, warm, and in a repository where nothing is read
truth  recall and flagged near misses on the hand-verified items of ../shared/data, through its own score_truth.py
"""
import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.dirname(HERE))
from run import unpacked_data  # noqa: E402


def timed(command, timeout=None):
    """(wall seconds, processor seconds, peak MB, exit code) of one run; output is thrown away."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _, status, usage = os.wait4(process.pid, 0) if timeout is None else wait_for(process, timeout)
    except TimeoutError:
        process.kill()
        os.wait4(process.pid, 0)
        return timeout, None, None, None
    wall = time.monotonic() - start
    cpu = usage.ru_utime + usage.ru_stime
    del before
    return wall, cpu, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def wait_for(process, timeout):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid: return pid, status, usage
        time.sleep(0.05)
    raise TimeoutError


def speed(build, data, estate, rounds):
    folder = os.path.join(data, "estates", estate)
    binary = os.path.join(build, "bulkhead")
    phases = json.loads(subprocess.run([os.path.join(build, "tests", "bench", "bulkhead-bench-phases"), folder, str(rounds)],
                                       capture_output=True, text=True, check=True).stdout)
    scans = [timed([binary, "scan", folder, "--no-cache", "--format", "json", "--fail-on", "never"]) for _ in range(rounds + 1)][1:]
    wall, cpu, memory, code = min(scans)
    versions = [timed([binary, "version"])[0] for _ in range(10)]
    base = phases["tree_sitter_seconds"]
    print(f"{estate}: {phases['files']} .tf files, {phases['bytes'] / 1e6:.1f} MB, best of {rounds} rounds")
    rows = [("(a) reading the bytes", phases["read_seconds"]), ("(b) tree-sitter-hcl, bare parse", base),
            ("(c) our parse", phases["parse_seconds"]), ("whole scan, wall", wall), ("whole scan, processor", cpu)]
    for name, seconds in rows:
        print(f"  {name:34} {seconds:9.3f} s   {seconds / base:8.3f} of (b)   {base / seconds:8.1f}x")
    print(f"  peak memory of the scan {memory:.0f} MB, exit {code}; bulkhead version {min(versions) * 1000:.1f} ms")
    shares = json.loads(subprocess.run([os.path.join(build, "tests", "bench", "bulkhead-bench-scan-phases"), folder], capture_output=True, text=True, check=True).stdout)
    spent = {name: seconds for name, seconds in shares.items() if isinstance(seconds, float)}
    print("  one thread: " + ", ".join(f"{name} {100 * seconds / sum(spent.values()):.0f}%" for name, seconds in spent.items()))
    for peer, command in (("checkov", ["checkov", "-d", folder, "--compact", "--quiet"]), ("trivy", ["trivy", "config", "-q", folder])):
        if not shutil.which(peer): print(f"  {peer}: not installed here"); continue
        seconds, _, peak, _ = timed(command, timeout=1800)
        print(f"  {peer:34} {seconds:9.1f} s   {seconds / wall:8.0f}x our scan" + (f", {peak:.0f} MB" if peak else " (stopped)"))
    return 0


def truth(build, data):
    shared = os.environ.get("BULKHEAD_SHARED_DATA", os.path.join(ROOT, "..", "shared", "data"))
    script = os.path.join(shared, "score_truth.py")
    if not os.path.exists(script):
        print(f"the hand-verified items are not at {shared}"); return 0
    binary = os.path.abspath(os.path.join(build, "bulkhead"))
    return subprocess.run([sys.executable, script, "--truth", os.path.join(shared, "truth-open.json"), "--estates", os.path.join(data, "estates"),
                           "--bulkhead", binary + " scan {path} --format json --fail-on never", "--misses"]).returncode


def growth_root(folder, environments, resources=400):
    """A root module that is applied in one workspace per environment; every resource reads the environment's entry of a map."""
    names = [f"site{chr(97 + i % 26)}{'x' * (i // 26)}" for i in range(environments)]
    entries = "".join(f'    {name} = {{ range = "10.{i}.0.0/16", size = {i + 1} }}\n' for i, name in enumerate(names))
    blocks = "".join(f"""
resource "aws_security_group_rule" "rule_{i}" {{
  type        = "ingress"
  from_port   = {1000 + i}
  to_port     = {1000 + i}
  protocol    = "tcp"
  cidr_blocks = [cidrsubnet(local.sites[terraform.workspace].range, 8, {i % 200})]
  description = "${{terraform.workspace}}-{i}"
}}
""" for i in range(resources))
    with open(os.path.join(folder, "main.tf"), "w") as file: file.write("locals {\n  sites = {\n" + entries + "  }\n}\n" + blocks)
    with open(os.path.join(folder, "bulkhead.yaml"), "w") as file:
        file.write("environments:\n" + "".join(f"  {name}: {{tier: non-production, workspaces: [{name}]}}\n" for name in names))


def growth(build, rounds):
    binary, first = os.path.join(build, "bulkhead"), None
    for environments in (1, 2, 4, 8, 16, 32):
        with tempfile.TemporaryDirectory() as folder:
            growth_root(folder, environments)
            command = [binary, "scan", folder, "--no-cache", "--format", "json", "--fail-on", "never"]
            report = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            wall, cpu, memory, _ = min(timed(command) for _ in range(rounds + 1))
        first = first or (cpu, memory)
        print(f"  {environments:3} environments {wall:8.3f} s wall {cpu:8.3f} s processor, {cpu / first[0]:6.2f}x of one; {memory:6.0f} MB, {memory / first[1]:5.2f}x; "
              f"{report['summary']['resources']} resources")
    return 0


def edits(build, data, estate, rounds):
    folder, binary = os.path.join(data, "estates", estate), os.path.join(build, "bulkhead")
    stacks = [os.path.relpath(os.path.join(at, "versions.tf"), folder) for at, _, names in os.walk(folder) if "versions.tf" in names]
    leaf = sorted(stacks)[len(stacks) * 3 // 4] if stacks else "main.tf"
    scan = min(timed([binary, "scan", folder, "--format", "json", "--fail-on", "never"])[0] for _ in range(rounds + 1))
    with tempfile.TemporaryDirectory() as cache:
        environment = dict(os.environ, BULKHEAD_CACHE_DIR=os.path.join(cache, "kept"))
        for round in range(rounds):
            run = subprocess.run([sys.executable, os.path.join(ROOT, "tests", "bench", "edits.py"), binary, folder, leaf], capture_output=True, text=True, env=environment)
            told = json.loads(run.stdout)
            print(f"  {leaf}: {told['edits']} edits, median {told['median_ms']} ms, p99 {told['p99_ms']} ms ({told['p99_ms'] / scan / 1000:.3f} of a whole scan), "
                  f"first diagnostics {told['first_ms']} ms{'' if round else ' without a cache'}, {told['memory_mb']} MB")
    return 0


def hook(build, data, estate, rounds):
    binary = os.path.abspath(os.path.join(build, "bulkhead"))
    with tempfile.TemporaryDirectory() as folder:
        def git(at, *arguments): subprocess.run(["git", "-c", "user.name=b", "-c", "user.email=b@example.org", *arguments], cwd=at, check=True, capture_output=True)
        environment = dict(os.environ, BULKHEAD_CACHE_DIR=os.path.join(folder, "kept"))
        def run(at):
            start = time.perf_counter()
            subprocess.run([binary, "hook"], cwd=at, capture_output=True, env=environment)
            return time.perf_counter() - start
        repository, other = os.path.join(folder, "estate"), os.path.join(folder, "other")
        shutil.copytree(os.path.join(data, "estates", estate), repository, symlinks=True)
        os.mkdir(other)
        with open(os.path.join(other, "notes.txt"), "w") as file: file.write("nothing to read\n")
        for at in (repository, other):
            git(at, "init", "-q"); git(at, "add", "-A"); git(at, "commit", "-qm", "base"); git(at, "gc", "-q")
        changed = next(os.path.join(at, name) for at, _, names in sorted(os.walk(repository)) for name in sorted(names) if name.endswith(".tf"))
        for path in (changed, os.path.join(other, "notes.txt")):
            with open(path, "a") as file: file.write("# one line more\n")
        git(repository, "add", "-A"); git(other, "add", "-A")
        cold = run(repository)
        warm = min(run(repository) for _ in range(rounds + 1))
        small = min(run(other) for _ in range(3 * rounds))
    print(f"  hook with one changed file: cold {cold:.3f} s, warm {warm:.3f} s ({cold / warm:.1f}x); nothing to read: {small * 1000:.0f} ms")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("what", nargs="?", default="all", choices=["speed", "truth", "growth", "edits", "hook", "all"])
    parser.add_argument("--estate", default="modernisation-platform-environments")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.what in ("growth", "all"): growth(arguments.build, arguments.rounds)
    if arguments.what == "growth": return 0
    data = unpacked_data()
    if not data: return 0
    if arguments.what in ("speed", "all"): speed(arguments.build, data, arguments.estate, arguments.rounds)
    if arguments.what in ("edits", "all"): edits(arguments.build, data, arguments.estate, arguments.rounds)
    if arguments.what in ("hook", "all"): hook(arguments.build, data, arguments.estate, arguments.rounds)
    if arguments.what in ("truth", "all"): truth(arguments.build, data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
