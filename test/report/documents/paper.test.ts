import { read, utils } from '@e965/xlsx';
import validate from '@ooxml-tools/validate';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import {
  countWords,
  headerRows,
  numbered,
  type PaperRow,
  type PaperTable,
  procedureColumns,
} from '../../../src/report/documents/paper.ts';
import { writePaperDocument } from '../../../src/report/documents/paper-document.ts';
import { paperWorkbook } from '../../../src/report/documents/paper-forms.ts';
import { inMemory } from '../../../src/report/forms.ts';
import { type Cells, samplePaper, sampleRows, written } from './sample-paper.ts';

const hostileRows: PaperRow<Cells>[] = [{ row: [3, '</w:t> & $& $1', 'hai\ndòng \u0001', '“X”', null] }];

describe('a paper as DOCX', () => {
  test('passes the schema of office documents', async () => {
    const hostile = samplePaper({
      title: ['Tên có <thẻ> & "nháy" và ký tự \u0001 lạ'],
      tables: [
        { ...samplePaper().tables[0]!, rows: [{ heading: 'I. Cấp xã' }, ...hostileRows] },
        {
          ...samplePaper().tables[0]!,
          rows: [...sampleRows(2), { row: ['', 'Cộng', '<1>', 2, null], total: true }],
        },
        { ...samplePaper().tables[0]!, rows: [] },
      ],
    });
    const file = await written(hostile, writePaperDocument);
    expect(await validate(file, 'docx')).toEqual([]);
    const { type: _, ...annex } = samplePaper();
    expect(await validate(await written(annex, writePaperDocument), 'docx')).toEqual([]);
  });

  test('has the parts Decree 30/2020 asks for, in Times New Roman', async () => {
    const { document, styles } = await opened(samplePaper());
    const text = textOf(document);
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'ỦY BAN NHÂN DÂN',
      'THÀNH PHỐ CẦN THƠ',
      'Số:        /BC-UBND',
      'Cần Thơ, ngày 01 tháng 11 năm 2021',
      'BÁO CÁO',
      'Nơi nhận:',
      '- Lưu: VT.',
      'TM. ỦY BAN NHÂN DÂN',
      'CHỦ TỊCH',
      'Nguyễn Văn Ẩn',
    ]) {
      expect(text).toContain(part);
    }
    expect(styles).toContain('Times New Roman');
    expect(document).toContain('<w:titlePg');
  });

  test('of an official letter has no name of its kind, but what it is about below its number', async () => {
    const { head } = samplePaper();
    const paper = samplePaper({
      type: 'Công văn',
      head: { ...head, symbol: 'UBND', about: ['V/v kiến nghị sửa đổi'] },
      title: ['V/v kiến nghị sửa đổi'],
      paragraphs: ['Kính gửi: Quốc hội', 'Thực hiện rà soát.'],
    });
    const { document } = await opened(paper);
    const [letter, annex] = document.split('Thực hiện rà soát.');
    const text = textOf(letter!);
    expect(text).not.toContain('CÔNG VĂN');
    expect(text.split('V/v kiến nghị sửa đổi')).toHaveLength(2);
    expect(text.indexOf('/UBND')).toBeLessThan(text.indexOf('V/v'));
    expect(text.indexOf('V/v')).toBeLessThan(text.indexOf('CỘNG HÒA'));
    expect(letter).toMatch(/<w:jc w:val="center"\/>(?:(?!<w:p>).)*Kính gửi: Quốc hội/s);
    expect(textOf(annex!)).toContain('(Kèm theo Công văn số …/UBND');
  });

  test('breaks no code, no day and no word of a title, however many columns stand beside them', async () => {
    const text = { width: 18, align: 'left', cell: () => 'Nội dung' } as const;
    const table: PaperTable = {
      ...{ name: 'Bảng', title: ['BẢNG'], rows: numbered([{ procedure: '1.000656', name: 'Tên' }]) },
      columns: [
        ...procedureColumns(22),
        { title: 'Từ ngày', width: 10, unbroken: 10, cell: () => ({ day: '2026-11-30' }) },
        ...Array.from({ length: 8 }, (_, at) => ({ ...text, title: `Cột ${at}` })),
      ],
    };
    const { document } = await opened(samplePaper({ tables: [table] }));
    const grid = document.slice(document.lastIndexOf('<w:tblGrid>'));
    const widths = [...grid.matchAll(/<w:gridCol w:w="(\d+)"\/>/g)].map(([, width]) => Number(width));
    // In Times New Roman 12: "STT" takes 453 twips, a code 900, a day 1093; a cell keeps 160 for itself.
    expect(widths.slice(0, 4).map((width, at) => width >= 160 + [453, 900, 0, 1093][at]!)).toEqual([
      ...[true, true, true, true],
    ]);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(14_570);
  });

  test('has every row of every table in order, as it was written', async () => {
    const [first] = samplePaper().tables;
    const paper = samplePaper({
      tables: [
        { ...first!, rows: [{ heading: 'I. <Cấp> xã' }, ...sampleRows(2), ...hostileRows] },
        { ...first!, rows: sampleRows(1) },
      ],
    });
    const { document } = await opened(paper);
    const rows = [...document.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([row]) =>
      [...row.matchAll(/<w:t[ >].*?<\/w:t>/gs)].map(([text]) => text.replace(/<[^>]*>/g, '')),
    );
    const body = rows.filter(([cell]) => /^(\d|I\.)/.test(cell ?? ''));
    expect(body.map(([number, code, ...rest]) => [number, code, rest[0]])).toEqual([
      ['I. &lt;Cấp&gt; xã', undefined, undefined],
      ['1', '1.004190', 'Đăng ký khai sinh ở nơi số 1'],
      ['2', '1.004190', 'Đăng ký khai sinh ở nơi số 2'],
      ['3', '&lt;/w:t&gt; &amp; $&amp; $1', 'hai'],
      ['1', '1.004190', 'Đăng ký khai sinh ở nơi số 1'],
    ]);
  });

  test('repeats the header of a table on every page, on landscape paper', async () => {
    const { document } = await opened(samplePaper());
    expect(document.match(/<w:tblHeader/g)).toHaveLength(2);
    expect(document).toMatch(/<w:pgSz [^>]*w:orient="landscape"/);
  });

  test('says where the figures come from', async () => {
    const { type: _, ...annex } = samplePaper();
    for (const paper of [samplePaper(), annex]) {
      const text = textOf((await opened(paper)).document);
      expect(text).toContain('Nguồn số liệu: lần đối chiếu R1.');
      expect(text).toContain('Cổng DVC thành phố đọc chưa đủ');
    }
  });
});

describe('a paper as XLSX', () => {
  test('has the same cells under a header of two rows, with the sources at the end', async () => {
    const book = read(await inMemory(paperWorkbook(samplePaper())));
    const rows = utils.sheet_to_json<string[]>(book.Sheets['Phụ lục I']!, { header: 1, raw: false });
    const header = rows.findIndex(row => row.includes('STT'));
    expect(rows[header]).toContain('Đủ điều kiện nâng lên mức độ 4');
    expect(rows[header + 1]!.slice(3, 5)).toEqual([
      'Về kỹ thuật, điều kiện của đơn vị',
      'Về quy định của pháp luật',
    ]);
    expect(rows[header + 2]).toEqual(['1', '1.004190', 'Đăng ký khai sinh ở nơi số 1', 'X', '–']);
    expect(rows.flat()).toContain('Lưu ý: Cổng DVC thành phố đọc chưa đủ.');
  });

  test('keeps a text that looks like a formula a text', async () => {
    const paper = samplePaper({}, [{ row: [1, '=1+1', '@SUM(A1)', '+X', '-X'] }]);
    const sheet = read(await inMemory(paperWorkbook(paper))).Sheets['Phụ lục I']!;
    const cells = Object.values(sheet).filter(cell => ['=1+1', '@SUM(A1)', '+X', '-X'].includes(cell.v));
    expect(cells.map(({ t, f }) => [t, f])).toEqual(Array(4).fill(['s', undefined]));
  });
});

describe('what a cell shows', () => {
  test('a dash for what is not known, never a nought', () => {
    expect(countWords(null)).toBe('–');
    expect(countWords(0)).toBe('0');
  });

  test('numbers, shares and changes as Vietnamese write them', () => {
    expect(countWords(1331)).toBe('1.331');
    expect(countWords(0.875, 'percent')).toBe('87,5%');
    expect(countWords(12, 'change')).toBe('+12');
    expect(countWords(-3, 'change')).toBe('-3');
  });
});

test('neighbouring columns of one group share a cell, others span both rows', () => {
  const column = (title: string, group?: string) => ({ title, ...(group && { group }) });
  const shown = (header: ReturnType<typeof headerRows>) =>
    header.map(cells => cells.map(({ text, over, high }) => [text, over, high]));
  expect(shown(headerRows([column('a'), column('b', 'G'), column('c', 'G'), column('d', 'H')]))).toEqual([
    [
      ['a', 1, true],
      ['G', 2, false],
      ['H', 1, false],
    ],
    [
      ['', 1, true],
      ['b', 1, false],
      ['c', 1, false],
      ['d', 1, false],
    ],
  ]);
  expect(shown(headerRows([column('a'), column('b')]))).toEqual([
    [
      ['a', 1, false],
      ['b', 1, false],
    ],
  ]);
});

async function opened(paper: Parameters<typeof written>[0]) {
  const parts = unzipSync(await written(paper, writePaperDocument));
  const part = (name: string) => strFromU8(parts[name]!);
  return { document: part('word/document.xml'), styles: part('word/styles.xml') };
}

function textOf(xml: string): string {
  return xml.replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '');
}

test('rows of a workbook are as tall as what is read in them, not as what is kept', async () => {
  const heights = async (...rows: PaperRow<Cells>[]) => {
    const [table] = samplePaper().tables;
    const narrow = table!.columns.map(column => ({ ...column, format: 'percent' as const }));
    const paper = samplePaper({ tables: [{ ...table!, columns: narrow, rows, notes: [] }], footnotes: [] });
    const sheet = strFromU8(unzipSync(await inMemory(paperWorkbook(paper)))['xl/worksheets/sheet1.xml']!);
    return [...sheet.matchAll(/<row [^>]*?ht="([\d.]+)"/g)]
      .slice(-rows.length)
      .map(([, height]) => Number(height));
  };
  const cells = (first: number | string): PaperRow<Cells> => ({ row: [first, '', '', '', ''] });
  const [third, half, lines] = await heights(cells(1 / 3), cells(0.5), cells('một\nhai\nba'));
  expect(third).toBe(half);
  expect(lines! - half!).toBe(2 * 16);
});
