import { z } from 'zod';
import type { HostAdapter, HostContext, RemoteSystem, SystemCheck } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import { createPortalClient } from './client.ts';
import { readPortal } from './read.ts';
import { createWriter } from './writer.ts';
import { directoryReader } from './writing/directory.ts';
import { readService } from './writing/read-service.ts';

const options = z.strictObject({
  username: z
    .string()
    .min(1)
    .describe('Account of the city portal, for nothing else. Reading is enough unless changes are pushed.'),
  password: z.string().min(1).describe('Its password'),
  securityCode: z.string().min(1).optional().describe('Security code, only where the portal asks for one'),
  tenant: z.string().min(1).default('root').describe('Value of the header `Tenant`'),
  pageSize: z.int().min(1).max(5000).default(1000).describe('Rows asked for on one page of a list'),
  loginPath: z
    .string()
    .startsWith('/')
    .default('/api/tokens')
    .describe('Path of the sign-in call, e.g. /api/tokens/ldaplogin for LDAP accounts'),
});

type Options = z.output<typeof options>;

/** City portals on the TD DichVuCong platform. See README.md in this folder. */
export const adapter: HostAdapter<Options> = {
  name: 'td-dvc',
  source: 'host',
  title: 'Cổng dịch vụ công thành phố (nền tảng TD DichVuCong)',
  options,
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

/** What `check` tries; the offerings are the only list that needs an account. */
const lists = [
  { what: 'Cơ quan, đơn vị', resource: 'groups', query: { type: 'don-vi' } },
  { what: 'Thủ tục hành chính', resource: 'thutucs' },
  // The platform counts rows times recipients here.
  { what: 'Thủ tục tại đơn vị (mức)', resource: 'donvithutucs', unit: 'lượt thủ tục – cán bộ' },
  { what: 'Trường hợp (biểu mẫu, quy trình)', resource: 'truonghopthutucs' },
  { what: 'Thành phần hồ sơ', resource: 'thanhphanthutucs' },
  { what: 'Phí, lệ phí', resource: 'philephis' },
] as const;

function open({ pageSize, ...credentials }: Options, context: HostContext): RemoteSystem {
  const { http, locality, details } = context;
  const client = createPortalClient(http, credentials, context.maxRows);
  const directory = directoryReader(client, pageSize);
  return {
    async check() {
      await client.signIn();
      const access: SystemCheck['access'] = [{ what: 'Đăng nhập', ok: true }];
      for (const list of lists) {
        const query = 'query' in list ? list.query : {};
        try {
          const { totalCount } = await client.page(list.resource, 1, 1, query);
          const unit = 'unit' in list ? list.unit : 'dòng';
          access.push({ what: list.what, ok: true, note: `${totalCount.toLocaleString('vi-VN')} ${unit}` });
        } catch (error) {
          if (!(error instanceof RemoteError) || error.kind === 'aborted') throw error;
          access.push({ what: list.what, ok: false, note: error.message });
        }
      }
      return { account: credentials.username, access };
    },
    read: () => readPortal({ client, context, pageSize }),
    readService: (procedure, asked) =>
      readService({ client, pageSize, locality, directory }, procedure, asked),
    writer: names => createWriter({ client, details, answerTimeoutMs: http.answerTimeoutMs ?? 0 }, names),
  };
}
