import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { formsOfPapers } from '../../src/report/documents/paper-forms.ts';
import { writeForms } from '../../src/report/forms.ts';
import { samplePaper, sampleRows } from '../report/documents/sample-paper.ts';

/**
 * `npm run check:documents`: our documents opened by LibreOffice and turned into PDF. Needs `soffice` (writer and calc),
 * `pdfinfo`, `pdftotext` and `pdffonts`; says which is missing.
 */
const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-documents-'));
const problems: string[] = [];
try {
  const letter = samplePaper({}, sampleRows(120));
  const { type: _, ...rest } = samplePaper({ file: 'phu-luc' }, sampleRows(60));
  for (const file of await writeForms(formsOfPapers([letter, rest]), folder)) checkDocument(file);
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

function checkDocument(file: string): void {
  const name = basename(file);
  const ofKind = join(folder, name.endsWith('.docx') ? 'docx' : 'xlsx');
  said('soffice', '--headless', '--convert-to', 'pdf', '--outdir', ofKind, file);
  const pdf = join(ofKind, name.replace(/\.\w+$/, '.pdf'));
  const pages = said('pdftotext', '-layout', pdf, '-').split('\f').slice(0, -1);
  const tables = pages.filter(page => page.includes('Đăng ký khai sinh'));
  const expect = (holds: boolean, what: string) => {
    if (!holds) problems.push(`${name}: ${what}`);
  };
  expect(tables.length > 1, `the table fills ${tables.length} page(s), expected more than one`);
  expect(
    tables.every(page => page.includes('STT') && /Đủ điều kiện nâng/.test(page)),
    'the header is not repeated on every page of the table',
  );
  const whole = pages.join('\n');
  const parts = [
    'DANH MỤC THỦ TỤC HÀNH CHÍNH',
    'Chú giải: mức độ 4 là dịch vụ công trực tuyến toàn trình.',
    'Lưu ý: Cổng DVC thành phố đọc chưa đủ.',
    ...(name === 'bao-cao.docx'
      ? ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Nguyễn Văn Ẩn', 'Nơi nhận:']
      : []),
  ];
  for (const part of parts) expect(whole.includes(part), `“${part}” cannot be read`);
  const sizes =
    said('pdfinfo', '-f', '1', '-l', String(pages.length), pdf).match(/size: +[\d.]+ x [\d.]+/g) ?? [];
  const landscape = sizes.filter(size => Number(size.match(/size: +([\d.]+)/)![1]) > 800);
  expect(landscape.length >= tables.length, 'tables do not stand on landscape A4');
  const fonts = said('pdffonts', pdf).split('\n').slice(2).filter(Boolean);
  // Where Times New Roman is not installed its metric twin stands in; a third font would mean lost letters.
  expect(
    fonts.length > 0 && fonts.every(line => /Times|Liberation ?Serif/i.test(line)),
    `unexpected fonts: ${fonts.map(line => line.split(' ')[0]).join(', ')}`,
  );
  if (name.endsWith('.docx')) {
    const numbers = pages.map(page => page.trimStart().match(/^(\d+)\s*\n/)?.[1] ?? '');
    // Letter and annex are counted each from 1, and their first pages show no number (Decree 30/2020).
    const annexAt = pages.findIndex(page => page.includes('(Kèm theo '));
    const wanted = pages
      .map((_, at) => (at < annexAt ? at : at - annexAt))
      .map(at => (at === 0 ? '' : at + 1));
    expect(
      annexAt >= 0 && numbers.join(' ') === wanted.join(' '),
      `page numbers "${numbers.join(' ')}", expected "${wanted.join(' ')}"`,
    );
  }
  console.log(`${name}: ${pages.length} pages, ${tables.length} with the table, ${fonts.length} fonts`);
}

/** What a program printed. @throws when it is not there or failed. */
function said(program: string, ...args: string[]): string {
  const { stdout, stderr, status, error } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, HOME: folder },
  });
  if (error) throw new Error(`${program} cannot be run (${error.message}): install LibreOffice and poppler`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}
