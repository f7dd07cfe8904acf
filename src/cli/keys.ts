import { issueKey, revokeKey } from '../app/access/keys.ts';
import { type ApiKeyRow, listKeys } from '../app/queries/administration.ts';
import { Refusal } from '../domain/refusal.ts';
import { accountRoles } from '../domain/role.ts';
import { dateAndTime, endOfDay } from '../domain/time.ts';
import { list } from '../report/table/table.ts';
import { roleNames } from '../words/role-names.ts';
import { type Answer, listing } from './answer.ts';
import { command, needed } from './command.ts';
import type { Desk } from './common.ts';
import { UsageError } from './exit.ts';
import { givenDay, oneWordOf } from './given.ts';
import { note, print } from './output.ts';
import { asPerson } from './person.ts';

export const keysCommand = command({
  note: {
    vi: 'Vai trò, mỗi vai trò làm được mọi việc của vai trò trước: viewer, operator, approver, admin.\nNgoài ra: regulator (xem mọi thứ, nêu ý kiến và duyệt kế hoạch thay VP UBND), unit (chỉ thấy và làm phần của đơn vị mình; cần --unit).',
    en: 'Roles, each may do all that the one before may: viewer, operator, approver, admin.\nBeside them: regulator (sees all, gives the opinion of VP UBND and approves plans for it), unit (sees and does the part of its own unit; needs --unit).',
  },
  examples: [
    {
      vi: 'dvc-sync keys create --name "Nguyễn Văn A" --role operator --expires 30/06/2027',
      en: 'dvc-sync keys create --name "A. Nguyen" --role operator --expires 30/06/2027',
    },
    {
      vi: 'dvc-sync keys create --name "Phường Cái Khế" --role unit --unit H13.21',
      en: 'dvc-sync keys create --name "Cai Khe ward" --role unit --unit H13.21',
    },
    'dvc-sync keys list',
    'dvc-sync keys revoke k3x8p2qa',
  ],
  onStore: keys,
  subcommands: {
    create: command({
      does: { vi: 'tạo một khóa; khóa chỉ hiện một lần này', en: 'make a key; it is shown this one time' },
      options: [
        needed('--name <tên>', {
          vi: 'ai dùng; nhật ký kiểm tra, người lập và người duyệt kế hoạch theo tên này',
          en: 'who uses it; the audit trail, authors and approvers of plans go by this name',
        }),
        needed('--role <vai-trò>', accountRoles.join(', '), oneWordOf(accountRoles)),
        [
          '--unit <mã>',
          {
            vi: 'đơn vị của vai trò unit, mã trong danh sách đơn vị',
            en: 'agency of the role unit, its code in the list of agencies',
          },
        ],
        [
          '--expires <ngày>',
          {
            vi: 'hết hạn cuối ngày này, dạng 31/12/2026 (mặc định: không hết hạn)',
            en: 'ends with this day, such as 31/12/2026 (default: never)',
          },
          givenDay,
        ],
        asPerson({ vi: 'người tạo', en: 'who makes it' }),
      ],
      check({ city }, { role, unit, ...options }) {
        const name = options.name.normalize('NFC').trim();
        if (!/^\P{C}{1,200}$/u.test(name))
          throw new UsageError({
            vi: '--name: cần một tên, nhiều nhất 200 ký tự.',
            en: '--name: a name of at most 200 characters is needed.',
          });
        if ((unit !== undefined) !== (role === 'unit')) throw new Refusal('key-unit-wrong', { role });
        if (unit !== undefined && !city.agencies.some(({ code }) => code === unit))
          throw new Refusal('agency-unknown', { agency: unit });
        return name;
      },
      async onStore({ asking }, { role, unit, expires }, name) {
        const expiresAt = expires === undefined ? null : endOfDay(expires)!;
        const key = await issueKey(asking, { name, role, unit, expiresAt });
        return {
          json: key,
          print() {
            note(
              `Khóa của ${name} (${roleNames[role]}), chỉ hiện một lần này; gửi trong "Authorization: Bearer …" hoặc nhập ở trang đăng nhập:`,
            );
            print(key.key);
          },
        };
      },
    }),
    list: command({
      does: { vi: 'các khóa đã tạo, không có phần bí mật', en: 'the keys there are, without their secrets' },
      onStore: keys,
    }),
    revoke: command({
      does: { vi: 'thu hồi một khóa, có hiệu lực ngay và mãi mãi', en: 'revoke a key, at once and for good' },
      argument: [
        '<khóa>',
        {
          vi: 'phần đầu của khóa như "keys list" cho thấy, hoặc mã của nó',
          en: 'beginning of the key as "keys list" shows it, or its id',
        },
      ],
      options: [asPerson({ vi: 'người thu hồi', en: 'who revokes it' })],
      async onStore({ asking }, _options, given: string) {
        // As the list shows it, or as it was copied whole.
        const [, prefix] = /^dvcs_([a-z0-9]{8})(?:_.*)?$/.exec(given) ?? [];
        const { key, revoked } = await revokeKey(asking, prefix ?? given);
        return {
          json: { ...key, revokedNow: revoked },
          print: revoked
            ? `Đã thu hồi khóa dvcs_${key.prefix}_… của ${key.name}.`
            : `Khóa dvcs_${key.prefix}_… đã bị thu hồi từ trước.`,
        };
      },
    }),
  },
});

async function keys({ store, now }: Desk): Promise<Answer> {
  const table = list<ApiKeyRow>([
    { title: 'Khóa', cell: ({ prefix }) => `dvcs_${prefix}_…` },
    { title: 'Tên', cell: ({ name }) => name },
    { title: 'Vai trò', cell: ({ role, unit }) => (unit === null ? role : `${role} ${unit}`) },
    { title: 'Tạo', cell: ({ createdAt }) => ({ moment: createdAt }) },
    { title: 'Dùng lần cuối', cell: ({ lastUsedAt }) => (lastUsedAt ? { moment: lastUsedAt } : 'chưa dùng') },
    { title: 'Tình trạng', cell: key => stateOf(key, now) },
  ]);
  return listing(await listKeys(store), table, {
    none: 'Chưa có khóa nào; tạo bằng "dvc-sync keys create".',
  });
}

function stateOf({ revokedAt, revokedBy, expiresAt }: ApiKeyRow, now: string): string {
  if (revokedAt !== null) return `${revokedBy} thu hồi ${dateAndTime(revokedAt)}`;
  if (expiresAt === null) return 'không hết hạn';
  return expiresAt <= now ? `hết hạn ${dateAndTime(expiresAt)}` : `đến ${dateAndTime(expiresAt)}`;
}
