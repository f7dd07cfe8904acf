import { describe, expect, it } from 'vitest';
import type { ManualTask } from '../../src/domain/task.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { PlanNames } from '../../src/plan/show-model.ts';
import { planText } from '../../src/plan/show-terminal.ts';
import { inMemory } from '../../src/report/forms.ts';
import { planPage } from '../../src/report/plan-page.ts';
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

describe('a plan as a page', () => {
  it('holds everything itself and shows before and after', async () => {
    const html = await page();
    expect(html).toContain('<h1>5 thay đổi ở 1 hệ thống</h1>');
    expect(html).toContain('<del>mức độ 3</del> → <ins>mức độ 4</ins>');
    expect(html).toContain('cần người duyệt');
    expect(html).not.toMatch(/<(script|link rel="stylesheet"|img)/);
    expect(html.indexOf('Đang bị giữ lại')).toBeLessThan(html.indexOf('Đặt mức độ 4'));
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
