import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../../src/reconcile/rules/index.ts';
import { finished } from '../../src/report/mail/composing.ts';
import { composeReminder } from '../../src/report/mail/reminder.ts';
import { letterText } from '../../src/report/mail/text.ts';
import { findingCodes, ruleText, say } from '../../src/words/findings.ts';
import { anyGround, groupOf, wholeCity } from '../reconcile/any-ground.ts';
import { judged } from '../reconcile/support.ts';
import { technicalWords } from './official-words.ts';
import { saidTexts } from './said-texts.ts';

/** What these say reaches people who have no command line; the others speak to those who have, or to nobody. */
const officialRooms = [
  'src/{app,domain,plan,readiness,reading,reconcile,report,review,runs,words}/**/*.ts',
  'src/server/{page,v1}/**/*.ts',
];

const technicalFiles = [
  // Said on a terminal, or kept behind "Dành cho kỹ thuật".
  'src/report/technical.ts',
  'src/plan/show-terminal.ts',
  'src/report/terminal.ts',
  // What "check" and the page of health say of a system that does not answer.
  'src/words/check-causes.ts',
  // Describes the values of a data set to those who read it by machine.
  'src/report/catalogue/csv.ts',
];

test('the lint knows what only technicians read, and lets plain sentences be', () => {
  for (const text of [
    'ghi quyết định bằng review decide',
    'chạy "dvc-sync run"',
    'thêm --again',
    'khai ở tệp fields.yaml',
    'đặt baseUrl',
    'lỗi ECONNREFUSED',
    'lệnh check',
  ])
    expect(technicalWords(text), text).not.toEqual([]);
  for (const text of [
    'dvc-sync tự khắc phục được 3 sai lệch.',
    'Thủ tục 1.004194 tại Sở Y tế (H13.5) ở mức độ 4 (FULL).',
  ])
    expect(technicalWords(text), text).toEqual([]);
});

test('so is every text of letters, papers, pages and workbooks, and every answer to what people send', () => {
  const left = new Set(['forTechnicians', 'technical', 'en', 'english']);
  const texts = saidTexts(officialRooms, left).filter(({ file }) => !technicalFiles.includes(file));
  expect(texts.length).toBeGreaterThan(3_000);
  const wrong = texts.flatMap(({ file, text }) =>
    technicalWords(text).map(word => `${file}: ${word}: ${text}`),
  );
  expect(wrong).toEqual([]);
});

test('what is said of a rule is plain to officials, whoever acts, in both namings of levels', () => {
  for (const code of findingCodes)
    for (const naming of ['numbers', 'decree-42'] as const) {
      const { technical: _, ...texts } = ruleText(code, naming);
      for (const text of Object.values(texts)) {
        expect(technicalWords(text), `${code}: ${text}`).toEqual([]);
        expect(text, code).toBe(text.normalize('NFC'));
        // Every place in it is filled.
        expect(text, code).not.toMatch(/undefined|[{}]/);
      }
    }
});

test('so is the sentence of every finding that VP UBND or a unit acts on', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyGround, given => {
      for (const finding of judged(rules, wholeCity, groupOf(given)).findings) {
        if (finding.owner === 'technical') continue;
        seen.add(finding.rule);
        const { message, brief } = say(finding);
        for (const text of [message, brief]) expect(technicalWords(text), text).toEqual([]);
      }
    }),
    { numRuns: 100, seed: 17 },
  );
  expect(seen.size).toBeGreaterThan(5);
});

test('so is every reminder', async () => {
  const configuration = {
    city: { ...wholeCity.city, levelNames: 'numbers' },
    mail: { from: 'dvc-sync' },
    server: { publicUrl: 'https://dvc.example.vn' },
  } as never;
  for (const what of ['review', 'registration', 'improvement', 'configuration', 'other'] as const) {
    const state = { unit: 'H13.1', workingDaysLeft: -2, missing: 'còn 3 thủ tục chưa rà soát' };
    const body = {
      slice: { part: 'agency', agency: 'H13.1' },
      what,
      name: 'Rà soát',
      due: '2026-10-01',
      state,
    };
    const recipient = { address: 'so@example.vn' } as never;
    const composing = { configuration, mail: { from: 'dvc-sync' }, recipient } as never;
    const { content } = finished(await composeReminder({ body } as never, composing), composing);
    expect(technicalWords(letterText(content)), what).toEqual([]);
  }
});
