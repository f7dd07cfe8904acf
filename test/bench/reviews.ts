import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { documentsSection } from '../../src/config/sections/documents.ts';
import type { Agency } from '../../src/domain/agency.ts';
import type { City } from '../../src/domain/city.ts';
import { formsOfPapers } from '../../src/report/documents/paper-forms.ts';
import { reviewPapers } from '../../src/report/documents/review-paper.ts';
import { writeForms } from '../../src/report/forms.ts';
import { answerWorkbook } from '../../src/report/review-answer/answer-workbook.ts';
import type { ImportContext } from '../../src/review/intake.ts';
import { openFile } from '../../src/review/open-file.ts';
import { defaultReasonWords } from '../../src/review/reason-words.ts';
import { unitFinder } from '../../src/review/units.ts';
import { importReview } from '../../src/runs/import-review.ts';
import { rolledUpReviews } from '../../src/runs/reviewed.ts';
import { suggester } from '../../src/snapshot/suggest.ts';
import { openStore } from '../../src/store/core/open.ts';
import { currentEntries } from '../../src/store/reviews/review-rows.ts';
import { levelTerms } from '../../src/words/level-names.ts';
import { aboveIdle, peakMegabytes } from './resident.ts';

const units = 92;
const rowsEach = 400;
const allowedMegabytes = 200;

/** 83 communes, 9 districts; those of a tier review the same procedures, as in Cần Thơ. */
const tierOf = (unit: number) => (unit < 83 ? 'commune' : 'district');
const agencies = Array.from(
  { length: units },
  (_, n): Agency => ({ code: `H13.${n}`, name: `Đơn vị ${n}`, tier: tierOf(n), parent: 'H13' }),
);
const city: City = {
  locality: 'H13',
  agencies: [{ code: 'H13', name: 'Ủy ban nhân dân thành phố', tier: 'province' }, ...agencies],
  ...{ fields: {}, applies: [], systems: [], rules: {} },
};
const documents = documentsSection.parse({});

/**
 * 92 units × 400 rows: read, checked against 6,000 national procedures, kept; then consolidated into Phụ lục I and II of
 * the city, and of the city and every unit, as DOCX and XLSX.
 */
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
      units: unitFinder(city.agencies),
      words: defaultReasonWords(),
      levels: levelTerms(),
      national: {
        procedures: new Map(procedures.map(({ code, name }) => [code, { name, active: true }])),
        suggest: suggester(procedures),
      },
      mapped: new Map(),
    };
    const files: Uint8Array[] = [];
    for (let unit = 0; unit < units; unit++) files.push(await workbook(procedures, unit));
    const bytes = files.reduce((sum, file) => sum + file.byteLength, 0);

    const begin = performance.now();
    for (const [unit, content] of files.entries()) {
      const file = await openFile({ name: `H13.${unit}.xlsx`, bytes: content }, false);
      const by = {
        who: 'bench',
        origin: 'cli',
        at: new Date(Date.UTC(2021, 5, 10, 0, 0, unit)).toISOString(),
      };
      const { answer } = await importReview(store, context, file, { unit: `H13.${unit}`, by });
      if (answer.accepted !== rowsEach - 1) throw new Error(`unit ${unit}: ${answer.accepted} rows`);
    }
    const imported = performance.now();
    const importing = peakMegabytes();
    let entries = 0;
    for await (const batch of currentEntries(store)) entries += batch.length;
    const streamed = performance.now();
    // In processes of their own, which have held nothing before.
    const consolidated: string[] = [];
    for (const count of [1, city.agencies.length]) {
      const script = [import.meta.filename, folder, String(count)];
      consolidated.push((await promisify(execFile)(process.execPath, script)).stdout.trim());
    }
    const by = { who: 'bench', origin: 'cli', at: '2021-06-11T00:00:00.000Z' };
    const first = await openFile({ name: 'H13.0.xlsx', bytes: files[0]! }, false);
    const again = await importReview(store, context, first, { unit: 'H13.0', by });
    const { book } = again;
    const answering = performance.now();
    await answerWorkbook(book, again.answer);
    const answered = performance.now();
    return [
      `${units} units × ${rowsEach} rows (${(bytes / 1e6).toFixed(1)} MB of XLSX) imported: ${seconds(imported - begin)} s, ${((imported - begin) / units).toFixed(0)} ms a file`,
      `most memory of the process that imports them, which makes the files, too: ${Math.round(importing)} MB`,
      `${entries} entries streamed in order: ${seconds(streamed - imported)} s`,
      ...consolidated,
      `marked workbook of one file: ${(answered - answering).toFixed(0)} ms`,
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** For the city, and as many of its units as make `count` of them all. */
async function consolidate(folder: string, count: number): Promise<string> {
  const store = await openStore({ driver: 'sqlite', file: join(folder, 'store.db') });
  try {
    const begun = performance.now();
    const { result, megabytes } = await aboveIdle(() => {
      const reviews = rolledUpReviews(store, city);
      const codes = city.agencies.slice(0, count).map(({ code }) => code);
      const papers = reviewPapers({ city, documents }, codes, reviews, '2021-06-20T00:00:00.000Z');
      return writeForms(formsOfPapers(papers), join(folder, 'papers'));
    });
    return `consolidated for ${count === 1 ? 'the city' : 'it and every unit'}, ${result.length} files: ${seconds(performance.now() - begun)} s, ${Math.round(megabytes)} MB above idle (allowed ${allowedMegabytes})`;
  } finally {
    await store.close();
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
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
    const { code, name } = procedures[(tierOf(unit) === 'commune' ? 0 : 1) + n * 13]!;
    const written = n === 7 ? '9.999999' : n % 10 === 0 ? code.replace('.', ' . ') : code;
    sheet.addRow([n + 1, written, name, reasons[(n + unit) % reasons.length], n % 3 ? '' : 'X']);
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

if (process.argv[1] === import.meta.filename) {
  const [folder = '.', count] = process.argv.slice(2);
  console.log(await consolidate(folder, Number(count)));
}
