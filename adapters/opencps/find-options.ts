import type { FoundOption } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { HttpClient } from '../../src/adapter/http.ts';
import { isObject } from '../../src/domain/object.ts';
import { readText, toRows } from './answer.ts';
import { createClient } from './client.ts';
import type { OpencpsOptions } from './options.ts';
import { agencyDictionary } from './read/agencies.ts';

/** How the one-stop system itself reaches the national database; the first row counts, of whatever site. */
const nationalSettings = '/serverconfigs/protocols/DVCQG_INTEGRATION';

/** Its keys for what the adapter of the national database calls otherwise; its account is left out. */
const nationalKeys: Record<string, string> = {
  auth_endpoint: 'loginPath',
  integration_endpoint: 'callPath',
  share_endpoint: 'sharePath',
  dstcode: 'dstcode',
  madonvi: 'unitCode',
};

/** The site, tried out by its agencies, and how the national database is reached from here. */
export async function findOptions(options: OpencpsOptions, http: HttpClient): Promise<FoundOption[]> {
  const settings = await settingsOf(options, http);
  const found = Object.entries(nationalKeys).flatMap(([theirs, key]): FoundOption[] => {
    const value = settings[theirs];
    const told = typeof value === 'string' && value.trim() !== '';
    return told ? [{ role: 'national', key, value, note: 'theo cấu hình liên thông của một cửa' }] : [];
  });
  return [await findSite(options, http, Number(settings.groupId)), ...found];
}

async function findSite(options: OpencpsOptions, http: HttpClient, told: number): Promise<FoundOption> {
  const candidates = [Number(options.groupId), told].filter(id => Number.isSafeInteger(id) && id > 0);
  for (const groupId of new Set(candidates)) {
    const client = createClient(http, { ...options, groupId });
    const { total, rows } = await client.page(agencyDictionary, { start: 0, end: 1 }, 'danh mục cơ quan');
    if ((total ?? rows.length) > 0)
      return { key: 'groupId', value: groupId, note: 'đã thử: site này có danh mục cơ quan' };
  }
  const tried = `chưa tìm ra: site ${[...new Set(candidates)].join(', ')} không có cơ quan nào`;
  return { key: 'groupId', note: `${tried}; hỏi quản trị hệ thống mã site (groupId) của Liferay` };
}

async function settingsOf(options: OpencpsOptions, http: HttpClient): Promise<Record<string, unknown>> {
  try {
    const client = createClient(http, options);
    const answer = readText(await client.text(nationalSettings, 'cấu hình liên thông'));
    const [row] = toRows(isObject(answer) && 'data' in answer ? answer.data : answer);
    const configs = isObject(row) ? row.configs : undefined;
    const settings: unknown = typeof configs === 'string' ? JSON.parse(configs) : configs;
    return isObject(settings) ? settings : {};
  } catch (error) {
    // Not every installation has it, and not every account may see it.
    if (error instanceof SyntaxError) return {};
    if (error instanceof RemoteError && !['unreachable', 'timeout', 'aborted'].includes(error.kind))
      return {};
    throw error;
  }
}
