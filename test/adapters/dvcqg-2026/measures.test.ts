import { expect, it } from 'vitest';
import { adapter } from '../../../adapters/dvcqg-2026/index.ts';
import { createHttpClient } from '../../../src/adapter/http-client.ts';
import { noDetails } from '../../../src/adapter/kit/details.ts';
import type { MeasureRecord } from '../../../src/adapter/measures.ts';
import { listeningLog, testSettings } from '../../adapter/loopback.ts';
import { startSandbox } from '../../sandbox/dvcqg-2026/sandbox.ts';
import type { PortalSeed } from '../../sandbox/dvcqg-2026/seed.ts';
import { procedure, seedOf } from './support.ts';

const files = { online: 12, direct: 24, postal: 0 };
const counted = procedure('1.100000', {
  files: { 'H13.01': files, 'H13.02': files, 'H13.105': files },
});

const records = async (seed: PortalSeed, quirks: Record<string, unknown> = {}) => {
  const sandbox = await startSandbox(seed, quirks);
  const http = createHttpClient(
    { ...testSettings, concurrency: 1, ratePerSecond: 100_000, baseUrl: sandbox.baseUrl },
    listeningLog(),
  );
  const system = adapter.open(adapter.options.parse({}), {
    ...{ maxRows: 500_000, concurrency: 1 },
    ...{ http, locality: 'H13', details: noDetails, log: listeningLog() },
    ...{ signal: new AbortController().signal, progress() {} },
  });
  const found: MeasureRecord[] = [];
  for await (const record of system.measures!({ period: '2025-10', procedures: ['1.100000'] }))
    found.push(record);
  http.close();
  await sandbox.close();
  return (agency: string) =>
    found.filter(one => one.kind === 'demand' && one.procedure === '1.100000' && one.agency === agency);
};

it.each([
  [true, { online: 1, direct: 2, postal: 0, total: 3 }],
  // Children that carry no counts leave their units indeterminate; the city's own figure stands.
  [false, { online: null, direct: null, postal: null, total: null }],
])('units have what their own rows say (counts in them: %s)', async (childCounts, ofUnit) => {
  const of = await records(seedOf([counted]), { childCounts });
  expect(of('H13')).toMatchObject([{ online: 3, direct: 6, postal: 0, total: 9 }]);
  expect(of('H13.01')).toMatchObject([ofUnit]);
});

it('a count below nought was not told, and with it no total', async () => {
  const odd = { online: -12, direct: 24, postal: 0 };
  const of = await records(seedOf([procedure('1.100000', { files: { 'H13.01': odd } })]));
  expect(of('H13.01')).toMatchObject([{ online: null, direct: 2, postal: 0, total: null }]);
});
