import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import type { Agency } from '../../../src/domain/agency.ts';
import type { ConsolidatedRow, GroundKind } from '../../../src/domain/review.ts';
import { writePaperDocument } from '../../../src/report/documents/paper-document.ts';
import { annexTable } from '../../../src/report/documents/review-paper.ts';

/** A procedure as a unit's list names it. */
export interface ReviewedService {
  code: string;
  name: string;
}

/** What units hand in, and what is wrong with it. */
export interface ReviewRound {
  files: { name: string; unit: string; content: Buffer }[];
  /** Units that hand nothing in. */
  silent: string[];
  /** Units that contradict each other (or one with itself), and on what ground. */
  conflicts: { procedure: string; agencies: string[]; cause: GroundKind }[];
  /** Rows no import may take as they are. */
  wrongRows: { file: string; written: string; what: string }[];
}

/** What one unit says of a procedure: nothing = it can go to level 4. */
type Word = { ground: GroundKind; text: string } | undefined;
interface Row extends ReviewedService {
  word: Word;
  /** As it stands in the cell. */
  written: string;
}

const tooLarge: Word = { ground: 'technical', text: 'Hồ sơ có bản vẽ dung lượng lớn, chưa tải lên được' };
const inPerson: Word = { ground: 'legal', text: 'Theo quy định của pháp luật phải có mặt để ký vào sổ' };
const noDatabase: Word = { ground: 'technical', text: 'Chưa kết nối cơ sở dữ liệu dân cư' };

/**
 * The lists of all communes for a round of reviews: most agree, a few contradict, a few are silent, some wrote as
 * people write. The same units and procedures give the same round.
 *
 * @param services at least six; the fourth and fifth are the ones contradicted between units.
 */
export async function reviewRound(
  communes: readonly Agency[],
  services: readonly ReviewedService[],
): Promise<ReviewRound> {
  const [, , , large, signed, both] = services;
  const silent = communes.filter((_, at) => at % 17 === 16).map(({ code }) => code);
  const speaking = communes.filter(({ code }) => !silent.includes(code));
  const sayLarge = speaking.filter((_, at) => at % 20 === 3).map(({ code }) => code);
  const saySigned = speaking.filter((_, at) => at % 30 === 5).map(({ code }) => code);
  const twice = speaking[7]!;
  const round: ReviewRound = {
    files: [],
    silent,
    conflicts: [
      { procedure: large!.code, agencies: sayLarge, cause: 'technical' },
      { procedure: signed!.code, agencies: saySigned, cause: 'legal' },
      { procedure: both!.code, agencies: [twice.code], cause: 'technical' },
    ],
    wrongRows: [],
  };
  for (const [at, unit] of speaking.entries()) {
    const rows = services.map((service, index): Row => {
      const word =
        index === 0
          ? noDatabase
          : service === large && sayLarge.includes(unit.code)
            ? tooLarge
            : service === signed && saySigned.includes(unit.code)
              ? inPerson
              : undefined;
      return { ...service, word, written: writtenCode(service.code, at, index) };
    });
    const eligible = rows.filter(({ word }) => word === undefined);
    const refused = rows.filter(({ word }) => word !== undefined);
    if (unit === twice) refused.push({ ...both!, word: noDatabase, written: both!.code });
    const name = `${String(at + 1).padStart(2, '0')} ${unit.name}.${at % 5 === 4 ? 'docx' : 'xlsx'}`;
    if (at === 11) {
      eligible.push({ code: '', name: 'Thủ tục chưa rõ mã', word: undefined, written: '9.99999' });
      round.wrongRows.push({ file: name, written: '9.99999', what: 'mã không có trong danh mục quốc gia' });
    }
    round.files.push({ name, unit: unit.code, content: await file(at % 5, unit, eligible, refused) });
  }
  return round;
}

/** Codes as people leave them: with the city's tail, with spaces, plain. */
function writtenCode(code: string, unit: number, index: number): string {
  const forms = [code, `${code}.000.00.00.H13`, ` ${code} `, code.replace('.', ' .'), `${code}.H13`];
  return forms[(unit + index) % forms.length]!;
}

async function file(style: number, unit: Agency, eligible: Row[], refused: Row[]): Promise<Buffer> {
  if (style === 4) return document(unit, eligible, refused);
  const book = new ExcelJS.Workbook();
  if (style === 0) {
    const sheet = book.addWorksheet('Danh mục');
    writeList(sheet, unit, 'eligible', eligible, 0);
    sheet.addRow([]);
    writeList(sheet, unit, 'not-eligible', refused, 0);
  } else {
    writeList(book.addWorksheet('Phụ lục I'), unit, 'eligible', eligible, style - 1);
    writeList(book.addWorksheet('Phụ lục II'), unit, 'not-eligible', refused, style - 1);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** In the plan's columns under its header of two rows, moved to the right by as many columns as `shift` says. */
function writeList(
  sheet: ExcelJS.Worksheet,
  unit: Agency,
  list: ConsolidatedRow['list'],
  rows: readonly Row[],
  shift: number,
): void {
  const add = (...cells: (string | number)[]) => sheet.addRow([...Array(shift).fill(null), ...cells]);
  const first = list === 'eligible';
  add(first ? 'PHỤ LỤC I' : 'PHỤ LỤC II');
  add(`DANH MỤC THỦ TỤC HÀNH CHÍNH ${first ? '' : 'KHÔNG '}NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 4`);
  add(`Đơn vị: ${unit.name}`);
  const group = first ? 'Đủ điều kiện nâng lên mức độ 4' : 'Chưa đủ điều kiện nâng lên mức độ 4';
  const top = add('STT', 'Mã TTHC/ DVC', 'Tên thủ tục hành chính', group, group).number;
  add(
    'STT',
    'Mã TTHC/ DVC',
    'Tên thủ tục hành chính',
    'Về kỹ thuật, điều kiện của đơn vị',
    'Về quy định của pháp luật',
  );
  for (const column of [1, 2, 3]) sheet.mergeCells(top, shift + column, top + 1, shift + column);
  sheet.mergeCells(top, shift + 4, top, shift + 5);
  rows.forEach(({ written, name, word }, at) => {
    const cell = (ground: GroundKind) => (first ? 'X' : word?.ground === ground ? word.text : '');
    add(at + 1, written, name, cell('technical'), cell('legal'));
  });
  if (shift > 0) add('', '', 'Người lập biểu');
}

async function document(unit: Agency, eligible: Row[], refused: Row[]): Promise<Buffer> {
  const table = (list: ConsolidatedRow['list'], title: string, rows: Row[]) =>
    annexTable(
      list,
      rows.map(({ written, name, word }): ConsolidatedRow => {
        const ground = (kind: GroundKind) => ({
          blocks: word?.ground === kind,
          reasons: [],
          text: word?.ground === kind ? word.text : null,
        });
        return {
          procedure: written,
          name,
          list,
          technical: ground('technical'),
          legal: ground('legal'),
          agencies: [unit.code],
          note: null,
        };
      }),
      { title: [title], subtitle: [`Đơn vị: ${unit.name}`] },
    );
  const out = new PassThrough();
  const paper = {
    file: '',
    title: [unit.name],
    head: { issuer: unit.name, symbol: 'BC-UBND', place: '', date: '2021-06-10' },
    paragraphs: [],
    footnotes: [],
    recipients: [],
    tables: [table('eligible', 'PHỤ LỤC I', eligible), table('not-eligible', 'PHỤ LỤC II', refused)],
  };
  const [content] = await Promise.all([buffer(out), writePaperDocument(paper, out)]);
  return content;
}
