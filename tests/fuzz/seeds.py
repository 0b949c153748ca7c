"""What the fuzz targets start from: the fixtures, the fences of the rule pages and the conditions in them. Nothing of others is kept."""
import hashlib
import json
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.M | re.S)
DEFAULT_NAMES = {"hcl": "main.tf", "yaml": "app.yaml", "json": "main.tf.json", "dockerfile": "Dockerfile", "shell": "run.sh"}


def kind_of(path):
    """The parser that reads a file of this name, or None."""
    name = os.path.basename(path)
    if re.search(r"\.(tf|tfvars|hcl)$", name): return "hcl"
    if re.search(r"\.ya?ml$", name): return "yaml"
    if re.search(r"\.(json|tfstate)$", name): return "json"
    if re.search(r"^(Dockerfile|Containerfile)|\.Dockerfile$", name): return "dockerfile"
    if re.search(r"\.(sh|bash)$", name): return "shell"
    return None


def files_below(folder):
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in (".git", "node_modules", "build"))
        for name in sorted(names):
            path = os.path.join(where, name)
            if os.path.isfile(path) and not os.path.islink(path):
                yield path


def read(path):
    with open(path, "rb") as file:
        return file.read()


def pages():
    for path in files_below(os.path.join(ROOT, "rules")):
        if path.endswith(".md"):
            yield read(path).decode()


def workspace(files):
    """Files as the scan target reads them."""
    return b"\0".join(name.encode() + b"\n" + text for name, text in files if b"\0" not in text)


def scripts_of(dockerfile):
    """What RUN instructions run."""
    joined = re.sub(rb"\\\r?\n", b"", dockerfile)
    return re.findall(rb"(?mi)^\s*RUN\s+(?:--\S+\s+)*([^\[\s].*)$", joined)


def conditions_of(page):
    """CEL in front matter: conditions, places, names for parts, and {{ }} of messages."""
    front = page.split("---")[1] if page.startswith("---") else ""
    for key, text in re.findall(r"^[\s-]*(when|at|let|\w+): *(.+)$", front, re.M):
        if key not in ("id", "title", "requirements", "severity", "select", "technologies", "message"):
            yield text.strip().strip("\"'")
    yield from re.findall(r"{{\s*(.*?)\s*}}", front)


def conversations():
    """A client that opens a file, edits it and asks everything there is to ask; one for each fixture and one that breaks off."""
    uri = {"uri": "file:///e/live/dev/a.tf"}
    at = {"textDocument": uri, "position": {"line": 1, "character": 5}, "context": {"diagnostics": [], "includeDeclaration": True},
          "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 9}}}
    asked = ["hover", "codeAction", "diagnostic", "definition", "references", "documentSymbol", "codeLens", "inlayHint"]

    def opened(path, text):
        document = {"uri": "file:///e/" + path, "languageId": "x", "version": 1, "text": text}
        return {"method": "textDocument/didOpen", "params": {"textDocument": document}}

    def spoken(messages):
        lines = [line if isinstance(line, str) else json.dumps({"jsonrpc": "2.0", **line}) for line in messages]
        return "\n".join(lines).encode()

    requests = [{"id": n, "method": "textDocument/" + name, "params": at} for n, name in enumerate(asked)]
    edit = {"method": "textDocument/didChange", "params": {"textDocument": {**uri, "version": 2}, "contentChanges": [{"range": at["range"], "text": "x"}]}}
    workspace = {"id": "w", "method": "workspace/diagnostic", "params": {"previousResultIds": [], "partialResultToken": 1}}
    cancel = {"method": "$/cancelRequest", "params": {"id": "w"}}
    for text in ("resource \"a\" \"b\" {\n  c = var.d\n}\nvariable \"d\" { default = \"10.1.0.0/16\" }\n", "a = <<E\n"):
        yield spoken([opened("live/dev/a.tf", text), *requests, "wait", workspace, edit, *requests, cancel, "wait"])
        yield spoken([opened("live/dev/a.tf", text), edit, {"method": "exit"}])
    yield b"raw Content-Length: 2\r\n\r\n{}\nwait\nraw Content-Length: 99\r\n\r\n"
    for path, text in (("k.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n"), ("Dockerfile", "FROM a AS b\nRUN c\n")):
        there = json.loads(json.dumps(requests).replace("live/dev/a.tf", path))
        yield spoken([opened(path, text), "wait", *there, "wait"])


def reports():
    """Path, text, message, rule, environment and the other end's text, with what agents of build logs listen to."""
    yield b"\0".join([b"a.tf", b"x = 1\n", b"A message", b"a-rule", b"dev", b"the other end"])
    for trouble in (b"::error file=a::b", b"##vso[task.complete result=Failed]", b"##[error]x", b"%0A::warning::x", b"\xc2\xa0::debug::x", b"\r\n::notice::x", b"]];;,:%25"):
        yield b"\0".join([trouble] * 6)
        yield b"\0".join([b"a/" + trouble + b".tf", b"x\n  " + trouble + b"\n", b"M " + trouble, b"r", b"dev", trouble])


def own(target):
    """Seeds of one target out of the project's own files."""
    if target == "cel":
        for page in pages():
            yield from (text.encode() for text in conditions_of(page))
        tests = read(os.path.join(ROOT, "tests", "cel", "evaluation_test.cpp")).decode()
        yield from (text.encode() for text in re.findall(r'\{"((?:[^"\\]|\\.)+)", "', tests))
        return
    if target == "config":
        tests = read(os.path.join(ROOT, "tests", "config", "config_test.cpp")).decode()
        yield from (text.encode() for text in re.findall(r'R"\w*\((.*?)\)\w*"', tests, re.S))
        yield from (text.encode().decode("unicode_escape").encode() for text in re.findall(r'"((?:[^"\\]|\\.)*\\n)"', tests))
        yield from (read(path) for path in files_below(os.path.join(ROOT, "fixtures")) if path.endswith("bulkhead.yaml"))
        return
    if target == "lsp":
        yield from conversations()
        return
    if target == "report":
        yield from reports()
        return
    if target == "shell":
        yield read(os.path.join(ROOT, "dev"))
    if target == "json":
        yield from (read(path) for path in files_below(ROOT) if path.endswith(".json"))
    for page in pages():
        files = []
        for language, info, text in FENCE.findall(page):
            named = re.search(r"file=(\S+)", info)
            files.append((named.group(1) if named else DEFAULT_NAMES.get(language, "other"), text.encode()))
            if language == target: yield text.encode()
            if target == "shell" and language == "dockerfile": yield from scripts_of(text.encode())
            if target == "scan": yield workspace(files[-1:])
        if target == "scan": yield workspace(dict(files).items())
    for name in sorted(os.listdir(os.path.join(ROOT, "fixtures"))):
        yield from of_folder(target, os.path.join(ROOT, "fixtures", name, "estate"))


def of_folder(target, folder):
    """Seeds of one target out of any folder."""
    folders = {}
    for path in files_below(folder):
        kind = kind_of(path)
        if kind is None or os.path.getsize(path) > 65536: continue
        text = read(path)
        if kind == target: yield text
        elif target == "shell" and kind == "dockerfile": yield from scripts_of(text)
        folders.setdefault(os.path.dirname(path), []).append((os.path.relpath(path, folder).replace(os.sep, "/"), text))
    if target == "scan":
        for files in folders.values(): yield workspace(files)
        yield workspace([file for files in folders.values() for file in files])


def write(target, folder, longest, more):
    """Writes seeds of at most `longest` bytes into `folder`; how many there are."""
    for source in [own(target)] + [of_folder(target, other) for other in more]:
        for text in source:
            if 0 < len(text) <= longest:
                with open(os.path.join(folder, hashlib.sha1(text).hexdigest()), "wb") as out:
                    out.write(text)
    return len(os.listdir(folder))
