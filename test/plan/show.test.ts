import { describe, expect, it } from 'vitest';
import type { Change, PlanGuard } from '../../src/domain/push.ts';
import type { ManualTask } from '../../src/domain/task.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Plan, PlannedAction } from '../../src/plan/plan.ts';
import { type PlanNames, planHeadline, planView } from '../../src/plan/show-model.ts';
import { planText } from '../../src/plan/show-terminal.ts';
import { inMemory } from '../../src/report/forms.ts';
import type { Markup } from '../../src/report/html/markup.ts';
import { planHolds, planPage } from '../../src/report/plan-page.ts';
import { levelTerms } from '../../src/words/level-names.ts';
import { flow, form } from './model-city.ts';
import { actualOf, appliedOf, city, code, definitionOf, inputOf, readyCase } from './samples.ts';

const names: PlanNames = {
  levels: levelTerms(),
  procedure: () => 'Cấp giấy phép xây dựng',
  agency: wanted => city.agencies.find(agency => agency.code === wanted)?.name ?? wanted,
  tier: wanted => city.agencies.find(agency => agency.code === wanted)?.tier,
  system: () => 'Cổng DVC thành phố',
};

const there = { ...readyCase, eform: form('ten'), workflow: flow(['Tiếp nhận', 'Thẩm định', 'Phê duyệt']) };
const byHand = appliedOf({ kind: 'set-level', target: { procedure: code, agency: 'H13.3.1' }, after: 4 });
const plan = makePlan(inputOf(definitionOf(), actualOf({ cases: { default: there } }, 3), {}, [byHand]));

async function page(shown = plan): Promise<string> {
  return String(await inMemory(planPage(shown, names)));
}

describe('a plan on a terminal', () => {
  const text = planText(plan, names, { colour: false });

  it('begins with what is held back and how to allow it', () => {
    expect(text.split('\n')[0]).toBe(`Kế hoạch ${plan.id}: 5 thay đổi ở 1 hệ thống`);
    expect(text).toMatch(
      /Đang bị giữ lại\n {2}! bỏ bước quy trình: Bỏ bước «Phê duyệt».*\n {2}Cho phép: dvc-sync approve P/,
    );
    expect(text.indexOf('Đang bị giữ lại')).toBeLessThan(text.indexOf('Cổng DVC thành phố'));
  });

  it('counts the systems of its changes', () => {
    const actions = ['a', 'b', 'a'].map(system => ({ ...plan.actions[0]!, system }));
    expect(planHeadline({ actions })).toBe('3 thay đổi ở 2 hệ thống');
  });

  it('names the units that change alike', () => {
    expect(text).toMatch(/Đặt mức độ 4 cho 2 xã[^\n]*\n {8}Xã [^\n]+, Xã [^\n]+\n/);
  });

  it('shows offerings that change alike as one line, those changed by hand apart', () => {
    expect(text).toContain('Đặt mức độ 4 cho 2 xã (từ mức độ 3) · chưa đẩy lần nào');
    expect(text).toContain('Đặt mức độ 4 cho Xã Mỹ Khánh (từ mức độ 3) · bị sửa tay trên hệ thống');
  });

  it('shows steps and fields that come and go', () => {
    expect(text).toContain('      + trường «ngay» (ngay): textfield');
    expect(text).toContain('      - bước «Phê duyệt»: vai trò chuyên viên, 8 giờ, trực tuyến 8 giờ');
  });

  it('paints only when asked, and never lets a remote’s text do it', () => {
    expect(text).not.toContain('\u001b');
    expect(planText(plan, names, { colour: true })).toContain('\u001b[1m');
    const evil = planText(plan, { ...names, system: () => 'Cổng\u001b[2J' }, { colour: false });
    expect(evil).not.toContain('\u001b');
  });

  it('says so when there is nothing to do', () => {
    const empty = makePlan(inputOf(definitionOf({ level: 3 }), actualOf({}, 3)));
    expect(planText(empty, names, { colour: false })).toBe(
      `Kế hoạch ${plan.id}: không có gì phải thay đổi\n`,
    );
  });
});

describe('a plan as people read it', () => {
  const action = (change: object, more: Partial<PlannedAction> = {}): PlannedAction => ({
    ...plan.actions[0]!,
    standing: 'not-pushed',
    ...more,
    change: {
      target: { procedure: code, agency: 'H13.3.1' },
      before: null,
      after: null,
      ...change,
    } as Change,
  });
  const shown = (...actions: PlannedAction[]) =>
    planView({ ...plan, actions: actions.map((each, at) => ({ ...each, number: at + 1 })) }, names)
      .procedures.flatMap(({ systems }) => systems)
      .flatMap(({ lines }) => lines);
  const titles = (...actions: PlannedAction[]) => shown(...actions).map(({ title }) => title);
  const one = { procedure: code, case: 'default' };
  const at = (agency: string) => ({ procedure: code, agency });

  it('says what comes, what goes and what changes', () => {
    const value = readyCase.value!;
    expect(
      titles(
        action({ kind: 'create-offering', after: { level: 2 } }),
        action({ kind: 'deactivate-offering', before: { level: 2 } }),
        action({ kind: 'set-eform', target: one, after: form('ten') }),
        action({ kind: 'set-eform', target: one, before: form('ten') }),
        action({ kind: 'set-eform', target: one, before: form('ten'), after: form('ngay') }),
        action({ kind: 'set-case', target: one, before: value, after: value }),
        action({ kind: 'create-offering', before: { level: 2 }, after: { level: 2 } }),
      ),
    ).toEqual([
      'Thêm dịch vụ tại Xã Mỹ Khánh',
      'Ngừng dịch vụ tại Xã Mỹ Khánh',
      'Thêm biểu mẫu điện tử',
      'Xóa biểu mẫu điện tử',
      'Đổi biểu mẫu điện tử',
      'Làm nốt phần còn thiếu của trường hợp',
      'Làm nốt phần còn thiếu của dịch vụ tại Xã Mỹ Khánh',
    ]);
  });

  it('counts units by what they are, where they are all of one tier', () => {
    const raised = (...agencies: string[]) =>
      titles(...agencies.map(each => action({ kind: 'set-level', target: at(each), before: 3, after: 4 })));
    expect(raised('H13.1', 'H13.2')).toEqual(['Đặt mức độ 4 cho 2 cơ quan cấp tỉnh']);
    expect(raised('H13.1', 'H13.3.1')).toEqual(['Đặt mức độ 4 cho 2 đơn vị']);
    expect(raised('H13.3.1', 'H13.3.2')).toEqual(['Đặt mức độ 4 cho 2 xã']);
  });

  it('says of a row what will not come back with it, on a terminal and on its page, apart from rows that are whole', async () => {
    const leavesOut = 'không kèm phương án «Ủy quyền» đã có trước khi gỡ';
    const row = (agency: string, more = {}) =>
      action({ kind: 'create-offering', target: at(agency), after: { level: 2 } }, more);
    const actions = [row('H13.3.1', { leavesOut }), row('H13.3.2'), row('H13.3.3')];
    const shown = { ...plan, actions, holds: [] };
    const text = planText(shown, names, { colour: false });
    expect(text).toContain(
      'Thêm dịch vụ tại Xã Mỹ Khánh · chưa đẩy lần nào\n      ! Không kèm phương án «Ủy quyền» đã có trước khi gỡ\n',
    );
    expect(text).toContain('Thêm dịch vụ tại 2 xã');
    expect(text.match(/Không kèm/g)).toHaveLength(1);
    const html = await page(shown);
    expect(html.match(/Không kèm phương án «Ủy quyền» đã có trước khi gỡ\./g)).toHaveLength(1);
  });

  it('marks what somebody changed at the system', () => {
    const standings = ['not-pushed', 'changed-here', 'changed-there', 'both-changed'] as const;
    const lines = shown(...standings.map(standing => action({ kind: 'set-level', after: 4 }, { standing })));
    expect(lines.map(({ moved }) => moved)).toEqual([false, false, true, true]);
  });

  it('goes by procedure and names what is left to people and what nobody could tell', () => {
    const view = planView(
      {
        ...plan,
        rollbackOf: 'P7',
        actions: ['2.000003', '1.000001'].map(procedure =>
          action({ kind: 'set-level', target: { procedure, agency: 'H13.3.1' }, after: 4 }),
        ),
        unknown: [{ system: 'portal', procedure: code, what: 'không đọc được' }],
      },
      names,
    );
    expect(view.name).toBe(`Kế hoạch ${plan.id} (trả lại kế hoạch P7)`);
    expect(view.procedures.map(each => each.code)).toEqual(['1.000001', '2.000003']);
    expect(view.unknown).toEqual([`${code}: không đọc được`]);
  });

  it('says on a terminal which command lifts each hold, each once', () => {
    const text = (...holds: [PlanGuard, boolean][]) =>
      planText(
        {
          ...{ id: 'P1', actions: [], fingerprint: '', createdAt: plan.createdAt, author: '' },
          holds: holds.map(([guard, approvable]) => ({ guard, message: 'Vì sao.', actions: [], approvable })),
        } as unknown as Plan,
        names,
        { colour: false },
      )
        .split('\n')
        .slice(2)
        .filter(line => line !== '');
    expect(text(['not-ready', false])).toEqual(['Đang bị giữ lại', '  ✗ chưa đủ điều kiện lên mức: Vì sao.']);
    expect(text(['lowers-level', true]).slice(1)).toEqual([
      '  ! hạ mức dịch vụ: Vì sao.',
      '  Cho phép: dvc-sync approve P1 --as "tên" --reason "lý do"',
    ]);
    const hints = (...holds: [PlanGuard, boolean][]) => text(...holds).slice(1 + holds.length);
    for (const guard of ['too-many-changes', 'too-large-share'] as const)
      expect(hints([guard, false])).toEqual(['  Chia nhỏ: dvc-sync plan --only <mã-thủ-tục>…']);
    expect(hints(['changes-node-ids', false], ['changes-node-ids', false])).toEqual([
      '  Dùng: dvc-sync adopt <mã-thủ-tục> --from <hệ-thống>',
    ]);
    expect(hints(['source-suspicious', false])[0]).toMatch(/^ {2}Dùng: dvc-sync run /);
  });

  it('prints on a terminal tasks with their day and page, and no more differences than anybody reads', () => {
    const fields = Array.from({ length: 42 }, (_, each) => `o${each}`);
    const tasks = [{ what: 'Đặt mức.', agencies: [], due: '2026-12-20', link: 'https://a.example.vn/' }];
    const text = planText(
      {
        ...plan,
        actions: [action({ kind: 'set-eform', target: one, before: form('o0'), after: form(...fields) })],
        tasks: tasks as unknown as ManualTask[],
        unknown: [{ system: 'portal', procedure: code, what: 'không đọc được' }],
      },
      names,
      { colour: false },
    );
    expect(text).toContain('  • Đặt mức.; hạn 20/12/2026; https://a.example.vn/\n');
    expect(text).toContain(`  ? ${code}: không đọc được\n`);
    expect(text.match(/^ {6}\+ /gm)).toHaveLength(40);
    expect(text).toMatch(/^ {6}… và 1 chỗ khác$/m);
  });
});

describe('a plan as a page', () => {
  it('holds everything itself and shows before and after', async () => {
    const html = await page();
    expect(html).toContain('<h1>5 thay đổi ở 1 hệ thống</h1>');
    expect(html).toContain('<del>mức độ 3</del> → <ins>mức độ 4</ins>');
    expect(html).toContain('Người duyệt cho phép được');
    expect(html).not.toMatch(/<(script|link rel="stylesheet"|img)/);
    expect(html.indexOf('Đang bị giữ lại')).toBeLessThan(html.indexOf('Đặt mức độ 4'));
  });

  it('says all that holds it, and of each who may lift it', async () => {
    const hold = (message: string, approvable: boolean) => ({
      ...{ guard: 'not-ready' as const, message, actions: [1], approvable },
    });
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map(one => hold(`thiếu biểu mẫu ${one}`, false));
    const held = { ...plan, holds: [...many, hold('thiếu quy trình', true)] };
    const html = await page(held);
    for (const { message } of held.holds) expect(html).toContain(message);
    expect(html).toMatch(/thiếu biểu mẫu f<br><span class="quiet">Không ai cho phép/);
    expect(html).toMatch(/thiếu quy trình<br><span class="quiet">Người duyệt cho phép được/);
    const short = planHolds(held, 5) as Markup;
    expect(short.text).toContain('thiếu biểu mẫu e<br>và 1 chỗ khác như vậy.');
  });

  it('escapes whatever a remote has put into its texts', async () => {
    const evil = '<script>alert(1)</script>"\'';
    const workflow = flow(['Tiếp nhận', 'Thẩm định', evil]);
    const shown = makePlan(
      inputOf(definitionOf({ name: evil }), actualOf({ cases: { default: { ...readyCase, workflow } } })),
    );
    const html = await page(shown);
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toContain('<script');
  });

  it('links only to web addresses', async () => {
    const task: ManualTask = {
      ...{ key: 'a', system: 'portal', procedure: code, procedureName: 'Cấp giấy phép', kind: 'set-level' },
      ...{ case: null, agencies: ['H13.3.1'], what: 'Đặt mức độ 4.', values: [], owner: 'technical' },
      ...{ due: null, expected: 4, link: 'javascript:alert(1)' },
    };
    const shown = await page({ ...plan, tasks: [task] });
    expect(shown).toContain('Đặt mức độ 4.');
    expect(shown).not.toContain('javascript:');
    expect(await page({ ...plan, tasks: [{ ...task, link: 'https://a.example.vn/' }] })).toContain(
      'href="https://a.example.vn/"',
    );
  });
});
