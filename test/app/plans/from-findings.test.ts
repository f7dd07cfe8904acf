import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { planFromFindings } from '../../../src/app/plans/from-findings.ts';
import { mendingOf } from '../../../src/app/plans/mending.ts';
import type { Configuration } from '../../../src/config/configuration.ts';
import { openLedger } from '../../../src/store/runs/ledger.ts';
import { beginRun, finishRun } from '../../../src/store/runs/runs.ts';
import { addWaiver } from '../../../src/store/runs/waivers.ts';
import { finding, minute, onEveryDatabase, type TestDatabase, wholeSettlement } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

const missing = finding();
const undefinedService = finding({ procedure: '1.004222' });
const unknown = finding({ rule: 'unknown-procedure', agency: null, procedure: '1.009999' });
const waived = finding({ agency: 'H13.77' });

onEveryDatabase('a plan from findings', tests, ['sqlite']);

function tests(database: TestDatabase): void {
  async function place(findings = [missing, undefinedService, unknown, waived]) {
    const store = await database.open();
    const services = await mkdtemp(join(tmpdir(), 'dvc-sync-services-'));
    await mkdir(join(services, missing.procedure!));
    await addRun(1);
    await addWaiver(
      store,
      { fingerprint: waived.fingerprint },
      { by: 'A', reason: 'x', at: minute(1), until: null },
    );
    await addRun(2);
    async function addRun(at: number) {
      const id = await beginRun(store, minute(at));
      const ledger = openLedger(store, { runId: id });
      await ledger.add(findings);
      const evaluated = { status: 'evaluated' as const, skipped: [], reason: null, count: 0 };
      const outcomes = { 'unknown-procedure': evaluated, 'missing-offering': evaluated };
      await ledger.settle(wholeSettlement(id, minute(at), { outcomes }), async (counts, inner) => {
        const rest = { startedAt: minute(at), finishedAt: minute(at), systems: {}, rules: {}, levels: {} };
        const summary = { runId: id, status: 'discrepancies' as const, counts, ...rest };
        await finishRun(inner, summary, { levelsByTier: {} });
      });
    }
    const city = { locality: 'H13', agencies: [], systems: [], applies: [], rules: {}, fields: {} };
    const configuration = { services, city, systems: [], hosts: {} } as unknown as Configuration;
    const looking = { ...asking(store, {}, minute(3)), configuration, log: {} as never };
    return { looking, [Symbol.asyncDispose]: () => rm(services, { recursive: true }) };
  }

  it('is of what the last run saw that a plan mends, and says what the others need first', async () => {
    await using at = await place();
    expect(await mendingOf(at.looking)).toEqual({
      findings: 1,
      procedures: [missing.procedure],
      needs: [
        {
          ...{ need: 'definition', findings: 1 },
          ...{ procedures: [undefinedService.procedure], rules: ['missing-offering'] },
        },
      ],
    });
  });

  it('is of named findings, whatever they are: each says what it needs', async () => {
    await using at = await place();
    const mending = await mendingOf(
      at.looking,
      [missing, unknown, waived, missing].map(({ fingerprint }) => fingerprint),
    );
    expect(mending.findings).toBe(1);
    expect(mending.needs.map(({ need, rules }) => [need, rules])).toEqual([
      ['person', ['unknown-procedure']],
      ['waiver', ['missing-offering']],
    ]);
    expect((await mendingOf(at.looking, [missing.fingerprint.slice(0, -1)])).findings).toBe(1);
    await expect(mendingOf(at.looking, ['missing'])).rejects.toThrow('fingerprint-ambiguous');
    await expect(mendingOf(at.looking, ['ffffffffffff'])).rejects.toThrow('no-open-finding');
    await expect(mendingOf(at.looking, [''])).rejects.toThrow('no-open-finding');
  });

  it('is not made where nothing can be planned yet, nor of definitions with mistakes; viewers make none', async () => {
    await using at = await place();
    const { signal } = new AbortController();
    const nothing = await planFromFindings(at.looking, { signal, fingerprints: [unknown.fingerprint] });
    expect(nothing).toMatchObject({ plan: null, mending: { findings: 0, procedures: [] } });
    // Its folder is empty.
    const unsound = await planFromFindings(at.looking, { signal, fingerprints: [missing.fingerprint] });
    expect(unsound).toMatchObject({
      plan: null,
      mending: { findings: 0, needs: [{ need: 'sound-definition', procedures: [missing.procedure] }] },
    });
    const viewer = { ...at.looking, actor: { ...at.looking.actor, role: 'viewer' as const } };
    await expect(planFromFindings(viewer, { signal })).rejects.toThrow('role-missing');
  });
}
