import { expect, it } from 'vitest';
import { wantsColour } from '../../src/cli/output.ts';
import { terminalSummary } from '../../src/report/terminal.ts';
import { sampleRows } from './sample.ts';
import { modelOf, row } from './support.ts';

const quiet = { counts: { new: 0, open: 1, resolved: 0, waived: 0, carried: 0, toDo: 1, unchecked: 0 } };
const plain = { colour: false, files: ['out/report.html'] };

it('says what a person needs: the state, the sources, the worst, who acts, where the files are', async () => {
  const text = terminalSummary(await modelOf(sampleRows()), plain);
  expect(text).toMatch(
    /^\d+ sai lệch chưa kiểm tra lại được vì .*; ngoài ra còn \d+ sai lệch cần xử lý, \d+ nghiêm trọng\.\n/,
  );
  expect(text).toMatch(/Hệ thống một cửa điện tử {2}đọc chưa đủ/);
  expect(text).toContain('trang 15 trên 41');
  expect(text).toMatch(/Cần làm: /);
  expect(text).toMatch(/Cổng DVC thành phố: danh sách thủ tục được đọc từng trang/);
  expect(text).toMatch(/Sở TTTT: \d+ chưa kiểm tra lại được; \d+ cần xử lý\. Trước hết: /);
  expect(text.match(/^ {2}(nghiêm trọng|lớn) +\S/gm)).toHaveLength(10);
  expect(text).toMatch(/và \d+ nguyên nhân khác/);
  expect(text.trimEnd().endsWith('Báo cáo: out/report.html')).toBe(true);
});

it('names the folder of the report once, the page first', async () => {
  const files = ['out/summary.json', 'out/discrepancies.csv', 'out/report.html', 'out/report.xlsx'];
  const text = terminalSummary(await modelOf(sampleRows()), { colour: false, files });
  expect(text).toContain('Báo cáo: report.html, report.xlsx, summary.json, discrepancies.csv trong out\n');
});

it('says how many findings are for information only', async () => {
  const text = terminalSummary(await modelOf([row({ severity: 'info' }), row({ agency: 'H13.2' })]), plain);
  expect(text).toMatch(/còn 1 sai lệch cần xử lý.*\n.*; 1 chỉ để biết\n/);
});

it('says how many findings a plan mends and how that begins; not of what only people can do', async () => {
  const rows = [row({ rule: 'missing-offering' }), row({ rule: 'unknown-procedure', agency: null })];
  expect(terminalSummary(await modelOf(rows), plain)).toContain(
    'dvc-sync tự khắc phục được 1 sai lệch trong số đó bằng kế hoạch, khi dịch vụ đã có định nghĩa; bắt đầu bằng lệnh “dvc-sync plan --from-findings”.\n',
  );
  expect(terminalSummary(await modelOf(rows.slice(1)), plain)).not.toContain('tự khắc phục');
});

it('is one line when nothing came or went', async () => {
  const rows = [row({ state: 'open' })];
  const model = await modelOf(rows, { ...quiet, status: 'discrepancies' });
  expect(terminalSummary(model, plain)).toBe(
    'Không có gì mới so với lần trước. Còn 1 sai lệch cần xử lý. Báo cáo: out/report.html\n',
  );
});

it('is not quiet when a source was not read', async () => {
  const model = await modelOf([row({ state: 'open' })], { ...quiet, status: 'partial' });
  expect(terminalSummary(model, plain).split('\n').length).toBeGreaterThan(5);
});

it('paints only where asked, and lets no remote text paint', async () => {
  const hostile = row({
    rule: 'unmapped-agency',
    procedure: null,
    agency: null,
    key: '\u001b[2Jxóa màn hình',
  });
  const model = await modelOf([hostile]);
  model.systems[2]!.error = 'hỏng \u001b[31mđỏ';
  expect(terminalSummary(model, plain)).not.toContain('\u001b');
  expect(terminalSummary(model, { ...plain, colour: true })).toMatch(/^\u001b\[31m/);
  expect(terminalSummary(model, { ...plain, colour: true })).not.toContain('\u001b[2J');
});

it('wants colour on a terminal that did not say no', () => {
  expect(wantsColour({ isTTY: true }, {})).toBe(true);
  expect(wantsColour({}, {})).toBe(false);
  expect(wantsColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColour({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
});
