import type { SystemCheck } from '../../src/adapter/adapter.ts';
import type { RemoteError } from '../../src/adapter/errors.ts';
import type { HttpClient } from '../../src/adapter/http.ts';
import { triedList } from '../../src/adapter/kit/tried.ts';
import { numberWords } from '../../src/domain/number-words.ts';
import { createClient } from './client.ts';
import type { OpencpsOptions } from './options.ts';
import { agencyDictionary } from './read/agencies.ts';

/** Tries what a run needs, a few requests in all. Throws only when the system does not answer at all. */
export async function checkSystem(options: OpencpsOptions, http: HttpClient): Promise<SystemCheck> {
  const client = createClient(http, options);
  const { access, attempt } = triedList(hostIsDown);
  let empty = false;
  const count = async (path: string, label: string) => {
    const { total, rows } = await client.page(path, { start: 0, end: 1 }, label);
    return total ?? rows.length;
  };

  await attempt('Kết nối (ping)', async () => {
    const answer = (await client.text('/ping', 'ping')).trim();
    return answer === 'ok'
      ? {}
      : { ok: false, note: `trả lời khác "ok": ${http.redact(answer).slice(0, 40)}` };
  });
  await attempt('Danh mục cơ quan (groupId)', async () => {
    const agencies = await count(agencyDictionary, 'danh mục cơ quan');
    empty = agencies === 0;
    return empty
      ? { ok: false, note: `không có cơ quan nào ở groupId ${options.groupId}`, look: ['groupId'] }
      : { note: `${numberWords(agencies)} cơ quan` };
  });
  await attempt('Danh sách thủ tục', async () => {
    const services = await count('/serviceinfos', 'danh sách thủ tục');
    return { ok: services > 0, note: `${numberWords(services)} thủ tục đang công bố` };
  });
  await attempt('Cấu hình dịch vụ theo cơ quan', async () => {
    const configs = await count('/serviceconfigs', 'danh sách cấu hình dịch vụ');
    return { ok: configs > 0, note: `${numberWords(configs)} cấu hình` };
  });
  await attempt('Quy trình (cần tài khoản đăng nhập được)', async () => {
    const processes = await count('/serviceprocesses', 'danh sách quy trình');
    // Nothing is refused at another site: everything there is is empty, and that is no answer to rely on.
    return { ok: processes > 0 || !empty, note: `${numberWords(processes)} quy trình` };
  });
  return { account: options.username, access };
}

function hostIsDown({ kind }: RemoteError): boolean {
  return kind === 'unreachable' || kind === 'timeout' || kind === 'circuit-open';
}
