#!/usr/bin/env python3
"""Times what a person at an editor waits for: from a keystroke (textDocument/didChange) to the diagnostics of it.

usage: tests/bench/edits.py BULKHEAD ESTATE FILE [EDITS]

Starts `bulkhead lsp`, opens FILE (relative to ESTATE), and types EDITS times (default 200) in it: an argument's text grows, a line is broken and put
together, a resource comes and goes. Each edit waits for the diagnostics of its own version. Prints milliseconds (median, p99, maximum), the
server's processor time for an edit, and its largest memory.
"""
import json
import os
import random
import subprocess
import sys
import time


class Client:
    def __init__(self, binary, root):
        self.process = subprocess.Popen([binary, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self.out = os.fdopen(os.dup(self.process.stdout.fileno()), "rb", buffering=1 << 20)
        self.number = 0
        self.root = root
        self.send("initialize", {"processId": os.getpid(), "rootUri": "file://" + root, "capabilities": {
            "general": {"positionEncodings": ["utf-8"]}, "textDocument": {"publishDiagnostics": {"relatedInformation": True, "versionSupport": True}}}}, request=True)
        self.send("initialized", {})

    def send(self, method, params, request=False):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if request:
            self.number += 1
            message["id"] = self.number
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def read(self):
        length = 0
        while (line := self.out.readline().strip()):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.out.read(length))

    def diagnostics_of(self, uri, version):
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] == uri and params.get("version") == version:
                    return params["diagnostics"]

    def processor(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def largest_memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def edits(text, count):
    """Positions and texts of incremental changes, as a person types."""
    lines = text.split("\n")
    chooser = random.Random(1)
    strings = [(i, line.rindex('"')) for i, line in enumerate(lines) if line.count('"') >= 2]
    undo = None
    for _ in range(count):
        if undo:
            change, undo = undo, None
        else:
            line, column = chooser.choice(strings)
            kind = chooser.randrange(3)
            added = ["x", "\n", '"\nresource "aws_sqs_queue" "typed" {\n  name = "typed-production"\n}\n# "'][kind]
            at = {"line": line, "character": column}
            change = {"range": {"start": at, "end": at}, "text": added}
            parts = added.split("\n")
            end = {"line": line + len(parts) - 1, "character": (column if len(parts) == 1 else 0) + len(parts[-1])}
            undo = {"range": {"start": at, "end": end}, "text": ""}
        yield change


def main():
    binary, estate, name = sys.argv[1:4]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    root = os.path.realpath(estate)
    path = os.path.join(root, name)
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    client = Client(os.path.realpath(binary), root)
    uri = "file://" + path
    start = time.perf_counter()
    client.send("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "terraform", "version": 1, "text": text}})
    client.diagnostics_of(uri, 1)
    first = time.perf_counter() - start
    times = []
    spent = client.processor()
    for version, change in enumerate(edits(text, count), start=2):
        start = time.perf_counter()
        client.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]})
        client.diagnostics_of(uri, version)
        times.append((time.perf_counter() - start) * 1000)
        time.sleep(0.01)
    times.sort()
    spent = client.processor() - spent
    print(json.dumps({"edits": count, "first_ms": round(first * 1000), "median_ms": round(times[len(times) // 2], 1),
                      "p99_ms": round(times[min(len(times) - 1, int(len(times) * 0.99))], 1), "max_ms": round(times[-1], 1), "processor_ms_per_edit": round(spent / count, 1),
                      "memory_mb": round(client.largest_memory())}))
    client.send("shutdown", {}, request=True)
    client.send("exit", {})


if __name__ == "__main__":
    main()
