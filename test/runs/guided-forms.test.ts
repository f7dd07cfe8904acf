import { expect, it } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { reviewsSection } from '../../src/config/sections/reviews.ts';
import { guidedReviews } from '../../src/runs/guided-forms.ts';
import { prepareHeard } from '../../src/runs/reviewed.ts';
import { beginRun } from '../../src/store/runs/runs.ts';
import { city } from '../review/support.ts';
import { seedSnapshot } from '../snapshot/support.ts';
import { minute, onEveryDatabase } from '../store/support.ts';

const people = { name: 'people', role: 'nationalPortal' as const, hosts: [], covers: null };
const configuration = {
  city: { ...city, systems: [...city.systems, people] },
  systems: [],
  reviews: reviewsSection.parse({}),
} as unknown as Configuration;

onEveryDatabase('guided forms', database => {
  it('have what applies to a unit by the portal’s own list, too, since that is asked of it', async () => {
    const store = await database.open();
    const runId = await beginRun(store, minute(0));
    const commune = { tiers: ['commune' as const] };
    const record = { offerings: [], cases: [], detailed: true };
    await seedSnapshot(store, runId, 'national', [
      { code: '1.000001', ...record, facts: { name: 'Thủ tục 1', ...commune } },
    ] as never);
    const publication = { applied: ['H13.3'], tests: [], audiences: [] };
    await seedSnapshot(store, runId, people.name, [
      { code: '1.000001', ...record, facts: { name: 'Thủ tục 1', publication } },
    ] as never);
    const forms = await guidedReviews(store, configuration, minute(9));
    expect(forms.map(({ agency }) => agency)).toContain('H13.3');
    expect(forms.find(({ agency }) => agency === 'H13.3')!.rows).toMatchObject([{ procedure: '1.000001' }]);
    expect(await guidedReviews(store, configuration, minute(9), 'H13.3')).toHaveLength(1);
  });

  it('are heard of whoever they asked, also of one that has a procedure by the portal’s own list alone', async () => {
    const store = await database.open();
    const runId = await beginRun(store, minute(0));
    const record = { code: '1.000001', offerings: [], cases: [], detailed: true };
    const facts = { name: 'Thủ tục 1' };
    const publication = { applied: ['H13.21.1'], tests: [], audiences: [] };
    for (const [system, own] of [
      ['national', { tiers: ['district' as const] }],
      [people.name, { publication }],
    ] as const)
      await seedSnapshot(store, runId, system, [{ ...record, facts: { ...facts, ...own } }] as never);
    const heard = await prepareHeard(store, configuration.city, [record.code]);
    const of = (agency: string) => heard({ procedure: record.code, agency });
    expect([of('H13.21.1'), of('H13.21.2')]).toEqual([
      { applies: true, open: true },
      { applies: false, open: false },
    ]);
  });
});
