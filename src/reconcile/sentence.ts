import type { SystemProfile } from '../domain/city.ts';
import type { Level } from '../domain/level.ts';
import { numberWords } from '../domain/number-words.ts';
import { shortText } from '../domain/text.ts';
import type { Told } from '../domain/told.ts';
import type { JudgeContext, ProcedureGroup } from './rule.ts';

/** Longest procedure name in a sentence, in characters; real names reach 700. */
const longestName = 120;

/** A name cut at a word, with an ellipsis, so that the rest of the sentence is still read. */
export function shortName(name: string): string {
  return shortText(name, longestName);
}

/** `1.004194 «Đăng ký khai sinh»`; the national name where there is one, else that of the first system that has one. */
export function procedureLabel(group: ProcedureGroup): string {
  let name = group.national?.facts.name;
  for (const record of group.records) name ??= record?.facts.name;
  return name ? `${group.code} «${shortName(name)}»` : group.code;
}

/** `Sở Y tế (H13.5)`; the code alone when that is all we know. */
export function agencyLabel(code: string, context: JudgeContext): string {
  const name = context.agencyName(code);
  return name === code ? code : `${name} (${code})`;
}

const roleNames: Record<string, string> = {
  national: 'CSDL quốc gia về TTHC',
  nationalPortal: 'Cổng Dịch vụ công quốc gia',
  portal: 'Cổng DVC thành phố',
  oneStop: 'Hệ thống một cửa điện tử',
};

/** `Cổng DVC thành phố`, with the configured name behind it where that says something else than the role. */
export function systemLabel(system: Pick<SystemProfile, 'name' | 'role'>): string {
  const role = roleNames[system.role];
  if (role === undefined) return `Hệ thống ${system.name}`;
  return system.name === system.role ? role : `${role} (${system.name})`;
}

/** `mức độ 4`, `không có mức độ` (the system says there is none), `không rõ mức độ` (could not tell). */
export function levelWords(level: Told<Level>): string {
  if (level === undefined) return 'không rõ mức độ';
  return level === null ? 'không có mức độ' : `mức độ ${level}`;
}

/** `a, b, c và 12 đơn vị khác`. */
export function listWords(items: readonly string[], noun: string, shown = 3): string {
  if (items.length <= shown) return items.join(', ');
  return `${items.slice(0, shown).join(', ')} và ${numberWords(items.length - shown)} ${noun} khác`;
}
