// Starts `bulkhead lsp` and shows the environments of the open file. Everything else is the server's.
import { existsSync } from 'node:fs';
import { commands, ExtensionContext, window, workspace } from 'vscode';
import { LanguageClient, LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';

import { EnvironmentItem } from './environment_item';

// By path, since the language id of a file depends on which other extensions are there.
const PATTERNS = ['**/*.{tf,tofu,tfvars,hcl,yaml,yml,json,tpl,env}', '**/*{Dockerfile,Containerfile}*', '**/.env*'];

const outputChannel = window.createOutputChannel('bulkhead', { log: true });
let client: LanguageClient | undefined;

function program(context: ExtensionContext, folder: string): string {
  const set = workspace.getConfiguration('bulkhead').get('path', '').replace('${workspaceFolder}', folder);
  const bundled = context.asAbsolutePath('server/bulkhead');
  return set || (existsSync(bundled) ? bundled : 'bulkhead');
}

function create(context: ExtensionContext): LanguageClient {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const server: ServerOptions = {
    command: program(context, folder),
    args: ['lsp', ...workspace.getConfiguration('bulkhead').get<string[]>('arguments', [])],
    options: folder ? { cwd: folder } : undefined,
  };
  const documentSelector = PATTERNS.map((pattern) => ({ scheme: 'file', pattern }));
  // At once, so that the first analysis is not made with defaults; the server asks for changes itself.
  const initializationOptions = JSON.parse(JSON.stringify(workspace.getConfiguration('bulkhead')));
  const options: LanguageClientOptions = { documentSelector, outputChannel, initializationOptions };
  return new LanguageClient('bulkhead', 'bulkhead', server, options);
}

async function start(context: ExtensionContext): Promise<void> {
  client = create(context);
  try {
    await client.start();
  } catch (error) {
    const text = `bulkhead did not start: ${error}. Is it installed, and is "bulkhead.path" right?`;
    void window.showErrorMessage(text, 'Open settings').then((choice) =>
      choice && commands.executeCommand('workbench.action.openSettings', 'bulkhead.path'));
  }
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.dispose().catch(() => undefined);   // one that never ran has nothing to stop
}

export async function activate(context: ExtensionContext): Promise<void> {
  let turn = start(context);   // one after the other: a client that is starting cannot be stopped
  const restart = () => (turn = turn.then(stop).then(() => start(context)));
  context.subscriptions.push(
    outputChannel,
    commands.registerCommand('bulkhead.restart', restart),
    commands.registerCommand('bulkhead.showOutput', () => outputChannel.show()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('bulkhead.path') || event.affectsConfiguration('bulkhead.arguments')) void restart();
    }),
    new EnvironmentItem(() => client),
  );
  await turn;
}

export async function deactivate(): Promise<void> {
  await stop();
}
