import type { SystemCheck } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { HttpClient } from '../../src/adapter/http.ts';
import { createClient } from './client.ts';
import type { OpencpsOptions } from './options.ts';
import { agencyDictionary } from './read/agencies.ts';

/** Tries what a run needs, a few requests in all. Throws only when the system does not answer at all. */
export async function checkSystem(options: OpencpsOptions, http: HttpClient): Promise<SystemCheck> {
  const client = createClient(http, options);
  const access: SystemCheck['access'] = [];
  const attempt = async (what: string, work: () => Promise<{ ok: boolean; note?: string }>) => {
    try {
      access.push({ what, ...(await work()) });
    } catch (error) {
      if (!(error instanceof RemoteError) || hostIsDown(error)) throw error;
      access.push({ what, ok: false, note: error.message });
    }
  };
  const count = async (path: string, label: string) => {
    const { total, rows } = await client.page(path, { start: 0, end: 1 }, label);
    return total ?? rows.length;
  };

  await attempt('Kết nối (ping)', async () => {
    const answer = (await client.text('/ping', 'ping')).trim();
    return answer === 'ok'
      ? { ok: true }
      : { ok: false, note: `trả lời khác "ok": ${http.redact(answer).slice(0, 40)}` };
  });
  await attempt('Danh mục cơ quan (groupId)', async () => {
    const agencies = await count(agencyDictionary, 'danh mục cơ quan');
    return agencies > 0
      ? { ok: true, note: `${agencies} cơ quan` }
      : { ok: false, note: `không có cơ quan nào ở groupId ${options.groupId}: hãy kiểm tra groupId` };
  });
  await attempt('Danh sách thủ tục', async () => {
    const services = await count('/serviceinfos', 'danh sách thủ tục');
    return { ok: services > 0, note: `${services} thủ tục đang công bố` };
  });
  await attempt('Cấu hình dịch vụ theo cơ quan', async () => {
    const configs = await count('/serviceconfigs', 'danh sách cấu hình dịch vụ');
    return { ok: configs > 0, note: `${configs} cấu hình` };
  });
  await attempt('Quy trình (cần tài khoản đăng nhập được)', async () => {
    const processes = await count('/serviceprocesses', 'danh sách quy trình');
    return { ok: true, note: `${processes} quy trình` };
  });
  return { account: options.username, access };
}

function hostIsDown({ kind }: RemoteError): boolean {
  return kind === 'unreachable' || kind === 'timeout' || kind === 'circuit-open' || kind === 'aborted';
}
