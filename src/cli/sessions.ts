import { endSessions, type ShownSession, shownSessions } from '../app/access/sessions.ts';
import { Refusal } from '../domain/refusal.ts';
import { list } from '../report/table/table.ts';
import { type Answer, listing } from './answer.ts';
import { command } from './command.ts';
import type { Desk } from './common.ts';
import { UsageError } from './exit.ts';
import { print, printJson } from './output.ts';
import { asPerson } from './person.ts';

export const sessionsCommand = command({
  examples: [
    'dvc-sync sessions list --json',
    'dvc-sync sessions end s1f0c2a9b',
    'dvc-sync sessions end --all',
  ],
  onStore: sessions,
  subcommands: {
    list: command({
      does: {
        vi: 'các phiên đang có hiệu lực: ai, vai trò, do khóa hay nơi cấp thẻ nào, từ lúc nào, đến lúc nào',
        en: 'the sessions in force: who, role, by which key or issuer, since when, until when',
      },
      onStore: sessions,
    }),
    end: command({
      does: {
        vi: 'kết thúc phiên, có hiệu lực ngay; ghi vào nhật ký kiểm tra',
        en: 'end sessions at once; it is written into the audit trail',
      },
      argument: [
        '[phiên...]',
        {
          vi: 'mã phiên như "sessions list" cho thấy',
          en: 'id of a session as "sessions list" shows it',
        },
      ],
      options: [
        ['--all', { vi: 'mọi phiên', en: 'all sessions' }],
        asPerson({ vi: 'người kết thúc', en: 'who ends it' }),
      ],
      check(_configuration, { all = false }, ids: readonly string[]) {
        if (ids.length > 0 === all)
          throw new UsageError({
            vi: 'nêu mã phiên, hoặc --all để kết thúc mọi phiên.',
            en: 'name a session, or give --all to end all of them.',
          });
        return ids;
      },
      async onStore({ asking }, { all, json }, ids) {
        const ended = await endSessions(asking, all ? 'all' : ids);
        if (json) printJson({ ended });
        else for (const { id, account } of ended) print(`Đã kết thúc phiên ${id} của ${account}.`);
        const unknown = ids.filter(id => !ended.some(session => session.id === id));
        if (unknown.length > 0) throw new Refusal('session-unknown', { sessions: unknown });
        if (ended.length === 0 && !json) print(none);
        return undefined;
      },
    }),
  },
});

const none = 'Không có phiên đăng nhập nào.';

async function sessions({ configuration, store, now }: Desk): Promise<Answer> {
  return listing(await shownSessions(store, configuration.server.oidc, now), table, { none });
}

const table = list<ShownSession>([
  { title: 'Phiên', cell: ({ id }) => id },
  { title: 'Ai', cell: ({ account }) => account },
  { title: 'Vai trò', cell: ({ role }) => role },
  { title: 'Do', cell: ({ issuer }) => issuer },
  { title: 'Từ lúc', cell: ({ since }) => ({ moment: since }) },
  { title: 'Đến lúc', cell: ({ until }) => ({ moment: until }) },
]);
