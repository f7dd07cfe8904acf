import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isBusy, isRefusal, Refusal } from '../../src/domain/refusal.ts';
import { refusalWords } from '../../src/words/refusals.ts';

const elsewhere = { purpose: 'run', pid: 7, host: 'may-1', since: '2026-11-23T05:00:00.000Z' };

it('says in both languages why and what to do; the error itself has but its code', () => {
  const refused = new Refusal('plan-not-waiting', { plan: 'P-1', state: 'stale' });
  expect(refused.message).toBe('plan-not-waiting');
  expect(refusalWords(refused)).toBe(
    'kế hoạch P-1 không còn chờ duyệt: dữ liệu đã thay đổi từ khi lập; lập kế hoạch mới.',
  );
  expect(refusalWords(refused, 'en')).toBe(
    'plan P-1 does not wait for approval any more: the data has changed since it was made; make a new plan.',
  );
});

it('tells whose turn it is by a Vietnamese clock', () => {
  expect(refusalWords(new Refusal('remotes-busy', elsewhere))).toContain(
    '(đối chiếu): tiến trình 7 trên máy may-1, từ 23/11/2026 12:00',
  );
  const applying = new Refusal('remotes-busy', { ...elsewhere, purpose: 'apply P-1' });
  expect(refusalWords(applying, 'en')).toContain('(applying plan P-1): process 7 on may-1');
});

it('names what was looked for, be it nothing', () => {
  const target = { rule: 'level-differs', agency: 'H13.2' };
  expect(refusalWords(new Refusal('no-open-finding', { target }))).toContain(
    'quy tắc level-differs, riêng đơn vị H13.2',
  );
  expect(refusalWords(new Refusal('no-open-finding', { target: {} }), 'en')).toContain('an empty choice');
});

it('of many mistakes says the first ten and how many more there are', () => {
  const problems = Array.from({ length: 12 }, (_, at) => `lỗi ${at + 1}`);
  const said = refusalWords(new Refusal('definitions-wrong', { problems }));
  expect(said).toContain('lỗi 10; … và 2 mục nữa');
  expect(said).not.toContain('lỗi 11');
});

it('only what somebody else is at may be waited for', () => {
  expect(isBusy(new Refusal('remotes-busy', elsewhere))).toBe(true);
  expect(isBusy(new Refusal('plan-begun', { plan: 'P-1' }))).toBe(false);
  expect(isRefusal(new Error('plan-begun'), 'plan-begun')).toBe(false);
});

it('names no command line: whoever is told may have none', () => {
  const rooms = globSync('src/words/refusals/*.ts');
  expect(rooms.length).toBeGreaterThan(4);
  const words = rooms.map(file => readFileSync(file, 'utf8')).join('\n');
  expect(words.match(/dvc-sync [a-z]+[^\n]*"|--[a-z]+/g)).toBeNull();
});

it('says nothing Vietnamese to who reads English, whatever the plan or the system is called', () => {
  const holds = [{ guard: 'lowers-level' as const, message: 'Hạ từ mức độ 4 xuống mức độ 3' }];
  const named = { item: 'mức dịch vụ của 1.004194', english: 'procedure 1.004194 on portal' };
  const moved = { plan: 'P-1', ...named, problem: 'đăng nhập bị từ chối' };
  const system = { name: 'portal', role: 'portal' as const };
  for (const refusal of [
    new Refusal('plan-held', { plan: 'P-1', holds }),
    new Refusal('plan-not-approved', { plan: 'P-1', holds }),
    new Refusal('plan-moved', moved),
    new Refusal('plan-unclear', moved),
    new Refusal('definitions-wrong', { problems: ['lỗi ở dòng 7'] }),
    new Refusal('backup-not-restorable', {
      what: { vi: 'dòng cuối bị cắt', en: 'its last line is cut off' },
    }),
    new Refusal('levels-not-read', { run: 'R-1', system }),
    new Refusal('remotes-busy', elsewhere),
  ]) {
    expect(refusalWords(refusal, 'en'), refusal.code).toMatch(/^\p{ASCII}*$/u);
    expect(refusalWords(refusal), refusal.code).toMatch(/\P{ASCII}/u);
  }
  for (const code of ['plan-moved', 'plan-unclear'] as const)
    expect(refusalWords(new Refusal(code, moved), 'en')).toContain(`: ${named.english} `);
  expect(refusalWords(new Refusal('plan-held', { plan: 'P-1', holds }))).toContain('Hạ từ mức độ 4');
  expect(refusalWords(new Refusal('plan-held', { plan: 'P-1', holds }), 'en')).toContain(
    '- it lowers a level',
  );
});
