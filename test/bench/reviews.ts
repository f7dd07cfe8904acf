import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { answerWorkbook } from '../../src/report/review-answer/answer-workbook.ts';
import type { ImportContext } from '../../src/review/intake.ts';
import { defaultReasonWords } from '../../src/review/reason-words.ts';
import { unitFinder } from '../../src/review/units.ts';
import { importReview } from '../../src/runs/import-review.ts';
import { suggester } from '../../src/snapshot/suggest.ts';
import { openStore } from '../../src/store/open.ts';
import { currentEntries } from '../../src/store/review-rows.ts';

const units = 92;
const rowsEach = 400;

/** 92 units × 400 rows: read, checked against 6,000 national procedures, kept; then streamed back in order. */
export async function reviewsBench(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dvc-sync-bench-'));
  const store = await openStore({ driver: 'sqlite', file: join(folder, 'store.db') });
  try {
    const procedures = Array.from({ length: 6_000 }, (_, n) => ({
      code: `1.${String(n * 7 + 1).padStart(6, '0')}`,
      name: `Thủ tục ${names[n % names.length]} loại ${n}`,
    }));
    const context: ImportContext = {
      locality: 'H13',
      units: unitFinder(
        Array.from({ length: units }, (_, n) => ({ code: `H13.${n}`, name: `Đơn vị ${n}`, tier: 'commune' })),
      ),
      words: defaultReasonWords,
      national: {
        procedures: new Map(procedures.map(({ code, name }) => [code, { name, active: true }])),
        suggest: suggester(procedures),
      },
      mapped: new Map(),
    };
    const files: Uint8Array[] = [];
    for (let unit = 0; unit < units; unit++) files.push(await workbook(procedures, unit));
    const bytes = files.reduce((sum, file) => sum + file.byteLength, 0);

    let mostMemory = 0;
    const begin = performance.now();
    for (const [unit, content] of files.entries()) {
      const file = { name: `H13.${unit}.xlsx`, bytes: content };
      const by = {
        who: 'bench',
        origin: 'cli',
        at: new Date(Date.UTC(2021, 5, 10, 0, 0, unit)).toISOString(),
      };
      const { answer } = await importReview(store, context, { file, unit: `H13.${unit}`, by });
      if (answer.accepted !== rowsEach - 1) throw new Error(`unit ${unit}: ${answer.accepted} rows`);
      mostMemory = Math.max(mostMemory, process.memoryUsage().rss);
    }
    const imported = performance.now();
    let entries = 0;
    for await (const batch of currentEntries(store)) entries += batch.length;
    const streamed = performance.now();
    const by = { who: 'bench', origin: 'cli', at: '2021-06-11T00:00:00.000Z' };
    const again = await importReview(store, context, {
      file: { name: 'H13.0.xlsx', bytes: files[0]! },
      unit: 'H13.0',
      by,
    });
    const { book } = again;
    const answering = performance.now();
    await answerWorkbook(book, again.answer);
    const answered = performance.now();
    const seconds = (ms: number) => (ms / 1000).toFixed(1);
    return [
      `${units} units × ${rowsEach} rows (${(bytes / 1e6).toFixed(1)} MB of XLSX) imported: ${seconds(imported - begin)} s, ${((imported - begin) / units).toFixed(0)} ms a file`,
      `most memory while importing: ${Math.round(mostMemory / 1e6)} MB`,
      `${entries} entries streamed in order: ${seconds(streamed - imported)} s`,
      `marked workbook of one file: ${(answered - answering).toFixed(0)} ms`,
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const names = [
  'đăng ký khai sinh',
  'cấp giấy phép xây dựng',
  'chứng thực chữ ký',
  'đăng ký kinh doanh',
  'thẩm định dự án',
];
const reasons = [
  'X',
  '',
  'Chưa kết nối CSDL dân cư',
  'chưa có chữ ký số; chưa có phần mềm chuyên ngành',
  'Theo Luật Hộ tịch',
];

/** A list with a row in ten to be repaired and one that cannot be used. */
async function workbook(
  procedures: readonly { code: string; name: string }[],
  unit: number,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Phụ lục II');
  sheet.addRow(['PHỤ LỤC II']);
  sheet.addRow([
    'STT',
    'Mã TTHC/DVC',
    'Tên thủ tục hành chính',
    'Về kỹ thuật, điều kiện của đơn vị',
    'Về quy định của pháp luật',
  ]);
  for (let n = 0; n < rowsEach; n++) {
    const { code, name } = procedures[(unit * 61 + n * 13) % procedures.length]!;
    const written = n === 7 ? '9.999999' : n % 10 === 0 ? code.replace('.', ' . ') : code;
    sheet.addRow([n + 1, written, name, reasons[(n + unit) % reasons.length], n % 3 ? '' : 'X']);
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}
