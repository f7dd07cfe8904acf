import type { HostContext, RemoteSystem } from '../../src/adapter/adapter.ts';
import { withAside } from '../../src/adapter/kit/aside.ts';
import { checkPortal } from './check.ts';
import { createPortalClient } from './client.ts';
import type { Options } from './options.ts';
import { readPortal } from './read/everything.ts';
import { readMeasures } from './read/measures.ts';
import { createUnits, type Reading } from './read/reading.ts';

export function open({ apiPath, pageSize, detailsAtOnce }: Options, context: HostContext): RemoteSystem {
  const reading: Reading = {
    ...{ client: createPortalClient(context.http, apiPath), context, detailsAtOnce },
    ...{ units: createUnits(context.locality), pageSize: { now: pageSize } },
  };
  return {
    check: () => checkPortal(reading),
    read: () => withAside(aside => readPortal(reading, aside)),
    measures: asked => readMeasures(reading, asked),
  };
}
