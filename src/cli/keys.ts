import { type Command, InvalidArgumentError } from 'commander';
import { issueKey } from '../app/access/issue-key.ts';
import { revokeKey } from '../app/access/revoke-key.ts';
import type { AccountRole } from '../app/permissions.ts';
import { type ApiKeyRow, listKeys } from '../app/queries/administration.ts';
import { accountRoles } from '../domain/role.ts';
import { dateAndTime, endOfDay } from '../domain/time.ts';
import { loadFrom, withConfig, withJson, withStore } from './common.ts';
import { UsageError } from './exit.ts';
import { givenDay } from './given-days.ts';
import { note, print, printJson, table } from './output.ts';
import { askingHere, personNamed } from './person.ts';

interface KeyOptions {
  config: string;
  json?: boolean;
}

interface CreateOptions extends KeyOptions {
  name: string;
  role: AccountRole;
  unit?: string;
  expires?: string;
  as?: string;
}

const roleNames: Record<AccountRole, string> = {
  unit: 'đơn vị',
  viewer: 'xem',
  regulator: 'cơ quan kiểm soát thủ tục hành chính',
  operator: 'vận hành',
  approver: 'duyệt',
  admin: 'quản trị',
};

export function keysCommand(command: Command): void {
  const keys = withJson(withConfig(command))
    .addHelpText(
      'after',
      '\nVai trò, mỗi vai trò làm được mọi việc của vai trò trước: viewer, operator, approver, admin.\nNgoài ra: regulator (xem mọi thứ và nêu ý kiến của VP UBND), unit (chỉ thấy và làm phần của đơn vị mình; cần --unit).\n\nVí dụ:\n  dvc-sync keys create --name "Nguyễn Văn A" --role operator --expires 30/06/2027\n  dvc-sync keys create --name "Phường Cái Khế" --role unit --unit H13.21\n  dvc-sync keys list\n  dvc-sync keys revoke k3x8p2qa',
    )
    .action(list);
  const own = (command: Command) => withJson(withConfig(command));
  // Both commands know --config and --json; where they stand does not matter.
  own(keys.command('create'))
    .description('tạo một khóa; khóa chỉ hiện một lần này')
    .requiredOption(
      '--name <tên>',
      'ai dùng; nhật ký kiểm tra, người lập và người duyệt kế hoạch theo tên này',
    )
    .requiredOption('--role <vai-trò>', accountRoles.join(', '), readRole)
    .option('--unit <mã>', 'đơn vị của vai trò unit, mã trong danh sách đơn vị')
    .option('--expires <ngày>', 'hết hạn cuối ngày này, dạng 31/12/2026 (mặc định: không hết hạn)', givenDay)
    .option('--as <ai>', 'người tạo (mặc định: người đang đăng nhập máy)')
    .action((_own, command: Command) => create(command.optsWithGlobals()));
  own(keys.command('list'))
    .description('các khóa đã tạo, không có phần bí mật')
    .action((_own, command: Command) => list(command.optsWithGlobals()));
  own(keys.command('revoke'))
    .argument('<khóa>', 'phần đầu của khóa như "keys list" cho thấy, hoặc mã của nó')
    .description('thu hồi một khóa, có hiệu lực ngay và mãi mãi')
    .option('--as <ai>', 'người thu hồi (mặc định: người đang đăng nhập máy)')
    .action((id: string, _own, command: Command) => revoke(id, command.optsWithGlobals()));
}

function readRole(given: string): AccountRole {
  const role = accountRoles.find(one => one === given);
  if (!role) throw new InvalidArgumentError(`chọn: ${accountRoles.join(', ')}.`);
  return role;
}

async function create(options: CreateOptions): Promise<void> {
  const name = options.name.normalize('NFC').trim();
  if (!/^\P{C}{1,200}$/u.test(name)) throw new UsageError('--name: cần một tên, nhiều nhất 200 ký tự.');
  const by = personNamed(options.as);
  const expiresAt = options.expires === undefined ? null : endOfDay(options.expires)!;
  const configuration = await loadFrom(options.config);
  await withStore(configuration, async store => {
    const { role, unit } = options;
    const asking = { ...askingHere(store, by), configuration };
    const key = await issueKey(asking, { name, role, unit, expiresAt });
    if (options.json) return printJson(key);
    note(
      `Khóa của ${name} (${roleNames[role]}), chỉ hiện một lần này; gửi trong "Authorization: Bearer …" hoặc nhập ở trang đăng nhập:`,
    );
    print(key.key);
  });
}

async function list(options: KeyOptions): Promise<void> {
  const configuration = await loadFrom(options.config);
  await withStore(configuration, async store => {
    const keys = await listKeys(store);
    if (options.json) return printJson(keys);
    if (keys.length === 0) return print('Chưa có khóa nào; tạo bằng "dvc-sync keys create".');
    const now = new Date().toISOString();
    print(
      table([
        ['KHÓA', 'TÊN', 'VAI TRÒ', 'TẠO', 'DÙNG LẦN CUỐI', 'TÌNH TRẠNG'],
        ...keys.map(key => [
          `dvcs_${key.prefix}_…`,
          key.name,
          key.unit === null ? key.role : `${key.role} ${key.unit}`,
          dateAndTime(key.createdAt),
          key.lastUsedAt ? dateAndTime(key.lastUsedAt) : 'chưa dùng',
          stateOf(key, now),
        ]),
      ]),
    );
  });
}

function stateOf({ revokedAt, revokedBy, expiresAt }: ApiKeyRow, now: string): string {
  if (revokedAt !== null) return `${revokedBy} thu hồi ${dateAndTime(revokedAt)}`;
  if (expiresAt === null) return 'không hết hạn';
  return expiresAt <= now ? `hết hạn ${dateAndTime(expiresAt)}` : `đến ${dateAndTime(expiresAt)}`;
}

async function revoke(given: string, options: KeyOptions & { as?: string }): Promise<void> {
  const by = personNamed(options.as);
  const configuration = await loadFrom(options.config);
  await withStore(configuration, async store => {
    // As the list shows it, or as it was copied whole.
    const [, prefix] = /^dvcs_([a-z0-9]{8})(?:_.*)?$/.exec(given) ?? [];
    const { key, revoked } = await revokeKey(askingHere(store, by), prefix ?? given);
    if (options.json) return printJson({ ...key, revokedNow: revoked });
    print(
      revoked
        ? `Đã thu hồi khóa dvcs_${key.prefix}_… của ${key.name}.`
        : `Khóa dvcs_${key.prefix}_… đã bị thu hồi từ trước.`,
    );
  });
}
