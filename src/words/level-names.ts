import type { Known } from '../domain/known.ts';
import type { Level, LevelNaming } from '../domain/level.ts';

/*
 * Whatever names a level to an official takes its word from here. What stays with the words of 2021 is quoted: heads of
 * the plan's annexes and of decision 766, and what a unit wrote in its list. Help and descriptions of settings are made
 * before any city is known; the numbers in them are those of the configuration (`level: 4`).
 */

/** A level, or `none`: the offering has none. */
export type NamedLevel = `${Level}` | 'none';

interface LevelWords {
  /** In a sentence or a legend. */
  name: string;
  /** Head of a column. */
  head: string;
  /** Where there is little room. */
  short: string;
}

const byNaming: Record<LevelNaming, Record<NamedLevel, LevelWords>> = {
  numbers: {
    '4': { name: 'mức 4 (toàn trình)', head: 'Mức 4', short: 'M4' },
    '3': { name: 'mức 3 (một phần)', head: 'Mức 3', short: 'M3' },
    '2': { name: 'mức 2', head: 'Mức 2', short: 'M2' },
    '1': { name: 'mức 1', head: 'Mức 1', short: 'M1' },
    none: { name: 'chưa có mức', head: 'Chưa có', short: '–' },
  },
  'decree-42': {
    '4': { name: 'toàn trình (mức 4)', head: 'Toàn trình', short: 'TT' },
    '3': { name: 'một phần (mức 3)', head: 'Một phần', short: 'MP' },
    '2': { name: 'cung cấp thông tin (mức 2)', head: 'Thông tin, mức 2', short: 'T2' },
    '1': { name: 'cung cấp thông tin (mức 1)', head: 'Thông tin, mức 1', short: 'T1' },
    none: { name: 'chưa có mức', head: 'Chưa có', short: '–' },
  },
};

/** What the level is called; default by number. */
export function levelWordsOf(level: NamedLevel, naming: LevelNaming = 'numbers'): LevelWords {
  return byNaming[naming][level];
}

/** The level the plan asks for, as it is said after "dịch vụ công". */
export function topLevelWords(naming: LevelNaming = 'numbers'): string {
  return naming === 'numbers' ? 'mức độ 4' : 'toàn trình';
}

/** One sentence that says the one vocabulary in terms of the other; for legends of reports and documents. */
export function levelLegend(naming: LevelNaming = 'numbers'): string {
  return naming === 'numbers'
    ? 'Theo Nghị định số 42/2022/NĐ-CP: mức độ 4 là dịch vụ công trực tuyến toàn trình, mức độ 3 là một phần, mức độ 1 và 2 là cung cấp thông tin.'
    : 'Theo cách gọi trước Nghị định số 42/2022/NĐ-CP: toàn trình là mức độ 4, một phần là mức độ 3, cung cấp thông tin là mức độ 1 và 2.';
}

/** What people read at the portal where they file, which no city names otherwise. */
const portalWords: Record<Level, string> = {
  4: 'toàn trình',
  3: 'một phần',
  2: 'cung cấp thông tin',
  1: 'cung cấp thông tin',
};

/** Levels in the middle of a sentence, in the one vocabulary throughout. */
export interface LevelTerms {
  /** The word for a level as such: `mức độ`, `mức`. */
  noun: string;
  /** `mức độ 4`, `không có mức độ` (the system says there is none), `không rõ mức độ` (could not tell). */
  of(level: Known<Level>): string;
  /** The same as a system of this role shows it: `mức độ 4 (toàn trình)` at the portal people file at, for a city that goes by number. */
  at(role: string | undefined, level: Known<Level>): string;
  /** Where people file online. */
  online: string;
}

const decreeTerms: Record<Level, string> = {
  4: 'mức toàn trình',
  3: 'mức một phần',
  2: 'mức 2 (cung cấp thông tin)',
  1: 'mức 1 (cung cấp thông tin)',
};

export function levelTerms(naming: LevelNaming = 'numbers'): LevelTerms {
  const byNumber = naming === 'numbers';
  const noun = byNumber ? 'mức độ' : 'mức';
  const of = (level: Known<Level>): string => {
    if (level === undefined) return `không rõ ${noun}`;
    if (level === null) return `không có ${noun}`;
    return byNumber ? `mức độ ${level}` : decreeTerms[level];
  };
  return {
    noun,
    of,
    at: (role, level) =>
      byNumber && role === 'nationalPortal' && level ? `${of(level)} (${portalWords[level]})` : of(level),
    online: byNumber ? 'mức độ 3 hoặc 4' : 'mức một phần hoặc toàn trình',
  };
}
