import { expect, test } from 'vitest';
import { auditActionWords, auditOriginWords, auditOutcomeWords } from '../../src/app/audit/entry-words.ts';
import { permissions } from '../../src/app/permissions.ts';
import { fileSchema } from '../../src/config/schema.ts';
import { cronWords } from '../../src/words/cron.ts';

test.each([
  ['30 5 * * *', 'mỗi ngày 05:30'],
  ['0 1 * * 0', 'chủ nhật hằng tuần 01:00'],
  ['0 7 * * 1-5', 'thứ hai đến thứ sáu 07:00'],
  ['0 6 1 * *', 'ngày 1 hằng tháng 06:00'],
  ['0 6,18 * * *', 'mỗi ngày 06:00, 18:00'],
  ['*/15 * * * *', 'mỗi 15 phút'],
  ['5 * * * *', 'mỗi giờ, phút 05'],
  ['0 6 1 1 *', '0 6 1 1 *'],
  ['0 6 1 * 1', '0 6 1 * 1'],
])('%s is said as "%s"', (expression, words) => {
  expect(cronWords(expression)).toBe(words);
});

test('every usual moment of the schedule is said in words', () => {
  const { schedule } = fileSchema.parse({ locality: 'H13', agencies: 'a', systems: {} });
  const moments = Object.values(schedule).flatMap(({ at }) => at ?? []);
  expect(moments.length).toBeGreaterThan(4);
  expect(moments.filter(at => cronWords(at) === at)).toEqual([]);
});

test('the audit trail says what was done, from where and how it ended without ids of the program', () => {
  const reading = ['read', 'read-slice', 'read-administration'];
  const changes = Object.keys(permissions).filter(action => !reading.includes(action));
  expect(changes.filter(action => auditActionWords(action) === action)).toEqual([]);
  expect(auditOriginWords('api 10.0.0.5')).toBe('API 10.0.0.5');
  expect(auditOriginWords('cli')).toBe('dòng lệnh');
  expect(auditOutcomeWords('done')).toBe('xong');
});
