import { expect, it } from 'vitest';
import type { AppliedFacts, AppliedValue } from '../../../src/domain/applied.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { dateBack, readApplied, rememberApplied, systemsPushedTo } from '../../../src/store/push/applied.ts';
import { minute, onEveryDatabase } from '../support.ts';

async function facts(store: Store, system: string, batch: number): Promise<AppliedFacts[][]> {
  const batches: AppliedFacts[][] = [];
  for await (const one of readApplied(store, system, { batch })) batches.push(one);
  return batches;
}

function level(procedure: string, value: 1 | 2 | 3 | 4, agency = 'H13.1'): AppliedValue {
  return { kind: 'set-level', target: { procedure, agency }, value, planId: 'P1', at: minute(1) };
}

onEveryDatabase('what was applied', ({ open }) => {
  it('comes a procedure at a time, in order, whatever the batches', async () => {
    const store = await open();
    const codes = ['1.000003', '2.000001', '1.000001', '1.000002', '1.000010'];
    await rememberApplied(
      store,
      'portal',
      codes.flatMap(code => [level(code, 4), level(code, 2, 'H13.2')]),
    );
    await rememberApplied(store, 'oneStop', [level('1.000001', 3)]);
    for (const batch of [1, 2, 5, 100]) {
      const batches = await facts(store, 'portal', batch);
      expect(batches.flat().map(({ code }) => code)).toEqual(codes.toSorted());
      for (const one of batches) expect(one.length).toBeLessThanOrEqual(batch);
      expect(batches.flat()[0]!.levels).toEqual({
        'H13.1': { value: 4, planId: 'P1', at: minute(1) },
        'H13.2': { value: 2, planId: 'P1', at: minute(1) },
      });
    }
    expect(await systemsPushedTo(store)).toEqual(new Set(['portal', 'oneStop']));
  });

  it('is the last value, with its digest under the remote key of the case', async () => {
    const store = await open();
    const target = { procedure: '1.000001', case: 'default' };
    const eform = (hash: string, at: string): AppliedValue => ({
      ...{ kind: 'set-eform', target, value: { components: [] }, planId: 'P1', at },
      digest: { case: 'TH01', eform: hash },
    });
    await rememberApplied(store, 'portal', [eform('aaa', minute(1))]);
    await rememberApplied(store, 'portal', [
      eform('bbb', minute(2)),
      { kind: 'set-workflow', target, value: null, planId: 'P1', at: minute(2) },
    ]);
    expect((await facts(store, 'portal', 10)).flat()).toEqual([
      {
        code: '1.000001',
        levels: {},
        cases: { TH01: { eform: { value: 'bbb', planId: 'P1', at: minute(2) } } },
      },
    ]);
  });

  it('was verified before now, in the order it was, though a clock that was ahead says later', async () => {
    const store = await open();
    const at = (value: 1 | 2 | 3 | 4, when: string, agency: string) => ({
      ...level('1.000001', value, agency),
      at: when,
    });
    const off: AppliedValue = {
      ...{ kind: 'deactivate-offering', target: { procedure: '1.000001', agency: 'H13.2' } },
      ...{ value: null, planId: 'P2', at: minute(900) },
    };
    await rememberApplied(store, 'portal', [at(4, minute(800), 'H13.1'), at(4, minute(800), 'H13.2')]);
    await rememberApplied(store, 'portal', [off]);
    await dateBack(store, minute(5));
    const { levels } = (await facts(store, 'portal', 10)).flat()[0]!;
    expect(Object.values(levels).every(({ at: moment }) => moment < minute(5) && moment > minute(4))).toBe(
      true,
    );
    expect(levels).toMatchObject({ 'H13.1': { value: 4 }, 'H13.2': { value: undefined, planId: 'P2' } });
    // What comes after by the right clock is the later one, without anything in between.
    await rememberApplied(store, 'portal', [{ ...off, at: minute(900) }]);
    await rememberApplied(store, 'portal', [at(3, minute(6), 'H13.2')]);
    expect((await facts(store, 'portal', 10)).flat()[0]!.levels['H13.2']).toMatchObject({ value: 3 });
  });

  it('is nothing before the first push', async () => {
    const store = await open();
    expect(await facts(store, 'portal', 10)).toEqual([]);
    expect(await systemsPushedTo(store)).toEqual(new Set());
  });
});
