import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Rows, row, whole, xlsx } from '../review/corpus/make.ts';
import { sampleProcedures } from '../sandbox/city/sample.ts';
import { dvcSync, type Ended } from '../support/command.ts';
import { type ReceivedMail, startMailServer, type TestMailServer } from '../support/mail-server.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

const clock = fileURLToPath(new URL('../chaos/clock.ts', import.meta.url));
const names = Object.fromEntries(sampleProcedures.map(({ code, name }) => [code, name]));
/** At level 4 with everything in order, and at level 2. */
const [online, offline] = ['1.000894', '1.004873'];
const [caiKhe, anHoa] = ['H13.21.1', 'H13.21.2'];
const line = (code: string, technical: string, legal: string) => row(1, code, technical, legal, names[code]!);
const technicalLine = 'Trung tâm CNTT và Truyền thông, điện thoại 02923762333';

let place: Place;
let post: TestMailServer;
let today = '2021-06-07';
const story: string[] = [];

/** The program as it is started that morning, a while after it was started last. */
async function dvc(...args: string[]): Promise<Ended> {
  const minute = Math.floor(story.length / 3) * 2;
  const ahead = Date.parse(`${today}T01:00:00Z`) + minute * 60_000 - Date.now();
  const ended = await dvcSync([...args, '--config', place.config], {
    NODE_OPTIONS: `--import ${clock}`,
    CLOCK_AHEAD_MS: String(ahead),
  });
  story.push(`${today} $ dvc-sync ${args.join(' ')}`, ended.stdout.slice(0, 600), `→ ${ended.code}`);
  return ended;
}
const review = (...args: string[]) => dvc('review', ...args);
/** What is only looked at needs no clock of its own, nor a process. */
async function rowOf(procedure: string) {
  const { stdout } = await dvcSync(['review', 'agreements', '--json', '--config', place.config]);
  const rows = JSON.parse(stdout) as Record<string, unknown>[];
  return rows.find(each => each.procedure === procedure && each.agency === caiKhe);
}
async function handIn(name: string, bytes: Uint8Array) {
  const path = join(place.folder, name);
  await writeFile(path, bytes);
  const { code, stderr } = await review('import', path);
  expect([stderr, code]).toEqual(['', 0]);
}
const list = (unit: string, ...rows: Rows) =>
  xlsx({ name: 'PL II', rows: whole('II', rows, [[`ỦY BAN NHÂN DÂN PHƯỜNG ${unit}`]]) });

beforeAll(async () => {
  post = await startMailServer({ security: 'none' });
  place = await placeOf(smallCity(), {
    reviews: {
      milestones: [
        { id: 'xa', name: 'Cấp xã báo cáo', due: '2021-06-15', what: 'review', tiers: ['commune'] },
      ],
    },
    contacts: {
      technical: { name: 'Trung tâm CNTT và Truyền thông', phone: '02923762333' },
      regulatory: { name: 'Bộ phận Kiểm soát TTHC', phone: '02923817696' },
      agencies: { [anHoa]: { name: 'Lê Thị Hòa', title: 'Chủ tịch' } },
    },
    mail: {
      from: 'dvc-sync Cần Thơ <dvc-sync@example.vn>',
      smtp: { host: '127.0.0.1', port: post.port, security: 'none' },
      recipients: [
        { address: 'caikhe@example.vn', agency: caiKhe },
        { address: 'anhoa@example.vn', agency: anHoa },
      ],
    },
  });
}, 120_000);
afterAll(async () => {
  if (process.env.DVC_SYNC_STORY) await writeFile(process.env.DVC_SYNC_STORY, story.join('\n'));
  await place?.close();
  await post?.close();
});

it('goes from a list with a bare mark to minutes both offices sign, day by day', async () => {
  expect((await dvc('run', '--out', place.out)).code).toBe(0);

  today = '2021-06-10';
  await handIn(
    'cai-khe.xlsx',
    await list('CÁI KHẾ', line(online, 'Chưa có tờ khai điện tử', ''), line(offline, 'X', '')),
  );
  expect((await dvc('mail', 'send')).code).toBe(0);
  const [asked] = post.received;
  expect(asked).toMatchObject({ to: 'caikhe@example.vn' });
  expect(folded(asked)).toContain(`Hướng dẫn về điều kiện kỹ thuật: ${technicalLine}.`);
  const [attached] = asked!.mail.attachments;
  expect(attached!.filename).toBe(`Giải trình lại ${caiKhe} 2021-06-10.xlsx`);

  today = '2021-06-11';
  await handIn('giai-trinh-lai.xlsx', await answered(attached!.content, offline, 'Chữ ký số'));
  expect(await rowOf(offline)).toMatchObject({ reasons: ['digital-signature'], state: 'waiting' });
  const kept = await rowOf(online);
  expect(kept, 'rows that were not asked about stand').toMatchObject({
    reasons: ['e-form'],
    facts: [{ verdict: 'contradicted' }],
    state: 'waiting',
  });

  today = '2021-06-14';
  const question = ['ask', offline, '--agency', caiKhe, '--text', 'Xin chứng thư số ở đâu?'];
  expect((await review('guidance', ...question, '--as', 'Phường Cái Khế')).stdout).toContain('Sở TTTT');
  await review('guidance', 'answer', '1', '--text', 'Gửi đề nghị về Trung tâm CNTT.', '--as', 'Ông T');
  expect((await review('guidance')).stdout).toContain('Gửi đề nghị về Trung tâm CNTT. (14/06/2021)');

  today = '2021-06-16';
  expect((await review('remind')).code).toBe(0);
  expect((await dvc('mail', 'send')).code).toBe(0);
  const reminder = post.received.find(({ to }) => to === 'anhoa@example.vn');
  expect(reminder?.mail.subject).toContain('QUÁ HẠN');
  expect(folded(reminder)).toContain('Phụ trách tại đơn vị: Lê Thị Hòa, Chủ tịch.');

  today = '2021-06-18';
  const word = (procedure: string, office: string, said: string, as: string) =>
    review('agree', procedure, '--agency', caiKhe, '--office', office, '--word', said, '--as', as);
  await word(online, 'technical', 'not-agreed', 'Ông T');
  const differing = await word(online, 'regulatory', 'agreed', 'Bà V');
  expect(differing.stdout).toContain('hai cơ quan làm việc lại với nhau');
  today = '2021-06-21';
  expect((await word(online, 'regulatory', 'not-agreed', 'Bà V')).stdout).toContain(
    'chờ người có thẩm quyền',
  );
  await word(offline, 'technical', 'agreed', 'Ông T');
  await word(offline, 'regulatory', 'agreed', 'Bà V');
  expect(await rowOf(online)).toMatchObject({
    words: { technical: { at: expect.stringMatching(/^2021-06-18/) }, regulatory: { by: 'Bà V' } },
    state: 'final',
  });

  const out = join(place.folder, 'bien-ban');
  await mkdir(out);
  await review('agreements', '--out', out);
  const docx = unzipSync(await readFile(join(out, 'bien-ban-thong-nhat.docx')))['word/document.xml'];
  const minutes = new TextDecoder().decode(docx).replace(/<[^>]+>/g, '');
  expect(minutes).toContain('ngày 21 tháng 6 năm 2021');
  expect(minutes).toContain('2 dòng đã chốt');
  expect(minutes).toContain('Bà V');
}, 240_000);

/** What a letter says, whatever its lines. */
function folded(letter: ReceivedMail | undefined): string {
  return (letter?.mail.text ?? '').replace(/\s+/g, ' ');
}

/** What the unit sends back: every condition in order but one. */
async function answered(workbook: Buffer, procedure: string, lacking: string): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(workbook as unknown as ArrayBuffer);
  const [sheet] = book.worksheets;
  const head = sheet!.getSheetValues().findIndex(each => Array.isArray(each) && each.includes('Mã'));
  const titles = (sheet!.getRow(head).values as unknown[]).map(String);
  const codes = sheet!.getColumn(titles.indexOf('Mã')).values.slice(head + 1);
  expect(codes, 'exactly the rows that were asked about').toEqual([procedure]);
  titles.forEach((title, column) => {
    if (!/^(?:Kỹ thuật|Pháp lý): /.test(title)) return;
    sheet!.getRow(head + 1).getCell(column).value = title.endsWith(lacking) ? 'Chưa đạt' : 'Đạt';
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}
