import { expect, it } from 'vitest';
import type { Configuration } from '../../../src/config/configuration.ts';
import { reviewsSection } from '../../../src/config/sections/reviews.ts';
import { queueExplainAgain } from '../../../src/runs/mail/explain-again.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { listLetters } from '../../../src/store/mail/outbox.ts';
import { keepReview } from '../../../src/store/reviews/reviews.ts';
import { mailConfiguration } from '../../report/mail/place.ts';
import { city, inOrder } from '../../review/support.ts';
import { minute, onEveryDatabase } from '../../store/support.ts';

const part = { agency: 'H13.3', list: 'not-eligible' as const };
const address = 'donvi@example.vn';

/** The unit's Phụ lục II, which says of none of its rows why. */
function list(store: Store, importedAt: string, procedures: string[]): Promise<unknown> {
  const file = { name: `${importedAt}.xlsx`, sha256: importedAt, bytes: 1 };
  return keepReview(
    store,
    { file, options: '', importedAt, by: 'B', origin: 'cli', answer: null, parts: [part] },
    procedures.map((procedure, at) => ({
      ...{ ...part, procedure, name: procedure, legal: inOrder, source: { sheet: 'PL', row: at } },
      technical: { blocks: true, reasons: [], text: null },
    })),
  );
}

onEveryDatabase('a letter that asks a unit to explain again', database => {
  it('is not held off longer because the last one was sent by a clock that was ahead', async () => {
    const store = await database.open();
    const configuration: Configuration = {
      ...mailConfiguration({ recipients: [{ address, agency: part.agency }], holdOffMinutes: 10 }),
      ...{ city, systems: [], reviews: reviewsSection.parse({}) },
    };
    await list(store, minute(1), ['1.000001']);
    expect(await queueExplainAgain(store, configuration, part.agency, minute(5_000))).toBe(1);
    await store.db.updateTable('letter').set({ state: 'sent' }).execute();
    await list(store, minute(2), ['1.000001', '1.000002']);
    expect(await queueExplainAgain(store, configuration, part.agency, minute(3))).toBe(1);
    const [letter] = await listLetters(store, { standing: 'waiting' }, minute(3), 9);
    expect(letter).toMatchObject({ to: address, notBefore: minute(13) });
  });
});
