import { expect, it } from 'vitest';
import {
  headline,
  idleWords,
  sliceName,
  sourceAdvice,
  uncheckedSentence,
  unreadSystems,
} from '../../src/report/sentences.ts';
import { sourceCommand } from '../../src/report/technical.ts';
import { modelOf, row, waiver } from './support.ts';

const critical = row({ rule: 'no-eform', severity: 'critical', agency: null });

const before = { state: 'carried' as const, lastSeen: '2021-11-22T01:00:00.000Z' };
const unchecked = row({ agency: 'H13.2', owner: 'regulatory', ...before });

it('says in one sentence what is not known first, then how much is left and how bad', async () => {
  expect(headline(await modelOf([critical, row()]))).toBe(
    'Chưa đọc đủ Hệ thống một cửa điện tử nên chưa kết luận được hết; còn 2 sai lệch cần xử lý, 1 nghiêm trọng.',
  );
  expect(headline(await modelOf([critical, unchecked, { ...unchecked, severity: 'info' }]))).toBe(
    '1 sai lệch chưa kiểm tra lại được vì chưa đọc đủ Hệ thống một cửa điện tử; ngoài ra còn 1 sai lệch cần xử lý, 1 nghiêm trọng.',
  );
  expect(headline(await modelOf([row()], { status: 'discrepancies' }))).toBe('Còn 1 sai lệch cần xử lý.');
});

it('counts neither information nor waived rows as work', async () => {
  const rows = [row({ rule: 'name-twice', severity: 'info' }), row({ state: 'waived', waiver })];
  expect(headline(await modelOf(rows, { status: 'clean' }))).toBe('Không có sai lệch nào cần xử lý.');
});

it('does not call a city clean whose systems were not read', async () => {
  expect(headline(await modelOf([]))).toBe(
    'Chưa đọc đủ Hệ thống một cửa điện tử nên chưa kết luận được; trong phần đã đọc chưa thấy sai lệch nào.',
  );
  expect(headline(await modelOf([row()], { status: 'failed' }))).toMatch(/không hoàn thành/);
});

it('says whose the unchecked findings are and what to do next', async () => {
  expect(uncheckedSentence(await modelOf([unchecked, { ...unchecked, owner: 'technical' }]))).toMatch(
    /^2 sai lệch đó .*chưa rõ còn hay hết; thuộc Sở TTTT 1 và VP UBND 1\. .* Sở TTTT làm cho nguồn đọc được rồi chạy lại/,
  );
  expect(uncheckedSentence(await modelOf([row()], { status: 'clean' }))).toBeUndefined();
  const setAside = row({ agency: 'H13.2', waiver, ...before, state: 'waived' });
  expect(uncheckedSentence(await modelOf([setAside]))).toBeUndefined();
});

it('never says in a slice that there is nothing to do while something in the run is unchecked', async () => {
  const rows = [unchecked];
  const counts = { new: 0, open: 0, resolved: 0, waived: 0, carried: 1, toDo: 0, unchecked: 1 };
  for (const status of ['partial', 'discrepancies'] as const) {
    const slice = await modelOf(rows, { counts, status }, { filter: { owner: 'technical' } });
    expect(slice.tally.total).toBe(0);
    expect(headline(slice)).toMatch(/chưa kết luận được/);
    expect(idleWords(slice, slice.tally)).toBe('chưa kết luận được');
    expect(uncheckedSentence(slice)).toMatch(/^Cả thành phố còn 1 sai lệch chưa kiểm tra lại được/);
  }
});

it('speaks of records, not of sources, where every source was read whole but not every record', async () => {
  const counts = { new: 0, open: 0, resolved: 0, waived: 0, carried: 1, toDo: 0, unchecked: 1 };
  const readWhole = (model: Awaited<ReturnType<typeof modelOf>>) => ({
    ...model,
    systems: model.systems.map(system => ({ ...system, status: 'complete' as const })),
  });
  const all = readWhole(await modelOf([unchecked], { counts, status: 'discrepancies' }));
  const slice = readWhole(await modelOf([unchecked], { counts }, { filter: { owner: 'technical' } }));
  expect(headline(all)).toMatch(/^1 sai lệch chưa kiểm tra lại được vì có bản ghi/);
  for (const model of [all, slice]) {
    expect(uncheckedSentence(model)).toMatch(/sửa bản ghi không đọc được rồi chạy lại/);
    expect(uncheckedSentence(model)).not.toMatch(/nguồn (chưa )?đọc/);
    expect(idleWords(model, model.tally)).not.toBe('không có việc phải làm');
  }
});

it('advises what fits the trouble of a source', async () => {
  const cut = await modelOf([]);
  expect(sourceAdvice(unreadSystems(cut)[0]!, cut)).toMatch(/báo đơn vị vận hành/);
  const shrunk = await modelOf([
    row({ rule: 'source-shrunk', procedure: null, agency: null, system: 'oneStop' }),
  ]);
  const [system] = unreadSystems(shrunk);
  expect(sourceAdvice(system!, shrunk)).toMatch(/xác nhận, kèm lý do\.$/);
  expect(sourceCommand(system!, shrunk)).toMatch(/--accept-shrink oneStop/);
});

it('names the slice a report is of', async () => {
  const slice = (filter: object) => modelOf([], {}, { filter }).then(sliceName);
  expect(await slice({})).toBe('');
  expect(await slice({ owner: 'regulatory', system: 'portal' })).toBe(
    'Phần việc của VP UBND · Cổng DVC thành phố',
  );
  expect(await slice({ agency: ['H13.2', 'H13.3'], severity: 'critical' })).toBe(
    'Sở Nội vụ và Sở Tư pháp · Mức nghiêm trọng',
  );
});
