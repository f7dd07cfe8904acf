import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { inMemory } from '../../src/report/forms.ts';
import { ownersChart } from '../../src/report/html/charts/owners-chart.ts';
import { rulesChart } from '../../src/report/html/charts/rules-chart.ts';
import { reportPage } from '../../src/report/html/page.ts';
import type { ReportModel } from '../../src/report/model.ts';
import type { DiscrepancyRow } from '../../src/report/source.ts';

import { technicalWords } from '../words/official-words.ts';
import { sampleCity, sampleRows } from './sample.ts';
import { modelOf, row, waiver } from './support.ts';

const pageOf = async (model: ReportModel) => String(await inMemory(reportPage('report.html', model)));
const textOf = (page: string) =>
  page.replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, '').replace(/<[^>]+>/g, ' ');

it('fetches nothing and lets nothing act but its own style and script', async () => {
  const page = await pageOf(await modelOf(sampleRows()));
  expect(page).not.toMatch(/(src|href)="(?!#|data:,)/);
  expect(page).not.toMatch(/@import|url\(|innerHTML|\sstyle="|\son[a-z]+="/);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/
    .exec(page)![1]!
    .replaceAll('&#39;', "'");
  expect(policy).toMatch(/^default-src 'none';/);
  for (const kind of ['style', 'script']) {
    const text = new RegExp(`<${kind}>(.*?)</${kind}>`, 's').exec(page)![1]!;
    const hash = createHash('sha256').update(text).digest('base64');
    expect(policy).toContain(`${kind}-src 'sha256-${hash}'`);
  }
});

it('says one cause once with the agencies under it', async () => {
  const communes = sampleCity.agencies.filter(agency => agency.tier === 'commune').slice(0, 60);
  const page = await pageOf(await modelOf(communes.map(({ code }) => row({ agency: code }))));
  expect(page.match(/<li class="cause"/g)).toHaveLength(1);
  expect(page).toContain('<summary>60 đơn vị</summary>');
  for (const { name } of communes) expect(page).toContain(`<li>${name} <small>`);
});

it('names every finding by what waiving asks for, and leads to its page where there is one', async () => {
  const communes = sampleCity.agencies.filter(agency => agency.tier === 'commune').slice(0, 2);
  const rows = [
    row({ fingerprint: 'a'.repeat(32), rule: 'level-differs' }),
    ...communes.map(({ code }, at) => row({ agency: code, fingerprint: String(at).repeat(32) })),
  ];
  const unreached = await pageOf(await modelOf(rows));
  const page = await pageOf(await modelOf(rows, {}, { home: 'https://dvc.example.vn' }));
  for (const digit of ['a', '0', '1']) {
    expect(unreached).toContain(`mã <code>${digit.repeat(12)}</code>`);
    expect(page).toContain(`<a href="https://dvc.example.vn/sai-lech/${digit.repeat(32)}">`);
  }
  expect(unreached).not.toContain('/sai-lech/');
  expect(page).toContain('https://dvc.example.vn/tro-giup/quy-tac#level-differs');
});

it('has headings in order, without a step left out', async () => {
  const page = await pageOf(await modelOf([...sampleRows(), row({ state: 'waived', waiver })]));
  const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
  expect(levels[0]).toBe(1);
  for (const [at, level] of levels.slice(1).entries()) expect(level - levels[at]!).toBeLessThanOrEqual(1);
});

it('counts in its drawings what its sentence counts, in the bars as in their words', async () => {
  for (const agenciesPerCause of [1, 3, 7]) {
    const model = await modelOf(sampleRows({ agenciesPerCause }));
    const open = model.tally.toDo + model.tally.unchecked;
    const sum = (numbers: Iterable<RegExpMatchArray>) =>
      [...numbers].reduce((all, [, number]) => all + Number(number!.replaceAll('.', '')), 0);
    const rules = rulesChart(model).text;
    const [words] = rules.match(/<desc[^<>]*>[^<]*/)!;
    expect(sum(rules.matchAll(/<text class="(?:value|note)"[^<>]*>(?:và )?([\d.]+) /g))).toBe(open);
    expect(sum(words.matchAll(/(?:: |và )([\d.]+)/g))).toBe(open);
    const owners = ownersChart(model).text;
    expect(sum(owners.matchAll(/>([\d.]+) cần xử lý</g))).toBe(model.tally.toDo);
    expect(sum(owners.matchAll(/<desc[^<>]*>[^<]*/g).flatMap(([said]) => said.matchAll(/([\d.]+) /g)))).toBe(
      open,
    );
  }
});

it('gives one next step for all that is alike', async () => {
  const model = await modelOf(sampleRows());
  const page = await pageOf(model);
  const open = model.groups.filter(({ standing }) => standing !== 'waived');
  expect(page.match(/<p class="todo">/g)).toHaveLength(open.length);
});

it('says nothing technical to the offices and the units but where it is kept for technicians', async () => {
  for (const filter of [{ owner: 'regulatory' }, { agency: 'H13.1' }]) {
    const page = await pageOf(await modelOf(sampleRows(), {}, { filter }));
    const plain = page
      .replace(/<details class="technical">.*?<\/details>/gs, '')
      .replace(/<code>.*?<\/code>/gs, '');
    expect(technicalWords(textOf(plain))).toEqual([]);
  }
});

it('always shows what is to be done, and what could not be read', async () => {
  const text = textOf(await pageOf(await modelOf(sampleRows())));
  expect(text).toMatch(/1 nguồn chưa đọc đủ/);
  expect(text).toMatch(/máy\s+chủ\s+trả\s+HTML\s+thay\s+vì\s+JSON/);
  expect(text).toContain('danh sách thủ tục được đọc từng trang');
  expect(text).toMatch(/\d+\ssai lệch chưa kiểm tra lại được vì chưa đọc đủ Hệ thống một cửa/);
  expect(text).toMatch(/Mức độ khác nhau giữa các hệ thống : không đánh giá được vì không đọc được đầy đủ/);
  expect(text.match(/Cần làm:/g)!.length).toBeGreaterThan(25);
});

it('says that there is nothing, when there is nothing', async () => {
  const text = textOf(await pageOf(await modelOf([], { status: 'clean' })));
  expect(text).toContain('Không có sai lệch nào.');
  expect(text).not.toMatch(/undefined|NaN|null|\[object/);
});

it('has no hole in any of its texts', async () => {
  const rows = [
    ...sampleRows(),
    row({ procedure: null, agency: null, system: null }),
    row({ state: 'waived', waiver }),
  ];
  expect(textOf(await pageOf(await modelOf(rows)))).not.toMatch(/undefined|NaN|\bnull\b|\bfalse\b|\[object/);
});

it('stays a page a phone can open with 20,000 findings, and says what it left out', async () => {
  const rows: DiscrepancyRow[] = [];
  for (let index = 0; index < 20_000; index++) {
    const message = `Thủ tục số ${index} «${'Cấp giấy phép hoạt động dịch vụ '.repeat(4)}»: thành phần hồ sơ khác.`;
    rows.push(
      row({
        rule: 'components-differ',
        procedure: `1.${String(index).padStart(6, '0')}`,
        agency: null,
        message,
      }),
    );
  }
  const model = await modelOf(rows);
  const page = await pageOf(model);
  expect(Buffer.byteLength(page)).toBeLessThan(5_000_000);
  const listed = page.match(/<li class="cause"/g)!.length;
  const missing = new Intl.NumberFormat('vi-VN').format(20_000 - listed);
  // Compared as yes or no: four megabytes in a failure message help nobody.
  const says = (text: string) => textOf(page).replaceAll('\u00a0', ' ').includes(text);
  expect(says(`Còn ${missing} sai lệch của nhóm này không liệt kê ở đây`)).toBe(true);
  expect(says('còn 20.000 sai lệch cần xử lý')).toBe(true);
});
