import { describe, expect, it } from 'vitest';
import { type ChangeKind, changeKinds } from '../../src/domain/push.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { staleness } from '../../src/plan/staleness.ts';
import { wholeSnapshot } from '../support/whole-snapshot.ts';
import { form, wholeSystem } from './model-city.ts';
import { actualOf, appliedOf, code, definitionOf, inputOf, kindsOf, portal, readyCase } from './samples.ts';

function systemsWithout(...lacking: ChangeKind[]) {
  const system = wholeSystem(portal);
  const kinds = new Set([...system.kinds].filter(kind => !lacking.includes(kind)));
  return [{ ...system, kinds, page: 'https://mot-cua.example.vn/tthc?ma={procedure}' }];
}

describe('a plan', () => {
  it('notes what could not be read instead of planning anything there', () => {
    const plan = makePlan(inputOf(definitionOf(), undefined));
    expect(plan.actions).toEqual([]);
    expect(plan.unknown).toEqual([
      {
        system: 'portal',
        procedure: code,
        what: 'không đọc được thủ tục này trên portal: máy chủ không trả lời',
      },
    ]);
  });

  it('is for systems that carry offerings or hold something of the cases, never for the national database', () => {
    const planned = (change: Partial<typeof portal>, cases = definitionOf().cases) => {
      const plan = makePlan(
        inputOf(definitionOf({ cases }), actualOf({ cases: {}, offerings: {} }), {
          systems: [wholeSystem({ ...portal, ...change })],
        }),
      );
      return plan.actions.length > 0;
    };
    expect(planned({ role: 'oneStop', hosts: [] })).toBe(true);
    const holder = { role: 'other', covers: null } as const;
    expect([planned({ ...holder, hosts: ['eform'] }), planned({ ...holder, hosts: [] })]).toEqual([
      true,
      false,
    ]);
    expect(planned({ ...holder, hosts: ['eform'] }, [])).toBe(false);
    expect(planned({ role: 'national' })).toBe(false);
  });

  it('is for the system alone that its definition was taken over from', () => {
    const systems = (system: string) =>
      makePlan(inputOf(definitionOf({ adopted: { system, level: 3, day: '2026-11-01' } }), actualOf({}, 3)))
        .actions.length;
    expect([systems('portal') > 0, systems('oneStop')]).toEqual([true, 0]);
  });

  it('gives each action a reason, a precondition and whether it can be taken back', () => {
    const plan = makePlan(
      inputOf(definitionOf(), actualOf({ cases: { default: { ...readyCase, eform: null } } })),
    );
    expect(plan.actions).toMatchObject([
      { number: 1, system: 'portal', standing: 'not-pushed', reversible: true },
    ]);
    expect(plan.actions[0]!.reason).toBe(
      `Định nghĩa dịch vụ ${code} có biểu mẫu điện tử khác với hệ thống; chưa đẩy lần nào`,
    );
    expect(plan.actions[0]!.precondition).toMatch(/^[0-9a-f]{32}$/);
  });

  it('has the fingerprint of what it saw, not of who made it and when', () => {
    const input = inputOf(definitionOf(), actualOf({}, 3));
    const plan = makePlan(input);
    const again = makePlan({ ...input, id: 'P9', author: 'minh', createdAt: '2026-12-01T00:00:00.000Z' });
    expect(again.fingerprint).toBe(plan.fingerprint);
    const moved = actualOf({ remote: { rows: [1, 2] } }, 3);
    expect(makePlan(inputOf({ ...definitionOf(), folder: '/khac' }, moved)).fingerprint).toBe(
      plan.fingerprint,
    );
  });
});

describe('work for people', () => {
  it('is what the adapter cannot write, one task for all agencies alike', () => {
    const input = inputOf(definitionOf(), actualOf({}, 3), {
      systems: systemsWithout('set-level'),
      due: '2026-12-20',
    });
    const plan = makePlan(input);
    expect(plan.actions).toEqual([]);
    const [task] = plan.tasks!.filter(({ system }) => system === 'portal');
    expect(task).toMatchObject({
      ...{ key: `portal/${code}/set-level/4`, kind: 'set-level', case: null, expected: 4 },
      ...{ agencies: ['H13.3.1', 'H13.3.2', 'H13.3.3'], owner: 'technical', due: '2026-12-20' },
      link: 'https://mot-cua.example.vn/tthc?ma=1.000001',
    });
    expect(task!.what).toMatch(
      /^Đặt mức độ 4 cho 1\.000001 «Cấp giấy phép xây dựng» tại 3 đơn vị trên Cổng DVC thành phố/,
    );
  });

  it('says with a level why the row that it adds along is for people', () => {
    const why = 'thủ tục có nhưng đang ngừng công bố: chỉ cần công bố lại';
    const system = {
      ...wholeSystem(portal),
      missing: ({ kind }: { kind: ChangeKind }) => ({
        sends: [],
        ...(kind === 'create-offering' && { complaint: why }),
      }),
    };
    const { tasks } = makePlan(inputOf(definitionOf(), actualOf({ offerings: {} }), { systems: [system] }));
    expect(tasks!.map(({ kind, what }) => [kind, what.endsWith(`; ${why}`)])).toEqual([['set-level', true]]);
  });

  it('says of each thing what is to be set', () => {
    const cases = [{ ...definitionOf().cases[0]!, eform: form('ten') }];
    const { tasks } = makePlan(
      inputOf(definitionOf({ cases, level: 2 }), actualOf({ cases: {}, offerings: {} }), {
        systems: systemsWithout(...changeKinds),
      }),
    );
    const of = (kind: string) => tasks!.find(each => each.system === 'portal' && each.kind === kind);
    const values = (kind: string) =>
      of(kind)
        ?.values.slice(1)
        .map(({ label, value }) => `${label}: ${value}`);
    expect(of('set-case')).toMatchObject({
      ...{ procedureName: 'Cấp giấy phép xây dựng', owner: 'technical' },
      what: `Cấu hình trường hợp của ${code} «Cấp giấy phép xây dựng» trên Cổng DVC thành phố`,
    });
    expect(of('set-case')!.values[0]).toEqual({ label: 'Mã thủ tục', value: code });
    expect(values('set-case')).toEqual([
      ...['tên trường hợp: «Cấp mới»', 'thời hạn nộp trực tiếp: 40 giờ (5 ngày làm việc)'],
      ...['thời hạn nộp trực tuyến: 32 giờ (4 ngày làm việc)', 'cách tính ngày: ngày làm việc'],
      ...['nộp trực tuyến: mở', 'thanh toán trực tuyến: có'],
    ]);
    expect(values('set-components')).toEqual([
      'Giấy tờ 1 (mã KQ01): Đơn đề nghị: 1 bản chính, 0 bản sao, bắt buộc',
      'Giấy tờ 2: Bản vẽ: 1 bản chính, 0 bản sao, bắt buộc',
    ]);
    expect(values('set-workflow')![1]).toBe('Bước 2: Tiếp nhận: chuyên viên, 8 giờ, trực tuyến 8 giờ');
    expect(values('set-eform')).toEqual(['Biểu mẫu: biểu mẫu trong định nghĩa dịch vụ']);
  });

  it('is to add a row alone where it needs no other level, and to take one away for the office of rules', () => {
    const row = makePlan(
      inputOf(definitionOf({ level: 1 }), actualOf({ offerings: {} }), {
        systems: systemsWithout('create-offering'),
      }),
    ).tasks!.find(({ kind }) => kind === 'create-offering');
    expect(row).toMatchObject({
      what: `Thêm dịch vụ ${code} «Cấp giấy phép xây dựng» tại 3 đơn vị trên Cổng DVC thành phố`,
      values: [{ value: code }, { label: 'Mức dịch vụ', value: 'mức độ 1' }],
    });
    const applied = appliedOf({
      kind: 'set-level',
      target: { procedure: code, agency: 'H13.3.1' },
      after: 4,
    });
    const definition = definitionOf({ applies: { agencies: ['H13.3.2', 'H13.3.3'] } });
    const systems = systemsWithout('deactivate-offering');
    const gone = makePlan(inputOf(definition, actualOf(), { systems }, [applied])).tasks!;
    expect(gone.filter(({ system }) => system === 'portal')).toMatchObject([
      {
        ...{ owner: 'regulatory', agencies: ['H13.3.1'], values: [{ value: code }] },
        what: `Ngừng dịch vụ ${code} «Cấp giấy phép xây dựng» tại 1 đơn vị trên Cổng DVC thành phố`,
      },
    ]);
  });

  it('is a process at a system that nobody can look at and nothing can write', () => {
    const { workflow: _, ...unread } = readyCase;
    const systems = [{ ...wholeSystem(portal), kinds: new Set<ChangeKind>() }];
    const plan = makePlan(inputOf(definitionOf(), actualOf({ cases: { default: unread } }), { systems }));
    expect(plan.unknown).toEqual([]);
    expect(plan.tasks!.filter(({ system }) => system === 'portal')).toMatchObject([
      { kind: 'set-workflow', what: expect.stringMatching(/; không đọc được hiện trạng ở đó; nếu đã đúng/) },
    ]);
    const written = makePlan(inputOf(definitionOf(), actualOf({ cases: { default: unread } })));
    expect(written.unknown).toMatchObject([{ what: expect.stringContaining('quy trình điện tử') }]);
  });

  it('takes along what stands on it: no level for a row, no form for a case that a person has to make', () => {
    const plan = makePlan(
      inputOf(definitionOf(), actualOf({ cases: {}, offerings: {} }), {
        systems: systemsWithout('set-case', 'create-offering'),
      }),
    );
    expect(plan.actions).toEqual([]);
    const kinds = plan.tasks!.filter(({ system }) => system === 'portal').map(({ kind }) => kind);
    expect(kinds).toEqual(['set-case', 'set-components', 'set-eform', 'set-level', 'set-workflow']);
  });

  it('leaves to the adapter what it can write although something beside it is done by hand', () => {
    const actual = actualOf({ cases: { default: { ...readyCase, eform: form('cu') } } }, 3);
    const plan = makePlan(inputOf(definitionOf(), actual, { systems: systemsWithout('set-eform') }));
    expect(kindsOf(plan.actions)).toEqual(['set-level', 'set-level', 'set-level']);
    expect(plan.tasks!.map(({ kind }) => kind)).toContain('set-eform');
  });

  it('is to bring in a procedure the system lacks, with what the adapter says why it cannot', () => {
    const cannotAdd = 'lĩnh vực của thủ tục không có trong danh mục';
    const actual = actualOf({ exists: false, cannotAdd, offerings: {}, cases: {} });
    const plan = makePlan(inputOf(definitionOf(), actual));
    expect(plan.actions).toEqual([]);
    const [task, ...more] = plan.tasks!.filter(each => each.system === 'portal');
    expect(task).toMatchObject({ kind: 'create-offering', key: `portal/${code}/create-offering` });
    expect(task!.values.map(({ value }) => value)).toEqual([code, 'Cấp giấy phép xây dựng']);
    expect(task!.what).toMatch(
      /^Đưa thủ tục 1\.000001 .* và gán cho 3 đơn vị; lĩnh vực của thủ tục không có trong danh mục$/,
    );
    expect(more).toEqual([]);
  });

  it('is nothing where the adapter can bring in a procedure the system lacks: that comes with its first part', () => {
    const actual = actualOf({ exists: false, offerings: {}, cases: {} });
    const plan = makePlan(inputOf(definitionOf(), actual));
    expect(kindsOf(plan.actions).slice(0, 2)).toEqual(['set-case', 'set-components']);
    expect(plan.tasks!.filter(each => each.system === 'portal')).toEqual([]);
  });
});

describe('a stale plan', () => {
  const input = inputOf(definitionOf(), actualOf({}, 3));
  const plan = makePlan(input);
  const item = (fresh: typeof input) => {
    const answer = staleness(plan, fresh);
    return answer.stale ? answer.item : undefined;
  };

  it('is one whose ground moved; what moved is named, in English too', () => {
    const english = (fresh: typeof input) => staleness(plan, fresh);
    expect(english({ ...input, ...inputOf(definitionOf(), actualOf({}, 2)) })).toMatchObject({
      english: `what set-level is to change of ${code}, unit H13.3.1, on portal`,
    });
    expect(english({ ...input, settings: { ...input.settings, maxChanges: 1 } })).toMatchObject({
      english: 'what limits a push',
    });
    expect(item(input)).toBeUndefined();
    expect(item({ ...input, ...inputOf(definitionOf(), actualOf({}, 2)) })).toBe(
      `mức dịch vụ của ${code} tại H13.3.1 trên portal: lúc lập kế hoạch là mức độ 3, nay là mức độ 2`,
    );
    expect(item(inputOf(definitionOf({ onlinePayment: false }), actualOf({}, 3)))).toBe(
      `định nghĩa dịch vụ ${code}`,
    );
    expect(item({ ...input, settings: { ...input.settings, maxChanges: 1 } })).toBe(
      'các giới hạn khi đẩy (push)',
    );
    expect(item({ ...input, systems: systemsWithout('set-case') })).toContain('hệ thống portal');
    const other = actualOf({ cases: { default: { ...readyCase, eform: form('khac') } } }, 3);
    expect(item(inputOf(definitionOf(), other))).toBe(`thủ tục ${code} trên portal`);
  });

  it('is one made of a system read whole that no longer is', () => {
    const read = (source: object) => ({
      ...input,
      systems: input.systems.map(system => ({ ...system, source: wholeSnapshot('portal', source) })),
    });
    const made = makePlan(read({}));
    const shrunk = { part: 'offerings', before: 10, after: 2, share: 0.8 };
    expect(staleness(made, read({}))).toEqual({ stale: false });
    for (const less of [{ status: 'partial' }, { shrunk }])
      expect(staleness(made, read(less))).toMatchObject({
        stale: true,
        item: 'cấu hình hoặc tình trạng đọc của hệ thống portal',
      });
  });

  it('is not one whose ground cannot be read now, unless something else moved', () => {
    expect(staleness(plan, inputOf(definitionOf(), undefined))).toEqual({
      stale: undefined,
      item: `thủ tục ${code} trên portal`,
      english: `procedure ${code} on portal`,
      problem: 'máy chủ không trả lời',
    });
    expect(item(inputOf(definitionOf({ onlinePayment: false }), undefined))).toBe(
      `định nghĩa dịch vụ ${code}`,
    );
  });

  it('is not one because something answers that did not then, where nothing was planned for it', () => {
    const then = inputOf(definitionOf(), actualOf({}, 3));
    const other = { ...then.services[0]!, system: 'oneStop' };
    const down = { system: 'oneStop', procedure: code, applied: [], problem: 'máy chủ không trả lời' };
    const planned = makePlan({ ...then, services: [...then.services, down] });
    expect(planned.actions.map(({ system }) => system)).toEqual(['portal', 'portal', 'portal']);
    expect(staleness(planned, { ...then, services: [...then.services, other] })).toEqual({ stale: false });
    // What was read then and has moved since is another matter.
    const both = makePlan({ ...then, services: [...then.services, other] });
    const moved = { ...other, actual: actualOf({ offerings: {} }) };
    expect(staleness(both, { ...then, services: [...then.services, moved] })).toMatchObject({ stale: true });
  });

  it('does not blame the level of a row that it is itself to create', () => {
    const bare = inputOf(definitionOf(), actualOf({ offerings: {} }));
    const settings = { ...bare.settings, maxShare: 1 };
    expect(staleness(makePlan(bare), { ...bare, settings })).toMatchObject({
      item: expect.stringContaining('giới hạn'),
    });
  });

  it('survives being stored', () => {
    expect(staleness(JSON.parse(JSON.stringify(plan)), input)).toEqual({ stale: false });
  });
});
