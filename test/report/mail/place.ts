import type { Configuration } from '../../../src/config/configuration.ts';
import { mailSection } from '../../../src/config/sections/mail.ts';
import { serverSection } from '../../../src/config/sections/server.ts';
import type { DiscrepancyRow } from '../../../src/report/source.ts';
import { queueRunLetters } from '../../../src/runs/mail/queue.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import type { LetterRow } from '../../../src/store/mail/letter-rows.ts';
import { listLetters } from '../../../src/store/mail/outbox.ts';
import type { LedgerFinding } from '../../../src/store/runs/finding-columns.ts';
import { openLedger } from '../../../src/store/runs/ledger.ts';
import { beginRun, finishRun } from '../../../src/store/runs/runs.ts';
import { wholeSettlement } from '../../store/findings.ts';
import { sampleCity, sampleRows, sampleSummary } from '../sample.ts';

export const everything = {
  address: 'ct@example.vn',
  name: 'Sở Thông tin và Truyền thông',
  everything: true,
};

/** What of a configuration letters need. */
export function mailConfiguration(
  mail: Record<string, unknown> = {},
  publicUrl: string | null = 'https://dvc-sync.example.vn/',
): Configuration {
  return {
    city: sampleCity,
    mail: mailSection.parse({
      from: 'dvc-sync Cần Thơ <dvc-sync@cantho.example.vn>',
      smtp: { host: '127.0.0.1' },
      recipients: [everything],
      ...mail,
    }),
    server: serverSection.parse(publicUrl === null ? {} : { publicUrl }),
    push: { approval: 'held' },
    secrets: [],
  } as unknown as Configuration;
}

function findingsOf(rows: readonly DiscrepancyRow[]): LedgerFinding[] {
  return rows.map(({ state: _, firstSeen: _1, lastSeen: _2, resolvedAt: _3, waiver: _4, key, ...rest }) => ({
    ...rest,
    statement: { message: rest.message, expected: rest.expected, actual: rest.actual },
    ...(key !== null && { key }),
    systems: ['national', 'portal'],
  }));
}

/** A finished run in which these came up, with the letters it brings. */
export async function runWith(
  store: Store,
  configuration: Configuration,
  startedAt: string,
  rows: readonly DiscrepancyRow[] = sampleRows(),
  statuses: Record<string, 'complete' | 'unreadable'> = {},
  /** Of its settling; by default no rule looked. */
  given: Parameters<typeof wholeSettlement>[2] = { outcomes: {} },
): Promise<{ runId: string; letters: LetterRow[] }> {
  const runId = await beginRun(store, startedAt);
  const ledger = openLedger(store, { runId });
  await ledger.add(findingsOf(rows));
  const known = await listLetters(store, {}, startedAt, 1);
  const settlement = wholeSettlement(runId, startedAt, given);
  await ledger.settle(settlement, async (counts, inner) => {
    const made = sampleSummary(rows);
    const systems = Object.fromEntries(
      Object.entries(made.systems).map(([name, system]) => [
        name,
        {
          ...system,
          status: statuses[name] ?? 'complete',
          error: statuses[name] ? 'máy chủ không trả lời' : null,
        },
      ]),
    );
    const summary = { ...made, systems, runId, startedAt, finishedAt: startedAt, counts };
    await finishRun(inner, summary, { levelsByTier: {} });
    await queueRunLetters(inner, { configuration, summary });
  });
  const letters = await listLetters(store, {}, startedAt, 500);
  return { runId, letters: letters.filter(({ id }) => id > (known[0]?.id ?? 0)).reverse() };
}
