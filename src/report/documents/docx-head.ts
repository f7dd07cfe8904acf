import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { printable } from '../printable.ts';
import { dayInWords, type PaperHead, type PaperSignature } from './paper.ts';

/** Half-points, as Decree 30/2020/NĐ-CP asks for each part. */
export const sizes = { nation: 26, motto: 28, body: 28, table: 24, recipients: 22, recipientsTitle: 24 };

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
};

/** Width of a portrait text block in twips: A4 less 30 mm and 15 mm. */
const textWidth = 9355;
const leftWidth = 3900;

interface Line {
  text: string;
  size: number;
  bold?: boolean;
  italics?: boolean;
  /** Points below. */
  after?: number;
}

export function centred({ text, size, bold, italics, after = 0 }: Line): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: after * 20 },
    children: [new TextRun({ text: printable(text), size, bold: bold ?? false, italics: italics ?? false })],
  });
}

/** Issuer and number on the left; national title, motto, place and date on the right. */
export function letterHead(head: PaperHead): Table {
  const left = [
    ...(head.above ? [centred({ text: head.above.toLocaleUpperCase('vi'), size: sizes.nation })] : []),
    ...issuerLines(head.issuer).map(text => centred({ text, size: sizes.nation, bold: true })),
    rule(1400),
    centred({ text: `Số:        /${head.symbol}`, size: sizes.nation }),
    ...(head.about ?? []).map(text => centred({ text, size: sizes.table })),
  ];
  const right = [
    centred({ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', size: sizes.nation, bold: true }),
    centred({ text: 'Độc lập - Tự do - Hạnh phúc', size: sizes.motto, bold: true }),
    rule(1050),
    centred({ text: `${head.place}, ${dayInWords(head.date)}`, size: sizes.body, italics: true }),
  ];
  return sideBySide(left, right, leftWidth);
}

/** Recipients on the left, who signs on the right; room for hand and seal between. */
export function letterEnd(recipients: readonly string[], signature: PaperSignature | undefined): Table {
  const line = (text: string) =>
    new Paragraph({
      spacing: { before: 0, after: 0 },
      children: [new TextRun({ text, size: sizes.recipients })],
    });
  const left =
    recipients.length === 0
      ? [new Paragraph({})]
      : [
          new Paragraph({
            spacing: { before: 0, after: 0 },
            children: [
              new TextRun({ text: 'Nơi nhận:', size: sizes.recipientsTitle, bold: true, italics: true }),
            ],
          }),
          ...recipients.map((text, at) => line(`- ${text}${at === recipients.length - 1 ? '.' : ';'}`)),
        ];
  const right = signature ? signed(signature) : [new Paragraph({})];
  return sideBySide(left, right, 4700);
}

/** Who signs, side by side, two in a row. */
export function signatureRows(signatures: readonly PaperSignature[]): Table[] {
  const rows: Table[] = [];
  for (let at = 0; at < signatures.length; at += 2) {
    const [left, right] = signatures.slice(at, at + 2);
    rows.push(sideBySide(signed(left!), right ? signed(right) : [new Paragraph({})], textWidth / 2));
  }
  return rows;
}

/** Authority and title, room for hand and seal, the name. */
function signed({ authority = [], title, name = '' }: PaperSignature): Paragraph[] {
  const strong = (text: string) =>
    centred({ text: text.toLocaleUpperCase('vi'), size: sizes.body, bold: true });
  return [
    ...authority.map(strong),
    strong(title),
    centred({ text: '', size: sizes.body, after: 72 }),
    centred({ text: name, size: sizes.body, bold: true }),
  ];
}

/** The long names of offices break after their kind, as seals and letter heads do. */
function issuerLines(issuer: string): string[] {
  const upper = issuer.toLocaleUpperCase('vi');
  const kind = 'ỦY BAN NHÂN DÂN ';
  return upper.startsWith(kind) ? [kind.trim(), upper.slice(kind.length)] : [upper];
}

/** A short line below a name, as the decree draws it; `indent` twips on either side leave its length. */
function rule(indent: number): Paragraph {
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: 0, after: 120, line: 40, lineRule: 'exact' },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
  });
}

function sideBySide(left: Paragraph[], right: Paragraph[], width: number): Table {
  const cell = (children: Paragraph[], size: number) =>
    new TableCell({
      width: { size, type: WidthType.DXA },
      verticalAlign: VerticalAlign.TOP,
      borders: { top: none, bottom: none, left: none, right: none },
      margins: { left: 0, right: 0 },
      children,
    });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: [width, textWidth - width],
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: [new TableRow({ cantSplit: true, children: [cell(left, width), cell(right, textWidth - width)] })],
  });
}
