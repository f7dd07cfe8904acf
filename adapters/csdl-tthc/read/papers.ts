import type { Known } from '../../../src/domain/known.ts';
import type { Component } from '../../../src/domain/procedure.ts';
import { textKey } from '../../../src/domain/text.ts';
import { paperSchema, type RowReader } from '../schema.ts';

const longestName = 10_000;

/**
 * The papers of one case (`GIAYTO`). A row that cannot be read makes the whole list "could not tell": a list with a
 * hole must not be compared. The same paper with several form files is one component.
 */
export function readComponents(rows: RowReader, value: unknown, path: string): Known<Component[]> {
  const papers = rows.all(paperSchema, value, path);
  if (!papers) return undefined;
  const components = new Map<string, Component>();
  for (const row of papers) {
    const name = (row.TENGIAYTO || row.TENMAUDON || row.MAGIAYTO).slice(0, longestName);
    if (name === '') continue;
    const key = `${row.MAGIAYTO}\n${textKey(name)}`;
    if (!components.has(key)) {
      components.set(key, {
        ...(row.MAGIAYTO ? { code: row.MAGIAYTO } : {}),
        name,
        ...copies('originals', row.SOBANCHINH),
        ...copies('copies', row.SOBANSAO),
      });
    }
  }
  return components.size > 0 ? [...components.values()] : null;
}

/** Whole numbers as text ("1", "01", "1.0"); anything else is not said. */
function copies<Key extends 'originals' | 'copies'>(key: Key, text: string): { [name in Key]?: number } {
  const whole = /^(\d{1,4})(?:[.,]0+)?$/.exec(text)?.[1];
  return (whole === undefined ? {} : { [key]: Number(whole) }) as { [name in Key]?: number };
}
