import type { HostAdapter, HostContext, RemoteSystem } from '../../src/adapter/adapter.ts';
import { checkSystem } from './check.ts';
import { createPortalClient } from './client.ts';
import { type Options, optionsSchema } from './options.ts';
import { directoryReader } from './read/directory.ts';
import { readPortal } from './read/everything.ts';
import { readService } from './read/service.ts';
import { createWriter } from './write/writer.ts';

/** City portals on the TD DichVuCong platform. See README.md in this folder. */
export const adapter: HostAdapter<Options> = {
  name: 'td-dvc',
  source: 'host',
  title: 'Cổng dịch vụ công thành phố (nền tảng TD DichVuCong)',
  options: optionsSchema,
  secretOptions: ['password', 'securityCode'],
  capabilities: {
    offerings: true,
    components: true,
    eform: true,
    workflow: true,
    payment: true,
    channel: true,
    fees: true,
    deadlines: true,
    decision: true,
  },
  open,
};

function open({ pageSize, ...credentials }: Options, context: HostContext): RemoteSystem {
  const { http, locality, details } = context;
  const client = createPortalClient(http, credentials, context.maxRows);
  const directory = directoryReader(client, pageSize);
  return {
    check: () => checkSystem(client, credentials.username),
    read: () => readPortal({ client, context, pageSize }),
    readService: (procedure, asked) =>
      readService({ client, pageSize, locality, directory }, procedure, asked),
    writer: names => createWriter({ client, details, answerTimeoutMs: http.answerTimeoutMs ?? 0 }, names),
  };
}
