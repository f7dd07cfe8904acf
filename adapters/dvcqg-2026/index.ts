import type { HostAdapter, HostContext, RemoteSystem } from '../../src/adapter/adapter.ts';
import { checkPortal } from './check.ts';
import { createPortalClient } from './client.ts';
import { type Options, optionsSchema } from './options.ts';
import { readPortal } from './read/everything.ts';
import type { Reading } from './read/reading.ts';
import { createUnits } from './read/units.ts';

/** The national portal of 2026, where people file. See README.md in this folder. */
export const adapter: HostAdapter<Options> = {
  name: 'dvcqg-2026',
  source: 'host',
  title: 'Cổng Dịch vụ công quốc gia (2026)',
  options: optionsSchema,
  secretOptions: [],
  capabilities: {
    offerings: true,
    components: true,
    eform: false,
    workflow: false,
    payment: false,
    channel: true,
    fees: true,
    deadlines: true,
    decision: true,
  },
  // A public portal behind a firewall, whose operator has promised nothing.
  defaults: { concurrency: 1, ratePerSecond: 1, answerTimeoutSeconds: 40 },
  open,
};

function open({ apiPath, pageSize, detailsAtOnce }: Options, context: HostContext): RemoteSystem {
  const reading: Reading = {
    ...{ client: createPortalClient(context.http, apiPath), context, detailsAtOnce },
    ...{ units: createUnits(context.locality), pageSize: { now: pageSize } },
  };
  return { check: () => checkPortal(reading), read: () => readPortal(reading) };
}
