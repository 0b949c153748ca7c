// One file of script, and beside it the licences of what is in it.
import { build } from 'esbuild';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const result = await build({
  entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', bundle: true, minify: true, metafile: true,
  platform: 'node', target: 'node20', format: 'cjs', external: ['vscode'], logLevel: 'warning',
});

const folderOf = (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
const packages = new Set(Object.keys(result.metafile.inputs).map(folderOf).filter(Boolean));
const notices = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const text = file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : 'No licence text is in the package.';
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync('dist/THIRD_PARTY_NOTICES.txt', notices.join('\n' + '-'.repeat(80) + '\n\n'));
