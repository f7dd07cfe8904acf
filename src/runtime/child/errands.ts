import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import type { Acting } from '../../app/context.ts';
import type { WantedRound } from '../../app/reviews/consult.ts';
import type { WantedSession } from '../../app/reviews/meet.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { OpenObstacle, SessionScope } from '../../domain/working-session.ts';
import type { OfferingChecklist } from '../../report/readiness/checklist.ts';
import type { ReadinessList } from '../../report/readiness/readiness-list.ts';
import type { Freed } from '../../review/freed-by-law.ts';
import type { LegalObstacle, UnreadReason } from '../../review/legal-register.ts';
import type { NewServices } from '../../review/newly-live.ts';
import type { ImportRequest } from '../../runs/import-review.ts';
import type { DefinitionsStatus } from '../../runs/validated-definitions.ts';
import type { Store } from '../../store/core/contract.ts';
import { openStore, storeFailure } from '../../store/core/open.ts';
import { type AtErrand, doErrand } from './inside.ts';
import { keeping } from './messages.ts';
import type { WantedPaper } from './papers.ts';

/** What a serving process has a child do beside jobs, with what it is given and what it answers. */
export interface Errands {
  /** The answer to the sender: JSON, or the workbook with marks. Says `keeping` before anything is kept. */
  'import-review': {
    given: Omit<ImportRequest, 'by' | 'beforeKeeping'> & {
      file: { name: string; bytes: Uint8Array };
      actor: Acting;
      at: string;
      form: 'json' | 'xlsx';
    };
    answer: Uint8Array;
  };
  definitions: { given: null; answer: DefinitionsStatus };
  /** What to improve in the city, or every offering of a unit. */
  readiness: { given: { agency: string | undefined; now: string }; answer: ReadinessList };
  checklist: { given: { procedure: string; agency: string }; answer: OfferingChecklist | undefined };
  /** Of the legal register, the city's or one unit's: so many provisions from one on, one more to tell that there are. */
  legal: { given: WantedLaw; answer: ShownLaw };
  /** Services that went live since a day. */
  announce: { given: { since: string; unit: string | undefined }; answer: NewServices };
  agenda: { given: SessionScope; answer: OpenObstacle[] };
  /** What is read long before something is written; the answer is its number. */
  'hold-session': { given: { asking: From; wanted: WantedSession }; answer: number };
  'open-round': { given: { asking: From; wanted: WantedRound }; answer: number };
  /** Written to the standard output; the answer is the name of the file. */
  paper: { given: WantedPaper; answer: string };
}
export type ErrandName = keyof Errands;

/** Who asks, and when. */
interface From {
  actor: Acting;
  at: string;
  key?: string;
}

/** Errands that only look; and those that write. */
export type Look = 'definitions' | 'readiness' | 'checklist' | 'legal' | 'announce' | 'agenda';
export type Deed = 'hold-session' | 'open-round';

/** So many reasons that could not be read are shown at once. */
const mostUnread = 1_000;
interface WantedLaw {
  unit: string | undefined;
  from: number;
  count: number;
  /** So many provisions to amend: what that frees. */
  free?: number | null;
}
interface ShownLaw {
  provisions: LegalObstacle[];
  unread: UnreadReason[];
  freed: Freed | null;
}

type Doing<Name extends ErrandName> = (
  given: Errands[Name]['given'],
  at: { store: Store; configuration: Configuration; tell(word: unknown): void; output(): Writable },
) => Promise<Errands[Name]['answer']>;

// Each loads what it needs and nothing else: most of the time of a short errand is loading.
export const errands: { [Name in ErrandName]: Doing<Name> } = {
  async 'import-review'({ actor, at, form, ...request }, { store, configuration, tell }) {
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
  async definitions(_given, { store, configuration }) {
    const { definitionsStatus } = await import('../../runs/validated-definitions.ts');
    return definitionsStatus(configuration, store);
  },
  async readiness({ agency, now }, { store, configuration }) {
    const { readinessList } = await import('../../report/readiness/readiness-list.ts');
    const { allChecklists } = await import('../../runs/readiness.ts');
    const { filesReceived } = await import('../../store/runs/measures.ts');
    const { city } = configuration;
    const files = city.orderBy === 'demand' ? await filesReceived(store, city.locality) : undefined;
    return readinessList(allChecklists(store, configuration, agency), { city, agency, now, files });
  },
  async checklist({ procedure, agency }, { store, configuration }) {
    const { checklistFor } = await import('../../runs/readiness.ts');
    return checklistFor(store, configuration, procedure, agency);
  },
  async legal({ unit, from, count, free = null }, { store, configuration }) {
    const { legalRegister } = await import('../../runs/legal-register.ts');
    const { freedByLaw } = await import('../../review/freed-by-law.ts');
    const { provisions, unread, blocked } = await legalRegister(store, configuration.city, unit);
    return {
      ...{ provisions: provisions.slice(from, from + count + 1), unread: unread.slice(0, mostUnread) },
      freed: free === null ? null : freedByLaw(blocked, free),
    };
  },
  async announce({ since, unit }, { store, configuration }) {
    const { newlyLive } = await import('../../runs/newly-live.ts');
    return newlyLive(store, configuration, since, unit);
  },
  async agenda(scope, { store, configuration }) {
    const { openObstacles } = await import('../../runs/obstacles.ts');
    return openObstacles(store, configuration, scope);
  },
  async 'hold-session'({ asking, wanted }, { store, configuration }) {
    const { holdSession } = await import('../../app/reviews/meet.ts');
    return (await holdSession(askedFrom(asking, store, configuration), wanted)).id;
  },
  async 'open-round'({ asking, wanted }, { store, configuration }) {
    const { openRound } = await import('../../app/reviews/consult.ts');
    return (await openRound(askedFrom(asking, store, configuration), wanted)).round.id;
  },
  async paper(wanted, { output, ...at }) {
    const { wantedForm } = await import('./papers.ts');
    const { streamForm } = await import('../../report/forms.ts');
    const form = await wantedForm(wanted, at);
    // Its end is its parent's to say, from outside.
    await streamForm(form, output(), new AbortController().signal);
    return form.file;
  },
};

function askedFrom({ at, ...from }: From, store: Store, configuration: Configuration) {
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
      return await errands[name](given as never, { store, configuration, tell, output });
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
