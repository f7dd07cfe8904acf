import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { type ParsedMail, simpleParser } from 'mailparser';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../../../src/app/runs/run.ts';
import type { Configuration } from '../../../src/config/configuration.ts';
import { loadConfiguration } from '../../../src/config/load.ts';
import type { Refusal } from '../../../src/domain/refusal.ts';
import { composeLetter } from '../../../src/report/mail/compose.ts';
import { toMime } from '../../../src/report/mail/mime.ts';
import type { JobInHand } from '../../../src/runtime/handlers/handler.ts';
import { monthlyReport } from '../../../src/runtime/handlers/monthly-report.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { listLetters } from '../../../src/store/mail/outbox.ts';
import { refusalWords } from '../../../src/words/refusals.ts';
import type { SandboxCity } from '../../sandbox/city/city.ts';
import { startCity } from '../../sandbox/city/servers.ts';
import { onEveryDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';
import { temporaryFolder } from '../../support/command.ts';
import { smallCity } from '../../support/small-city.ts';
import { silent } from '../support.ts';

const newWard = { code: 'H13.22.2', name: 'Ủy ban nhân dân phường Châu Văn Liêm', tier: 'commune' } as const;
const settings = {
  levelNames: 'decree-42',
  documents: { issuer: 'ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ', templates: './loi-van' },
  mail: {
    from: 'dvc-sync <dvc-sync@cantho.example.vn>',
    smtp: { host: '127.0.0.1' },
    recipients: [
      { address: 'ct@example.vn', everything: true },
      { address: 'ninh-kieu@example.vn', agency: 'H13.21' },
    ],
  },
};
const wording = `title: ["Tình hình dịch vụ công {muc-4}, tháng {thang}/{nam}"]
paragraphs: ["Có {so-muc-4} dịch vụ công {muc-4}, thay đổi {tang-muc-4} so với tháng trước.", "Hết."]
`;

/** Runs the city once, as of `at`, and leaves its configuration. */
async function runOf(city: SandboxCity, store: Store, at: string): Promise<Configuration> {
  const folder = await temporaryFolder();
  const running = await startCity(city);
  try {
    const file = await running.writeConfiguration(folder.path, settings);
    await mkdir(join(folder.path, 'loi-van'));
    await writeFile(join(folder.path, 'loi-van', 'bao-cao-thang.yaml'), wording);
    onTestFinished(folder.remove);
    const configuration = await loadConfiguration(file, process.env);
    const { signal } = new AbortController();
    const asked = { ...asking(store, {}, at), configuration, log: pino({ level: 'silent' }) };
    await run(asked, { signal, full: false, events: {} });
    return configuration;
  } finally {
    await running.close();
  }
}

function counted(store: Store, configuration: Configuration, at: string, scope: { asOf?: string } = {}) {
  const work = { job: { scope }, store, configuration, log: silent, now: () => new Date(at) };
  return monthlyReport(work as unknown as JobInHand<'monthly-report'>);
}

async function letters(store: Store, configuration: Configuration): Promise<ParsedMail[]> {
  const waiting = await listLetters(store, { kind: 'monthly-report' }, '2027-01-01T00:00:00.000Z', 10);
  const mail = configuration.mail!;
  return Promise.all(
    waiting.map(async letter => {
      const { message, recipient } = await composeLetter(letter, { store, configuration, mail });
      return simpleParser((await toMime(letter, message, mail, recipient)).source);
    }),
  );
}

onEveryDatabase('the monthly report by schedule', database => {
  it('goes once to whoever gets everything, with movement, sources and both files', async () => {
    const store = await database.open();
    const before = await runOf(smallCity(), store, '2026-09-30T02:00:00.000Z');
    await counted(store, before, '2026-10-01T03:00:00.000Z');
    const larger = smallCity([{ ...newWard, parent: 'H13.22' }]);
    // The last evening of October in Vietnam; later that month there was a bad day, and November has begun.
    const configuration = await runOf(larger, store, '2026-10-31T16:30:00.000Z');
    await runOf({ ...larger, quirks: { oneStop: { down: true } } }, store, '2026-10-31T16:50:00.000Z');
    await runOf(smallCity(), store, '2026-10-31T17:10:00.000Z');
    const made = await counted(store, configuration, '2026-11-02T03:00:00.000Z');
    expect(made.message).toMatch(/^đã lập số liệu tháng 2026-10 .*; 1 thư chờ gửi$/);
    const again = await counted(store, configuration, '2026-11-02T04:00:00.000Z');
    expect(again.message).toContain('; 0 thư chờ gửi');

    const [letter, earlier, ...others] = await letters(store, configuration);
    expect(others).toEqual([]);
    expect(earlier?.subject).toContain('Báo cáo tháng 9 năm 2026');
    expect(letter?.subject).toContain('Báo cáo tháng 10 năm 2026: 7 dịch vụ công toàn trình (50%)');
    expect([letter?.to].flat().map(to => to?.text)).toEqual(['ct@example.vn']);
    const [document, workbook] = letter!.attachments;
    expect([document?.filename, workbook?.filename]).toEqual([
      'Báo cáo dịch vụ công trực tuyến tháng 10 năm 2026.docx',
      'Báo cáo dịch vụ công trực tuyến tháng 10 năm 2026.xlsx',
    ]);
    const words = textOf(document!.content);
    const cells = cellsOf(workbook!.content);
    expect(words).toContain('Có 7 dịch vụ công toàn trình, thay đổi +1 so với tháng trước.');
    for (const text of [words, cells, letter!.text!.replace(/\s+/g, ' ')]) {
      expect(text).toContain(`lần đối chiếu ${again.runId}, bắt đầu lúc 31/10/2026 23:30`);
      expect(text).not.toContain('Lưu ý');
    }
    for (const text of [words, cells]) {
      expect(text).toContain('toàn trình là mức độ 4');
      expect(text).toContain('Tỷ lệ toàn trình');
    }
  });

  it('is refused with the nearest day where nothing was read whole in the month, and says the day it took', async () => {
    const store = await database.open();
    await runOf(smallCity(), store, '2026-09-20T02:00:00.000Z');
    await runOf({ ...smallCity(), quirks: { oneStop: { down: true } } }, store, '2026-10-15T02:00:00.000Z');
    const configuration = await runOf(smallCity(), store, '2026-11-02T02:00:00.000Z');
    const now = '2026-11-03T03:00:00.000Z';
    expect(await refusedWith(counted(store, configuration, now))).toMatch(
      /^tháng 10 năm 2026 không còn lần đối chiếu nào đã đọc đủ .*ngày gần nhất có số liệu là 02\/11\/2026\.$/,
    );
    expect(await refusedWith(counted(store, configuration, now, { asOf: '2026-10-15' }))).toMatch(
      /^ngày 15\/10\/2026 không còn/,
    );
    await counted(store, configuration, now, { asOf: '2026-11-02' });
    const [letter] = await letters(store, configuration);
    const said = 'số liệu lấy theo ngày 02/11/2026, ngoài tháng 10 năm 2026, do người lập báo cáo chọn';
    for (const text of [
      textOf(letter!.attachments[0]!.content),
      cellsOf(letter!.attachments[1]!.content),
      letter!.text!.replace(/\s+/g, ' '),
    ])
      expect(text).toContain(said);
  });

  it('finds the figures of the month that is over, however often was read since', async () => {
    const store = await database.open();
    const configuration = await runOf(smallCity(), store, '2026-10-31T02:00:00.000Z');
    for (const day of ['01', '02', '03', '04'])
      await runOf(smallCity(), store, `2026-11-${day}T02:00:00.000Z`);
    const made = await counted(store, configuration, '2026-11-05T03:00:00.000Z');
    expect(made.runId).toMatch(/^20261031T/);
    // Long after, when no snapshot is left, what was counted still is.
    await store.db.deleteFrom('snapshot').execute();
    const later = await counted(store, configuration, '2026-11-05T03:00:00.000Z');
    expect(later.runId).toBe(made.runId);
  });

  it('waits for a run that was finished', async () => {
    const store = await database.open();
    const { city } = await runOf(smallCity(), await database.open(), '2026-10-31T02:00:00.000Z');
    expect(
      await refusedWith(counted(store, { city } as Configuration, '2026-11-02T03:00:00.000Z')),
    ).toContain('đối chiếu khi mọi hệ thống đọc được');
  });
});

async function refusedWith(work: Promise<unknown>): Promise<string> {
  return refusalWords(
    await work.then(
      () => {
        throw new Error('not refused');
      },
      error => error as Refusal,
    ),
  );
}

function textOf(document: Buffer): string {
  const xml = strFromU8(unzipSync(new Uint8Array(document))['word/document.xml']!);
  return xml.replace(/<\/w:p>/g, ' ').replace(/<[^>]*>/g, '');
}

function cellsOf(workbook: Buffer): string {
  const { Sheets } = read(workbook);
  return Object.values(Sheets)
    .map(sheet => utils.sheet_to_csv(sheet))
    .join('\n');
}
