// The packed extension in Visual Studio Code's own extension host: code-server, and a headless browser that looks at its page.
// Environment: BULKHEAD, BULKHEAD_CLIENTS (where install.py put node/), BULKHEAD_VSIX, BULKHEAD_ESTATE, BULKHEAD_CHROMIUM,
// BULKHEAD_SCREENSHOT.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { BULKHEAD_CLIENTS: installed, BULKHEAD_VSIX: vsix, BULKHEAD_ESTATE: estate } = process.env;
const { HOME: home, BULKHEAD: program, BULKHEAD_CHROMIUM: chromium, BULKHEAD_SCREENSHOT: screenshot } = process.env;
const { chromium: browserType } = createRequire(`${installed}/node/package.json`)('playwright-core');
const rule = 'cross-environment-network-link', server = `${installed}/node/node_modules/code-server/out/node/entry.js`;
const LONG = 30_000;

let failed = 0;
function check(name, holds, detail) {
  if (!holds) ++failed;
  console.log(`${holds ? 'ok' : 'not ok'} - ${name}${holds || detail === undefined ? '' : ': ' + JSON.stringify(detail)}`);
  return holds;
}

/** The value of `look` once it is true, or its last one after a while. */
async function wait(look) {
  let value;
  for (const end = Date.now() + LONG; Date.now() < end; await new Promise((later) => setTimeout(later, 200)))
    if ((value = await look().catch(() => undefined))) return value;
  return value;
}

const data = `${home}/data`, folders = ['--user-data-dir', data, '--extensions-dir', `${home}/extensions`];
const settings = {
  'security.workspace.trust.enabled': false, 'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none', 'extensions.autoUpdate': false, 'extensions.autoCheckUpdates': false, 'git.enabled': false,
  'window.commandCenter': false, 'chat.commandCenter.enabled': false, 'files.autoSave': 'off',
  'workbench.tips.enabled': false, 'workbench.enableExperiments': false, 'editor.accessibilitySupport': 'off',
};
for (const [scope, values] of [['User', settings], ['Machine', { 'bulkhead.path': program }]]) {
  mkdirSync(`${data}/${scope}`, { recursive: true });
  writeFileSync(`${data}/${scope}/settings.json`, JSON.stringify(values));
}

/** Process ids of the servers of this estate. */
function servers() {
  const serves = (id) => {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
      return readlinkSync(`/proc/${id}/cwd`) === estate && command.startsWith(`${program}\0lsp`);
    } catch {
      return false;   // gone meanwhile
    }
  };
  return readdirSync('/proc').filter((id) => /^\d+$/.test(id) && serves(id));
}

/** code-server on a free port; its address. */
async function start() {
  const quiet = ['--disable-telemetry', '--disable-update-check'];
  const child = spawn(process.execPath, [server, ...folders, ...quiet, '--auth', 'none', '--bind-addr', '127.0.0.1:0'],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((found, lost) => {
    let text = '';
    child.stdout.on('data', (bytes) => {
      const match = /listening on (http:\S+?)\/?\s/.exec(text += bytes);
      if (match) found(match[1]);
    });
    child.on('exit', (code) => lost(new Error(`code-server ended with ${code}: ${text}`)));
  });
  return { child, address };
}

async function run(page, address) {
  const remote = `vscode-remote://${new URL(address).host}${estate}`;
  const open = (file) => encodeURIComponent(JSON.stringify([['openFile', `${remote}/${file}`]]));
  const texts = (selector) => page.locator(selector).allInnerTexts();
  const key = async (...keys) => { for (const one of keys) await page.keyboard.press(one); };
  const command = async (name) => {
    const input = page.locator('.quick-input-widget input').first();
    const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name.replace(/^.*: /, '') });
    await wait(async () => {
      if (!(await input.isVisible())) await key('F1');
      await input.fill(`>${name}`, { timeout: 1000 });
      await row.waitFor({ timeout: 2000 });
      return true;
    });
    await key('Enter');
  };
  const squiggles = async () => (await page.locator('.squiggly-error').count()) > 0;
  const environment = () => texts('[id="bulkhead.bulkhead.bulkhead.environment"], [id*="bulkhead.environment"]');
  const problems = () => texts('.markers-panel .monaco-list-row');
  const inProblems = (word) => async () => (await problems()).some((row) => row.includes(word));

  await page.goto(`${address}/?folder=${encodeURIComponent(estate)}&payload=${open('infra/live/dev/main.tf')}`);
  await page.locator('.tab', { hasText: 'main.tf' }).first().waitFor({ timeout: LONG });
  check('a squiggle stands in the open file', await wait(squiggles));
  const shown = await wait(async () => (await environment()).join().includes('dev'));
  check('the status bar names the environment', shown, await environment());
  const item = page.locator('[id*="bulkhead.environment"] [aria-label]').first();
  const label = await item.getAttribute('aria-label').catch(() => null);
  check('and its tier, for readers', /dev, non-production/.test(label ?? ''), label);

  await command('View: Focus on Problems View');
  check('the Problems panel has the finding', await wait(inProblems(rule)), await problems());
  const rows = (await problems()).map((row) => row.replace(/\s+/g, ' '));
  const whole = /is linked to account.*bulkhead.*cross-environment-network-link/;
  check('with its source and message', rows.some((row) => whole.test(row)), rows);
  const findings = rows.filter((row) => row.includes(' bulkhead '));
  check('no finding stands there twice', new Set(findings).size === findings.length, findings);
  check('findings of files that are not open are there', rows.some((row) => row.startsWith('tickets.yaml')), rows);
  check('the other end is a related place below it', rows.some((row) => /main\.tf.*Ln 11.*prod/.test(row)), rows);
  await page.screenshot({ path: screenshot });

  const privileged = `${estate}/deploy/prod/tickets.yaml`;
  writeFileSync(privileged, readFileSync(privileged, 'utf8').replace('privileged: true', 'privileged: false'));
  check('a change on disk is seen', await wait(async () => !(await inProblems('privileged-container')())), await problems());

  await page.locator('.monaco-editor .view-lines').first().click();
  await command('Go to Line/Column');
  await page.keyboard.type('24:20');
  await key('Enter', 'Control+.');
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: rule }).first();
  if (check('a quick fix is offered', await wait(() => fix.isVisible()), await texts('.action-widget .monaco-list-row'))) {
    await key('Enter');
    const editor = async () => (await texts('.view-line')).join('').replace(/\u00a0/g, ' ');
    check('it writes the suppression', await wait(async () => (await editor()).includes(`bulkhead:ignore ${rule}`)));
    const gone = await wait(async () => !(await inProblems('is linked to')()));
    check('and the finding leaves the Problems panel', gone, await problems());
  }

  await command('bulkhead: Show output');
  const panel = () => texts('.panel .action-item.checked, .panel .composite-bar .checked');
  check('the output channel is shown', await wait(async () => /output/i.test((await panel()).join())));
  await command('Preferences: Open User Settings (JSON)');
  await page.locator('.tab.active', { hasText: 'settings.json' }).first().waitFor({ timeout: LONG });
  const written = async (word) => (await texts('.view-line')).join('').includes(word);
  await wait(() => written('security.workspace'));
  await page.locator('.monaco-editor .view-lines').first().click();
  await key('Control+a');
  await page.keyboard.insertText(JSON.stringify({ 'bulkhead.minSeverity': 'critical', ...settings }));
  check('the setting is written', await wait(() => written('minSeverity')), await texts('.view-line'));
  await key('Control+s');
  await command('View: Focus on Problems View');
  check('a setting takes effect at once', await wait(async () => !(await inProblems('firewall-allow')())), await problems());
  check('and leaves what it should', await inProblems('shared-realm')(), await problems());
  await key('Control+Shift+e');
  await page.locator('.tab', { hasText: 'main.tf' }).first().click();

  const before = servers();
  check('one server runs', before.length === 1, before);
  await command('bulkhead: Restart the language server');
  const another = await wait(async () => servers().length === 1 && servers()[0] !== before[0]);
  check('a restart replaces it', another, [before, servers()]);
  check('after a restart the findings are there again', await wait(inProblems('shared-realm')), await problems());
}

execFileSync(process.execPath, [server, ...folders, '--install-extension', vsix], { stdio: 'pipe' });
const { child, address } = await start();
const browser = await browserType.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] });
const page = await (await browser.newContext({ viewport: { width: 1400, height: 2000 } })).newPage();
try {
  await run(page, address);
} catch (error) {
  check('the script ran to its end', false, String(error.stack ?? error));
} finally {
  await page.screenshot({ path: screenshot.replace('.png', '-end.png') }).catch(() => undefined);
  await browser.close();
  child.removeAllListeners('exit');
  child.kill();
}
process.exit(failed ? 1 : 0);
