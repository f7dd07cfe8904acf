import type { HostAdapter } from '../../src/adapter/adapter.ts';
import { checkSystem } from './check.ts';
import { createClient } from './client.ts';
import { type Options, optionsSchema } from './options.ts';
import { readEverything, usualConcurrency } from './read/everything.ts';

/** CSDL quốc gia về TTHC, by session RPC or through a provincial gateway. Reads only: it has no service that writes. */
export const adapter: HostAdapter<Options> = {
  name: 'csdl-tthc',
  source: 'host',
  title: 'CSDL quốc gia về TTHC',
  options: optionsSchema,
  secretOptions: ['password', 'bearerToken'],
  capabilities: {
    offerings: false,
    components: true,
    eform: false,
    workflow: false,
    payment: false,
    channel: false,
    fees: true,
    deadlines: true,
    decision: true,
  },
  defaults: { concurrency: usualConcurrency },
  open: (options, context) => ({
    check: () => checkSystem(createClient(options, context), options),
    read: () => readEverything(createClient(options, context), options, context),
  }),
};
