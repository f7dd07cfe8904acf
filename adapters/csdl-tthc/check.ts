import type { SystemCheck } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import { triedList } from '../../src/adapter/kit/tried.ts';
import { numberWords } from '../../src/domain/number-words.ts';
import type { NationalClient } from './client.ts';
import { type Options, wayOf } from './options.ts';
import { readList } from './read/catalogue.ts';
import { readProcedure } from './read/record.ts';

/** Signs in, asks for the list, one detail and the dictionaries. Throws when nobody answers or the account is refused. */
export async function checkSystem(client: NationalClient, options: Options): Promise<SystemCheck> {
  await client.open();
  const session = wayOf(options) === 'session';
  const { access, attempt } = triedList(
    ({ kind }, before) => before.every(({ ok }) => !ok) && hopeless.has(kind),
  );
  if (session) await attempt('đăng nhập', async () => ({}));
  let sample: string | undefined;

  await attempt('danh sách thủ tục', async () => {
    const { listed, flawed } = readList((await client.list()) ?? []);
    if (listed.length === 0) throw new RemoteError('not-understood', 'danh sách rỗng');
    sample = listed[0]?.code;
    const without = flawed.length > 0 ? `, ${numberWords(flawed.length)} dòng không có mã` : '';
    return { note: `${numberWords(listed.length)} thủ tục${without}` };
  });
  const code = sample;
  if (code !== undefined) {
    await attempt('chi tiết một thủ tục', async () => {
      const name = readProcedure((await client.procedure(code))?.[0])?.facts.name;
      if (!name) throw new RemoteError('not-understood', `${code}: không có bản ghi đọc được`);
      return { note: `${code}: ${name.slice(0, 100)}` };
    });
  }
  const counted = (rows: unknown[] | null, what: string) => ({
    note: `${numberWords(rows?.length ?? 0)} ${what}`,
  });
  await attempt('danh mục lĩnh vực', async () => counted(await client.fields(), 'lĩnh vực'));
  const { bodies } = client;
  if (bodies) await attempt('danh mục cơ quan', async () => counted(await bodies(), 'cơ quan'));
  const account = session ? options.username : undefined;
  return { ...(account ? { account } : {}), access };
}

const hopeless: ReadonlySet<string> = new Set([
  'unreachable',
  'timeout',
  'refused',
  'session',
  'circuit-open',
]);
