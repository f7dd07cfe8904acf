import type { AdapterContext } from '../../src/adapter/adapter.ts';
import type { RemoteWriter, WriterContext } from '../../src/adapter/writer.ts';
import { inspect } from './inspect.ts';
import { complaintOf, learned, nextSends } from './next.ts';
import type { OpencpsOptions } from './schema.ts';
import { sendOne } from './sending.ts';
import { createWriting } from './writing.ts';

/** One procedure's configs are read once however many of them change; a refusal costs a second look at the others. */
const offeringsTogether = 200;

/** The write side: contract 2.13, REST first; contacts nothing yet. */
export function createWriter(
  options: OpencpsOptions,
  adapterContext: AdapterContext,
  context: WriterContext,
): RemoteWriter {
  const writing = createWriting(options, adapterContext, context);
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
    settling: { answerMs: adapterContext.http.answerTimeoutMs ?? 0, lagMs: options.indexLagMs },
    inspect: (procedure, cases, memory, kinds) => inspect(writing, procedure, cases, memory, kinds),
    next: (changes, actuals) => nextSends(changes, actuals, context),
    complaint: (changes, actuals) => complaintOf(changes, actuals, context),
    learned,
    send: send => sendOne(writing, send),
  };
}
