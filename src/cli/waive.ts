import type { Store } from '../app/context.ts';
import { activeWaivers } from '../app/queries/runs.ts';
import { unwaive, type WaiverTarget, waive } from '../app/waivers/waive.ts';
import { given } from '../domain/given.ts';
import { numberWords } from '../domain/number-words.ts';
import { dateAndTime } from '../domain/time.ts';
import { list } from '../report/table/table.ts';
import { type Answer, listing } from './answer.ts';
import { command } from './command.ts';
import { UsageError } from './exit.ts';
import { givenDay } from './given.ts';
import { anyProcedure, anyUnit } from './known.ts';
import { askingHere, personNamed } from './person.ts';

export const waiveCommand = command({
  options: [
    ['--rule <mã>', { vi: 'mọi sai lệch đang mở của một quy tắc', en: 'every open discrepancy of a rule' }],
    ['--procedure <mã>', { vi: '… của một thủ tục', en: '… of a procedure' }, anyProcedure],
    ['--agency <mã>', { vi: '… của một đơn vị', en: '… of an agency' }, anyUnit],
    ['--system <tên>', { vi: '… của một hệ thống', en: '… of a system' }],
    ['--reason <lý-do>', { vi: 'vì sao bỏ qua (bắt buộc)', en: 'why it is set aside (needed)' }],
    [
      '--by <ai>',
      {
        vi: 'ai cho phép (mặc định: người đang đăng nhập máy)',
        en: 'who allows it (default: the account of this machine)',
      },
    ],
    [
      '--until <ngày>',
      {
        vi: 'hết hạn cuối ngày này, dạng 31/12/2026 (mặc định: không thời hạn)',
        en: 'ends with this day, such as 31/12/2026 (default: never)',
      },
      givenDay,
    ],
    ['--revoke', { vi: 'không bỏ qua nữa', en: 'set it aside no more' }],
    ['--list', { vi: 'liệt kê những gì đang tạm bỏ qua', en: 'list what is set aside now' }],
  ],
  examples: [
    {
      vi: 'dvc-sync waive 3fa94c --reason "chờ nâng cấp cổng" --until 31/12/2026',
      en: 'dvc-sync waive 3fa94c --reason "the portal is being upgraded" --until 31/12/2026',
    },
    'dvc-sync waive --list',
    'dvc-sync waive 3fa94c --revoke',
  ],
  check(
    _configuration,
    { rule, procedure, agency, system, ...options },
    fingerprint: string | undefined,
  ): { target: WaiverTarget; by: string } {
    const { until, reason, revoke, by } = options;
    const target = given({ fingerprint, rule, procedure, agency, system });
    const named = Object.keys(target).length;
    if (options.list) {
      if (named > 0 || [until, reason, by, revoke].some(Boolean))
        throw new UsageError({
          vi: '--list liệt kê mọi thứ đang tạm bỏ qua; không đi cùng lựa chọn nào khác.',
          en: '--list lists everything that is set aside; it goes with no other option.',
        });
    } else if (named === 0)
      throw new UsageError({
        vi: 'nêu mã sai lệch, hoặc --rule, --procedure, --agency, --system.',
        en: 'name a discrepancy by its code, or give --rule, --procedure, --agency or --system.',
      });
    else if (revoke && until !== undefined)
      throw new UsageError({
        vi: '--until không đi cùng --revoke: thôi bỏ qua thì có hiệu lực ngay từ lần chạy sau.',
        en: '--until does not go with --revoke: what is set aside no more counts from the next run on.',
      });
    else if (!revoke && !reason?.trim())
      throw new UsageError({
        vi: 'cần --reason "…": lý do được ghi lại và hiện trong báo cáo.',
        en: '--reason "…" is needed: it is kept and shown in reports.',
      });
    return { target, by: personNamed(by, '--by') };
  },
  async onStore(
    { store, now },
    { list: listed, revoke = false, reason = '', until: day = null },
    { target, by },
  ) {
    if (listed) return waivers(store, now);
    const asking = askingHere(store, by);
    const { fingerprints, until } = revoke
      ? { fingerprints: await unwaive(asking, target), until: null }
      : await waive(asking, target, { reason, until: day });
    const count = numberWords(fingerprints.length);
    const ending = until ? ` đến hết ${dateAndTime(until)}` : '';
    return {
      json: { fingerprints, until, revoked: revoke },
      print:
        fingerprints.length === 0
          ? 'Không có gì đang tạm bỏ qua như vậy.'
          : revoke
            ? `Không bỏ qua ${count} sai lệch nữa; có hiệu lực từ lần chạy sau.`
            : `Tạm bỏ qua ${count} sai lệch${ending}; có hiệu lực từ lần chạy sau.`,
    };
  },
});

async function waivers(store: Store, now: string): Promise<Answer> {
  const table = list<Awaited<ReturnType<typeof activeWaivers>>[number]>([
    { title: 'Mã sai lệch', cell: ({ fingerprint }) => fingerprint.slice(0, 12) },
    { title: 'Ai', cell: ({ by }) => by },
    { title: 'Đến', cell: ({ until }) => (until ? { moment: until } : 'không thời hạn') },
    { title: 'Lý do', cell: ({ reason }) => reason },
  ]);
  return listing(await activeWaivers(store, now), table, { none: 'Không có sai lệch nào đang tạm bỏ qua.' });
}
