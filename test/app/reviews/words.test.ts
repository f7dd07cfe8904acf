import { expect, it } from 'vitest';
import { decide, takeBackDecision } from '../../../src/app/reviews/decide.ts';
import { confirmMilestone, takeBackMilestone } from '../../../src/app/reviews/milestones.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { insertRow } from '../../../src/store/core/one-row.ts';
import { decisionHistory, decisionsInForce } from '../../../src/store/reviews/decisions.ts';
import { milestoneWords } from '../../../src/store/reviews/milestones.ts';
import { keepReview, type NewEntry } from '../../../src/store/reviews/reviews.ts';
import { city, entry, inOrder } from '../../review/support.ts';
import { minute, onEveryDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

const by = (store: Store, at: number) => asking(store, {}, minute(at));
const decided = { procedure: '1.004194', agency: null, eligible: true, reason: 'đã họp' };

onEveryDatabase('decisions on reviews', database => {
  it('are in force until revoked, and stay in the history and the audit trail', async () => {
    const store = await database.open();
    const made = await decide(by(store, 1), city, decided);
    expect(made).toMatchObject({ ...decided, by: 'Trần Thị B', at: minute(1), revokedAt: null });
    await decide(by(store, 2), city, {
      ...decided,
      procedure: '1.000894',
      agency: 'H13.21',
      eligible: false,
    });
    expect((await decisionsInForce(store)).map(({ procedure }) => procedure)).toEqual([
      '1.000894',
      '1.004194',
    ]);
    expect(await decisionsInForce(store, ['1.004194'])).toEqual([made]);

    await takeBackDecision(by(store, 3), city, made.id, 'ghi nhầm');
    expect(await decisionsInForce(store, ['1.004194'])).toEqual([]);
    expect(await decisionHistory(store, '1.004194')).toMatchObject([{ id: made.id, revokedAt: minute(3) }]);
    expect((await listAudit(store, 5)).map(({ action, target }) => [action, target])).toEqual([
      ['revoke-review-decision', '1.004194'],
      ['decide-review', '1.000894 H13.21'],
      ['decide-review', '1.004194'],
    ]);
  });

  it('take the place of earlier ones about the same procedure and agency', async () => {
    const store = await database.open();
    const first = await decide(by(store, 1), city, decided);
    const other = await decide(by(store, 2), city, { ...decided, agency: 'H13.21' });
    const second = await decide(by(store, 3), city, { ...decided, eligible: false });
    expect((await decisionsInForce(store)).map(({ id }) => id)).toEqual([other.id, second.id]);
    expect((await decisionHistory(store, '1.004194')).find(({ id }) => id === first.id)?.revokedAt).toBe(
      minute(3),
    );
  });

  it('are those of VP UBND only where lists contradict each other for a reason of law', async () => {
    const store = await database.open();
    const said = (procedure: string, legal: boolean): NewEntry[] => {
      const reason = { blocks: true, reasons: ['legislation'], text: 'theo Luật' };
      const no = entry('H13.21.2', 'not-eligible', {
        procedure,
        ...(legal && { legal: reason, technical: inOrder }),
      });
      return [entry('H13.21.1', 'eligible', { procedure }), no].map(({ importedAt: _, source, ...row }) => ({
        ...row,
        source: { sheet: source.sheet, row: source.row },
      }));
    };
    const entries = [...said('1.000001', true), ...said('1.000002', false)];
    await keepReview(
      store,
      {
        ...{ file: { name: 'a.xlsx', sha256: 'a', bytes: 1 }, options: '', importedAt: minute(1), by: 'A' },
        ...{ origin: 'cli', answer: {} },
        parts: [
          { agency: 'H13.21.1', list: 'eligible' },
          { agency: 'H13.21.2', list: 'not-eligible' },
        ],
      },
      entries,
    );
    const law = asking(store, { name: 'Lê Luật', role: 'regulator' }, minute(2));
    const word = (procedure: string) => ({ ...decided, procedure });
    await expect(decide(law, city, word('1.000002'))).rejects.toThrow('conflict-not-legal');
    expect((await listAudit(store, 1))[0]).toMatchObject({ outcome: 'refused: conflict-not-legal' });
    const technical = await decide(by(store, 3), city, word('1.000002'));
    await expect(takeBackDecision(law, city, technical.id, 'x')).rejects.toThrow('conflict-not-legal');
    expect((await decisionsInForce(store)).map(({ id }) => id)).toEqual([technical.id]);
    await decide(law, city, word('1.000001'));
    // Also over what was decided before.
    const again = await decide(law, city, { ...word('1.000001'), eligible: false });
    await takeBackDecision(law, city, again.id, 'họp lại');
    expect((await decisionsInForce(store)).map(({ id }) => id)).toEqual([technical.id]);
  });

  it('are those of VP UBND also where both offices do not agree with a reason of law', async () => {
    const store = await database.open();
    const row = (procedure: string, legal: boolean): NewEntry => {
      const reason = { blocks: true, reasons: ['legislation'], text: 'theo Luật' };
      const grounds = legal ? { legal: reason, technical: inOrder } : { technical: reason, legal: inOrder };
      const {
        importedAt: _,
        source: { sheet, row: place },
        ...said
      } = entry('H13.21.1', 'not-eligible', { procedure, ...grounds });
      return { ...said, source: { sheet, row: place } };
    };
    await keepReview(
      store,
      {
        ...{ file: { name: 'a.xlsx', sha256: 'a', bytes: 1 }, options: '', importedAt: minute(1), by: 'A' },
        ...{ origin: 'cli', answer: {}, parts: [{ agency: 'H13.21.1', list: 'not-eligible' }] },
      },
      [row('1.000001', true), row('1.000002', false)],
    );
    const word = (procedure: string) => ({ ...decided, procedure, agency: 'H13.21.1' });
    const law = asking(store, { name: 'Lê Luật', role: 'regulator' }, minute(3));
    await expect(decide(law, city, word('1.000001'))).rejects.toThrow('conflict-not-legal');
    for (const procedure of ['1.000001', '1.000002'])
      for (const office of ['technical', 'regulatory'] as const)
        await insertRow(store, 'reviewWord', {
          ...{ procedure, agency: 'H13.21.1', office, word: 'not-agreed', by: office, at: minute(2) },
          ...{ opinion: null, proposal: null, until: null, identity: null, explanation: '' },
        });
    await expect(decide(law, city, word('1.000002'))).rejects.toThrow('conflict-not-legal');
    const made = await decide(law, city, word('1.000001'));
    await decide(law, city, { ...word('1.000001'), eligible: false });
    expect(made).toMatchObject({ procedure: '1.000001', by: 'Lê Luật' });
  });

  it('need a name and a reason, and only one in force can be revoked', async () => {
    const store = await database.open();
    await expect(decide(by(store, 1), city, { ...decided, reason: ' ' })).rejects.toThrow('word-incomplete');
    await expect(takeBackDecision(by(store, 1), city, 7, 'x')).rejects.toThrow('decision-unknown');
    expect(await listAudit(store, 5)).toEqual([]);
  });
});

onEveryDatabase('words on milestones', database => {
  it('are kept once per unit, the later one counts, and can be taken back', async () => {
    const store = await database.open();
    const word = { milestone: 'xa', unit: 'H13.21.1', doneOn: '2021-06-14', reason: 'bản giấy' };
    await confirmMilestone(by(store, 1), word);
    const others = { ...word, unit: 'H13.21.2' };
    await confirmMilestone(by(store, 2), others);
    await confirmMilestone(by(store, 2), { ...word, doneOn: '2021-06-15' });
    const kept = { by: 'Trần Thị B', at: minute(2) };
    expect(await milestoneWords(store)).toEqual([
      { ...word, doneOn: '2021-06-15', ...kept },
      { ...others, ...kept },
    ]);
    await takeBackMilestone(by(store, 3), word);
    await expect(takeBackMilestone(by(store, 4), word)).rejects.toThrow('milestone-not-confirmed');
    expect(await milestoneWords(store)).toEqual([{ ...others, ...kept }]);
    expect(await listAudit(store, 5)).toMatchObject([
      { action: 'withdraw-milestone', before: { doneOn: '2021-06-15' } },
      { action: 'confirm-milestone', before: { doneOn: '2021-06-14' } },
      { action: 'confirm-milestone', before: null },
      { action: 'confirm-milestone', before: null },
    ]);
  });
});
