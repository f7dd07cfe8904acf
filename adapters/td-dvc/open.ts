import type { HostContext, RemoteSystem } from '../../src/adapter/adapter.ts';
import { withAside } from '../../src/adapter/kit/aside.ts';
import { checkSystem } from './check.ts';
import { createPortalClient } from './client.ts';
import type { Options } from './options.ts';
import { directoryReader } from './read/directory.ts';
import { readPortal } from './read/everything.ts';
import { readService } from './read/service.ts';
import { createWriter } from './write/writer.ts';

export function open({ pageSize, ...credentials }: Options, context: HostContext): RemoteSystem {
  const { http, locality, maxRows } = context;
  const client = createPortalClient(http, credentials, maxRows);
  const directory = directoryReader(client, pageSize);
  return {
    check: () => checkSystem(client, credentials.username),
    read: () => withAside(aside => readPortal({ client, context, pageSize, aside })),
    readService: (procedure, asked) =>
      readService({ client, pageSize, locality, directory }, procedure, asked),
    writer: async names => createWriter(client, context, names),
  };
}
