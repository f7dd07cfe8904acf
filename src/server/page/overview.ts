import type { Store } from '../../app/context.ts';
import { listJobs } from '../../app/queries/jobs.ts';
import { lastRun, listRuns, type RunRow, standingsOfRun, taskCounts } from '../../app/queries/runs.ts';
import type { City } from '../../domain/city.ts';
import type { Job } from '../../domain/job.ts';
import type { RunSummary } from '../../domain/run.ts';
import { type Owner, owners } from '../../domain/severity.ts';
import { dayOf } from '../../domain/time.ts';
import { type SystemPart, systemParts } from '../../report/model.ts';
import { elsewhereRule, peopleMet, peopleSentence } from '../../report/people.ts';
import { count, emptyTally, type Tally } from '../../report/tally.ts';
import { ownerNamesOf } from '../../report/words.ts';
import { type ScheduleEntry, scheduleState } from '../../runtime/schedule.ts';
import { levelTerms } from '../../words/level-names.ts';
import type { ServerContext } from '../context.ts';
import { type SystemHealth, systemsHealth } from '../health/sources.ts';
import { type Levels, levelsNow } from './levels.ts';

/** What an owner has to do, of the last finished run and of the tasks. */
export interface OwnerPart {
  owner: Owner;
  name: string;
  tally: Tally;
  tasks: { open: number; late: number };
}

export interface RunPart {
  summary: RunSummary;
  systems: SystemPart[];
  tally: Tally;
  /** What people meet where they file, in a sentence; undefined where nothing is read of it. */
  people: string | undefined;
}

export interface Overview {
  /** "Thành phố Cần Thơ". */
  place: string;
  /** The last run that came to an end; undefined before the first. */
  run: RunPart | undefined;
  owners: OwnerPart[];
  sources: [name: string, health: SystemHealth][];
  levels: Levels | undefined;
  /** Running, then waiting. */
  jobs: Job[];
  schedule: ScheduleEntry[];
  /** The last ones, latest first. */
  runs: RunRow[];
}

const shownRuns = 6;
const shownJobs = 20;

interface Counted {
  all: Tally;
  /** Of these: what people meet is not what the city runs. */
  elsewhere: Tally;
  owners: Map<Owner, Tally>;
}

const nothing: Counted = { all: emptyTally(), elsewhere: emptyTally(), owners: new Map() };

/** Gathers what the page shows. */
export async function overviewOf(context: ServerContext): Promise<Overview> {
  const { store, configuration, now } = context;
  const { city, schedule } = configuration();
  const at = now();
  const finished = await lastRun(store);
  const counted = finished ? await countRows(store, finished.id) : nothing;
  const tasks = await taskCounts(store, dayOf(at.toISOString()));
  const names = ownerNamesOf(city);
  const summary = finished?.summary;
  return {
    place: city.agencies.find(({ code }) => code === city.locality)?.name ?? `Địa phương ${city.locality}`,
    run: summary ? runPart(summary, counted, city) : undefined,
    owners: owners.map(owner => {
      const open = tasks.find(row => row.owner === owner && row.state === 'open');
      return {
        owner,
        name: names[owner],
        tally: counted.owners.get(owner) ?? emptyTally(),
        tasks: { open: open?.count ?? 0, late: open?.late ?? 0 },
      };
    }),
    levels: finished && (await levelsNow(context, finished)),
    sources: await systemsHealth(context),
    jobs: [
      ...(await listJobs(store, { states: ['running'], limit: shownJobs })),
      ...(await listJobs(store, { states: ['waiting'], limit: shownJobs })),
    ],
    schedule: await scheduleState(store, schedule, at),
    runs: await listRuns(store, shownRuns),
  };
}

function runPart(summary: RunSummary, { all, elsewhere }: Counted, city: City): RunPart {
  const systems = systemParts(summary, city);
  const people = peopleMet(summary, systems, elsewhere);
  return {
    ...{ summary, systems, tally: all },
    people: people && peopleSentence(people, levelTerms(city.levelNames)),
  };
}

async function countRows(store: Store, runId: string): Promise<Counted> {
  const counted: Counted = {
    all: emptyTally(),
    elsewhere: emptyTally(),
    owners: new Map(owners.map(owner => [owner, emptyTally()])),
  };
  for (const row of await standingsOfRun(store, runId, ['owner', 'rule'])) {
    count(counted.all, row, row.count);
    if (row.rule === elsewhereRule) count(counted.elsewhere, row, row.count);
    const tally = counted.owners.get(row.owner as Owner);
    if (tally) count(tally, row, row.count);
  }
  return counted;
}
