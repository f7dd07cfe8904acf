import type { SystemCheck } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import { numberWords } from '../../src/domain/number-words.ts';
import type { PortalClient } from './client.ts';

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

/** Signs in and asks for one row of each list. Throws `RemoteError` when it cannot even sign in. */
export async function checkSystem(client: PortalClient, account: string): Promise<SystemCheck> {
  await client.signIn();
  const access: SystemCheck['access'] = [{ what: 'Đăng nhập', ok: true }];
  for (const list of lists) {
    const query = 'query' in list ? list.query : {};
    try {
      const { totalCount } = await client.page(list.resource, 1, 1, query);
      const unit = 'unit' in list ? list.unit : 'dòng';
      access.push({ what: list.what, ok: true, note: `${numberWords(totalCount)} ${unit}` });
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind === 'aborted') throw error;
      access.push({ what: list.what, ok: false, note: error.message, failure: error });
    }
  }
  return { account, access };
}
