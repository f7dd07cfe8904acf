import type { HostContext, RemoteSystem } from '../../src/adapter/adapter.ts';
import { checkSystem } from './check.ts';
import { findOptions } from './find-options.ts';
import type { OpencpsOptions } from './options.ts';
import { readEverything } from './read/everything.ts';
import { readService } from './read/service.ts';
import { createWriter } from './write/writer.ts';
import { createWriting } from './writing.ts';

export function open(options: OpencpsOptions, context: HostContext): RemoteSystem {
  const writing = createWriting(options, context);
  return {
    check: () => checkSystem(options, context.http),
    findOptions: () => findOptions(options, context.http),
    read: () => readEverything(options, context),
    readService: (procedure, asked) => readService(writing, procedure, asked),
    writer: async names => createWriter(writing, names),
  };
}
