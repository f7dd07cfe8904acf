import { numberOf } from './ids.ts';
import { implementLevel } from './lists.ts';
import type { Quirks } from './quirks.ts';
import type { Files } from './seed.ts';
import type { Department, Formality, Offering, PortalState } from './state.ts';

/** A procedure at a unit that offers it; test records are none. */
interface Pair {
  formality: Formality;
  rows: Offering[];
  /** Of a year; null = no data. */
  files: Files | null;
}

const words = ['NONE', 'PARTIAL', 'FULL'];

/**
 * Services and files by channel of some units, all procedures or one. Whole numbers whose months add up to the year
 * and whose units add up to the city; a place without data has null, not 0.
 */
export function createFileCounts(state: PortalState, quirks: Quirks) {
  let units: Map<Department, Map<Formality, Pair>> | undefined;

  return (members: readonly Department[], procedure: string, months: readonly number[]): object => {
    units ??= pairsByUnit(state);
    const pairs = members
      .flatMap(unit => [...(units!.get(unit)?.values() ?? [])])
      .filter(({ formality }) => procedure === '' || formality.id === procedure);
    const known = pairs.flatMap(({ files }) => (files ? [files] : []));
    const silent = known.length === 0 || months.length === 0;
    const sum = (channel: keyof Files) =>
      silent ? null : known.reduce((total, files) => total + inMonths(files[channel], months), 0);
    const [online, direct, postal] = [sum('online'), sum('direct'), sum('postal')];
    const overdue = online === null ? null : Math.floor(online / 20);
    const offered = pairs.map(({ rows }) =>
      Math.max(...rows.map(row => words.indexOf(implementLevel(row, quirks) ?? ''))),
    );
    const full = offered.filter(level => words[level] === 'FULL').length;
    const partial = offered.filter(level => words[level] === 'PARTIAL').length;
    return {
      ...{ authorityCount: pairs.length, partialCount: partial, fullCount: full },
      ...{ onlineDossierCount: online, onlineServiceTotal: partial + full },
      ...{ channelOnlineSum: online, channelDirectSum: direct, channelPostalSum: postal },
      channelTotalSum: silent ? null : online! + direct! + postal!,
      onlineOnTimeSum: online === null ? null : online - overdue!,
      onlineOverdueSum: overdue,
    };
  };
}

function pairsByUnit({ offerings }: PortalState): Map<Department, Map<Formality, Pair>> {
  const units = new Map<Department, Map<Formality, Pair>>();
  for (const row of offerings.filter(({ testing }) => !testing)) {
    const { formality, department } = row;
    const pairs = units.get(department) ?? new Map<Formality, Pair>();
    units.set(department, pairs);
    const pair = pairs.get(formality);
    if (pair) pair.rows.push(row);
    else pairs.set(formality, { formality, rows: [row], files: filesOf(formality, department) });
  }
  return units;
}

/** What the seed says; else some, the same every time. */
function filesOf({ seed }: Formality, { code }: Department): Files | null {
  const given = seed.files?.[code];
  if (given !== undefined) return given;
  const count = (channel: string, below: number) => numberOf(below, channel, seed.code, code);
  return { online: count('online', 90), direct: count('direct', 60), postal: count('postal', 9) };
}

function inMonths(year: number, months: readonly number[]): number {
  const until = (month: number) => Math.floor((year * month) / 12);
  return months.reduce((sum, month) => sum + until(month) - until(month - 1), 0);
}
