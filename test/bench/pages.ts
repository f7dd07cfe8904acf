import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parts } from '../../src/server/parts.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { pageOfRun, type RowFilter, standingsOfRun } from '../../src/store/runs/queries.ts';
import { runServer } from '../server/running.ts';
import { finding, wholeRun } from '../store/findings.ts';

const findings = 20_000;
const units = 100;
const rounds = 40;
const rules = ['missing-offering', 'level-differs', 'no-eform', 'below-target', 'components-differ'];
const severities = ['critical', 'major', 'minor', 'info'] as const;

/** The overview and the findings of a city with 20,000 of them: a page, against the very queries it cannot do without. */
export async function pagesBench(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-bench-'));
  const store = await openStore({ driver: 'sqlite', file: join(folder, 'store.db') });
  const server = await runServer(store, parts, 'server: { requestsPerMinute: 1000000 }');
  try {
    let runId = await runOf(store, 1);
    const key = await server.key('operator');
    const page = async (path: string) => {
      const answer = await server.get(path, key);
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
    };
    const listed = (filter: RowFilter) => async () => {
      await standingsOfRun(store, runId, [], filter);
      await pageOfRun(store, runId, filter, { limit: 50 });
    };
    const pairs: [name: string, page: () => Promise<unknown>, query: () => Promise<unknown>][] = [
      ['overview', () => page('/'), () => standingsOfRun(store, runId, ['owner', 'rule'])],
      ['findings', () => page('/sai-lech'), listed({})],
      ['findings of a rule', () => page('/sai-lech?rule=no-eform'), listed({ rule: 'no-eform' })],
      ['findings of a unit', () => page('/sai-lech?agency=H13.1'), listed({ agency: 'H13.1' })],
    ];
    const lines: string[] = [];
    for (const [name, asked, query] of pairs) {
      const [shown, alone] = await medians(asked, query);
      lines.push(
        `${name}: page ${shown.toFixed(1)} ms, its queries alone ${alone.toFixed(1)} ms: ${(shown / alone).toFixed(2)} × (goal 1.5)`,
      );
    }
    // Everything is warm but what is remembered of a finished run: who comes first after it has nothing of that.
    for (const [at, [name, asked, query]] of pairs.entries()) {
      runId = await runOf(store, at + 2);
      const [shown, alone] = [await timed(asked), await timed(query)];
      lines.push(
        `${name}, first look at a new run: page ${shown.toFixed(1)} ms, its queries alone ${alone.toFixed(1)} ms: ${(shown / alone).toFixed(2)} × (goal 1.5)`,
      );
    }
    return lines;
  } finally {
    await server.close();
    await store.close();
    await rm(folder, { recursive: true });
  }
}

async function runOf(store: Store, day: number): Promise<string> {
  const at = new Date(Date.UTC(2026, 10, day)).toISOString();
  return (await wholeRun(store, at, Array.from({ length: findings }, made))).runId;
}

/** Milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function made(_: unknown, n: number) {
  const procedure = `1.${String(Math.floor(n / units)).padStart(6, '0')}`;
  return finding({
    ...{ procedure, agency: `H13.${n % units}`, rule: rules[n % rules.length] as never },
    ...{
      severity: severities[n % 4]!,
      owner: n % 3 === 0 ? ('regulatory' as const) : ('technical' as const),
    },
  });
}

/** In turn, so that what else the machine does falls on both alike. */
async function medians(
  ...works: [() => Promise<unknown>, () => Promise<unknown>]
): Promise<[number, number]> {
  const times = works.map((): number[] => []);
  for (let round = -5; round < rounds; round++)
    for (const [at, work] of works.entries()) {
      const took = await timed(work);
      if (round >= 0) times[at]!.push(took);
    }
  const middle = (each: number[]) => each.sort((a, b) => a - b)[Math.floor(each.length / 2)]!;
  return [middle(times[0]!), middle(times[1]!)];
}
