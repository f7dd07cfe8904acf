import { expect, it } from 'vitest';
import type { AppliedValue } from '../../../src/domain/applied.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { appliedOf, memoriesOf, remember, rememberApplied } from '../../../src/store/push/applied.ts';
import { journalOutcome, journalSend, setActionState } from '../../../src/store/push/journal.ts';
import { findPlan, resultsOf, savePlan, setPlanState } from '../../../src/store/push/plans.ts';
import { journalOf } from '../../support/journal-of.ts';
import { minute, onEveryDatabase } from '../support.ts';

const planId = 'P-1';
const ours = { planId, token: 'ours' };

const send = {
  system: 'portal',
  actions: [1, 2],
  label: 'đặt mức 4 cho 2 dịch vụ',
  request: { method: 'PUT', path: '/levels', body: '{}' },
  at: minute(1),
};

function level(agency: string, given: Partial<AppliedValue> = {}): AppliedValue {
  const target = { procedure: '1.004194', agency };
  return { kind: 'set-level', target, value: 4, planId, at: minute(2), ...given } as AppliedValue;
}

async function applying(store: Store, id = planId): Promise<void> {
  const plan = { id, createdAt: minute(0), author: 'A', fingerprint: 'f', head: {} };
  await savePlan(
    store,
    plan,
    [1, 2, 3].map(number => ({ number, system: 'portal', wave: 5, body: {} })),
  );
  await setPlanState(store, id, ['draft'], 'applying', 'ours');
}

onEveryDatabase('the journal of a plan', database => {
  it('has every request before it is sent, its actions marked, and what is to be remembered', async () => {
    const store = await database.open();
    await applying(store);
    const remembered = { procedure: '1.004194', memory: { thamDinh: 'Activity_1' } };
    expect(await journalSend(store, ours, { ...send, remember: remembered })).toBe(1);
    expect(await journalSend(store, ours, { ...send, actions: [3], at: minute(2) })).toBe(2);
    const words = 'HTTP 500: Nullable object must have a value.\0\ud800';
    await journalOutcome(store, ours, 1, { state: 'refused', words, at: minute(3) });
    const { at: _at, ...rest } = send;
    expect(await journalOf(store, planId)).toEqual([
      {
        ...rest,
        number: 1,
        state: 'refused',
        words: 'HTTP 500: Nullable object must have a value.\ufffd\ufffd',
        at: minute(1),
        endedAt: minute(3),
      },
      { ...rest, number: 2, actions: [3], state: 'sending', words: null, at: minute(2), endedAt: null },
    ]);
    expect((await resultsOf(store, planId)).map(({ state }) => state)).toEqual([
      'sending',
      'sending',
      'sending',
    ]);
    expect(await memoriesOf(store, 'portal', ['1.004194', '1.000894'])).toEqual(
      new Map([
        ['1.004194', { thamDinh: 'Activity_1' }],
        ['1.000894', {}],
      ]),
    );
  });

  it('says nothing of another plan’s requests and actions', async () => {
    const store = await database.open();
    const other = { ...ours, planId: 'P-2' };
    for (const one of [ours, other]) {
      await applying(store, one.planId);
      expect(await journalSend(store, one, send)).toBe(1);
    }
    await journalOutcome(store, ours, 1, { state: 'sent', words: null, at: minute(3) });
    await setActionState(store, ours, [{ number: 1, state: 'done', message: null }], minute(3));
    expect(await journalOf(store, other.planId)).toMatchObject([{ number: 1, state: 'sending' }]);
    expect((await resultsOf(store, other.planId)).map(({ state }) => state)).toEqual([
      ...['sending', 'sending', 'waiting'],
    ]);
  });

  it('numbers requests that are journalled at once', async () => {
    const store = await database.open();
    await applying(store);
    const numbers = await Promise.all(Array.from({ length: 12 }, () => journalSend(store, ours, send)));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  });

  it('settles actions together with what the system is thereby verified to have', async () => {
    const store = await database.open();
    await applying(store);
    const results = [
      { number: 1, state: 'verified' as const, message: null },
      { number: 2, state: 'failed' as const, message: 'không có quyền' },
      { number: 3, state: 'in-doubt' as const, message: 'không đọc lại được' },
    ];
    await setActionState(store, ours, results, minute(4), { system: 'portal', values: [level('H13.2')] });
    const [, , third] = await resultsOf(store, planId);
    expect(await resultsOf(store, planId)).toEqual([
      { ...results[0], finishedAt: minute(4) },
      { ...results[1], finishedAt: minute(4) },
      { ...results[2], finishedAt: null },
    ]);
    expect(third?.finishedAt).toBeNull();
    expect(await appliedOf(store, 'portal')).toEqual([level('H13.2')]);
  });

  it('is closed to a process that another one has taken over from: nothing of it is written', async () => {
    const store = await database.open();
    await applying(store);
    await setPlanState(store, planId, ['applying'], 'applying', 'theirs');
    const refused = 'plan-taken-over';
    const remembered = { procedure: '1.004194', memory: { a: 'b' } };
    await expect(journalSend(store, ours, { ...send, remember: remembered })).rejects.toThrow(refused);
    await expect(
      journalOutcome(store, ours, 1, { state: 'sent', words: null, at: minute(2) }),
    ).rejects.toThrow(refused);
    const verified = { system: 'portal', values: [level('H13.2')] };
    await expect(
      setActionState(store, ours, [{ number: 1, state: 'done', message: null }], minute(2), verified),
    ).rejects.toThrow(refused);
    expect(await journalOf(store, planId)).toEqual([]);
    expect(await appliedOf(store, 'portal')).toEqual([]);
    expect(await memoriesOf(store, 'portal', ['1.004194'])).toEqual(new Map([['1.004194', {}]]));
    expect((await resultsOf(store, planId)).map(({ state }) => state)).toEqual(Array(3).fill('waiting'));
    expect(await findPlan(store, planId)).toMatchObject({ state: 'applying' });
  });
});

onEveryDatabase('what was last applied', database => {
  it('is kept by system, kind and target, the latest value only', async () => {
    const store = await database.open();
    const workflow = {
      kind: 'set-workflow',
      target: { procedure: '1.000894', case: 'default' },
      value: { steps: [], transitions: [] },
      planId,
      at: minute(2),
      digest: { case: 'TH-1', workflow: 'abc' },
    } as AppliedValue;
    await rememberApplied(store, 'portal', [level('H13.2'), level('H13.3'), workflow]);
    await rememberApplied(store, 'oneStop', [level('H13.2', { value: 2 })]);
    const later = { value: 3 as const, planId: 'P-2', at: minute(3) };
    await rememberApplied(store, 'portal', [level('H13.3', later)]);
    expect(await appliedOf(store, 'portal')).toEqual([workflow, level('H13.2'), level('H13.3', later)]);
    expect(await appliedOf(store, 'portal', ['1.000894'])).toEqual([workflow]);
    expect(await appliedOf(store, 'oneStop', ['1.004194', '9.999999'])).toEqual([
      level('H13.2', { value: 2 }),
    ]);
  });

  it('keeps a value of nothing apart from nothing known', async () => {
    const store = await database.open();
    await rememberApplied(store, 'portal', [level('H13.2', { value: null })]);
    expect(await appliedOf(store, 'portal')).toEqual([level('H13.2', { value: null })]);
    expect(await appliedOf(store, 'oneStop')).toEqual([]);
  });
});

onEveryDatabase("a writer's memory", database => {
  it('grows, and takes new values for known keys', async () => {
    const store = await database.open();
    await remember(store, 'portal', '1.004194', { a: '1', b: '2' });
    await remember(store, 'portal', '1.004194', { b: '3', c: '4' });
    await remember(store, 'oneStop', '1.004194', { a: 'other' });
    await remember(store, 'portal', '1.004194', {});
    // Blank is nothing: no row stays for it.
    await remember(store, 'portal', '1.004194', { d: '', e: '5' });
    await remember(store, 'portal', '1.004194', { e: '' });
    expect((await memoriesOf(store, 'portal', ['1.004194'])).get('1.004194')).toEqual({
      a: '1',
      b: '3',
      c: '4',
    });
  });
});
