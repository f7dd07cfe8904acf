import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { Acting } from '../../../src/app/context.ts';
import { roundNow } from '../../../src/app/queries/consultations.ts';
import {
  addresseesOf,
  answerRound,
  endRound,
  openRound,
  takeRoundAnswer,
} from '../../../src/app/reviews/consult.ts';
import type { Configuration } from '../../../src/config/configuration.ts';
import { documentsSection } from '../../../src/config/sections/documents.ts';
import type { MailSettings } from '../../../src/config/sections/mail.ts';
import { reviewsSection } from '../../../src/config/sections/reviews.ts';
import type { Agency } from '../../../src/domain/agency.ts';
import { readBook } from '../../../src/reading/read-book.ts';
import { workbookMark } from '../../../src/reading/workbook-mark.ts';
import { paperColumns, rowWords } from '../../../src/report/documents/paper.ts';
import { writePaperDocument } from '../../../src/report/documents/paper-document.ts';
import { inMemory } from '../../../src/report/forms.ts';
import { composeLetter } from '../../../src/report/mail/compose.ts';
import { roundForm } from '../../../src/report/reviews/round-form.ts';
import { consultationRecord } from '../../../src/report/reviews/rounds.ts';
import { openFile } from '../../../src/review/open-file.ts';
import { roundOfMark } from '../../../src/review/round-form.ts';
import { queueReminders } from '../../../src/runs/mail/reminders.ts';
import { sendDue } from '../../../src/runtime/outbox-sender.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { listLetters } from '../../../src/store/mail/outbox.ts';
import { keepReview } from '../../../src/store/reviews/reviews.ts';
import type { ReviewRound } from '../../../src/store/reviews/rounds.ts';
import { mailConfiguration } from '../../report/mail/place.ts';
import { city, inOrder } from '../../review/support.ts';
import { onEveryDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';
import { type ReceivedMail, startMailServer } from '../../support/mail-server.ts';

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
const addressOf = (code: string) => `${code.toLowerCase()}@example.vn`;

/** A configuration in which these can be written to. */
function reaching(codes: readonly string[], smtp: Record<string, unknown> = {}) {
  const recipients = codes.map(code => ({ address: addressOf(code), agency: code }));
  return {
    ...mailConfiguration({ smtp: { host: '127.0.0.1', ...smtp }, recipients }),
    city: { ...city, agencies: [...city.agencies, ...bodies] },
    documents: documentsSection.parse({}),
    reviews: reviewsSection.parse({}),
  } as unknown as Configuration & { mail: MailSettings };
}
const configuration = reaching([first, second]);

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

const opened = async (store: Store, silence: 'agrees' | 'none' = 'agrees', by = configuration) => {
  await withList(store);
  const wanted = {
    list: 'eligible',
    addressees: bodies.map(({ code }) => code),
    until: '2021-07-10',
    silence,
  } as const;
  return openRound({ ...asking(store, {}, '2021-07-01T02:00:00.000Z'), configuration: by }, wanted);
};

/** The workbook as somebody fills it in: an answer and a comment by row. */
async function workbook(
  round: ReviewRound,
  agency: string,
  said: [say?: string, comment?: string][],
  { code, file }: { code?: string; file?: Buffer } = {},
) {
  const book = new ExcelJS.Workbook();
  const sent = file ?? (await inMemory(roundForm(round, agency, configuration.city)));
  await book.xlsx.load(sent as unknown as ArrayBuffer);
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

onEveryDatabase('a consultation of 112 bodies', database => {
  it('goes out by mail, comes back by workbook and page, late, twice and contradicting, is reminded of and recorded', async () => {
    const store = await database.open();
    // The very letters are the same on either database.
    const reached = bodies.slice(0, database.driver === 'sqlite' ? 112 : 8).map(({ code }) => code);
    const post = await startMailServer({ security: 'none' });
    try {
      const configuration = reaching(reached, { port: post.port, security: 'none' });
      const send = async (at: string) => {
        const before = post.received.length;
        const { signal } = new AbortController();
        const log = { debug() {}, info() {}, warn() {} };
        await sendDue({ store, configuration, log, signal, now: () => new Date(at) });
        return post.received.slice(before);
      };
      const addressees = (mails: readonly ReceivedMail[]) => mails.map(({ to }) => to).sort();

      const { round, queued, unreached } = await opened(store, 'agrees', configuration);
      expect([queued, unreached.length, round.rows.length]).toEqual([
        ...[reached.length, 112 - reached.length, 3],
      ]);
      const letters = await send('2021-07-01T02:00:00.000Z');
      expect(addressees(letters)).toEqual(reached.map(addressOf).sort());
      const sentTo = new Map<string, Buffer>();
      for (const { to, mail } of letters) {
        expect(mail.subject).toContain('hạn 10/07/2021');
        expect(mail.text).toContain(`/lay-y-kien/${round.id}`);
        const [{ content, filename }] = mail.attachments as [(typeof mail.attachments)[0]];
        const { agency, round: of } = roundOfMark(
          workbookMark(await readBook(new Uint8Array(content), filename!)),
        )!;
        expect([addressOf(agency), of]).toEqual([to, round.id]);
        sentTo.set(agency, content);
      }
      expect(await send('2021-07-01T03:00:00.000Z')).toEqual([]);

      const take = async (agency: string, at: string, ...said: [string?, string?][]) => {
        const file = sentTo.get(agency);
        const answer = await workbook(round, agency, said, { ...(file && { file }) });
        return takeFile(asking(store, {}, at), answer);
      };
      const remind = async (day: string) => {
        const at = `${day}T02:00:00.000Z`;
        const { queued } = await queueReminders(store, configuration, at);
        const sent = await send(at);
        expect(sent).toHaveLength(queued);
        return sent;
      };
      await take(first, '2021-07-02T02:00:00.000Z', [yes], [yes], [yes]);
      // Eighty say yes to everything on the third day, on the page; two of them by a workbook on the day after, again.
      for (const { code } of bodies.slice(10, 90)) {
        const words = [0, 1, 2].map(row => ({ row, say: 'agree' as const }));
        await answerRound(asking(store, {}, '2021-07-03T02:00:00.000Z'), {
          ...{ round: round.id, agency: code, words },
        });
      }
      const twice = bodies[10]!.code;
      await take(twice, '2021-07-04T02:00:00.000Z', [yes], [yes], [yes]);
      await take(first, '2021-07-05T02:00:00.000Z', [no, 'thiếu máy quét'], [yes], [yes]);

      const answered = new Set([first, ...bodies.slice(10, 90).map(({ code }) => code)]);
      const owing = reached.filter(code => !answered.has(code)).map(addressOf);
      expect(await remind('2021-07-06')).toEqual([]);
      const reminders = await remind('2021-07-07');
      expect(addressees(reminders)).toEqual(owing.sort());
      expect(reminders[0]!.mail.subject).toContain('Nhắc trả lời');
      expect(reminders[0]!.mail.attachments).toHaveLength(1);
      expect(await remind('2021-07-07')).toEqual([]);
      // The last minute of the last day in Vietnam, and the first one after it.
      await take(second, '2021-07-10T16:59:00.000Z', [yes], [], [no]);
      expect(addressees(await remind('2021-07-10'))).toEqual(
        owing.filter(to => to !== addressOf(second)).sort(),
      );
      const late = await take(third, '2021-07-10T17:00:30.000Z', [no, 'gửi muộn'], [no], [no]);
      expect(late).toMatchObject({ state: 'imported', accepted: 3 });
      expect(late.notes.map(({ text }) => text)).toContain(
        'đến sau hạn: giữ lại trong hồ sơ, không tính vào kết quả',
      );
      await take(second, '2021-07-11T02:00:00.000Z', [no], [no], [no]);
      expect(await remind('2021-07-11')).toEqual([]);
      // Paper that came in time and was typed in later.
      const paper = await workbook(round, fourth, [[no], [yes], [yes]]);
      await takeFile(asking(store, {}, '2021-07-12T02:00:00.000Z'), paper, '2021-07-09T05:00:00.000Z');

      const closed = await endRound(asking(store, {}, '2021-07-12T03:00:00.000Z'), round.id, null);
      const { tally } = await roundNow(store, round.id, '2021-07-12T03:00:00.000Z');
      const of = (agency: string) => tally.addressees.find(each => each.agency === agency)!;
      expect([first, second, third, fourth, fifth].map(agency => of(agency).state)).toEqual([
        ...['answered', 'answered', 'late', 'answered', 'silent'],
      ]);
      const said = (agency: string) =>
        of(agency).answers.map(({ counts, late, contradicts }) => [counts, late, contradicts]);
      expect(said(first)).toEqual([
        [false, false, true],
        [true, false, false],
      ]);
      expect(said(second)).toEqual([
        [true, false, false],
        [false, true, true],
      ]);
      expect(said(twice)).toEqual([
        [false, false, false],
        [true, false, false],
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

      const record = consultationRecord(closed, tally, configuration, closed.closedAt!);
      const document = await inMemory({ file: 'x.docx', write: out => writePaperDocument(record, out) });
      const { sheets } = await readBook(new Uint8Array(document), 'x.docx');
      const printed = sheets.flatMap(({ rows }) =>
        rows.map(({ cells }) => cells.map(cell => cell?.text).join('|')),
      );
      for (const { name } of bodies) expect(printed.some(line => line.includes(`|${name}|`))).toBe(true);
      expect(record.tables[0]!.notes).toEqual([
        'Trong số thống nhất ở mỗi dòng có 29 đơn vị không trả lời trong hạn, được coi là thống nhất.',
      ]);
      expect(printed.join('\n')).toContain('trả lời sau hạn');
      expect(printed.join('\n')).toContain('Cơ quan số 1 (05/07/2021): thiếu máy quét');
    } finally {
      await post.close();
    }
  }, 180_000);

  it('is opened once however often it is asked for with one key, at once, too', async () => {
    const store = await database.open();
    await withList(store);
    const configuration = reaching([first]);
    const wanted = { list: 'eligible', addressees: [first, second], silence: 'none' } as const;
    const ask = async (by: Partial<Acting> = {}, at = '2021-07-01T02:00:00.000Z', until = '2021-07-10') => {
      const from = { ...asking(store, by, at), configuration, key: 'k1' };
      const { round, queued } = await openRound(from, { ...wanted, until });
      return [round.id, queued];
    };
    const [one, other] = await Promise.all([ask(), ask()]);
    expect([one![0], one![1]! + other![1]!]).toEqual([other![0], 1]);
    expect(await ask()).toEqual([one![0], 0]);
    await expect(ask({}, undefined, '2021-07-11')).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    // Somebody else’s key, and one of the day before.
    const [theirs] = await ask({ name: 'Lê Văn C' });
    const [later] = await ask({}, '2021-07-02T02:00:01.000Z');
    expect(new Set([one![0], theirs, later]).size).toBe(3);
  });
});

onEveryDatabase(
  'a consultation',
  database => {
    it('counts nobody’s silence before the day is over, nor ever where silence is no answer', async () => {
      const store = await database.open();
      const { round } = await opened(store, 'none');
      const rows = async (at: string) => (await roundNow(store, round.id, at)).tally.rows[0]!;
      expect(await rows('2021-07-10T16:59:59.000Z')).toMatchObject({ agree: 0, differ: 0, none: 112 });
      const over = '2021-07-11T02:00:00.000Z';
      expect(await rows(over)).toMatchObject({ agree: 0, differ: 0, none: 112 });
      const now = await roundNow(store, round.id, over);
      const said = consultationRecord(now.round, now.tally, configuration, over).paragraphs.join(' ');
      expect(said).toMatch(/ 0+ trên \d+ dòng có đơn vị thống nhất/);
      expect(said).toMatch(/; \d+ dòng chưa đơn vị nào nêu thống nhất hay không\./);
    });

    it('asks once about what reads alike, and names in form, letter and record all it is about', async () => {
      const store = await database.open();
      const kept = { options: '', importedAt: '2021-06-10T02:00:00.000Z', by: 'B', origin: 'cli' };
      const silent = { blocks: undefined, reasons: [], text: null };
      for (const [agency, ground] of [
        ['H13.3', inOrder],
        ['H13.1', silent],
      ] as const) {
        const part = { agency, list: 'eligible' as const };
        const row = { ...part, procedure: '1.000001', name: 'Thủ tục', technical: ground, legal: ground };
        await keepReview(
          store,
          {
            file: { name: `${agency}.xlsx`, sha256: agency, bytes: 1 },
            ...kept,
            answer: null,
            parts: [part],
          },
          [{ ...row, source: { sheet: 'PL', row: 7 } }],
        );
      }
      const from = { ...asking(store, {}, '2021-07-01T02:00:00.000Z'), configuration };
      const wanted = { list: 'eligible', addressees: [first], until: '2021-07-10', silence: 'none' } as const;
      const { round } = await openRound(from, wanted);
      expect(round.rows).toMatchObject([{ agency: null, agencies: ['H13.1', 'H13.3'] }]);
      const [letter] = await listLetters(store, { kind: 'consultation' }, '2021-07-01T02:00:00.000Z', 1);
      const { message } = await composeLetter(letter!, { store, configuration, mail: configuration.mail });
      const both = 'Văn phòng UBND thành phố, Sở Tư pháp';
      expect(JSON.stringify(message.content)).toContain(`1.000001 «Thủ tục» tại ${both}`);
      const { tally } = await roundNow(store, round.id, '2021-07-02T02:00:00.000Z');
      const [rows] = consultationRecord(round, tally, configuration, '2021-07-02T02:00:00.000Z').tables;
      expect(rowWords(rows!.rows[0]!, paperColumns(rows!))).toContain(both);
    });

    it('takes no answer to a row it has not, nor one that came before it was sent', async () => {
      const store = await database.open();
      const { round } = await opened(store);
      const answer = (row: number) => ({
        round: round.id,
        agency: first,
        words: [{ row, say: 'agree' as const }],
      });
      const at = asking(store, {}, '2021-07-03T02:00:00.000Z');
      await expect(answerRound(at, answer(3))).rejects.toMatchObject({ code: 'round-row-unknown' });
      const file = await workbook(round, first, [[yes]]);
      const early = await takeFile(at, file, '2021-06-30T05:00:00.000Z');
      expect(early.problems[0]?.reason).toContain('không thể có phiếu nhận trước ngày ấy');
      const none = await roundNow(store, round.id, '2021-07-03T02:00:00.000Z');
      expect(none.tally.addressees[0]).toMatchObject({ state: 'waiting', times: [] });
      // On paper on the day itself, whatever the hour.
      await takeFile(at, file, '2021-07-01T05:00:00.000Z');
      await answerRound(at, answer(2));
      const { tally } = await roundNow(store, round.id, '2021-07-03T02:00:00.000Z');
      expect(tally.addressees[0]!.times).toHaveLength(2);
    });

    it('takes what came though whoever opened it had a clock that was ahead', async () => {
      const store = await database.open();
      const { round } = await opened(store);
      const file = await workbook(round, first, [[yes]]);
      // By the right clock it is the evening before.
      const at = asking(store, {}, '2021-06-30T09:00:00.000Z');
      expect(await takeFile(at, file, '2021-06-30T05:00:00.000Z')).toMatchObject({ state: 'imported' });
      const early = await takeFile(at, await workbook(round, second, [[no]]), '2021-06-29T05:00:00.000Z');
      expect(early.problems[0]?.reason).toContain('không thể có phiếu nhận trước ngày ấy');
    });

    it('is late after the round was closed, also by a clock that was ahead', async () => {
      const store = await database.open();
      const { round } = await opened(store);
      await endRound(asking(store, {}, '2021-07-06T02:00:00.000Z'), round.id, 'họp sớm');
      const at = asking(store, {}, '2021-07-05T02:00:00.000Z');
      const { notes } = await takeFile(at, await workbook(round, first, [[yes]]));
      expect(notes.map(({ text }) => text).join()).toContain('đến sau khi đóng');
      const words = [{ row: 0, say: 'agree' as const }];
      await answerRound(at, { round: round.id, agency: second, words });
      const { tally } = await roundNow(store, round.id, '2021-07-05T03:00:00.000Z');
      expect(tally.addressees.slice(0, 2).map(({ state }) => state)).toEqual(['late', 'late']);
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
      const answer = await takeFile(at('2021-07-06T02:00:00.000Z'), file);
      expect(answer.notes.map(({ text }) => text)).toContain(
        'đến sau khi đóng: giữ lại trong hồ sơ, không tính vào kết quả',
      );
      const { tally, round: closed } = await roundNow(store, round.id, '2021-07-06T03:00:00.000Z');
      expect(tally.addressees[0]).toMatchObject({ agency: first, state: 'late' });
      const paper = consultationRecord(closed, tally, configuration, '2021-07-06T03:00:00.000Z');
      const document = await inMemory({ file: 'x.docx', write: out => writePaperDocument(paper, out) });
      expect(document.length).toBeGreaterThan(5_000);
      const [rows, units] = paper.tables;
      const late = rowWords({ row: tally.addressees[0]! }, paperColumns(units!));
      expect(late.join()).toMatch(/trả lời sau khi đóng,.*, đến sau khi đóng/);
      expect(late.join()).not.toContain('sau hạn');
      const said = [...paper.paragraphs, ...rows!.notes!].join(' ');
      expect(said).toContain('1 đơn vị trả lời sau khi đóng (không tính), 111 đơn vị không trả lời');
      // Nobody was late who had days left, and nobody who was not given the time has agreed by saying nothing.
      expect(said).toContain('Đóng trước hạn nên không trả lời không được coi là thống nhất.');
      expect(said).not.toContain('trong hạn');
      const later = await roundNow(store, round.id, '2021-07-12T03:00:00.000Z');
      for (const { rows: each } of [tally, later.tally])
        expect(each.map(({ agree, differ, none }) => [agree, differ, none])).toEqual(
          round.rows.map(() => [0, 0, 112]),
        );
      const done = (await listAudit(store, 10)).map(({ action, outcome }) => [action, outcome]);
      expect(done).toContainEqual(['close-round', 'done']);
    });
  },
  ['sqlite'],
);

it('goes to units by their code and to all of a tier, but never to the city itself', () => {
  const { agencies, locality } = city;
  const of = (...to: string[]) => addresseesOf({ agencies, locality }, to);
  const communes = agencies.filter(({ tier }) => tier === 'commune').map(({ code }) => code);
  expect(of('H13.3', 'commune')).toEqual(['H13.3', ...communes]);
  expect(of('province')).not.toContain(locality);
  expect(() => of('H99')).toThrow(expect.objectContaining({ code: 'agency-unknown' }));
});

describe('an answer to a consultation', () => {
  onEveryDatabase(
    'that is not as it was sent',
    database => {
      it('is read as the handbook tells units to write it, and an opinion keeps its words', async () => {
        const store = await database.open();
        const { round } = await opened(store);
        const now = '2021-07-02T02:00:00.000Z';
        const at = asking(store, {}, now);
        const kept = async (...said: [string?, string?][]) => {
          const answer = await takeFile(at, await workbook(round, first, said));
          expect(answer.problems).toEqual([]);
          const { tally } = await roundNow(store, round.id, now);
          return tally.rows.map(({ agree, differ, comments }) => [
            ...[agree, differ],
            comments.at(-1)?.text ?? null,
          ]);
        };
        expect(await kept(['Đồng ý'], ['nhất trí.'], ['không đồng ý'])).toEqual([
          ...[
            [1, 0, null],
            [1, 0, null],
            [0, 1, null],
          ],
        ]);
        expect(await kept(['KHÔNG NHẤT TRÍ'], ['Không đồng ý vì thiếu máy'], ['Hoàn toàn nhất trí'])).toEqual(
          [
            ...[
              [0, 1, null],
              [0, 1, 'Không đồng ý vì thiếu máy'],
              [1, 0, null],
            ],
          ],
        );
        const agreed = await kept(
          ['Nhất trí cao;'],
          ['Thống nhất với dự thảo của Sở'],
          ['Đồng ý, không có ý kiến gì thêm'],
        );
        expect(agreed.map(([agree]) => agree)).toEqual([1, 1, 1]);
        const but = 'Thống nhất nội dung dự thảo của Sở trừ dòng này';
        expect((await kept([but]))[0]).toEqual([0, 0, but]);
        const reserved = 'Đồng ý nhưng đề nghị sửa tên';
        expect(
          await kept([reserved, 'xem điểm 2'], ['Ý kiến khác: bỏ dòng này'], ['Ý kiến khác', 'gộp']),
        ).toEqual([
          [0, 0, `${reserved}; xem điểm 2`],
          [0, 0, 'bỏ dòng này'],
          [0, 0, 'gộp'],
        ]);
      });

      it('is reminded by the answer that counts, not by paper of an earlier day that was put in after it', async () => {
        const store = await database.open();
        const { round } = await opened(store);
        const at = (day: string) => asking(store, {}, `${day}T02:00:00.000Z`);
        await takeFile(at('2021-07-05'), await workbook(round, first, [['chắc vậy'], ['tùy']]));
        await takeFile(at('2021-07-06'), await workbook(round, first, [[yes]]), '2021-07-02T05:00:00.000Z');
        await takeFile(at('2021-07-05'), await workbook(round, second, [[yes]]));
        await queueReminders(store, configuration, '2021-07-07T02:00:00.000Z');
        const letters = await listLetters(store, { kind: 'consultation' }, '2021-07-07T02:00:00.000Z', 9);
        expect(letters.map(({ to }) => to).toSorted()).toEqual([first, first, second].map(addressOf));
      });

      it('came on the day that is said of it, also where that was forgotten when it was put in first', async () => {
        const store = await database.open();
        const { round } = await opened(store);
        const file = await workbook(round, first, [[no, 'sửa tên']]);
        const by = asking(store, {}, '2021-07-12T02:00:00.000Z');
        const paper = '2021-07-09T05:00:00.000Z';
        const differing = async () =>
          (await roundNow(store, round.id, '2021-07-12T03:00:00.000Z')).tally.rows[0]!.differ;
        await takeFile(by, file);
        expect(await differing()).toBe(0);
        expect(await takeFile(by, file)).toMatchObject({ state: 'unchanged' });
        expect(await takeFile(by, file, paper)).toMatchObject({ state: 'imported' });
        expect(await differing()).toBe(1);
        expect(await takeFile(by, file, paper)).toMatchObject({ state: 'unchanged' });
        expect(await takeFile(by, file)).toMatchObject({ state: 'unchanged' });
        // What was said is said once, on the day that counts.
        const { tally } = await roundNow(store, round.id, '2021-07-12T03:00:00.000Z');
        expect(tally.rows[0]!.comments).toEqual([{ agency: first, text: 'sửa tên', at: paper }]);
      });

      it('is not summed up as plain assent where somebody had something to say', async () => {
        const store = await database.open();
        const { round } = await opened(store);
        await takeFile(
          asking(store, {}, '2021-07-02T02:00:00.000Z'),
          await workbook(round, first, [[yes], [yes, 'sửa tên'], [no]]),
        );
        const over = '2021-07-12T02:00:00.000Z';
        const now = await roundNow(store, round.id, over);
        const said = consultationRecord(now.round, now.tally, configuration, over).paragraphs.join(' ');
        expect(said).toMatch(/ 0*1 trên 0*3 dòng có đơn vị thống nhất, không đơn vị nào có ý kiến khác; /);
        expect(said).toMatch(
          /; 0*1 dòng không đơn vị nào không thống nhất nhưng có góp ý hoặc ý kiến chưa rõ; /,
        );
        expect(said).toMatch(/; 0*1 dòng có đơn vị không thống nhất, xem bảng kèm theo\./);
        expect(now.tally.rows.map(({ differing }) => differing)).toEqual([[], [], [first]]);
        const [table] = consultationRecord(now.round, now.tally, configuration, over).tables;
        const words = table!.rows.map(row => rowWords(row, paperColumns(table!)).at(-1));
        expect(words).toEqual([
          'không có',
          expect.stringContaining('sửa tên'),
          'Không thống nhất: Cơ quan số 1',
        ]);
      });

      it('has answered where it is being asked what is meant: it neither agrees nor has no opinion', async () => {
        const store = await database.open();
        const { round } = await opened(store);
        const odd = await workbook(round, first, [['chắc vậy'], ['tùy'], ['1.999']]);
        const at = asking(store, {}, '2021-07-02T02:00:00.000Z');
        expect(await takeFile(at, odd)).toMatchObject({ state: 'nothing', accepted: 0, questioned: 3 });
        await takeFile(at, await workbook(round, second, [['có lẽ'], [yes]]));
        await queueReminders(store, configuration, '2021-07-07T02:00:00.000Z');
        const reminded = await listLetters(store, { kind: 'consultation' }, '2021-07-07T02:00:00.000Z', 9);
        const subjects = reminded.map(({ to }) => to);
        const { message } = await composeLetter(reminded[0]!, {
          ...{ store, configuration, mail: configuration.mail },
        });
        expect(message.subject).toContain('Nhắc trả lời');
        expect(JSON.stringify(message.content)).toContain('Chưa rõ ý kiến của đơn vị về dự thảo Phụ lục I');
        // The letters it was opened with, and one more to whom nothing could be understood of.
        expect(subjects.toSorted()).toEqual([first, first, second].map(addressOf));

        const over = '2021-07-12T02:00:00.000Z';
        const { tally, round: now } = await roundNow(store, round.id, over);
        expect(tally.addressees.slice(0, 3).map(({ state, asked }) => [state, asked])).toEqual([
          ...[
            ['answered', 3],
            ['answered', 1],
            ['silent', 0],
          ],
        ]);
        expect(tally.rows[0]).toMatchObject({ agree: 110, differ: 0, none: 2, asked: 2 });
        const paper = consultationRecord(now, tally, configuration, over);
        const [rows, units] = paper.tables;
        const line = rowWords(rows!.rows[0]!, paperColumns(rows!));
        expect(line.slice(-5)).toEqual([
          ...['110', '0', '0', '2'],
          expect.stringMatching(/Cơ quan số 1 \(02\/07\/2021\), chưa rõ ý, đang hỏi lại: chắc vậy/),
        ]);
        expect(rowWords(units!.rows[0]!, paperColumns(units!)).join()).toContain(
          'đã trả lời, đang hỏi lại 3 dòng',
        );
        expect(paper.paragraphs.join()).toContain(
          '2 đơn vị trả lời trong hạn (trong đó 2 đơn vị đang được hỏi lại',
        );
      });

      it('asks about a changed code and an unknown answer, takes the same file once, and refuses others', async () => {
        const store = await database.open();
        const { round } = await opened(store);
        const now = asking(store, {}, '2021-07-02T02:00:00.000Z');
        const odd = await takeFile(
          now,
          await workbook(round, first, [[yes], ['chắc vậy']], { code: '1.999999' }),
        );
        expect(odd).toMatchObject({ state: 'nothing', accepted: 0, questioned: 2 });
        // What stands in a row that is another's was not said of this one.
        const told = (await roundNow(store, round.id, now.now().toISOString())).tally.rows;
        expect(told.slice(0, 2).map(({ asked, comments }) => [asked, comments])).toEqual([
          [1, []],
          [1, [expect.objectContaining({ text: 'chắc vậy' })]],
        ]);
        const file = await workbook(round, first, [[yes]]);
        expect((await takeFile(now, file)).state).toBe('imported');
        // A clear answer stands, whatever nobody understands comes after it.
        expect(await takeFile(now, await workbook(round, first, [['chắc vậy']]))).toMatchObject({ id: null });
        expect((await roundNow(store, round.id, now.now().toISOString())).tally.rows[0]).toMatchObject({
          ...{ agree: 1, asked: 0 },
        });
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
