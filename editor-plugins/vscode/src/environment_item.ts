// The status bar item with the environments of the open file, as the server's request bulkhead/environment gives them.
import { Disposable, languages, MarkdownString, StatusBarAlignment, StatusBarItem, window, workspace } from 'vscode';
import { LanguageClient, State } from 'vscode-languageclient/node';

interface Environment { name: string; tier: string; reasons: string[] }

export class EnvironmentItem implements Disposable {
  private readonly item: StatusBarItem = window.createStatusBarItem('bulkhead.environment', StatusBarAlignment.Right, 100);
  private readonly listeners: Disposable[];
  private asked = 0;

  constructor(private readonly client: () => LanguageClient | undefined) {
    this.item.name = 'Environment (bulkhead)';
    this.item.command = 'workbench.actions.view.problems';
    this.listeners = [
      window.onDidChangeActiveTextEditor(() => void this.update()),
      // An analysis has ended: the file may belong to another environment now.
      languages.onDidChangeDiagnostics(() => void this.update()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('bulkhead.statusBar')) void this.update();
      }),
    ];
  }

  private async update(): Promise<void> {
    const turn = ++this.asked;
    const environments = await this.ask();
    if (turn !== this.asked || environments === 'unchanged') return;
    if (!environments.length) return this.item.hide();
    this.item.text = '$(server-environment) ' + environments.map((one) => one.name || 'unknown').join(', ');
    const text = new MarkdownString();
    for (const { name, tier, reasons } of environments) {
      text.appendMarkdown('**').appendText(name || 'unknown').appendMarkdown(`** (${tier})\n\n`);
      for (const reason of reasons) text.appendMarkdown('- ').appendText(reason).appendMarkdown('\n');
    }
    this.item.tooltip = text;
    const spoken = environments.map((one) => `${one.name || 'unknown'}, ${one.tier}`).join('; ');
    this.item.accessibilityInformation = { label: 'environment ' + spoken };
    this.item.show();
  }

  private async ask(): Promise<Environment[] | 'unchanged'> {
    const client = this.client(), document = window.activeTextEditor?.document;
    if (client?.state !== State.Running || document?.uri.scheme !== 'file') return [];
    if (!workspace.getConfiguration('bulkhead').get('statusBar', true)) return [];
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    const answer = await client
      .sendRequest<{ environments: Environment[] } | null>('bulkhead/environment', { textDocument: { uri } })
      .catch(() => 'unchanged' as const);   // edited meanwhile: the next analysis asks again
    return answer === 'unchanged' ? answer : answer?.environments ?? [];
  }

  dispose(): void {
    this.item.dispose();
    this.listeners.forEach((one) => one.dispose());
  }
}
