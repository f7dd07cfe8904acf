import { expect, it } from 'vitest';
import {
  carriedSentence,
  headline,
  sliceName,
  sourceAdvice,
  unreadSystems,
} from '../../src/report/sentences.ts';
import { modelOf, row, waiver } from './support.ts';

const critical = row({ rule: 'no-eform', severity: 'critical', agency: null });

it('says in one sentence how much is left, how bad, and what was not read', async () => {
  expect(headline(await modelOf([critical, row()]))).toBe(
    'Còn 2 sai lệch cần xử lý, 1 nghiêm trọng; 1 nguồn chưa đọc đủ.',
  );
  expect(headline(await modelOf([row()], { status: 'discrepancies' }))).toBe('Còn 1 sai lệch cần xử lý.');
});

it('counts neither information nor waived rows as work', async () => {
  const rows = [row({ rule: 'name-twice', severity: 'info' }), row({ state: 'waived', waiver })];
  expect(headline(await modelOf(rows, { status: 'clean' }))).toBe('Không có sai lệch nào cần xử lý.');
});

it('does not call a city clean whose systems were not read', async () => {
  expect(headline(await modelOf([]))).toMatch(/chưa kết luận được: 1 nguồn chưa đọc đủ/);
  expect(headline(await modelOf([row()], { status: 'failed' }))).toMatch(/không hoàn thành/);
});

it('says how many earlier findings could not be checked again, and why', async () => {
  const sentence = carriedSentence(await modelOf([]));
  expect(sentence).toMatch(
    /^41 sai lệch của lần chạy trước chưa kiểm tra lại được vì chưa đọc đủ Hệ thống một cửa/,
  );
  expect(carriedSentence(await modelOf([], { status: 'clean' }))).toBeUndefined();
});

it('advises what fits the trouble of a source', async () => {
  const cut = await modelOf([]);
  expect(sourceAdvice(unreadSystems(cut)[0]!, cut)).toMatch(/báo đơn vị vận hành/);
  const shrunk = await modelOf([
    row({ rule: 'source-shrunk', procedure: null, agency: null, system: 'oneStop' }),
  ]);
  expect(sourceAdvice(unreadSystems(shrunk)[0]!, shrunk)).toMatch(/--accept-shrink oneStop/);
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
