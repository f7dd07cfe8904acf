import { prepareApplicability } from '../domain/applies.ts';
import type { City } from '../domain/city.ts';
import { feeAmounts } from '../domain/fee.ts';
import type { CaseFacts, Component, Deadline, ProcedureFacts } from '../domain/procedure.ts';
import { cleanText, textKey } from '../domain/text.ts';
import type { Tier } from '../domain/tier.ts';
import { type DeadlineUnit, type Duration, durationOf, writeDuration } from './deadline-text.ts';
import type { Paper } from './scaffold-form.ts';
import { todo } from './todo.ts';
import type { ServiceDraft } from './write.ts';

/** A case of the national record as a draft takes it over. */
export interface DraftCase {
  key: string;
  name: string;
  /** `undefined` = the record's papers could not be read. */
  papers: Paper[] | undefined;
}

/** Every national case that has papers or whose papers could not be read; one without a name when there is none. */
export function draftCases(cases: readonly CaseFacts[] | undefined): DraftCase[] {
  if (!cases) return [{ key: 'default', name: '', papers: undefined }];
  const named = cases.filter(({ components }) => components === undefined || (components?.length ?? 0) > 0);
  if (named.length === 0) return [{ key: 'default', name: '', papers: [] }];
  const taken = new Set<string>();
  return named.map(({ name, components }, index) => {
    const own = cleanText(name ?? '');
    // Systems know cases by name, so each needs one of its own.
    const unclear = named.length > 1 && (own === '' || taken.has(textKey(own)));
    taken.add(textKey(own));
    return {
      key: named.length === 1 ? 'default' : `truong-hop-${index + 1}`,
      name: unclear ? todo : own,
      papers: components ? papersOf(components) : undefined,
    };
  });
}

/** A paper of which nobody wants a copy is looked at, not handed in. */
function papersOf(components: readonly Component[]): Paper[] {
  const papers = new Map<string, Paper>();
  for (const { code, name, originals, copies, required } of components) {
    const told = originals !== undefined || copies !== undefined;
    const paper = {
      ...(code ? { code } : {}),
      name: cleanText(name),
      ...(told ? { originals: originals ?? 0, copies: copies ?? 0 } : {}),
      required: required ?? (!told || (originals ?? 0) + (copies ?? 0) > 0),
    };
    const key = JSON.stringify([code ?? '', textKey(name)]);
    if (paper.name !== '' && !papers.has(key)) papers.set(key, paper);
  }
  return [...papers.values()];
}

/** What is to be paid, the highest `amount` in đồng; where the record does not say it without doubt, `due` is undefined. */
export function draftFees(facts: Pick<ProcedureFacts, 'fees'>) {
  const words = [...new Set((facts.fees ?? []).map(({ text }) => text).filter(text => text !== ''))];
  const amounts = feeAmounts(facts.fees);
  const open = { name: todo, kind: todo, amount: todo } as const;
  if (!amounts) return { fees: [open], due: undefined, amount: 0, words };
  const fees = amounts.map(amount => {
    const said = (facts.fees ?? []).find(fee => fee.amount === amount)?.text ?? '';
    const kind = feeKind(said);
    const name = kind === 'phí' ? 'Phí' : kind === 'lệ phí' ? 'Lệ phí' : 'Phí, lệ phí';
    return { name: amounts.length === 1 ? name : cleanText(`${name}: ${said}`), kind, amount } as const;
  });
  return { fees, due: fees.length > 0, amount: amounts.at(-1) ?? 0, words };
}

/** What kind of fee a source's own words name. */
export function feeKind(words: string): 'phí' | 'lệ phí' | typeof todo {
  return /lệ phí/i.test(words) ? 'lệ phí' : /phí/i.test(words) ? 'phí' : todo;
}

/** Where it holds: the tiers that carry it out everywhere, and the agencies of the province tier that are ours. */
export function draftScope(
  code: string,
  facts: ProcedureFacts,
  city: City,
  wanted: Tier | undefined,
): { applies: ServiceDraft['applies']; tier: Tier | undefined; reason: string | undefined } {
  const { agencies, problem } = prepareApplicability(city)(code, facts);
  const tierOf = new Map(city.agencies.map(agency => [agency.code, agency.tier]));
  const ours = agencies.filter(agency => wanted === undefined || tierOf.get(agency) === wanted);
  const tiers: Tier[] = [];
  const single: string[] = [];
  for (const tier of ['commune', 'district', 'province', 'other', 'ministry'] as const) {
    const all = city.agencies.filter(agency => agency.tier === tier);
    const some = ours.filter(agency => tierOf.get(agency) === tier);
    // Every body of the province tier is another one: "all of them" would be chance.
    if (some.length > 0 && some.length === all.length && tier !== 'province') tiers.push(tier);
    else single.push(...some);
  }
  const first = tiers[0] ?? (single[0] === undefined ? undefined : tierOf.get(single[0]));
  const applies =
    tiers.length + single.length === 0
      ? { agencies: [todo] }
      : {
          ...(tiers.length > 0 && { tiers }),
          ...(single.length > 0 && { agencies: single }),
        };
  return { applies, tier: wanted ?? first, reason: problem?.reason };
}

/** Deadlines out of the national record; `hours` absent = the record is not clear. */
export interface DraftTimes {
  inPerson: { hours?: number; text: string | number };
  online: { hours?: number; text: string | number };
  unit: DeadlineUnit;
  /** What the record says, for the remark; empty = nothing. */
  words: string[];
}

/**
 * The deadline of each channel, where the record gives exactly one. A record without one for filing online promises
 * people online the same as at the counter.
 */
export function draftTimes(deadlines: ProcedureFacts['deadlines']): DraftTimes {
  const all = deadlines ?? [];
  const words = [...new Set(all.map(({ text }) => text).filter(text => text !== ''))].slice(0, 10);
  const direct = all.filter(({ channel }) => channel === 'direct');
  const online = all.filter(({ channel }) => channel === 'online');
  const atCounter = only(direct.length > 0 ? direct : all);
  const byNet = online.length > 0 ? only(online) : atCounter;
  const unit = atCounter?.unit ?? byNet?.unit ?? 'workingDay';
  // The systems keep one way of counting days a case.
  const mixed = byNet?.unit !== undefined && byNet.unit !== unit;
  return {
    inPerson: written(atCounter, unit),
    online: written(mixed ? undefined : byNet, unit),
    unit,
    words,
  };
}

function only(deadlines: readonly Deadline[]): Duration | undefined {
  const [first, ...others] = deadlines.map(durationOf);
  if (!first || !(first.hours > 0)) return undefined;
  return others.every(other => other?.hours === first.hours && other.unit === first.unit) ? first : undefined;
}

function written(time: { hours: number } | undefined, unit: DeadlineUnit): DraftTimes['inPerson'] {
  return time ? { hours: time.hours, text: writeDuration(time.hours, unit) } : { text: todo };
}
