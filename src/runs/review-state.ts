import type { Configuration } from '../config/configuration.ts';
import type { City } from '../domain/city.ts';
import { conditionsNamed } from '../domain/explanation.ts';
import { outcomeOf, type ReviewConflict } from '../domain/review.ts';
import { dayOf } from '../domain/time.ts';
import { countCompleteness } from '../review/completeness.ts';
import { type MilestoneFacts, milestoneStates } from '../review/milestones.ts';
import type { RolledUp } from '../review/roll-up.ts';
import { sourceText } from '../review/stance.ts';
import type { NamedConflict, ReviewState } from '../review/state.ts';
import { workingDays } from '../review/working-days.ts';
import { nationalSnapshot, portalSnapshot, readAgencies } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { lastReviewChange } from '../store/reviews/changes.ts';
import { milestoneWords } from '../store/reviews/milestones.ts';
import { type ReportedList, unitsReported } from '../store/reviews/review-rows.ts';
import { wordsInForce, wordsThatCount } from '../store/reviews/words.ts';
import { countsOfRun } from '../store/runs/queries.ts';
import { lastRun } from '../store/runs/runs.ts';
import { registrationProgress } from '../store/work/registrations.ts';
import { hasReviews, rolledUpReviews } from './reviewed.ts';

/** Conflicts kept in memory for a list; there is one a procedure and tier. */
const mostConflicts = 10_000;

/** One pass over everything that was handed in. */
export async function reviewState(store: Store, city: City): Promise<ReviewState> {
  const national = await nationalSnapshot(store, city);
  const portal = await portalSnapshot(store, city);
  const reported = await unitsReported(store);
  // Our units that the portal knows.
  const there = (portal && (await readAgencies(store, portal.id)))?.flatMap(({ code }) => code ?? []);
  const count = countCompleteness(city, there && new Set(there));
  const names = new Map<string, string>();
  const conflicts: NamedConflict[] = [];
  const targets = { eligible: 0, notEligible: 0, alreadyOnline: 0, conflict: 0, notReviewed: 0 };
  const refused = await refusedByBoth(store);
  const lists = { national: national?.id ?? null, portal: portal?.id ?? false };
  for await (const batch of rolledUpReviews(store, city, lists)) {
    for (const rolled of batch) {
      count.add(rolled);
      if (rolled.name !== rolled.procedure) names.set(rolled.procedure, rolled.name);
      const room = mostConflicts - conflicts.length;
      const open = conflictsIn(rolled, refused, city);
      for (const conflict of open.slice(0, room)) conflicts.push({ ...conflict, name: rolled.name });
      for (const target of rolled.targets) targets[outcomeOf(target)]++;
    }
  }
  return {
    nationalAt: national?.takenAt ?? null,
    ...(national && { completeness: count.result(latest(reported, 'lastAt')) }),
    names,
    conflicts,
    targets,
    reported,
  };
}

/** All that waits for a decision about a procedure. */
export async function openConflicts(store: Store, city: City, rolled: RolledUp): Promise<ReviewConflict[]> {
  return conflictsIn(rolled, await refusedByBoth(store), city);
}

function conflictsIn(rolled: RolledUp, refused: ReadonlySet<string>, city: City): ReviewConflict[] {
  return [...rolled.conflicts, ...refusedRows(rolled, refused, city)];
}

/** Rows of Phụ lục II of which both offices said that they do not agree, by procedure and unit. */
async function refusedByBoth(store: Store): Promise<ReadonlySet<string>> {
  const words = Map.groupBy(await wordsInForce(store), ({ procedure, agency }) => `${procedure} ${agency}`);
  const refused = [...words].filter(([, of]) =>
    Object.values(wordsThatCount(of)).every(said => said?.word === 'not-agreed'),
  );
  return new Set(refused.map(([row]) => row));
}

/** The unit says no, both offices disagree: somebody has to decide, unless somebody has, or it applies nowhere. */
function refusedRows(
  { procedure, explanations, settled, targets, undecided }: RolledUp,
  refused: ReadonlySet<string>,
  { agencies }: City,
): ReviewConflict[] {
  if (targets.length + undecided.length === 0) return [];
  return explanations.flatMap((entry): ReviewConflict[] => {
    const { agency } = entry;
    if (!refused.has(`${procedure} ${agency}`) || settled.includes(agency)) return [];
    const reasons = conditionsNamed(entry);
    if (reasons.length === 0) return [];
    const unit = agencies.find(({ code }) => code === agency);
    if (!unit) return [];
    const source = sourceText(entry, unit.name);
    const offices = 'hai cơ quan không thống nhất với giải trình';
    return [
      {
        ...{ procedure, agencies: [agency], tier: unit.tier },
        cause: entry.legal.blocks ? 'legal' : 'technical',
        sides: [
          { eligible: true, agencies: [], sources: [offices], reasons: [] },
          { eligible: false, agencies: [agency], sources: [source], reasons },
        ],
      },
    ];
  });
}

/** What can be told of how far the milestones are. */
export async function milestoneFacts(
  store: Store,
  { city }: Configuration,
  now: string,
): Promise<MilestoneFacts> {
  const national = await nationalSnapshot(store, city);
  const { completeness, names, reported } = national ? await reviewState(store, city) : { reported: [] };
  const belowTarget = await offeringsBelowTarget(store, city, now);
  const registration = await registrationFacts(store, city, now);
  return {
    ...(completeness && { completeness }),
    ...(names && { names }),
    handedIn: new Map([...latest(reported, 'firstAt')].map(([unit, at]) => [unit, dayOf(at)])),
    ...(belowTarget && { belowTarget }),
    ...(registration && { registration }),
    words: await milestoneWords(store),
  };
}

/** The state of every milestone at this moment (ISO 8601, UTC). */
export async function milestonesAt(store: Store, configuration: Configuration, now: string) {
  const { city, reviews } = configuration;
  const facts = await milestoneFacts(store, configuration, now);
  return milestoneStates(reviews.milestones, workingDays(reviews.holidays), city, facts, dayOf(now));
}

/**
 * By the last finished run; undefined where it could not judge it, where nothing was ever reviewed, or where lists,
 * decisions or appraisals came in after it: it knew nothing of them. A run later than now was dated by a clock that was ahead: what came
 * after it cannot be told.
 */
async function offeringsBelowTarget(
  store: Store,
  city: City,
  now: string,
): Promise<MilestoneFacts['belowTarget']> {
  const run = await runThatKnowsReviews(store, city, now);
  if (run?.summary?.rules['below-target']?.status !== 'evaluated') return undefined;
  const rows = await countsOfRun(store, run.id, ['agency', 'state'], {
    rule: 'below-target',
    state: ['new', 'open', 'carried'],
  });
  const [found, unchecked] = [new Map<string, number>(), new Map<string, number>()];
  for (const { agency, state, count } of rows) {
    if (agency === null) continue;
    const counts = state === 'carried' ? unchecked : found;
    counts.set(agency, (counts.get(agency) ?? 0) + count);
  }
  return { found, unchecked, run: run.id, lastOn: dayOf(run.startedAt) };
}

/** The last run, where it knew all that was handed in, decided and appraised. */
async function runThatKnowsReviews(store: Store, { requireAppraisal = false }: City, now: string) {
  const run = await lastRun(store);
  if (!run || run.startedAt > now || !(await hasReviews(store))) return undefined;
  const changed = await lastReviewChange(store, { appraisals: requireAppraisal });
  return changed !== undefined && changed > run.startedAt ? undefined : run;
}

/** Where nothing has to be registered any more, a run that knew the targets must have seen so. */
async function registrationFacts(
  store: Store,
  city: City,
  now: string,
): Promise<MilestoneFacts['registration']> {
  const progress = await registrationProgress(store);
  const run = progress?.open ? undefined : await runThatKnowsReviews(store, city, now);
  if (progress && (progress.open > 0 || run)) {
    const { open, closed, since, lastAt } = progress;
    return { open, closed, since: dayOf(since), lastOn: lastAt && dayOf(lastAt) };
  }
  if (!run?.summary) return undefined;
  return { open: 0, closed: 0, since: dayOf(run.startedAt), lastOn: dayOf(run.startedAt) };
}

function latest(reported: readonly ReportedList[], at: 'firstAt' | 'lastAt'): Map<string, string> {
  const found = new Map<string, string>();
  for (const list of reported) {
    const known = found.get(list.agency);
    if (known === undefined || known < list[at]) found.set(list.agency, list[at]);
  }
  return found;
}
