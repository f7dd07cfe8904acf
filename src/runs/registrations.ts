import type { Configuration } from '../config/configuration.ts';
import { sameJson } from '../domain/canonical.ts';
import { nationalOf } from '../domain/city.ts';
import { mergeSorted } from '../domain/merge-sorted.ts';
import type { ManualTask } from '../domain/task.ts';
import { dayOf } from '../domain/time.ts';
import { registrationPrefix, registrationTask } from '../plan/registration-task.ts';
import { indeterminateOf } from '../reconcile/absence.ts';
import { checkRegistration, type Showing } from '../reconcile/registration-check.ts';
import type { JudgeContext } from '../reconcile/rule.ts';
import type { TaskAnswer } from '../reconcile/task-check.ts';
import { lastDay } from '../review/milestones.ts';
import { noLongerAsked, registrationsOf } from '../review/registration.ts';
import type { RolledUp } from '../review/roll-up.ts';
import { workingDays } from '../review/working-days.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { lastCompleteSummary, readProcedures } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import {
  hasRegistrations,
  type ProcedureRegistrations,
  type RegistrationChange,
  readRegistrations,
  type StoredRegistration,
} from '../store/work/registrations.ts';
import { levelTerms } from '../words/level-names.ts';
import { systemLabel } from '../words/sentence.ts';
import { hasReviews, rolledUpReviews } from './reviewed.ts';

/** What a run makes of the registrations; written down when it is settled. */
export interface RegistrationsOfRun {
  /** Configured name of the national system. */
  system: string;
  changes: RegistrationChange[];
  /** Going on under the same key with other words. */
  reworded: ManualTask[];
}

/**
 * Holds what the targets ask to be registered against what the portals show. Only a portal that this run read whole
 * closes anything or opens it again; the last whole list of one that it could not read keeps what was registered
 * already from becoming work.
 *
 * @param at ISO 8601, UTC: when the run began.
 */
export async function registrationsOfRun(
  store: Store,
  configuration: Configuration,
  context: JudgeContext,
  at: string,
): Promise<RegistrationsOfRun | undefined> {
  const { city } = configuration;
  const system = nationalOf(city)?.name;
  if (system === undefined || !((await hasReviews(store)) || (await hasRegistrations(store))))
    return undefined;
  const portals = await portalsOf(store, configuration, context);
  const page = configuration.systems.find(({ profile }) => profile.name === system)?.page;
  const place = { system, ...(page !== undefined && { page }), due: dueDay(configuration, dayOf(at), at) };
  const found: RegistrationsOfRun = { system, changes: [], reworded: [] };
  const merged = mergeSorted<[Rolled, ProcedureRegistrations, ...SnapshotProcedure[]]>([
    { name: 'reviews', batches: byCode(rolledUpReviews(store, city)) },
    { name: 'registrations', batches: readRegistrations(store, system) },
    ...portals.map(({ label, snapshot }) => ({
      name: label,
      batches: readProcedures(store, snapshot, { cases: false }),
    })),
  ]);
  for await (const batch of merged)
    for (const { code, items } of batch) {
      const [reviews, kept, ...records] = items;
      const wanted = reviews ? registrationsOf(reviews.rolled, city) : [];
      const rows = new Map(kept?.rows.map(row => [row.task.key, row]));
      if (wanted.length === 0 && rows.size === 0) continue;
      const former = rows.get(registrationPrefix(system, code));
      for (const registration of wanted) {
        const { agency } = registration.target;
        const task = registrationTask(registration, place, city);
        const row = rows.get(task.key);
        rows.delete(task.key);
        const answer = answerOf({ procedure: code, agency }, portals, records, context);
        const change = changeOf(task, row?.state ?? null, row?.word ?? firstWord(former, agency), answer);
        if (change) found.changes.push(change);
        if (row && change?.now === row.state && !sameJson({ ...row.task, due: null }, { ...task, due: null }))
          found.reworded.push(task);
      }
      for (const row of rows.values()) {
        const [agency = ''] = row.task.agencies;
        const gone = row === former || !reviews || noLongerAsked(reviews.rolled, agency, city);
        if (gone && (row.state === 'open' || row.state === 'confirmed')) {
          const note = row === former ? byUnit : notAsked;
          found.changes.push({ task: row.task, was: row.state, now: 'obsolete', note, word: row.word });
        }
      }
    }
  return found;
}

const byUnit = 'Nay mỗi đơn vị có một việc đăng ký riêng.';
const notAsked = 'Rà soát, quyết định hiện nay không yêu cầu đăng ký dịch vụ này của đơn vị.';

interface Rolled {
  code: string;
  rolled: RolledUp;
}

async function* byCode(batches: AsyncIterable<RolledUp[]>): AsyncGenerator<Rolled[]> {
  for await (const batch of batches) yield batch.map(rolled => ({ code: rolled.procedure, rolled }));
}

/** A portal that shows levels unit by unit, with a whole list of it: this run's, else the last there was. */
interface Portal extends Showing {
  snapshot: number;
  /** That list is this run's. */
  now: boolean;
}

/** The national list stands in where no portal is configured, and only if it tells of offerings at all. */
async function portalsOf(store: Store, { systems }: Configuration, context: JudgeContext): Promise<Portal[]> {
  const portals: Portal[] = [];
  const shown = systems.some(({ profile }) => profile.role === 'nationalPortal')
    ? 'nationalPortal'
    : 'national';
  for (const { adapter, profile } of systems) {
    const { name, role } = profile;
    if (role !== shown || !adapter.capabilities.includes('offerings')) continue;
    const { complete, snapshot } = context.systems.find(system => system.name === name)!;
    const whole = complete ? snapshot : await lastCompleteSummary(store, profile);
    if (!whole || (role === 'national' && whole.offerings === 0)) continue;
    const indeterminate = indeterminateOf(whole);
    portals.push({
      ...{ label: systemLabel(profile), snapshot: whole.id, now: complete },
      ...(indeterminate && { indeterminate }),
    });
  }
  return portals;
}

/** What could be told of it now; `before`: it was at level 4 when its list was last read whole. */
type Answer = TaskAnswer & { before?: boolean };

function answerOf(
  place: { procedure: string; agency: string },
  portals: readonly Portal[],
  records: readonly (SnapshotProcedure | undefined)[],
  { city }: JudgeContext,
): Answer {
  const levels = levelTerms(city.levelNames);
  let indeterminate: Answer | undefined;
  for (const [at, portal] of portals.entries()) {
    const answer = checkRegistration(place, records[at], portal, levels);
    if (portal.now && !('indeterminate' in answer)) return answer;
    indeterminate ??= {
      indeterminate: `Lần chạy gần nhất không đọc được đầy đủ ${portal.label}; việc giữ nguyên như trước.`,
      before: !portal.now && 'done' in answer,
    };
  }
  return (
    indeterminate ?? {
      indeterminate: `Không hệ thống nào cho đọc lại ${levels.noun} đã đăng ký; người thực hiện xác nhận khi xong.`,
    }
  );
}

/** A person's word about all units of a procedure, from when they were one task, is a word about each. */
function firstWord(former: StoredRegistration | undefined, agency: string): StoredRegistration['word'] {
  return former?.state === 'confirmed' && former.task.agencies.includes(agency) ? former.word : null;
}

/** What a run sees goes before a person's word; where it cannot see, the word stands. */
function changeOf(
  task: ManualTask,
  was: RegistrationChange['was'],
  word: StoredRegistration['word'],
  answer: Answer,
): RegistrationChange | undefined {
  if ('done' in answer)
    return was === null || was === 'done' ? undefined : { task, was, now: 'done', note: null, word };
  if ('still' in answer) return { task, was, now: 'open', note: answer.still };
  const note = answer.indeterminate;
  if (was === 'done') return undefined;
  if (was === 'open') return { task, was, now: 'open', note };
  if (word) return { task, was, now: 'confirmed', note, word };
  return answer.before ? undefined : { task, was, now: 'open', note };
}

/** The last milestone of registering that is still ahead; else as long as a major finding's task has. */
function dueDay({ reviews, tasks }: Configuration, today: string, at: string): string {
  const days = workingDays(reviews.holidays);
  const ahead = reviews.milestones
    .filter(({ what }) => what === 'registration')
    .map(milestone => lastDay(milestone, days))
    .filter(day => day >= today)
    .sort();
  return ahead.at(-1) ?? dayOf(at, tasks.dueDays.major);
}
