import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { adapters } from '../../adapters/index.ts';
import { startSandbox as startExports } from '../sandbox/exports/folder.ts';
import { sandboxes } from '../sandbox/sandboxes.ts';
import type { SandboxSeed } from '../sandbox/seed.ts';
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

/** The national portal has no rows of its own: all it lists of a unit is one offering, of the highest level. */
function asOnePortalShows(seed: SandboxSeed): SandboxSeed {
  const procedures = seed.procedures.map(procedure => {
    const highestFirst = procedure.offerings.toSorted((a, b) => (b.level ?? 0) - (a.level ?? 0));
    const byAgency = Map.groupBy(highestFirst, ({ agency }) => agency);
    return { ...procedure, offerings: [...byAgency.values()].map(([highest]) => highest!) };
  });
  return { ...seed, procedures };
}

/** What stands in lists alone: processes are files of their own, which this folder has none of. */
function asListsShow(seed: SandboxSeed): SandboxSeed {
  return { ...seed, procedures: seed.procedures.map(procedure => ({ ...procedure, cases: [] })) };
}

const shownBy: Record<string, (seed: SandboxSeed) => SandboxSeed> = {
  'dvcqg-2026': asOnePortalShows,
  exports: asListsShow,
};

for (const adapter of adapters) {
  const home = new URL(`../../adapters/${adapter.name}/`, import.meta.url);
  const seed = contractSeed(forms[adapter.name] ?? '');
  const shown = shownBy[adapter.name]?.(seed) ?? seed;
  const start = adapter.name === 'exports' ? startExports : sandboxes[adapter.name]!;
  describeAdapter(adapter, shown, start, home);
}

describeAdapter(filesAdapter, contractSeed(''), fillFolder);
