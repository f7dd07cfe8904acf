import { expect, it } from 'vitest';
import { listAudit } from '../../src/store/audit.ts';
import {
  addDecision,
  DecisionError,
  decisionHistory,
  decisionsInForce,
  revokeDecision,
} from '../../src/store/decisions.ts';
import { confirmMilestone, milestoneWords, withdrawMilestone } from '../../src/store/milestones.ts';
import { minute, onEveryDatabase } from './support.ts';

const by = (at: number) => ({ by: 'Trần Thị B', at: minute(at), origin: 'cli' });
const decided = { procedure: '1.004194', agency: null, eligible: true, reason: 'đã họp' };

onEveryDatabase('decisions on reviews', database => {
  it('are in force until revoked, and stay in the history and the audit trail', async () => {
    const store = await database.open();
    const made = await addDecision(store, decided, by(1));
    expect(made).toMatchObject({ ...decided, by: 'Trần Thị B', at: minute(1), revokedAt: null });
    await addDecision(store, { ...decided, procedure: '1.000894', agency: 'H13.21', eligible: false }, by(2));
    expect((await decisionsInForce(store)).map(({ procedure }) => procedure)).toEqual([
      '1.000894',
      '1.004194',
    ]);
    expect(await decisionsInForce(store, ['1.004194'])).toEqual([made]);

    await revokeDecision(store, made.id, { ...by(3), reason: 'ghi nhầm' });
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
    const first = await addDecision(store, decided, by(1));
    const other = await addDecision(store, { ...decided, agency: 'H13.21' }, by(2));
    const second = await addDecision(store, { ...decided, eligible: false }, by(3));
    expect((await decisionsInForce(store)).map(({ id }) => id)).toEqual([other.id, second.id]);
    expect((await decisionHistory(store, '1.004194')).find(({ id }) => id === first.id)?.revokedAt).toBe(
      minute(3),
    );
  });

  it('need a name and a reason, and only one in force can be revoked', async () => {
    const store = await database.open();
    await expect(addDecision(store, { ...decided, reason: ' ' }, by(1))).rejects.toThrow(DecisionError);
    await expect(revokeDecision(store, 7, { ...by(1), reason: 'x' })).rejects.toThrow(
      'không có quyết định số 7 đang có hiệu lực',
    );
    expect(await listAudit(store, 5)).toEqual([]);
  });
});

onEveryDatabase('words on milestones', database => {
  it('are kept once per unit, the later one counts, and can be taken back', async () => {
    const store = await database.open();
    const word = { milestone: 'xa', unit: 'H13.21.1', doneOn: '2021-06-14', reason: 'bản giấy' };
    await confirmMilestone(store, word, by(1));
    await confirmMilestone(store, { ...word, doneOn: '2021-06-15' }, by(2));
    expect(await milestoneWords(store)).toEqual([
      { ...word, doneOn: '2021-06-15', by: 'Trần Thị B', at: minute(2) },
    ]);
    expect(await withdrawMilestone(store, word, by(3))).toBe(true);
    expect(await withdrawMilestone(store, word, by(4))).toBe(false);
    expect(await milestoneWords(store)).toEqual([]);
    expect(await listAudit(store, 5)).toMatchObject([
      { action: 'withdraw-milestone', before: { doneOn: '2021-06-15' } },
      { action: 'confirm-milestone', before: { doneOn: '2021-06-14' } },
      { action: 'confirm-milestone', before: null },
    ]);
  });
});
