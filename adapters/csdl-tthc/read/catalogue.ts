import { foundWords } from '../../../src/adapter/issue-words.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { losing, quarantineRecord } from '../../../src/adapter/unread.ts';
import { couldBeCode } from '../../../src/domain/code.ts';
import type { FieldRef, ProcedureFacts } from '../../../src/domain/procedure.ts';
import { textKey } from '../../../src/domain/text.ts';
import { bodySchema, fieldSchema, headSchema, RowReader } from '../schema.ts';

/** A code of the national list. */
export interface Listed {
  code: string;
  /** '' where the list has codes only. */
  name: string;
  /** The code came as a number and was written out: it counts only where the service knows it. */
  fromNumber?: true;
  /** Its rows as they came: details are read anew when these change. */
  rows: unknown[];
}

/** `LayDanhSachTTHC`: each code once, rows without a code in quarantine. */
export function readList(rows: unknown[]): { listed: Listed[]; flawed: SourceRecord[] } {
  const listed = new Map<string, Listed>();
  const flawed: SourceRecord[] = [];
  const reader = new RowReader();
  for (const [index, row] of rows.entries()) {
    const plain = typeof row === 'string' || typeof row === 'number';
    const read = reader.row(headSchema, plain ? { MATTHC: row } : row);
    const code = read?.MATTHC ?? '';
    const known = listed.get(code);
    if (!couldBeCode(code)) {
      const reason =
        code === '' ? 'dòng của danh sách không có mã thủ tục' : `không phải mã thủ tục: ${foundWords(code)}`;
      const flaw = quarantineRecord('procedure', `[${index}]`, 'MATTHC', reason);
      flawed.push(...losing([flaw], { what: 'procedure' }));
    } else if (!known) {
      const fromNumber = typeof (Object(row).MATTHC ?? row) === 'number';
      listed.set(code, { code, name: read?.TENTTHC ?? '', rows: [row], ...(fromNumber && { fromNumber }) });
    } else {
      known.rows.push(row);
      if (known.name === '') known.name = read?.TENTTHC ?? '';
    }
  }
  return { listed: [...listed.values()], flawed };
}

/** `LayDanhMucCoQuan`: the whole country's bodies. `CAPDONVI` is not read: its values are not documented. */
export function readBodyDictionary(rows: unknown[]): SourceRecord[] {
  const records = new Map<string, SourceRecord>();
  for (const { row, path: index } of new RowReader().each(bodySchema, rows, '') ?? []) {
    const { MADONVI: id = '', TENDONVI: name = '' } = row ?? {};
    if (records.has(id)) continue;
    const place = id || index;
    const lacking = id === '' ? 'MADONVI' : 'TENDONVI';
    const isWhole = id !== '' && name !== '';
    records.set(
      place,
      isWhole
        ? { kind: 'agency', id, name }
        : quarantineRecord('agency', place, lacking, 'cơ quan thiếu mã hoặc tên'),
    );
  }
  return [...records.values()];
}

/** `LayDanhMucLinhVuc`: completes field references that have a code only, or a name that one code alone has. */
export function fieldCompleter(
  rows: unknown[],
): (fields: ProcedureFacts['fields']) => ProcedureFacts['fields'] {
  const names = new Map<string, string>();
  const codes = new Map<string, string | undefined>();
  for (const { row } of new RowReader().each(fieldSchema, rows, '') ?? []) {
    const { MALINHVUC: code = '', TENLINHVUC: name = '' } = row ?? {};
    if (code === '' || name === '') continue;
    names.set(code, name);
    const key = textKey(name);
    codes.set(key, codes.has(key) && codes.get(key) !== code ? undefined : code);
  }
  const complete = (field: FieldRef): FieldRef => {
    const code = field.code ?? (field.name ? codes.get(textKey(field.name)) : undefined);
    const name = field.name ?? (code ? names.get(code) : undefined);
    return { ...(code ? { code } : {}), ...(name ? { name } : {}) };
  };
  return fields => fields?.map(complete) ?? fields;
}
