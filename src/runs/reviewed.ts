import type { Configuration } from '../config/configuration.ts';
import { prepareApplicability } from '../domain/applies.ts';
import { compareText } from '../domain/canonical.ts';
import { type City, nationalOf } from '../domain/city.ts';
import { prepareManaging } from '../domain/managing.ts';
import { mergeSorted } from '../domain/merge-sorted.ts';
import { outcomeOf, type ReviewDecision, type ReviewEntry } from '../domain/review.ts';
import { dayOf } from '../domain/time.ts';
import { reviewsPastDue } from '../review/milestones.ts';
import { prepareRollUp, type RolledUp } from '../review/roll-up.ts';
import { ladderOf, speaksFor } from '../review/speakers.ts';
import { workingDays } from '../review/working-days.ts';
import type { SnapshotProcedure, SnapshotSummary } from '../snapshot/model.ts';
import { nationalSnapshot, portalSnapshot, proceduresOf, readProcedures } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { grouped } from '../store/core/in-order.ts';
import { passedAppraisals } from '../store/reviews/appraisals.ts';
import { decisionsInForce } from '../store/reviews/decisions.ts';
import { currentEntries } from '../store/reviews/review-rows.ts';
import { basisOf } from '../store/reviews/reviews.ts';

/** Whether anything was ever handed in or decided: until then nothing is said about reviews. */
export async function hasReviews({ db }: Store): Promise<boolean> {
  const decided = db.selectFrom('reviewDecision').select('id').where('revokedAt', 'is', null);
  const handedIn = db.selectFrom('reviewPart').select('id').where('endedAt', 'is', null);
  return (await handedIn.unionAll(decided).limit(1).execute()).length > 0;
}

/** The reviews as documents ask for them; empty where nothing was ever handed in or decided. */
export async function reviewsFor(
  store: Store,
  city: City,
): Promise<{ reviewed?: () => AsyncIterable<RolledUp[]> }> {
  if (!(await hasReviews(store))) return {};
  return { reviewed: () => rolledUpReviews(store, city) };
}

interface Wanted {
  /**
   * Id of the national snapshot to go by, null where there is none; the last one read whole where nothing is said.
   * Whoever goes by one beside this says which: a run may end in between.
   */
  national?: number | null;
  /** Where procedures apply by the national portal's own list, too: the last one read whole, or that of this id. */
  portal?: boolean | number;
  /** With the national records that rows spoke about. */
  remembered?: boolean;
  /** These procedures and no others. */
  only?: readonly string[];
  /** Which decisions in force count; all without it. */
  counts?(decision: ReviewDecision): boolean;
}

/** What lists or people say of one procedure. */
interface Said<Row> {
  code: string;
  rows: Row[];
}

/**
 * Everything the reviews say, procedure by procedure in code order: those of the national list (also where nobody has
 * said anything) and those only a list or a decision names. One procedure's rows are in memory at a time. Without a
 * national list that was read whole, where procedures apply cannot be told.
 */
export async function* rolledUpReviews(
  store: Store,
  city: City,
  { national: named, portal = false, remembered = false, only, counts = () => true }: Wanted = {},
): AsyncGenerator<RolledUp[]> {
  const national = named === undefined ? (await nationalSnapshot(store, city))?.id : named;
  const shownBy = portal === true ? (await portalSnapshot(store, city))?.id : portal;
  const passed = city.requireAppraisal ? await passedAppraisals(store) : undefined;
  const rollUp = prepareRollUp(city, passed);
  const applies = prepareApplicability(city);
  const managing = prepareManaging(city);
  const inForce = (await decisionsInForce(store, only)).filter(counts);
  const decisions = inForce.sort((a, b) => compareText(a.procedure, b.procedure));
  const listOf = (snapshot: number | null | undefined) => {
    if (snapshot == null) return undefined;
    return only ? someProcedures(store, snapshot, only) : readProcedures(store, snapshot, { cases: false });
  };
  const merged = mergeSorted<[SnapshotProcedure, Said<ReviewEntry>, Said<ReviewDecision>, SnapshotProcedure]>(
    [
      { name: 'national list', batches: listOf(national) },
      {
        name: 'review entries',
        batches: grouped(currentEntries(store, only && { procedures: only }), ({ procedure }) => procedure),
      },
      { name: 'decisions', batches: grouped([decisions], ({ procedure }) => procedure) },
      { name: 'portal list', batches: listOf(shownBy || null) },
    ],
  );
  for await (const procedures of merged) {
    const rows = procedures.flatMap(({ items: [, entries] }) => entries?.rows ?? []);
    const known = remembered ? await rememberedBy(store, city, rows) : undefined;
    yield procedures.flatMap(({ code, items: [record, entries, said, shown] }) => {
      // What only the portal lists is nobody's question: its list is the whole country's.
      if (!record && !entries && !said) return [];
      const applied = shown?.facts.publication?.applied;
      const facts = record?.facts;
      const own = entries?.rows ?? [];
      const rolled = rollUp({
        ...{ procedure: code, name: facts?.name ?? null, manager: (facts && managing(facts)) ?? null },
        ...(facts && { applicability: applies(code, facts) }),
        ...(applied && { applied }),
        ...{ entries: own, decisions: said?.rows ?? [] },
      });
      return known ? { ...rolled, remembered: known(own) } : rolled;
    });
  }
}

/** The national records that rows spoke about, by unit of the city. */
async function rememberedBy(store: Store, { agencies }: City, rows: readonly ReviewEntry[]) {
  const units = new Set(agencies.map(({ code }) => code));
  const facts = await basisOf(store, [...new Set(rows.flatMap(({ basis }) => basis ?? []))]);
  return (own: readonly ReviewEntry[]) =>
    own.flatMap(({ agency, basis, list }) => {
      const known = list !== 'already-online' && basis && units.has(agency) ? facts.get(basis) : undefined;
      return known ? [{ agency, facts: known }] : [];
    });
}

/** What the reviews bring into a run. */
export interface ReviewsOfRun {
  /** Lists were handed in, and it can be told where procedures apply. */
  set: boolean;
  /** Units whose day of review has passed; for the judging's context. */
  due?: ReadonlyMap<string, string>;
  /** Undefined = reviews are not set up, or where procedures apply cannot be told. */
  stream(): AsyncGenerator<RolledUp[]> | undefined;
}

/**
 * @param snapshots of this run, by system; reviews are judged on a national list that this run read whole.
 * @param at ISO 8601, UTC: the day by which what is past due is judged.
 */
export async function reviewsOfRun(
  store: Store,
  { city, reviews }: Pick<Configuration, 'city' | 'reviews'>,
  snapshots: Readonly<Record<string, SnapshotSummary>>,
  at: string,
): Promise<ReviewsOfRun> {
  const name = nationalOf(city)?.name;
  const national = name === undefined ? undefined : snapshots[name];
  const whole = national?.status === 'complete' && national.shrunk === undefined;
  if (!whole || !(await hasReviews(store))) return { set: false, stream: () => undefined };
  const due = reviewsPastDue(reviews.milestones, workingDays(reviews.holidays), city, dayOf(at));
  return {
    set: true,
    ...(due && { due }),
    stream: () => rolledUpReviews(store, city, { national: national.id, remembered: true }),
  };
}

/** The same for some procedures only, by code; those nobody knows and nobody spoke of are left out. */
export async function reviewsOf(
  store: Store,
  city: City,
  procedures: readonly string[],
  wish: Pick<Wanted, 'national' | 'portal' | 'counts'> = {},
): Promise<Map<string, RolledUp>> {
  const batches = await Array.fromAsync(rolledUpReviews(store, city, { ...wish, only: procedures }));
  return new Map(batches.flat().map(rolled => [rolled.procedure, rolled]));
}

async function* someProcedures(store: Store, snapshot: number, codes: readonly string[]) {
  const found = [...(await proceduresOf(store, snapshot, codes)).values()];
  yield found.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Whether any procedure of the national list is of a field of work. */
export async function hasField(store: Store, city: City, field: string): Promise<boolean> {
  const national = await nationalSnapshot(store, city);
  if (!national) return false;
  for await (const batch of readProcedures(store, national.id, { cases: false }))
    if (batch.some(({ facts }) => facts.fields?.[0]?.name === field)) return true;
  return false;
}

/** What a unit's row about a procedure can be about: `applies` to nobody it speaks for, or `open` for nobody any more. */
export interface Heard {
  /** It, or a unit it can speak for, has the procedure, be it by the national portal's own list alone. */
  applies: boolean;
  /** Of these one at least is not at level 4 by the decision already. */
  open: boolean;
}

/** Made for some procedures at once; where it cannot be told where they apply, every row is heard. */
export async function prepareHeard(
  store: Store,
  city: City,
  procedures: readonly string[],
): Promise<(row: Pick<ReviewEntry, 'procedure' | 'agency'>) => Heard> {
  const rolled = await reviewsOf(store, city, procedures, { portal: true });
  const ladder = ladderOf(city);
  return ({ procedure, agency }) => {
    const of = rolled.get(procedure);
    if (!of || of.undecided.length > 0) return { applies: true, open: true };
    const { targets, manager, applied = [] } = of;
    const scope = new Set(targets.map(target => target.agency));
    const isAbout = (unit: string) => speaksFor(agency, unit, manager, scope, ladder);
    const about = targets.filter(target => isAbout(target.agency));
    const shown = applied.some(unit => !scope.has(unit) && isAbout(unit));
    return {
      applies: shown || about.length > 0,
      open: shown || about.some(target => outcomeOf(target) !== 'alreadyOnline'),
    };
  };
}
