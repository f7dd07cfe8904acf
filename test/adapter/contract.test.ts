import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { adapters } from '../../adapters/index.ts';
import { sandboxes } from '../../adapters/sandboxes.ts';
import { describeAdapter } from './contract-suite.ts';
import { filesAdapter, fillFolder } from './files-adapter.ts';
import { contractSeed } from './seed.ts';

/** A usable e-form in each remote's own words. */
const forms: Record<string, string> = {
  'td-dvc': JSON.stringify({
    display: 'form',
    components: [{ type: 'textfield', key: 'hoVaTen', label: 'Họ và tên', input: true }],
  }),
  opencps: '{ schema: { type: "object", properties: { hoTen: { type: "string", title: "Họ và tên" } } } }',
};

it('the list of adapters names every folder, and no other', () => {
  const folders = readdirSync(new URL('../../adapters', import.meta.url), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name);
  expect(adapters.map(adapter => adapter.name).sort()).toEqual(folders.sort());
});

for (const adapter of adapters) {
  const home = new URL(`../../adapters/${adapter.name}/`, import.meta.url);
  describeAdapter(adapter, contractSeed(forms[adapter.name] ?? ''), sandboxes[adapter.name]!, home);
}

describeAdapter(filesAdapter, contractSeed(''), fillFolder);
