import type { Style } from '@cj-tech-master/excelts';
import type { Tone } from './table.ts';

/** Shared objects: the writer recognises a style it has seen by identity, which keeps 100,000 rows cheap. */
export type CellStyle = Partial<Style>;

const font = { name: 'Arial', size: 10 };
const top = { vertical: 'top' } as const;
const lead = { vertical: 'middle', wrapText: true } as const;
export const hairline = { style: 'thin', color: { argb: 'FFD9DEE3' } } as const;
const border = { bottom: hairline };

// '@' = text: a cell that begins with "=" stays text even when somebody edits it.
const text: CellStyle = { font, numFmt: '@', alignment: { ...top, wrapText: true }, border };

const section: CellStyle = {
  font: { ...font, size: 11, bold: true, color: { argb: 'FF1F4E5F' } },
  numFmt: '@',
  alignment: { vertical: 'middle' },
  border: { bottom: { style: 'medium', color: { argb: 'FF1F4E5F' } } },
};
const overNumbers = { horizontal: 'right', indent: 1 } as const;

export const styles = {
  text,
  number: { font, numFmt: '#,##0', alignment: { ...top, ...overNumbers }, border },
  date: { font, numFmt: 'dd/mm/yyyy hh:mm', alignment: { ...top, horizontal: 'left' }, border },
  day: { font, numFmt: 'dd/mm/yyyy', alignment: { ...top, horizontal: 'left' }, border },
  title: { font: { ...font, size: 16, bold: true }, numFmt: '@', alignment: lead },
  headline: { font: { ...font, size: 12 }, numFmt: '@', alignment: lead },
  section,
  sectionOverNumbers: { ...section, alignment: { ...section.alignment, ...overNumbers } },
  header: {
    font: { ...font, bold: true, color: { argb: 'FFFFFFFF' } },
    numFmt: '@',
    fill: solid('FF1F4E5F'),
    alignment: { vertical: 'middle', wrapText: true },
  },
} satisfies Record<string, CellStyle>;

export const toneStyles: Record<Tone, CellStyle> = {
  critical: toned('FFF8D7D4', 'FF8C1D18'),
  major: toned('FFFCE8CF', 'FF7A4100'),
  minor: toned('FFFFF6D6', 'FF5C4A00'),
  info: toned('FFE3EEF8', 'FF1B4B79'),
  good: toned('FFDFF2E4', 'FF1E5B34'),
  strong: { ...text, font: { ...font, bold: true } },
};

function toned(fill: string, ink: string): CellStyle {
  return { ...text, fill: solid(fill), font: { ...font, bold: true, color: { argb: ink } } };
}

export function solid(argb: string) {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } } as const;
}
