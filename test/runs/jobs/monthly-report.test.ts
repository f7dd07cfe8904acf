import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { type ParsedMail, simpleParser } from 'mailparser';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import type { Configuration } from '../../../src/config/configuration.ts';
import { loadConfiguration } from '../../../src/config/load.ts';
import { composeLetter } from '../../../src/report/mail/compose.ts';
import { toMime } from '../../../src/report/mail/mime.ts';
import type { JobInHand } from '../../../src/runs/jobs/handler.ts';
import { monthlyReport } from '../../../src/runs/jobs/monthly-report.ts';
import { run } from '../../../src/runs/run.ts';
import type { SandboxCity } from '../../../src/sandbox/city.ts';
import { startCity } from '../../../src/sandbox/servers.ts';
import type { Store } from '../../../src/store/contract.ts';
import { listLetters } from '../../../src/store/outbox.ts';
import { onEveryDatabase } from '../../store/support.ts';
import { temporaryFolder } from '../../support/command.ts';
import { smallCity } from '../../support/small-city.ts';
import { silent } from './support.ts';

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
    await run({ configuration, store, signal, log: pino({ level: 'silent' }), now: () => new Date(at) });
    return configuration;
  } finally {
    await running.close();
  }
}

function counted(store: Store, configuration: Configuration, at: string) {
  const work = { job: { scope: {} }, store, configuration, log: silent, now: () => new Date(at) };
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
    const before = await runOf(smallCity(), store, '2026-10-01T02:00:00.000Z');
    await counted(store, before, '2026-10-01T03:00:00.000Z');
    const incomplete = {
      ...smallCity([{ ...newWard, parent: 'H13.22' }]),
      quirks: { oneStop: { down: true } },
    };
    const configuration = await runOf(incomplete, store, '2026-11-02T02:00:00.000Z');
    expect(await counted(store, configuration, '2026-11-02T03:00:00.000Z')).toMatchObject({
      message: expect.stringMatching(/^đã lập số liệu tháng 2026-10 .*; 1 thư chờ gửi$/),
    });
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
      expect(text).toContain(`lần đối chiếu ${again.runId}, bắt đầu lúc 02/11/2026 09:00`);
      expect(text).toMatch(/Lưu ý: Hệ thống một cửa điện tử không đọc được .*không có số liệu/);
    }
    for (const text of [words, cells]) {
      expect(text).toContain('toàn trình là mức độ 4');
      expect(text).toContain('Tỷ lệ toàn trình');
    }
  });

  it('waits for a run that was finished', async () => {
    const store = await database.open();
    await expect(counted(store, {} as Configuration, '2026-11-02T03:00:00.000Z')).rejects.toThrow(
      'chưa có lần đối chiếu nào xong',
    );
  });
});

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
