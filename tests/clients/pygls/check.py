"""A scripted client (pygls) that says of itself what recorded editors said: the client files of pytest-lsp, read where it is installed.

For every recording: the position encoding is one that it offered, diagnostics come by push or by pull but not by both, and the
other end of a link is related information, or in the message where the client has none. Environment: BULKHEAD, BULKHEAD_ESTATE.
"""
import asyncio
import json
import os
import pathlib
import sys
import traceback

import pytest_lsp
from lsprotocol import converters, types
from pygls.lsp.client import LanguageClient

RULE = "cross-environment-network-link"
ESTATE = pathlib.Path(os.environ["BULKHEAD_ESTATE"])
DEV, PROD = ESTATE / "infra/live/dev/main.tf", ESTATE / "infra/live/prod/main.tf"
PREFIX = "  /* Brücke 𝄞 */ peer_owner_id = "     # each encoding counts this differently
failures = 0


def check(name, holds, detail=""):
    global failures
    failures += not holds
    print(("ok - " if holds else "not ok - ") + name + ("" if holds or detail == "" else f": {detail}"), flush=True)
    return holds


def length(text, encoding):
    return {"utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2, "utf-32": len(text)}[encoding]


def client_of(pushed):
    client = LanguageClient("bulkhead-test", "1")
    changed = asyncio.Event()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _(params):
        pushed[params.uri] = params.diagnostics
        changed.set()

    for taken in (types.CLIENT_REGISTER_CAPABILITY, types.CLIENT_UNREGISTER_CAPABILITY, types.WINDOW_WORK_DONE_PROGRESS_CREATE,
                  types.WORKSPACE_DIAGNOSTIC_REFRESH, types.WORKSPACE_CODE_LENS_REFRESH, types.WORKSPACE_INLAY_HINT_REFRESH):
        client.feature(taken)(lambda params: None)
    client.feature(types.WORKSPACE_CONFIGURATION)(lambda params: [None] * len(params.items))
    for ignored in (types.WINDOW_LOG_MESSAGE, types.WINDOW_SHOW_MESSAGE, types.PROGRESS):
        client.feature(ignored)(lambda params: None)
    return client, changed


def of_rule(items):
    return next((one for one in items or () if one.code == RULE), None)


async def until(changed, holds):
    """Waits for pushes until `holds` gives something."""
    async with asyncio.timeout(15):
        while not (value := holds()):
            changed.clear()
            await changed.wait()
    return value


async def talk(name, capabilities):
    pushed = {}
    client, changed = client_of(pushed)
    await client.start_io(os.environ["BULKHEAD"], "lsp")
    folders = [types.WorkspaceFolder(ESTATE.as_uri(), "estate")]
    answer = await client.initialize_async(types.InitializeParams(
        capabilities=capabilities, process_id=os.getpid(), root_uri=ESTATE.as_uri(), workspace_folders=folders))
    client.initialized(types.InitializedParams())
    general, document = capabilities.general, capabilities.text_document
    offered = [getattr(one, "value", one) for one in (general and general.position_encodings) or ["utf-16"]]
    encoding = answer.capabilities.position_encoding or "utf-16"
    encoding = getattr(encoding, "value", encoding)
    best = "utf-8" if "utf-8" in offered else "utf-16"
    check(f"{name}: the position encoding is {encoding}, of {', '.join(offered)}", encoding == best)
    pulls = document.diagnostic is not None
    announced = answer.capabilities.diagnostic_provider is not None
    check(f"{name}: {'pull' if pulls else 'no pull'} is announced", announced == pulls)

    text = DEV.read_text().replace("  peer_owner_id = ", PREFIX)
    item = types.TextDocumentItem(DEV.as_uri(), "terraform", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    if announced:
        async def pull(uri, previous=None):
            return await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(
                types.TextDocumentIdentifier(uri), previous_result_id=previous))

        report = await pull(item.uri)
        found = of_rule(report.items)
        again = await pull(item.uri, report.result_id)
        check(f"{name}: asked again, nothing has changed", again.kind == "unchanged", again)
        other = of_rule((await pull(PROD.as_uri())).items)
        check(f"{name}: the open file is not pushed as well", not pushed.get(item.uri), pushed.get(item.uri))
    else:
        column = length(PREFIX, encoding)
        def of_this_text():
            one = of_rule(pushed.get(item.uri))
            return one if one and one.range.start.character == column else None

        found = await until(changed, of_this_text)
        other = await until(changed, lambda: of_rule(pushed.get(PROD.as_uri())))
    if not check(f"{name}: the finding arrives at both ends", found is not None and other is not None): return
    expected = types.Position(23, length(PREFIX, encoding))
    check(f"{name}: it stands where {encoding} counts it", found.range.start == expected, (found.range.start, expected))

    ways = [document.publish_diagnostics, document.diagnostic]
    related = any(getattr(one, "related_information", None) for one in ways if one)
    there = [one.location.uri for one in found.related_information or ()]
    in_message = "other end: infra/live/prod/main.tf:11" in found.message
    check(f"{name}: the other end is {'related information' if related else 'in the message'}",
          (PROD.as_uri() in there) == related and in_message == (not related), found)

    where = types.CodeActionParams(types.TextDocumentIdentifier(item.uri), found.range, types.CodeActionContext([found]))
    actions = await client.text_document_code_action_async(where)
    check(f"{name}: a code action silences it", any(RULE in one.title for one in actions or ()), actions)
    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.wait_for(client._server.wait(), 10)
    check(f"{name}: the server ends with 0", client._server.returncode == 0, client._server.returncode)


async def main():
    converter = converters.get_converter()
    recordings = sorted((pathlib.Path(pytest_lsp.__file__).parent / "clients").glob("*.json"))
    check("there are recordings", len(recordings) >= 5, recordings)
    for recording in recordings:
        try:
            capabilities = converter.structure(json.loads(recording.read_text())["capabilities"], types.ClientCapabilities)
            async with asyncio.timeout(40):
                await talk(recording.stem, capabilities)
        except Exception:
            check(f"{recording.stem}: talked to the end", False, traceback.format_exc())


if __name__ == "__main__":
    asyncio.run(main())
    sys.stdout.flush()
    os._exit(1 if failures else 0)
