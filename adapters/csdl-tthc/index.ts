import type { HostAdapter } from '../../src/adapter/adapter.ts';
import { whenUsed } from '../../src/adapter/kit/when-used.ts';
import { type Options, optionsSchema } from './options.ts';

/** CSDL quốc gia về TTHC, by session RPC or through a provincial gateway. Reads only: it has no service that writes. */
export const adapter: HostAdapter<Options> = {
  name: 'csdl-tthc',
  source: 'host',
  title: 'CSDL quốc gia về TTHC',
  options: optionsSchema,
  secretOptions: ['password', 'bearerToken'],
  capabilities: ['components', 'fees', 'deadlines', 'decision'],
  // The bus in front of the national service serves all provinces.
  defaults: { concurrency: 8 },
  open: (options, context) =>
    whenUsed(async () => (await import('./open.ts')).open(options, context), { write: false }),
};
