import { describe, expect, it } from 'vitest';
import type { CaseFacts } from '../../src/domain/procedure.ts';
import type { CaseValue } from '../../src/domain/push.ts';
import type { ManualTask } from '../../src/domain/task.ts';
import type { Indeterminate } from '../../src/reconcile/absence.ts';
import { checkTask as checkTaskIn } from '../../src/reconcile/task-check.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import { levelTerms } from '../../src/words/level-names.ts';
import { offering, record } from './support.ts';

const code = '1.004194';
const done = { done: true };

const checkTask = (wanted: ManualTask, found?: SnapshotProcedure, hidden?: Indeterminate) =>
  checkTaskIn(wanted, found, hidden, levelTerms());

function task(
  kind: ManualTask['kind'],
  expected: ManualTask['expected'],
  agencies: string[] = [],
): ManualTask {
  return {
    ...{ key: 'k', system: 'portal', procedure: code, procedureName: 'Đăng ký khai sinh', kind, agencies },
    ...{ case: 'default', what: 'Làm.', values: [], link: null, owner: 'technical', due: null, expected },
  };
}

function cases(...all: Partial<CaseFacts>[]): SnapshotProcedure {
  return record(code, {
    offerings: [offering('H13.1')],
    cases: all.map((facts, at) => ({ key: `TH0${at}`, agencies: null, ...facts })),
  });
}

describe('a task about levels', () => {
  const offered = record(code, { offerings: [offering('H13.1', 4), offering('H13.2', 2)] });

  it('is done when every agency shows it', () => {
    expect(checkTask(task('set-level', 4, ['H13.1']), offered)).toEqual(done);
    expect(checkTask(task('set-level', 4, ['H13.1', 'H13.2']), offered)).toEqual({
      still: 'Còn khác: H13.2 đang có dịch vụ, mức độ 2.',
    });
    expect(checkTask(task('set-level', 4, ['H13.1', 'H13.5']), offered)).toEqual({
      still: 'Còn khác: H13.5 chưa có dịch vụ.',
    });
    expect(checkTask(task('set-level', null, ['H13.1']), offered)).toHaveProperty('still');
  });

  it('counts every offering when it names no agency', () => {
    expect(checkTask(task('set-level', 4), offered)).toHaveProperty('still');
    expect(checkTask(task('set-level', 4), record(code, { offerings: [offering('H13.1')] }))).toEqual(done);
    expect(checkTask(task('set-level', 4), undefined)).toHaveProperty('still');
  });

  it('cannot be told where the level, the use or the agency cannot', () => {
    const one = task('set-level', 4, ['H13.1']);
    const blind = record(code, { offerings: [{ ...offering('H13.1'), level: undefined }] });
    expect(checkTask(one, blind)).toEqual({ indeterminate: 'Không đọc được mức độ tại 1 đơn vị.' });
    expect(checkTask(one, record(code, { unmappedOfferings: 1 }))).toHaveProperty('indeterminate');
    expect(
      checkTask(one, record(code, { detailed: false, facts: { active: undefined as never } })),
    ).toHaveProperty('indeterminate');
  });

  it('cannot be told at an agency, or of a procedure, whose rows could not be read', () => {
    const gone = task('deactivate-offering', null, ['H13.5']);
    const hidden = (agencies: string[], procedures: string[]) =>
      checkTask(gone, offered, { agencies: new Set(agencies), procedures: new Set(procedures) });
    expect(hidden(['H13.6'], ['1.000001'])).toEqual(done);
    expect(hidden(['H13.5'], [])).toHaveProperty('indeterminate');
    expect(hidden([], [code])).toHaveProperty('indeterminate');
  });

  it('knows adding and switching off', () => {
    const add = (level: 4 | null) => task('create-offering', { level }, ['H13.2']);
    expect(checkTask(add(null), offered)).toEqual(done);
    expect(checkTask(add(4), offered)).toHaveProperty('still');
    expect(checkTask(task('create-offering', { level: null }), record(code))).toEqual(done);
    expect(checkTask(task('create-offering', { level: null }), undefined)).toHaveProperty('still');
    const off = task('deactivate-offering', null, ['H13.2']);
    expect(checkTask(off, offered)).toHaveProperty('still');
    expect(checkTask(off, record(code))).toEqual(done);
    expect(checkTask(off, undefined)).toEqual(done);
    expect(checkTask(off, record(code, { facts: { active: false }, offerings: offered.offerings }))).toEqual(
      done,
    );
  });
});

describe('a task about a case', () => {
  it('compares the papers by name', () => {
    const wanted = task('set-components', [
      { name: 'Tờ khai', originals: 1, copies: 0, required: true },
      { name: 'Giấy chứng sinh', originals: 1, copies: 0, required: true },
    ]);
    const both = [{ name: 'TỜ KHAI.' }, { name: 'Giấy chứng sinh' }];
    expect(checkTask(wanted, cases({ components: both }))).toEqual(done);
    expect(checkTask(wanted, cases({ components: [{ name: 'Tờ khai' }, { name: 'Căn cước' }] }))).toEqual({
      still: 'Còn khác: thiếu «Giấy chứng sinh»; thừa «Căn cước».',
    });
    expect(checkTask(wanted, cases({ components: null }))).toHaveProperty('still');
    expect(checkTask(wanted, cases({}))).toHaveProperty('indeterminate');
  });

  it('tells that a form or workflow is there, not that it is the right one', () => {
    for (const [kind, fact] of [
      ['set-eform', { eform: { state: 'usable', hash: 'a' } }],
      ['set-workflow', { workflow: { defects: [], hash: 'a' } }],
    ] as const) {
      const [none] = Object.keys(fact);
      const wanted = task(kind, { components: [] } as never);
      expect(checkTask(wanted, cases(fact as Partial<CaseFacts>))).toHaveProperty('indeterminate');
      expect(checkTask(wanted, cases({ [none!]: null }))).toHaveProperty('still');
      expect(checkTask(wanted, cases({}))).toHaveProperty('indeterminate');
      expect(checkTask(task(kind, null), cases({ [none!]: null }))).toEqual(done);
      expect(checkTask(task(kind, null), cases(fact as Partial<CaseFacts>))).toHaveProperty('still');
    }
  });

  it('compares what a case says of itself, as far as it says it', () => {
    const value: CaseValue = {
      ...{ name: 'Cấp mới', deadlineHours: 40, onlineDeadlineHours: 24, deadlineUnit: 'workingDay' },
      ...{ online: true, onlinePayment: false },
    };
    const right = {
      ...{ name: 'CẤP MỚI', deadlineHours: 40, onlineDeadlineHours: 24 },
      ...{ onlineClosed: false, onlinePayment: false },
    };
    const wanted = task('set-case', value);
    expect(checkTask(wanted, cases({ name: 'Khác' }, right))).toEqual(done);
    expect(checkTask(wanted, cases({ ...right, onlineClosed: true, deadlineHours: 80 }))).toEqual({
      still: 'Còn khác: thời hạn (giờ) đang là 80; nhận nộp trực tuyến đang là không.',
    });
    const { onlinePayment: _, ...silent } = right;
    expect(checkTask(wanted, cases(silent))).toHaveProperty('indeterminate');
    expect(checkTask(wanted, cases({ name: 'Khác' }, { name: 'Khác nữa' }))).toHaveProperty('indeterminate');
  });

  it('cannot be told where the cases cannot', () => {
    expect(checkTask(task('set-eform', null), record(code))).toHaveProperty('indeterminate');
    expect(checkTask(task('set-eform', null), { ...cases({}), detailed: false })).toHaveProperty(
      'indeterminate',
    );
    expect(checkTask(task('set-eform', null), undefined)).toHaveProperty('still');
  });
});
