import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { roundNow } from '../../../src/app/queries/consultations.ts';
import { answerRound, endRound, openRound, takeRoundAnswer } from '../../../src/app/reviews/consult.ts';
import type { Configuration } from '../../../src/config/configuration.ts';
import { documentsSection } from '../../../src/config/sections/documents.ts';
import type { Agency } from '../../../src/domain/agency.ts';
import { consultationRecord } from '../../../src/report/documents/consultation-record.ts';
import { writePaperDocument } from '../../../src/report/documents/paper-document.ts';
import { inMemory } from '../../../src/report/forms.ts';
import { composeLetter } from '../../../src/report/mail/compose.ts';
import { roundForm } from '../../../src/report/reviews/round-form.ts';
import { openFile } from '../../../src/review/open-file.ts';
import { queueRoundReminders } from '../../../src/runs/mail/consultations.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { listLetters } from '../../../src/store/mail/outbox.ts';
import { keepReview } from '../../../src/store/reviews/reviews.ts';
import type { ReviewRound } from '../../../src/store/reviews/rounds.ts';
import { mailConfiguration } from '../../report/mail/place.ts';
import { city, inOrder } from '../../review/support.ts';
import { onEveryDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

const bodies = Array.from(
  { length: 112 },
  (_, at): Agency => ({
    ...{ code: `H13.9.${String(at + 1).padStart(3, '0')}`, name: `Cơ quan số ${at + 1}`, tier: 'commune' },
    parent: 'H13',
  }),
);
const [first, second, third, fourth, fifth] = bodies.map(({ code }) => code) as [
  string,
  string,
  string,
  string,
  string,
];
const configuration: Configuration = {
  ...mailConfiguration({
    recipients: [
      { address: 'mot@example.vn', agency: first },
      { address: 'hai@example.vn', agency: second },
    ],
  }),
  city: { ...city, agencies: [...city.agencies, ...bodies] },
  documents: documentsSection.parse({}),
};

async function withList(store: Store): Promise<void> {
  const file = { name: 'ds.xlsx', sha256: 'a', bytes: 1 };
  const part = { agency: 'H13.3', list: 'eligible' as const };
  await keepReview(
    store,
    {
      ...{ file, options: '', importedAt: '2021-06-10T02:00:00.000Z', by: 'B', origin: 'cli' },
      ...{ answer: null, parts: [part] },
    },
    ['1.000001', '1.000002', '1.000003'].map((procedure, at) => ({
      ...{ ...part, procedure, name: `Thủ tục ${procedure}`, technical: inOrder, legal: inOrder },
      source: { sheet: 'PL', row: at + 7 },
    })),
  );
}

/** As `consult import` takes it. */
const takeFile = async (
  by: ReturnType<typeof asking>,
  file: { name: string; bytes: Uint8Array },
  receivedAt?: string,
) => (await takeRoundAnswer(by, await openFile(file, true), { ...(receivedAt && { receivedAt }) })).answer;

const opened = async (store: Store, silence: 'agrees' | 'none' = 'agrees') => {
  await withList(store);
  const wanted = {
    list: 'eligible',
    addressees: bodies.map(({ code }) => code),
    until: '2021-07-10',
    silence,
  } as const;
  return openRound({ ...asking(store, {}, '2021-07-01T02:00:00.000Z'), configuration }, wanted);
};

/** The workbook as somebody fills it in: an answer and a comment by row. */
async function workbook(
  round: ReviewRound,
  agency: string,
  said: [say?: string, comment?: string][],
  code?: string,
) {
  const book = new ExcelJS.Workbook();
  const file = await inMemory(roundForm(round, agency, configuration.city));
  await book.xlsx.load(file as unknown as ArrayBuffer);
  const sheet = book.worksheets[0]!;
  const top = sheet.rowCount - round.rows.length;
  said.forEach(([say, comment], at) => {
    if (say) sheet.getRow(top + 1 + at).getCell(7).value = say;
    if (comment) sheet.getRow(top + 1 + at).getCell(8).value = comment;
  });
  if (code) sheet.getRow(top + 1).getCell(2).value = code;
  return { name: `${agency}.xlsx`, bytes: new Uint8Array(await book.xlsx.writeBuffer()) };
}
const yes = 'Thống nhất';
const no = 'Không thống nhất';

onEveryDatabase(
  'a consultation of 112 bodies',
  database => {
    it('counts the last answer in time, silence by its rule, and keeps late and contradicting ones', async () => {
      const store = await database.open();
      const { round, queued, unreached } = await opened(store);
      expect([queued, unreached.length, round.rows.length]).toEqual([2, 110, 3]);
      const take = async (agency: string, at: string, ...said: [string?, string?][]) =>
        takeFile(asking(store, {}, at), await workbook(round, agency, said));
      // Eighty say yes to everything on the third day.
      for (const { code } of bodies.slice(10, 90)) {
        const words = [0, 1, 2].map(row => ({ row, say: 'agree' as const }));
        await answerRound(asking(store, {}, '2021-07-03T02:00:00.000Z'), {
          round: round.id,
          agency: code,
          words,
        });
      }
      await take(first, '2021-07-02T02:00:00.000Z', [yes], [yes], [yes]);
      await take(first, '2021-07-05T02:00:00.000Z', [no, 'thiếu máy quét'], [yes], [yes]);
      // The last minute of the last day in Vietnam, and the first one after it.
      await take(second, '2021-07-10T16:59:00.000Z', [yes], [], [no]);
      const late = await take(third, '2021-07-10T17:00:30.000Z', [no, 'gửi muộn'], [no], [no]);
      expect(late).toMatchObject({ state: 'imported', accepted: 3 });
      expect(late.notes.map(({ text }) => text)).toContain(
        'đến sau hạn: giữ lại trong hồ sơ, không tính vào kết quả',
      );
      await take(second, '2021-07-11T02:00:00.000Z', [no], [no], [no]);
      // Paper that came in time and was typed in later.
      const paper = await workbook(round, fourth, [[no], [yes], [yes]]);
      await takeFile(asking(store, {}, '2021-07-12T02:00:00.000Z'), paper, '2021-07-09T05:00:00.000Z');

      const { tally } = await roundNow(store, round.id, '2021-07-12T03:00:00.000Z');
      const of = (agency: string) => tally.addressees.find(each => each.agency === agency)!;
      expect([first, second, third, fourth, fifth].map(agency => of(agency).state)).toEqual([
        ...['answered', 'answered', 'late', 'answered', 'silent'],
      ]);
      expect(of(first).answers.map(({ counts, late, contradicts }) => [counts, late, contradicts])).toEqual([
        [false, false, true],
        [true, false, false],
      ]);
      expect(of(second).answers.map(({ counts, late, contradicts }) => [counts, late, contradicts])).toEqual([
        [true, false, false],
        [false, true, true],
      ]);
      // 80 + second agree; first and fourth differ; 29 silent or late ones agree by the rule.
      expect(tally.rows.map(({ agree, differ, none }) => [agree, differ, none])).toEqual([
        [110, 2, 0],
        [111, 0, 1],
        [111, 1, 0],
      ]);
      expect(tally.rows[0]!.comments.map(({ agency, text }) => [agency, text])).toEqual([
        [first, 'thiếu máy quét'],
        [third, 'gửi muộn'],
      ]);
      expect(tally.rows.every(({ agree, differ, none }) => agree + differ + none === 112)).toBe(true);
    });

    it('counts nobody’s silence before the day is over, nor ever where silence is no answer', async () => {
      const store = await database.open();
      const { round } = await opened(store, 'none');
      const rows = async (at: string) => (await roundNow(store, round.id, at)).tally.rows[0]!;
      expect(await rows('2021-07-10T16:59:59.000Z')).toMatchObject({ agree: 0, differ: 0, none: 112 });
      expect(await rows('2021-07-11T02:00:00.000Z')).toMatchObject({ agree: 0, differ: 0, none: 112 });
    });

    it('is closed before its day only with a reason; what comes then is late', async () => {
      const store = await database.open();
      const { round } = await opened(store);
      const at = (moment: string) => asking(store, {}, moment);
      await expect(endRound(at('2021-07-05T02:00:00.000Z'), round.id, null)).rejects.toMatchObject({
        code: 'round-not-over',
      });
      await endRound(at('2021-07-05T02:00:00.000Z'), round.id, 'họp sớm');
      await expect(endRound(at('2021-07-12T02:00:00.000Z'), round.id, null)).rejects.toMatchObject({
        code: 'round-closed',
      });
      const file = await workbook(round, first, [[yes]]);
      await takeFile(at('2021-07-06T02:00:00.000Z'), file);
      const { tally, round: closed } = await roundNow(store, round.id, '2021-07-06T03:00:00.000Z');
      expect(tally.addressees[0]).toMatchObject({ agency: first, state: 'late' });
      const paper = consultationRecord(closed, tally, configuration, '2021-07-06T03:00:00.000Z');
      const document = await inMemory({ file: 'x.docx', write: out => writePaperDocument(paper, out) });
      expect(document.length).toBeGreaterThan(5_000);
      expect(paper.paragraphs.join(' ')).toContain(
        '1 đơn vị trả lời sau hạn (không tính), 111 đơn vị không trả lời',
      );
      const done = (await listAudit(store, 10)).map(({ action, outcome }) => [action, outcome]);
      expect(done).toContainEqual(['close-round', 'done']);
    });

    it('reminds who has not answered three days and one day before, once each, with the workbook', async () => {
      const store = await database.open();
      const { round } = await opened(store);
      await takeFile(asking(store, {}, '2021-07-02T02:00:00.000Z'), await workbook(round, first, [[yes]]));
      const remind = async (day: string) =>
        (await queueRoundReminders(store, configuration, `${day}T02:00:00.000Z`)).queued;
      expect(await remind('2021-07-06')).toBe(0);
      expect(await remind('2021-07-07')).toBe(1);
      expect(await remind('2021-07-07')).toBe(0);
      expect(await remind('2021-07-10')).toBe(1);
      const letters = await listLetters(
        store,
        { kind: 'consultation', to: 'hai@example.vn' },
        '2021-07-11T02:00:00.000Z',
        10,
      );
      expect(letters.map(({ subject }) => subject).sort()).toEqual([
        ...[`${round.id}/${second}/0`, `${round.id}/${second}/3`, `${round.id}/${second}/open`],
      ]);
      const { message } = await composeLetter(letters[0]!, {
        store,
        configuration,
        mail: configuration.mail!,
      });
      expect(message.subject).toContain('hạn 10/07/2021');
      expect(message.attachments.map(({ filename }) => filename)).toEqual([`Lấy ý kiến ${second}.xlsx`]);
      expect(message.attachments[0]!.content.subarray(0, 2).toString()).toBe('PK');
    });
  },
  ['sqlite'],
);

describe('an answer to a consultation', () => {
  onEveryDatabase(
    'that is not as it was sent',
    database => {
      it('asks about a changed code and an unknown answer, takes the same file once, and refuses others', async () => {
        const store = await database.open();
        const { round } = await opened(store);
        const now = asking(store, {}, '2021-07-02T02:00:00.000Z');
        const odd = await takeFile(now, await workbook(round, first, [[yes], ['chắc vậy']], '1.999999'));
        expect(odd).toMatchObject({ state: 'nothing', accepted: 0, questioned: 2 });
        const file = await workbook(round, first, [[yes]]);
        expect((await takeFile(now, file)).state).toBe('imported');
        expect((await takeFile(now, file)).state).toBe('unchanged');
        const other = await workbook(round, 'H13.3', [[yes]]);
        expect(await takeFile(now, other)).toMatchObject({ state: 'nothing', accepted: 0, id: null });
        const unit = asking(store, { role: 'unit', unit: second }, '2021-07-02T02:00:00.000Z');
        await expect(takeFile(unit, file)).rejects.toMatchObject({ code: 'other-unit' });
        const none = await takeFile(now, { name: 'x.xlsx', bytes: new Uint8Array([1, 2, 3]) });
        expect(none.state).toBe('unreadable');
      });
    },
    ['sqlite'],
  );
});
