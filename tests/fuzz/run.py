#!/usr/bin/env python3
"""Runs the fuzz targets, two at a time, and prints a table of what they did.

usage: tests/fuzz/run.py BUILD_DIR [SECONDS] [--target NAME]... [--more FOLDER]...

Seeds come from the project's own files (see seeds.py) and, with --more, from the files below other folders; inputs that reach
new code are kept in BUILD_DIR/corpus/TARGET for the next run. A crash, a sanitizer's report, a leak, a broken property, more than
10 s for one input or more than 2 GB ends a target: its input is kept in BUILD_DIR/finds and its report is printed.
Closes with `N passed, N failed`; the exit code is 1 when there was a find.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys

import seeds

HERE = os.path.dirname(os.path.abspath(__file__))
# Largest input in bytes: enough for a whole file, and for a whole estate.
MAX_LENGTH = {"hcl": 16384, "yaml": 16384, "json": 8192, "dockerfile": 8192, "shell": 8192, "cel": 1024, "config": 8192, "scan": 32768, "lsp": 8192}


class Run:
    """One target at work."""

    def __init__(self, build, name, seconds, more):
        self.name, self.seconds = name, seconds
        folders = {kind: os.path.join(build, kind, name) for kind in ("corpus", "seeds", "finds")}
        shutil.rmtree(folders["seeds"], ignore_errors=True)
        for folder in folders.values():
            os.makedirs(folder, exist_ok=True)
        self.seeds = seeds.write(name, folders["seeds"], MAX_LENGTH[name], more)
        self.log = os.path.join(build, "finds", name + ".log")
        command = [os.path.join(build, "tests", "fuzz", "fuzz-" + name), f"-max_total_time={seconds}", f"-max_len={MAX_LENGTH[name]}", "-timeout=10",
                   "-rss_limit_mb=2048", "-print_final_stats=1", "-use_value_profile=0", f"-artifact_prefix={folders['finds']}{os.sep}"]
        dictionary = os.path.join(HERE, "dictionaries", name + ".dict")
        if os.path.exists(dictionary):
            command.append("-dict=" + dictionary)
        command += [folders["corpus"], folders["seeds"]]
        regressions = os.path.join(HERE, "regressions", name)
        if os.path.isdir(regressions):
            command.append(regressions)
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)

    def finish(self):
        """Waits; prints its row of the table, and its report when something was found. Whether nothing was."""
        code = self.process.wait()
        with open(self.log, errors="replace") as log:
            text = log.read()
        stats = dict(re.findall(r"^stat::(\w+):\s+(\d+)", text, re.M))
        last = (re.findall(r"^#\d+\t.*cov: (\d+) ft: (\d+) corp: (\d+)/", text, re.M) or [("-", "-", "-")])[-1]
        row(self.name, self.seeds, stats.get("number_of_executed_units", "-"), stats.get("average_exec_per_sec", "-"), *last,
            stats.get("peak_rss_mb", "-"), "ok" if code == 0 else "FOUND")
        if code != 0:
            report = re.search(r"^(broken property|.*runtime error|==\d+==|ALARM|.*libFuzzer: (timeout|out-of-memory))", text, re.M)
            lines = text[report.start() if report else 0:].splitlines()
            # Of a stack only our own frames.
            shown = [line for line in lines if not re.match(r" *#\d+ 0x", line) or re.search(r"/(parsers|analyzer|rules|properties)/", line)]
            print("\n".join(line[:300] for line in shown[:40]))
        return code == 0


def row(*cells):
    print(f"{cells[0]:<11}" + "".join(f"{cell:>10}" for cell in cells[1:]), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("seconds", type=int, nargs="?", default=60)
    parser.add_argument("--target", action="append", choices=sorted(MAX_LENGTH))
    parser.add_argument("--more", action="append", default=[])
    arguments = parser.parse_args()
    names = arguments.target or list(MAX_LENGTH)
    missing = [name for name in names if not os.path.exists(os.path.join(arguments.build, "tests", "fuzz", "fuzz-" + name))]
    if missing:
        print(f"not built: {', '.join(missing)} (cmake --preset fuzz && cmake --build --preset fuzz)")
        return 2
    row("target", "seeds", "runs", "runs/s", "edges", "features", "corpus", "peak MB", "result")
    results = []
    for at in range(0, len(names), 2):
        pair = [Run(os.path.abspath(arguments.build), name, arguments.seconds, arguments.more) for name in names[at:at + 2]]
        results += [run.finish() for run in pair]
    failed = results.count(False)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
