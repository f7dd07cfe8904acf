import type { CityNames } from '../../../src/adapter/service-request.ts';
import type { RemoteWriter } from '../../../src/adapter/writer.ts';
import type { Writing } from '../writing.ts';
import { complaintOf, learned, nextSends } from './next.ts';
import { sendOne } from './sending.ts';

/** One procedure's configs are read once however many of them change; a refusal costs a second look at the others. */
const offeringsTogether = 200;

/** The write side: contract 2.13, REST first; contacts nothing yet. */
export function createWriter(writing: Writing, names: CityNames): RemoteWriter {
  return {
    kinds: new Set([
      ...(['set-case', 'set-components', 'set-eform', 'set-workflow'] as const),
      ...(['create-offering', 'set-level', 'deactivate-offering'] as const),
    ]),
    together: {
      'create-offering': offeringsTogether,
      'set-level': offeringsTogether,
      'deactivate-offering': offeringsTogether,
    },
    settling: { answerMs: writing.answerTimeoutMs, lagMs: writing.options.indexLagMs },
    next: (changes, actuals) => nextSends(changes, actuals, names),
    complaint: (changes, actuals) => complaintOf(changes, actuals, names),
    learned,
    send: send => sendOne(writing, send),
  };
}
