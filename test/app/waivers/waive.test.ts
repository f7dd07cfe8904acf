import { expect, it } from 'vitest';
import { unwaive, waive } from '../../../src/app/waivers/waive.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import { activeWaivers } from '../../../src/store/runs/waivers.ts';
import { finding, minute, onEveryDatabase, type TestDatabase, wholeRun } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

onEveryDatabase('setting findings aside', tests, ['sqlite']);

function tests(database: TestDatabase): void {
  it('holds to the end of a day in Việt Nam, is in the audit trail, and can be taken back', async () => {
    const store = await database.open();
    const found = finding();
    await wholeRun(store, minute(1), [found]);
    const by = asking(store, {}, minute(2));
    const { fingerprints, until } = await waive(by, { fingerprint: found.fingerprint }, day('2027-01-31'));
    expect([fingerprints, until]).toEqual([[found.fingerprint], '2027-01-31T16:59:59.999Z']);
    expect(await unwaive(by, { fingerprint: found.fingerprint })).toEqual([found.fingerprint]);
    expect(await unwaive(by, { fingerprint: found.fingerprint })).toEqual([]);
    expect(await listAudit(store, 5)).toMatchObject([
      { action: 'revoke-waiver', before: { by: 'Trần Thị B', reason: 'chờ', until } },
      { action: 'waive', target: found.fingerprint, after: { reason: 'chờ', until } },
    ]);
  });

  it('is refused when nothing fits, several do, it is over, or nobody answers for it', async () => {
    const store = await database.open();
    await wholeRun(store, minute(1), [finding({ agency: 'H13.1' }), finding({ agency: 'H13.2' })]);
    const by = asking(store, {}, minute(2));
    const here = { agency: 'H13.1' };
    await expect(waive(by, { fingerprint: 'zzz' }, day(null))).rejects.toMatchObject({
      code: 'no-open-finding',
      params: { target: { fingerprint: 'zzz' } },
    });
    await expect(waive(by, { fingerprint: 'missing' }, day(null))).rejects.toMatchObject({
      code: 'fingerprint-ambiguous',
      params: { count: 2 },
    });
    await expect(waive(by, here, { reason: ' ', until: null })).rejects.toThrow('word-incomplete');
    for (const wrong of ['ngày mai', '2026-02-31'])
      await expect(waive(by, here, day(wrong))).rejects.toThrow('waiver-end-wrong');
    await expect(waive(by, here, day('2020-01-01'))).rejects.toThrow('waiver-over');
    await expect(waive({ ...by, actor: { ...by.actor, role: 'viewer' } }, here, day(null))).rejects.toThrow(
      'role-missing',
    );
    expect(await activeWaivers(store, minute(2))).toEqual([]);
    // What is typed wrongly, or asked of what is not there, is no attempt at anything.
    expect((await listAudit(store, 9)).map(({ target, outcome }) => [target, outcome])).toEqual([
      ['H13.1', 'refused: role-missing'],
    ]);
  });

  it('says of one that is resolved that it is', async () => {
    const store = await database.open();
    const found = finding();
    await wholeRun(store, minute(1), [found]);
    await wholeRun(store, minute(2), []);
    const { fingerprint } = found;
    await expect(waive(asking(store), { fingerprint }, day(null))).rejects.toThrow('finding-resolved');
  });
}

function day(until: string | null): { reason: string; until: string | null } {
  return { reason: 'chờ', until };
}
