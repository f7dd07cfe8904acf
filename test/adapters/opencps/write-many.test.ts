import { afterEach, describe, expect, it } from 'vitest';
import type { DesiredWorkflow } from '../../../src/domain/service.ts';
import { sameValue } from '../../../src/plan/diff.ts';
import { size } from '../../support/thorough.ts';
import {
  caseChanges,
  type Desk,
  desiredCase,
  deskOn,
  form,
  levelChange,
  newOffering,
  pushAll,
} from './desk.ts';
import { cases, collect, levelsOf, seedOf, seedProcedure, troubles } from './support.ts';

let desk: Desk;
afterEach(() => desk?.close());

/** Tiếp nhận → thẩm định → trả kết quả. */
const workflow: DesiredWorkflow = {
  steps: [
    { id: '110', name: 'Tiếp nhận', kind: 'start', role: 'một cửa', hours: 4, onlineHours: 2 },
    { id: '200', name: 'Thẩm định', kind: 'step', role: 'chuyên viên', hours: 12, onlineHours: 12 },
    { id: '400', name: 'Trả kết quả', kind: 'end', role: 'một cửa', hours: 0, onlineHours: 0 },
  ],
  transitions: [
    { from: '110', to: '200', action: 'Chuyển' },
    { from: '200', to: '400', action: 'Trả' },
  ],
};

const many = size(200, 40);

describe('many procedures with forms and workflows', () => {
  it('are read back equal, and shown usable, sound and at their level', { timeout: 300_000 }, async () => {
    const codes = Array.from({ length: many }, (_, at) => `2.${String(at).padStart(6, '0')}`);
    const offerings = [{ agency: 'STP', level: 2 as const }];
    desk = await deskOn(seedOf(...codes.map(code => seedProcedure(code, { offerings, cases: [] }))), {
      tokenMatch: false,
    });
    const one = (code: string) =>
      desiredCase({
        name: `Trường hợp của ${code}`,
        workflow,
        deadlineHours: 16,
        onlineDeadlineHours: null,
        eform: { ...form, title: code },
      });
    for (const code of codes) {
      await pushAll(desk, [
        ...caseChanges(code, one(code)),
        newOffering(code, 'NK', 2),
        levelChange(code, 'STP', 4),
      ]);
    }
    for (const code of codes) {
      const { cases: found, offerings: now } = await desk.readService(code);
      const { value, components, eform, workflow: flow } = found.default!;
      const told = [value, components, eform, flow];
      for (const [at, { kind, after }] of caseChanges(code, one(code)).entries()) {
        expect(sameValue(kind, told[at] as never, after as never), `${code} ${kind}`).toBe(true);
      }
      expect(now).toEqual({
        'H13.STP': { level: 4, onlineClosed: false },
        'H13.NK': { level: 2, onlineClosed: false },
      });
    }
    const records = await collect(desk.read());
    expect(troubles(records)).toEqual([]);
    expect(cases(records)).toHaveLength(many);
    for (const read of cases(records)) {
      expect(read).toMatchObject({ eform: { state: 'usable' }, workflow: { defects: [], longestHours: 16 } });
    }
    for (const code of codes) expect(levelsOf(records, code)).toEqual(['NK=2', 'STP=4']);
  });
});
