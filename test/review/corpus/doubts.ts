import { row, type Value, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';
import { head, paragraph, run, table, word } from './word.ts';

const name = 'danh-muc.xlsx';
const first = row(1, '1.004194');
const third = row(3, '1.000656');
const taken = ['1.004194 I H13.21.1 + +'];
const last = ['1.000656 I H13.21.1 + +'];
const list = (which: 'I' | 'II', rows: Value[][], merges: string[] = []) =>
  xlsx({ rows: whole(which, rows), merges });

/** A document with one row whose second ground is as given. */
const noted = (annex: string, technical: string, legal: string) =>
  word(paragraph(`PHỤ LỤC ${annex}`) + table([head, ['1', '1.004194', 'Đăng ký tạm trú', technical, legal]]));
const sign = (kind: 'footnote' | 'comment') => `<w:r><w:${kind}Reference w:id="2"/></w:r>`;
const underMerged = ['B8:B9', 'C8:C9'];

/** What a row may say beside its marks, or in their stead, without anybody being able to tell what; and what only looks so. */
export const doubts: Sample[] = [
  ...(['footnote', 'comment'] as const).flatMap(kind =>
    ['I', 'II'].map(annex => ({
      title: `a ${kind} in an empty cell of Phụ lục ${annex} is no mark`,
      name: 'cai-khe.docx',
      bytes: noted(annex, annex === 'I' ? 'X' : 'Chưa có chữ ký số', `<w:p>${sign(kind)}</w:p>`),
      rows: [],
      problems: ['questioned dòng 2, cột 5 cột quy định của pháp luật: không rõ "(*)"'],
    })),
  ),
  ...['X (a)', 'X (ii)', 'X(*)'].map(text => ({
    title: `a footnote at a mark: ${text}`,
    name,
    bytes: list('I', [row(1, '1.004194', text), third]),
    rows: last,
    problems: [`questioned D8 cột kỹ thuật, điều kiện của đơn vị: dấu "${text}" có chú thích`],
  })),
  {
    title: 'a box that is not ticked, with a comment',
    name: 'cai-khe.docx',
    bytes: noted('I', `<w:p>${run('☐')}${sign('comment')}</w:p>`, 'X'),
    rows: [],
    problems: ['questioned dòng 2, cột 4 '],
  },
  {
    title: 'a numbered line under a merged code and name says more of its procedure',
    name,
    bytes: list('I', [first, [2, null, null, 'X', 'phải nộp bản chính'], third], underMerged),
    rows: last,
    problems: ['questioned E9 một mã ghi qua nhiều dòng mà các dòng ghi khác nhau'],
  },
  {
    title: 'a reason in a numbered line under a merged code and name',
    name,
    bytes: list(
      'II',
      [row(1, '1.004194', null, null), [2, null, null, null, 'vướng Nghị định 123/2015/NĐ-CP']],
      underMerged,
    ),
    rows: ['1.004194 II H13.21.1 ? -legislation'],
  },
  ...[
    'LÃNH ĐẠO ĐƠN VỊ',
    'UBND PHƯỜNG CÁI KHẾ',
    'Cái Khế, 10/6/2021',
    'Nguyễn Văn A',
    'Q.CHỦ TỊCH',
    'Phê duyệt',
  ].flatMap(signed => [
    {
      title: `directly below a "no" of Phụ lục II: ${signed}`,
      name,
      bytes: list('II', [row(1, '1.004194', 'chưa có chữ ký số', 'không'), [null, null, null, null, signed]]),
      rows: ['1.004194 II H13.21.1 -digital-signature +'],
    },
    {
      title: `directly below a mark without a reason: ${signed}`,
      name,
      bytes: list('II', [row(1, '1.004194', 'X', null), [null, null, null, signed]]),
      rows: ['1.004194 II H13.21.1 - ?'],
    },
    {
      title: `directly below words of Phụ lục I: ${signed}`,
      name,
      bytes: list('I', [row(1, '1.004194', 'Đáp ứng', 'Phù hợp'), [null, null, null, null, signed]]),
      rows: taken,
    },
  ]),
  {
    title: 'a reason that goes on below is one',
    name,
    bytes: list('II', [
      row(1, '1.004194', 'Chưa có chữ ký số', 'không'),
      [null, null, null, ', thiết bị dùng chung'],
    ]),
    rows: ['1.004194 II H13.21.1 -digital-signature +'],
  },
];
