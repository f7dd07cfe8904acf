import { expect, it } from 'vitest';
import { absentCase } from '../../src/domain/case-facts.ts';
import { carriesOfferings, nationalOf, positionOfNational } from '../../src/domain/city.ts';
import { listedUnits, unitsOf } from '../../src/domain/concerned.ts';
import { contactText } from '../../src/domain/contact.ts';
import { cleanFileName } from '../../src/domain/file-name.ts';
import { noteOf } from '../../src/domain/guidance.ts';
import { asText, wordsOfText } from '../../src/domain/language.ts';
import { isLevel } from '../../src/domain/level.ts';
import { isBroken } from '../../src/domain/link.ts';
import { accountRoles, officeOf } from '../../src/domain/role.ts';
import { standingOf } from '../../src/domain/standing.ts';

it('a finding is about its agency, else about every unit it names, of which evidence lists the first', () => {
  expect(unitsOf({ agency: 'A', units: ['B'] })).toEqual(['A']);
  expect(unitsOf({ agency: null, units: ['B', 'C'] })).toEqual(['B', 'C']);
  expect(unitsOf({ agency: null })).toEqual([]);
  const many = Array.from({ length: 201 }, (_, at) => `${at}`);
  expect(listedUnits(many)).toEqual({ agencies: many.slice(0, 200), agencyCount: 201 });
});

it('a finding counts once: set aside before all, information before what was not looked at again', () => {
  const standings = (['new', 'carried', 'waived'] as const).map(state =>
    (['info', 'minor', 'critical'] as const).map(severity => standingOf({ state, severity })),
  );
  expect(standings).toEqual([
    ['known', 'toDo', 'toDo'],
    ['known', 'unchecked', 'unchecked'],
    ['waived', 'waived', 'waived'],
  ]);
});

it('an account speaks for one office, or for none', () => {
  expect(accountRoles.map(role => [role, officeOf(role)])).toEqual([
    ['unit', undefined],
    ['viewer', undefined],
    ['regulator', 'regulatory'],
    ['operator', 'technical'],
    ['approver', 'technical'],
    ['admin', 'technical'],
  ]);
});

it('a contact is written with what is known of it', () => {
  const whole = { name: 'Nguyễn Văn A', title: 'Chánh Văn phòng', phone: '0292', email: 'a@example.vn' };
  expect(contactText(whole)).toBe('Nguyễn Văn A, Chánh Văn phòng, điện thoại 0292, a@example.vn');
  expect(contactText({ name: 'Tổ hỗ trợ', title: '', email: 'a@example.vn' })).toBe(
    'Tổ hỗ trợ, a@example.vn',
  );
});

it('only the national system says which procedures there are, wherever it stands in the list', () => {
  const system = (role: string, covers: string[] | null = null) => ({ name: role, role, covers, hosts: [] });
  const systems = [system('portal'), system('national'), system('oneStop')];
  expect([nationalOf({ systems })?.name, positionOfNational({ systems })]).toEqual(['national', 1]);
  expect([nationalOf({ systems: [] }), positionOfNational({ systems: [] })]).toEqual([undefined, -1]);
  expect([...systems, system('warehouse'), system('warehouse', ['H13'])].map(carriesOfferings)).toEqual([
    ...[true, false, true, false, true],
  ]);
});

it('a case that a system does not have takes no file and no payment', () => {
  expect(absentCase({ key: 'k', name: 'Cấp mới' })).toEqual({
    ...{ key: 'k', name: 'Cấp mới', agencies: null, components: null, eform: null, workflow: null },
    ...{ onlineClosed: true, onlinePayment: false },
  });
});

it('a question is told with the answer that counts, the last one', () => {
  const asked = {
    ...({ id: 1, procedure: '1.000001', agency: 'A', office: 'technical', question: 'Nộp ở đâu?' } as const),
    ...{ askedBy: 'x', askedAt: '2026-11-01', state: 'answered' as const },
  };
  const answer = (text: string, at: string) => ({ text, by: 'y', at });
  const note = { agency: 'A', office: 'technical', question: 'Nộp ở đâu?', asked: '2026-11-01' };
  expect(noteOf({ ...asked, answers: [] })).toEqual({ ...note, answer: null, answered: null });
  expect(noteOf({ ...asked, answers: [answer('một', '2'), answer('hai', '3')] })).toEqual({
    ...{ ...note, answer: 'hai', answered: '3' },
  });
});

it('a text is known in both languages once it was made, any other as it is', () => {
  expect(wordsOfText(asText({ vi: 'mã trống', en: 'empty code' }))).toEqual({
    vi: 'mã trống',
    en: 'empty code',
  });
  expect(wordsOfText('lạ')).toEqual({ vi: 'lạ', en: 'lạ' });
});

it('levels are four, as numbers', () => {
  expect([0, 1, 2, 3, 4, 5, '4', null].filter(isLevel)).toEqual([1, 2, 3, 4]);
});

it('only three verdicts say that a link is wrong; no answer is no news', () => {
  const verdicts = ['answers', 'gone', 'other-procedure', 'other-unit', 'not-allowed', 'unknown'] as const;
  expect(verdicts.filter(isBroken)).toEqual(['gone', 'other-procedure', 'other-unit']);
});

it.each([
  ['../a\\b/tệp <1>.xlsx', 'tệp 1 .xlsx'],
  ['...', 'khác'],
  ['', 'khác'],
  ['.env', 'env'],
  [`${'á'.repeat(80)}`, 'á'.repeat(80)],
  [`${'á'.repeat(81)}`, `${'á'.repeat(79)}…`],
  [`${'á'.repeat(90)}.xlsx`, `${'á'.repeat(74)}….xlsx`],
])('the name of a file is kept as far as systems take it: %s', (given, name) => {
  expect(cleanFileName(given, 'khác')).toBe(name);
});
