import { endSessions, type ShownSession, shownSessions } from '../app/access/sessions.ts';
import { Refusal } from '../domain/refusal.ts';
import { dateAndTime } from '../domain/time.ts';
import { command, type Usual, usual } from './command.ts';
import type { Desk } from './common.ts';
import { UsageError } from './exit.ts';
import { print, printJson, printTable } from './output.ts';
import { asPerson } from './person.ts';

export const sessionsCommand = command({
  options: usual,
  examples: [
    'dvc-sync sessions list --json',
    'dvc-sync sessions end s1f0c2a9b',
    'dvc-sync sessions end --all',
  ],
  onStore: list,
  subcommands: {
    list: command({
      does: {
        vi: 'các phiên đang có hiệu lực: ai, vai trò, do khóa hay nơi cấp thẻ nào, từ lúc nào, đến lúc nào',
        en: 'the sessions in force: who, role, by which key or issuer, since when, until when',
      },
      options: usual,
      onStore: list,
    }),
    end: command({
      does: {
        vi: 'kết thúc phiên, có hiệu lực ngay; ghi vào nhật ký kiểm tra',
        en: 'end sessions at once; it is written into the audit trail',
      },
      arguments: [
        [
          '[phiên...]',
          {
            vi: 'mã phiên như "sessions list" cho thấy',
            en: 'id of a session as "sessions list" shows it',
          },
        ],
      ],
      options: [
        ...usual,
        ['--all', { vi: 'mọi phiên', en: 'all sessions' }],
        asPerson({ vi: 'người kết thúc', en: 'who ends it' }),
      ],
      check(_, options, ids: readonly string[]) {
        if (ids.length > 0 === (options.all ?? false))
          throw new UsageError({
            vi: 'nêu mã phiên, hoặc --all để kết thúc mọi phiên.',
            en: 'name a session, or give --all to end all of them.',
          });
      },
      async onStore({ asking }, options, ids: readonly string[]) {
        const ended = await endSessions(asking, options.all ? 'all' : ids);
        if (options.json) printJson({ ended });
        else for (const { id, account } of ended) print(`Đã kết thúc phiên ${id} của ${account}.`);
        const unknown = ids.filter(id => !ended.some(session => session.id === id));
        if (unknown.length > 0) throw new Refusal('session-unknown', { sessions: unknown });
        if (ended.length === 0 && !options.json) print('Không có phiên đăng nhập nào.');
      },
    }),
  },
});

async function list({ configuration, store, now }: Desk, options: Usual): Promise<void> {
  const sessions = await shownSessions(store, configuration.server.oidc, now);
  if (options.json) return printJson(sessions);
  if (sessions.length === 0) return print('Không có phiên đăng nhập nào.');
  printTable(['PHIÊN', 'AI', 'VAI TRÒ', 'DO', 'TỪ LÚC', 'ĐẾN LÚC'], sessions.map(cells));
}

function cells({ id, account, role, issuer, since, until }: ShownSession): string[] {
  return [id, account, role, issuer, dateAndTime(since), dateAndTime(until)];
}
