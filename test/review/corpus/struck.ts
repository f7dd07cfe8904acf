import { row, type Value, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';
import { head, paragraph, run, table, word } from './word.ts';

const name = 'cai-khe.xlsx';
const out = (text: string, rest = ''): Value => ({
  richText: [{ text, font: { strike: true } }, ...(rest ? [{ text: rest, font: { name: 'Arial' } }] : [])],
});
const gone = (text: string) => paragraph(run(text, '<w:strike/>'));
const list = (...rows: readonly string[][]) => word(paragraph('PHỤ LỤC I') + table([head, ...rows]));

export const struck: Sample[] = [
  {
    title: 'a row that is struck out whole is left out and told, with its number',
    name,
    bytes: xlsx({
      rows: whole('I', [
        row(1, '1.004194'),
        [out('2'), out('1.004222'), out('Đăng ký thường trú'), out('X'), out('X')],
        // Its number was forgotten.
        [3, out('1.000656'), out('Đăng ký khai tử'), null, 'X'],
        row(4, '1.000894'),
      ]),
    }),
    rows: ['1.004194 I H13.21.1 + +', '1.000894 I H13.21.1 + +'],
    notes: ['dòng 9 bị gạch bỏ', 'dòng 10 bị gạch bỏ'],
  },
  {
    title: 'what is struck in part leaves the rest, and is told',
    name,
    bytes: xlsx({ rows: whole('I', [row(1, out('1.004222', ' 1.004194'), 'X', 'X', 'Đăng ký tạm trú')]) }),
    rows: ['1.004194 I H13.21.1 + +'],
    notes: ['bỏ phần bị gạch hoặc ẩn: "1.004222"'],
  },
  {
    title: 'a row whose marks are struck out is not one without marks',
    name,
    bytes: xlsx({
      rows: whole('I', [
        row(1, '1.004194', out('X'), out('X')),
        row(2, '1.004222', null, null),
        row(3, '1.000656', 'X', out('X')),
      ]),
    }),
    rows: ['1.004222 I H13.21.1 ? ?', '1.000656 I H13.21.1 + ?'],
    problems: ['questioned D8 không còn dấu nào sau khi bỏ phần bị gạch hoặc ẩn ("X")'],
    notes: ['bỏ phần bị gạch hoặc ẩn: "X"'],
  },
  {
    title: 'a code that is struck out while its name stands',
    name,
    bytes: xlsx({ rows: whole('I', [[null, out('1.004194'), 'Đăng ký tạm trú', null, null]]) }),
    rows: [],
    problems: ['rejected B8 thiếu mã thủ tục'],
  },
  {
    title: 'rows of a document that are struck out or hidden',
    name: 'cai-khe.docx',
    bytes: list(
      ['1', '1.004194', 'Đăng ký tạm trú', 'X', 'X'],
      [gone('2'), gone('1.004222'), gone('Đăng ký thường trú'), gone('X'), gone('X')],
      ['3', '1.000656', 'Đăng ký khai tử', 'X', 'X'].map(text => paragraph(run(text, '<w:vanish/>'))),
    ),
    rows: ['1.004194 I H13.21.1 + +'],
    notes: ['dòng 3 bị gạch bỏ', 'dòng 4 bị gạch bỏ'],
  },
];
