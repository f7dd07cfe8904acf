import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RunRow } from '../../src/app/queries/runs.ts';
import type { SystemSummary } from '../../src/domain/run.ts';
import { namesOf } from '../../src/report/names.ts';
import { levelsNow, levelsPart } from '../../src/server/page/levels.ts';
import { openStore } from '../../src/store/core/open.ts';
import { temporaryFolder } from '../support/command.ts';
import { runServer, startOfTests } from './running.ts';

it('says how many are at level 4 only of a system that was read whole', async () => {
  const folder = await temporaryFolder();
  const store = await openStore({ driver: 'sqlite', file: join(folder.path, 'store.sqlite') });
  const server = await runServer(store, []);
  const told = async (status: SystemSummary['status']) => {
    const statistics = { levelsByTier: { portal: { commune: { 1: 0, 2: 1, 3: 0, 4: 3, none: 0 } } } };
    const summary = { systems: { portal: { status } } };
    const run = { startedAt: startOfTests, summary, statistics } as unknown as RunRow;
    const part = levelsPart(
      { names: namesOf(server.configuration.city) },
      await levelsNow(server.context, run),
    );
    return part ? part.text : '';
  };
  try {
    expect(await told('complete')).toContain('3/4 dịch vụ mức độ 4 = 75 %');
    for (const status of ['partial', 'unreadable'] as const) {
      expect(await told(status)).toContain('Chưa biết: lần đối chiếu gần nhất chưa đọc đủ');
      expect(await told(status)).not.toMatch(/3\/4|%/);
    }
  } finally {
    await server.close();
    await store.close();
    await folder.remove();
  }
});
