import { type AppliesOverride, type City, nationalOf } from './city.ts';
import { codeKey, localCode } from './code.ts';
import { prepareManaging } from './managing.ts';
import type { ProcedureFacts } from './procedure.ts';
import { textKey } from './text.ts';
import { type Tier, tierNames, tiers } from './tier.ts';

/** Where a procedure applies in the city. */
export interface Applicability {
  /** Our agency codes, sorted by code units; where a tier could not be decided, without that tier. */
  agencies: string[];
  /**
   * Tiers the procedure names but for which nobody was found (province without body or field, tiers missing …):
   * could not tell there, so neither "missing" nor "outside scope" may be said for agencies of these tiers.
   */
  undecided: Tier[];
  /** Reported as `unmapped-procedure`; Vietnamese. `info` for tiers absent or tiers the city does not have. */
  problem?: { reason: string; severity: 'major' | 'info' };
  /** Overrides that took part, with their reasons. */
  overrides: { agency: string; added: boolean; reason: string }[];
}

type Problem = NonNullable<Applicability['problem']>;
const nowhere: Applicability = Object.freeze({ agencies: [], undecided: [], overrides: [] });

/**
 * Gets a city's agencies, fields and overrides ready once; the answer is then a few look-ups a procedure. Answers for
 * equal combinations of tiers and bodies are shared, so they must not be changed.
 *
 * Order (PRODUCT.md): district and commune tier → every agency of that tier; province tier → the implementing bodies
 * that are ours, else the managing agency of the field, else could not tell. Ministry and other tiers do not apply.
 */
export function prepareApplicability(city: City) {
  const byTier = groupByTier(city);
  const bodies = bodyIndex(city);
  const managing = prepareManaging(city);
  const overrides = overrideIndex(city);
  const shared = new Map<string, Applicability>();

  const provinceAgencies = (national: ProcedureFacts): string[] => {
    const found = new Set<string>();
    for (const body of national.bodies ?? []) {
      const code = body.code && bodies.codes.get(codeKey(body.code));
      const agency = code || (body.name && bodies.names.get(textKey(body.name)));
      if (agency) found.add(agency);
    }
    if (found.size > 0) return [...found].sort();
    const manager = managing(national);
    return manager ? [manager] : [];
  };

  const fromRecord = (national: ProcedureFacts): Applicability => {
    if (national.active === false) return nowhere;
    if (national.tiers === undefined) return undecided(tiers);
    const named = tiers.filter(tier => national.tiers?.includes(tier));
    if (named.length === 0) return undecided(tiers, noTiers);
    if (!named.includes('province')) return combined(named, []);
    // Bodies we could not read may well be ours: falling back on the field would be a guess.
    if (national.bodies === undefined) return combined(named, undefined);
    const province = provinceAgencies(national);
    // Neither by a body nor by a field that could not be read: nothing is wrong with the record as far as known.
    if (province.length === 0 && national.fields === undefined) return combined(named, undefined);
    return province.length > 0 ? combined(named, province) : combined(named, undefined, noAgency(national));
  };

  const combined = (named: Tier[], province: string[] | undefined, problem?: Problem): Applicability => {
    if (problem) return combine(named, province, byTier, problem);
    const key = `${named.join()}|${province?.join() ?? '?'}`;
    let answer = shared.get(key);
    if (!answer) {
      answer = combine(named, province, byTier);
      shared.set(key, answer);
    }
    return answer;
  };

  return (code: string, national: ProcedureFacts): Applicability => {
    const answer = fromRecord(national);
    const said = overrides.get(code);
    return said && national.active !== false ? overridden(answer, said, city) : answer;
  };
}

/** @param province `undefined` = could not tell who of the province tier. */
function combine(
  named: Tier[],
  province: string[] | undefined,
  byTier: ReadonlyMap<Tier, string[]>,
  problem?: Problem,
): Applicability {
  const local = named.filter(tier => tier === 'district' || tier === 'commune');
  const open: Tier[] = local.filter(tier => !byTier.has(tier));
  if (open.length > 0 && open.length === named.length) return undecided(tiers, noSuchTier(open));
  if (!province) open.push('province');
  const lists = local.map(tier => byTier.get(tier) ?? []);
  const agencies = [...new Set([...lists.flat(), ...(province ?? [])])].sort();
  return { agencies, undecided: open, overrides: [], ...(problem && { problem }) };
}

/** A person's word decides: what is added applies, and the tier it belongs to is no longer undecided. */
function overridden(answer: Applicability, said: AppliesOverride[], city: City): Applicability {
  const agencies = new Set(answer.agencies);
  const overrides: Applicability['overrides'] = [];
  const settled = new Set<Tier>();
  for (const { add = [], remove = [], reason } of said) {
    for (const agency of add) {
      agencies.add(agency);
      overrides.push({ agency, added: true, reason });
      const tier = city.agencies.find(ours => ours.code === agency)?.tier;
      if (tier) settled.add(tier);
    }
    for (const agency of remove) {
      agencies.delete(agency);
      overrides.push({ agency, added: false, reason });
    }
  }
  const knewNothing = answer.undecided.length === tiers.length;
  const open = knewNothing && settled.size > 0 ? [] : answer.undecided.filter(tier => !settled.has(tier));
  const stillOpen = open.length > 0 && !(settled.has('province') && !knewNothing);
  return {
    agencies: [...agencies].sort(),
    undecided: open,
    overrides,
    ...(answer.problem && stillOpen && { problem: answer.problem }),
  };
}

function undecided(open: readonly Tier[], reason?: string): Applicability {
  const problem: Problem | undefined = reason ? { reason, severity: 'info' } : undefined;
  return { agencies: [], undecided: [...open], overrides: [], ...(problem && { problem }) };
}

const noTiers = 'Bản ghi quốc gia không ghi cấp thực hiện nên chưa biết thủ tục áp dụng cho đơn vị nào';

function noSuchTier(empty: Tier[]): string {
  const names = empty.map(tier => tierNames[tier]).join(', ');
  return `Bản ghi quốc gia chỉ ghi ${names}, nhưng danh sách đơn vị của thành phố không có đơn vị ${names}`;
}

function noAgency(national: ProcedureFacts): Problem {
  const bodies = (national.bodies ?? []).map(body => body.name ?? body.code).filter(Boolean);
  const fields = (national.fields ?? []).map(field => field.name ?? field.code).filter(Boolean);
  const said = bodies.length > 0 ? `cơ quan thực hiện «${bodies.join('; ')}»` : 'không có cơ quan thực hiện';
  const field = fields.length > 0 ? `lĩnh vực «${fields.join('; ')}»` : 'lĩnh vực (không ghi)';
  return {
    severity: 'major',
    reason: `Cấp tỉnh: bản ghi quốc gia ghi ${said}, không khớp đơn vị nào của thành phố, và ${field} chưa được khai cơ quan quản lý`,
  };
}

function groupByTier({ agencies }: City): Map<Tier, string[]> {
  const byTier = Map.groupBy(agencies, ({ tier }) => tier);
  return new Map([...byTier].map(([tier, own]) => [tier, own.map(({ code }) => code)]));
}

/** Our agencies by their own code and by what the national system is configured to call them (code or exact name). */
function bodyIndex(city: City): { codes: Map<string, string>; names: Map<string, string> } {
  const codes = new Map<string, string>();
  const names = new Map<string, string>();
  const national = nationalOf(city)?.name;
  for (const { code, ids } of city.agencies) {
    codes.set(codeKey(code), code);
    for (const id of [(national && ids?.[national]) || []].flat()) {
      codes.set(codeKey(id), code);
      names.set(textKey(id), code);
    }
  }
  return { codes, names };
}

function overrideIndex(city: City): Map<string, AppliesOverride[]> {
  const index = new Map<string, AppliesOverride[]>();
  for (const override of city.applies) {
    const code = localCode(override.procedure, city.locality);
    index.set(code, [...(index.get(code) ?? []), override]);
  }
  return index;
}
