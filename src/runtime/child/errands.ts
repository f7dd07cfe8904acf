import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import type { Acting } from '../../app/context.ts';
import type { WantedRound } from '../../app/reviews/consult.ts';
import type { WantedSession } from '../../app/reviews/meet.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { SessionScope } from '../../domain/working-session.ts';
import type { ImportRequest } from '../../runs/import-review.ts';
import type { Store } from '../../store/core/contract.ts';
import { openStore, storeFailure } from '../../store/core/open.ts';
import { type AtErrand, doErrand } from './inside.ts';
import { keeping } from './messages.ts';
import type { WantedPaper } from './papers.ts';

/** What an errand works with. */
interface At {
  store: Store;
  configuration: Configuration;
  tell(word: unknown): void;
  output(): Writable;
}

/** Who asks, and when. */
interface From {
  actor: Acting;
  at: string;
  key?: string;
}

/** So many reasons that could not be read are shown at once. */
const mostUnread = 1_000;

/** What a serving process has a child do beside jobs. Each loads what it needs and nothing else: most of the time of a short errand is loading. */
export const errands = {
  /** The answer to the sender: JSON, or the workbook with marks. Says `keeping` before anything is kept. */
  async 'import-review'(
    {
      actor,
      at,
      form,
      ...request
    }: Omit<ImportRequest, 'by' | 'beforeKeeping'> & {
      file: { name: string; bytes: Uint8Array };
      actor: Acting;
      at: string;
      form: 'json' | 'xlsx';
    },
    { store, configuration, tell }: At,
  ): Promise<Uint8Array> {
    const { importList } = await import('../../app/reviews/import.ts');
    const { prepareImport } = await import('../../runs/import-review.ts');
    const prepared = await prepareImport(store, configuration);
    const { answer, book } = await importList({ store, actor, now: () => new Date(at) }, prepared, {
      ...request,
      beforeKeeping: () => tell(keeping),
    });
    if (form === 'json') return new TextEncoder().encode(JSON.stringify(answer));
    const { answerWorkbook } = await import('../../report/review-answer/answer-workbook.ts');
    return answerWorkbook(book, answer);
  },
  async definitions(_given: null, { store, configuration }: At) {
    const { definitionsStatus } = await import('../../runs/validated-definitions.ts');
    return definitionsStatus(configuration, store);
  },
  /** What to improve in the city, or every offering of a unit. */
  async readiness(
    { agency, now }: { agency: string | undefined; now: string },
    { store, configuration }: At,
  ) {
    const { readinessList } = await import('../../report/readiness/readiness-list.ts');
    const { allChecklists } = await import('../../runs/readiness.ts');
    const { filesReceived } = await import('../../store/runs/measures.ts');
    const { city } = configuration;
    const files = city.orderBy === 'demand' ? await filesReceived(store, city.locality) : undefined;
    return readinessList(allChecklists(store, configuration, agency), { city, agency, now, files });
  },
  async checklist(
    { procedure, agency }: { procedure: string; agency: string },
    { store, configuration }: At,
  ) {
    const { checklistFor } = await import('../../runs/readiness.ts');
    return checklistFor(store, configuration, procedure, agency);
  },
  /**
   * Of the legal register, the city's or one unit's: so many provisions from one on, one more to tell that there are; and what
   * is freed where `free` provisions are amended.
   */
  async legal(
    {
      unit,
      from,
      count,
      free = null,
    }: { unit: string | undefined; from: number; count: number; free?: number | null },
    { store, configuration }: At,
  ) {
    const { legalRegister } = await import('../../runs/legal-register.ts');
    const { freedByLaw } = await import('../../review/freed-by-law.ts');
    const { provisions, unread, blocked } = await legalRegister(store, configuration.city, unit);
    return {
      ...{ provisions: provisions.slice(from, from + count + 1), unread: unread.slice(0, mostUnread) },
      freed: free === null ? null : freedByLaw(blocked, free),
    };
  },
  /** Services that went live since a day. */
  async announce({ since, unit }: { since: string; unit: string | undefined }, { store, configuration }: At) {
    const { newlyLive } = await import('../../runs/newly-live.ts');
    return newlyLive(store, configuration, since, unit);
  },
  async agenda(scope: SessionScope, { store, configuration }: At) {
    const { openObstacles } = await import('../../runs/obstacles.ts');
    return openObstacles(store, configuration, scope);
  },
  /** What is read long before something is written; the answer is its number. */
  async 'hold-session'({ asking, wanted }: { asking: From; wanted: WantedSession }, at: At) {
    const { holdSession } = await import('../../app/reviews/meet.ts');
    return (await holdSession(askedFrom(asking, at), wanted)).id;
  },
  async 'open-round'({ asking, wanted }: { asking: From; wanted: WantedRound }, at: At) {
    const { openRound } = await import('../../app/reviews/consult.ts');
    return (await openRound(askedFrom(asking, at), wanted)).round.id;
  },
  /** Written to the standard output; the answer is the name of the file. */
  async paper(wanted: WantedPaper, { output, ...at }: At) {
    const { wantedForm } = await import('./papers.ts');
    const { streamForm } = await import('../../report/forms.ts');
    const form = await wantedForm(wanted, at);
    // Its end is its parent's to say, from outside.
    await streamForm(form, output(), new AbortController().signal);
    return form.file;
  },
};
export type ErrandName = keyof typeof errands;
export type Given<Name extends ErrandName> = Parameters<(typeof errands)[Name]>[0];
export type Answer<Name extends ErrandName> = Awaited<ReturnType<(typeof errands)[Name]>>;

/** Errands that only look; and those that write. */
export type Look = Exclude<ErrandName, Deed | 'import-review' | 'paper'>;
export type Deed = 'hold-session' | 'open-round';

function askedFrom({ at, ...from }: From, { store, configuration }: At) {
  return { store, configuration, ...from, now: () => new Date(at) };
}

export function isErrand(name: string): name is ErrandName {
  return Object.hasOwn(errands, name);
}

/** The whole life of a child with such an errand. */
export async function runErrand(name: ErrandName): Promise<void> {
  await doErrand(async ({ configuration, given, signal, begun, tell }: AtErrand) => {
    // What it keeps is one transaction: wherever it ends, that is there whole or not at all.
    const gone = () => process.kill(process.pid, 'SIGKILL');
    if (signal.aborted) gone();
    signal.addEventListener('abort', gone);
    const store = await openStore(configuration.store, { upToDate: true });
    begun();
    try {
      return await (errands[name] as (given: never, at: At) => Promise<unknown>)(given as never, {
        store,
        configuration,
        tell,
        output,
      });
    } catch (error) {
      throw storeFailure(configuration.store, error) ?? error;
    } finally {
      await store.close();
    }
  });
}

/** The file our parent has given us for it. */
function output(): Writable {
  return createWriteStream('', { fd: 1 });
}
