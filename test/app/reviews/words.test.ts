import { expect, it } from 'vitest';
import { decide, takeBackDecision } from '../../../src/app/reviews/decide.ts';
import { confirmMilestone, takeBackMilestone } from '../../../src/app/reviews/milestones.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { decisionHistory, decisionsInForce } from '../../../src/store/reviews/decisions.ts';
import { milestoneWords } from '../../../src/store/reviews/milestones.ts';
import { minute, onEveryDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

const by = (store: Store, at: number) => asking(store, {}, minute(at));
const decided = { procedure: '1.004194', agency: null, eligible: true, reason: 'đã họp' };

onEveryDatabase('decisions on reviews', database => {
  it('are in force until revoked, and stay in the history and the audit trail', async () => {
    const store = await database.open();
    const made = await decide(by(store, 1), decided);
    expect(made).toMatchObject({ ...decided, by: 'Trần Thị B', at: minute(1), revokedAt: null });
    await decide(by(store, 2), { ...decided, procedure: '1.000894', agency: 'H13.21', eligible: false });
    expect((await decisionsInForce(store)).map(({ procedure }) => procedure)).toEqual([
      '1.000894',
      '1.004194',
    ]);
    expect(await decisionsInForce(store, ['1.004194'])).toEqual([made]);

    await takeBackDecision(by(store, 3), made.id, 'ghi nhầm');
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
    const first = await decide(by(store, 1), decided);
    const other = await decide(by(store, 2), { ...decided, agency: 'H13.21' });
    const second = await decide(by(store, 3), { ...decided, eligible: false });
    expect((await decisionsInForce(store)).map(({ id }) => id)).toEqual([other.id, second.id]);
    expect((await decisionHistory(store, '1.004194')).find(({ id }) => id === first.id)?.revokedAt).toBe(
      minute(3),
    );
  });

  it('need a name and a reason, and only one in force can be revoked', async () => {
    const store = await database.open();
    await expect(decide(by(store, 1), { ...decided, reason: ' ' })).rejects.toThrow('word-incomplete');
    await expect(takeBackDecision(by(store, 1), 7, 'x')).rejects.toThrow('decision-unknown');
    expect(await listAudit(store, 5)).toEqual([]);
  });
});

onEveryDatabase('words on milestones', database => {
  it('are kept once per unit, the later one counts, and can be taken back', async () => {
    const store = await database.open();
    const word = { milestone: 'xa', unit: 'H13.21.1', doneOn: '2021-06-14', reason: 'bản giấy' };
    await confirmMilestone(by(store, 1), word);
    await confirmMilestone(by(store, 2), { ...word, doneOn: '2021-06-15' });
    expect(await milestoneWords(store)).toEqual([
      { ...word, doneOn: '2021-06-15', by: 'Trần Thị B', at: minute(2) },
    ]);
    await takeBackMilestone(by(store, 3), word);
    await expect(takeBackMilestone(by(store, 4), word)).rejects.toThrow('milestone-not-confirmed');
    expect(await milestoneWords(store)).toEqual([]);
    expect(await listAudit(store, 5)).toMatchObject([
      { action: 'withdraw-milestone', before: { doneOn: '2021-06-15' } },
      { action: 'confirm-milestone', before: { doneOn: '2021-06-14' } },
      { action: 'confirm-milestone', before: null },
    ]);
  });
});
