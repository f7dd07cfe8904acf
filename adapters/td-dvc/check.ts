import type { SystemCheck } from '../../src/adapter/adapter.ts';
import { triedList } from '../../src/adapter/kit/tried.ts';
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
  const { access, attempt } = triedList();
  await attempt('Đăng nhập', async () => ({}));
  for (const list of lists)
    await attempt(list.what, async () => {
      const { totalCount } = await client.page(list.resource, 1, 1, 'query' in list ? list.query : {});
      return { note: `${numberWords(totalCount)} ${'unit' in list ? list.unit : 'dòng'}` };
    });
  return { account, access };
}
