import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedFolders } from './shipped.ts';

/*
 * What is shipped beside our own code: `out/sbom.cdx.json` (CycloneDX, by npm itself) and `out/THIRD-PARTY-LICENCES.txt`
 * with every licence's text. Ends with 1 where a package has a licence nobody has looked at yet.
 */

/** They ask for no more than to be named. */
const permissive =
  /^(?:MIT|MIT-0|ISC|0BSD|BSD-0-Clause|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0|OFL-1\.1|MPL-2\.0|Zlib)$/;

interface Component {
  name: string;
  version: string;
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[];
}

const sbom = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
  maxBuffer: 64 * 1_024 * 1_024,
});
const all = JSON.parse(sbom.toString()) as { components: Component[] };

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { version?: string }>;
};
// Tools to develop with are not shipped; packages that are built in are, though they are installed like tools.
const folders = new Map<string, string>();
for (const folder of await shippedFolders()) {
  const { version } = lock.packages[folder]!;
  folders.set(`${folder.split('node_modules/').at(-1)} ${version}`, folder);
}
const components = all.components.filter(({ name, version }) => folders.has(`${name} ${version}`));
mkdirSync('out', { recursive: true });
writeFileSync('out/sbom.cdx.json', JSON.stringify({ ...all, components }, null, 2));
const unknown: string[] = [];
const texts = components.map(component => {
  const { name, version } = component;
  const folder = folders.get(`${name} ${version}`);
  // The list leaves out what is no name of SPDX's.
  const licence = licenceOf(component) || (folder === undefined ? '' : licenceIn(folder));
  // "(MIT OR GPL-3.0)": we take the one that asks for least.
  const choices = licence.replace(/[()]/g, '').split(/ OR /);
  if (!choices.some(choice => choice.split(/ AND /).every(part => permissive.test(part.trim()))))
    unknown.push(`${name} ${version}: ${licence || 'says nothing'}`);
  return `${name} ${version}\n${licence}\n\n${folder === undefined ? '' : textIn(folder)}`;
});
writeFileSync('out/THIRD-PARTY-LICENCES.txt', texts.join(`\n\n${'='.repeat(78)}\n\n`));
process.stdout.write(`${components.length} packages: out/sbom.cdx.json, out/THIRD-PARTY-LICENCES.txt\n`);
if (unknown.length > 0) {
  process.stderr.write(`Licences nobody has looked at:\n  ${unknown.join('\n  ')}\n`);
  process.exitCode = 1;
}

function licenceOf({ licenses = [] }: Component): string {
  return licenses
    .map(({ license, expression }) => license?.id ?? license?.name ?? expression ?? '')
    .join(' AND ');
}

function licenceIn(folder: string): string {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).license ?? '';
}

function textIn(folder: string): string {
  const file = readdirSync(folder).find(name => /^(?:licen[cs]e|copying)/i.test(name));
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
}
