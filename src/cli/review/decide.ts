import { decisionHistory, decisionsInForce } from '../../app/queries/reviews.ts';
import { decide, takeBackDecision } from '../../app/reviews/decide.ts';
import type { City } from '../../domain/city.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { ReviewDecision } from '../../domain/review.ts';
import { dateAndTime } from '../../domain/time.ts';
import { conflictTable } from '../../report/reviews/status-forms.ts';
import { reviewStatus } from '../../report/reviews/status-model.ts';
import { list } from '../../report/table/table.ts';
import type { RolledUp } from '../../review/roll-up.ts';
import { reviewState } from '../../runs/review-state.ts';
import { reviewsOf } from '../../runs/reviewed.ts';
import { nationalSnapshot, proceduresOf } from '../../snapshot/stored.ts';
import { levelTerms } from '../../words/level-names.ts';
import { listing } from '../answer.ts';
import { command, reasonOption } from '../command.ts';
import { why } from '../common-words.ts';
import { UsageError } from '../exit.ts';
import { atMost, recordNumber } from '../given.ts';
import { anyProcedure, nationalProcedure, unitCode } from '../known.ts';
import { asPerson } from '../person.ts';

export const decideCommand = command({
  does: {
    vi: 'ghi quyết định về một thủ tục; quyết định thắng mọi danh mục',
    en: 'record a decision on a procedure; it counts more than any list',
  },
  argument: [
    '[mã-thủ-tục]',
    { vi: 'mã thủ tục quốc gia', en: 'national code of the procedure' },
    nationalProcedure,
  ],
  options: [
    [
      '--agency <mã>',
      { vi: 'chỉ cho một đơn vị (mặc định: mọi đơn vị)', en: 'for one agency only (default: all)' },
      unitCode,
    ],
    ['--eligible', { vi: 'đủ điều kiện lên mức độ 4', en: 'eligible for level 4' }],
    ['--not-eligible', { vi: 'không đủ điều kiện', en: 'not eligible' }],
    asPerson({ vi: 'ai quyết định', en: 'who decides' }),
    reasonOption(why),
    [
      '--revoke <số>',
      {
        vi: 'thu hồi quyết định mang số này; các danh mục lại có giá trị',
        en: 'take back the decision of this number; the lists count again',
      },
      recordNumber,
    ],
  ],
  examples: [
    {
      vi: 'dvc-sync review decide 1.004194 --eligible --as "Trần Thị B" --reason "đã họp ngày 02/7"',
      en: 'dvc-sync review decide 1.004194 --eligible --as "B. Tran" --reason "meeting of 2 July"',
    },
    {
      vi: 'dvc-sync review decide 1.004194 --agency H13.21 --not-eligible --reason "chưa có chữ ký số"',
      en: 'dvc-sync review decide 1.004194 --agency H13.21 --not-eligible --reason "no digital signature yet"',
    },
    {
      vi: 'dvc-sync review decide --revoke 7 --reason "ghi nhầm đơn vị"',
      en: 'dvc-sync review decide --revoke 7 --reason "wrong unit"',
    },
  ],
  check(
    _configuration,
    { revoke, agency = null, eligible = false, notEligible = false },
    procedure: string | undefined,
  ): number | Pick<ReviewDecision, 'procedure' | 'agency' | 'eligible'> {
    if (revoke !== undefined) return revoke;
    if (procedure === undefined)
      throw new UsageError({
        vi: 'cần mã thủ tục, ví dụ "dvc-sync review decide 1.004194 --eligible".',
        en: 'the code of a procedure is needed, for instance "dvc-sync review decide 1.004194 --eligible".',
      });
    if (eligible === notEligible)
      throw new UsageError({
        vi: 'cần đúng một trong --eligible, --not-eligible.',
        en: 'exactly one of --eligible and --not-eligible is needed.',
      });
    return { procedure, agency, eligible };
  },
  async onStore({ configuration, store, asking }, { reason }, wanted) {
    const { city } = configuration;
    const decision =
      typeof wanted === 'number'
        ? await takeBackDecision(asking, city, wanted, reason)
        : await decide(asking, city, { ...wanted, reason });
    const rolled = (await reviewsOf(store, city, [decision.procedure])).get(decision.procedure);
    const { targets = [], conflicts = [] } = rolled ?? {};
    const national = await nationalSnapshot(store, city);
    const listed = national && (await proceduresOf(store, national.id, [decision.procedure])).size > 0;
    const unknown = national ? (listed ? [] : [notListed]) : rolled ? [] : [unknownProcedure];
    return {
      json: { decision, targets, conflicts },
      print: decisionLine(decision, rolled?.name, city),
      notes: [...(rolled ? [followedLine(rolled)] : []), ...unknown],
    };
  },
});

function decisionLine(
  { id, procedure, agency, eligible, by, reason, revokedAt }: ReviewDecision,
  name: string | undefined,
  { levelNames }: City,
): string {
  const what = `${procedure}${name === undefined ? '' : ` «${name}»`}, ${agency ?? 'mọi đơn vị'}`;
  return revokedAt === null
    ? `Đã ghi quyết định số ${id}: ${what}: ${eligible ? 'đủ' : 'không đủ'} điều kiện lên ${levelTerms(levelNames).of(4)} (${by}: ${reason}).`
    : `Đã thu hồi quyết định số ${id}: ${what}; các danh mục lại có giá trị.`;
}

/** What has become of the procedure, so that whoever decided sees whether it did what was meant. */
function followedLine({ targets, conflicts: { length: open } }: RolledUp): string {
  const followed = targets.filter(({ why }) => why === 'decision').length;
  return `${numberWords(followed)} trên ${numberWords(targets.length)} đơn vị theo quyết định; ${open === 0 ? 'không còn mâu thuẫn' : `còn ${numberWords(open)} mâu thuẫn`}.`;
}

const unknownProcedure = 'Chưa có danh mục quốc gia nào đọc đủ, cũng chưa đơn vị nào nhắc đến thủ tục này.';

/** A decision may come before the record does; a code mistyped has to be seen. */
const notListed = 'Trong danh mục quốc gia đọc đủ lần gần nhất không thấy thủ tục này; xem lại mã.';

export const conflictsCommand = command({
  does: {
    vi: 'các danh mục mâu thuẫn nhau và ai phải quyết định',
    en: 'lists that contradict each other, and who has to decide',
  },
  options: [
    atMost({ vi: 'in nhiều nhất bao nhiêu mâu thuẫn', en: 'how many conflicts to print at most' }, 50),
  ],
  note: {
    vi: 'Mã thoát: 0 không có mâu thuẫn · 2 còn mâu thuẫn chờ quyết định',
    en: 'Exit codes: 0 no conflict · 2 some conflict waits for a decision',
  },
  async onStore({ configuration, store, now }, { limit }) {
    const state = await reviewState(store, configuration.city);
    const status = reviewStatus(state, configuration.city, now);
    const { conflicts } = status;
    return {
      ...listing(conflicts, conflictTable(status), {
        none: 'Không có mâu thuẫn nào.',
        ...{ limit, more: ' mâu thuẫn; thêm --limit hoặc xem "review status --out".' },
      }),
      open: conflicts.length > 0,
    };
  },
});

export const decisionsCommand = command({
  does: {
    vi: 'các quyết định đang có hiệu lực, kèm số để thu hồi',
    en: 'the decisions in force, with the number to take each back',
  },
  argument: [
    '[mã-thủ-tục]',
    {
      vi: 'mọi quyết định về thủ tục này, kể cả đã thu hồi',
      en: 'every decision on this procedure, with those taken back',
    },
    anyProcedure,
  ],
  async onStore({ store }, _options, procedure: string | undefined) {
    const decisions = await (procedure === undefined
      ? decisionsInForce(store)
      : decisionHistory(store, procedure));
    return listing(decisions, decisionTable, {
      none: 'Chưa có quyết định nào; ghi bằng "dvc-sync review decide".',
    });
  },
});

const decisionTable = list<ReviewDecision>([
  { title: 'Số', cell: ({ id }) => String(id) },
  { title: 'Mã TTHC', cell: ({ procedure }) => procedure },
  { title: 'Đơn vị', cell: ({ agency }) => agency ?? 'mọi đơn vị' },
  { title: 'Điều kiện', cell: ({ eligible }) => (eligible ? 'đủ' : 'không đủ') },
  { title: 'Lúc', cell: ({ at }) => ({ moment: at }) },
  { title: 'Ai quyết định', cell: ({ by }) => by },
  {
    title: 'Lý do',
    cell: ({ reason, revokedAt, revokedBy }) =>
      revokedAt === null ? reason : `${reason} (${revokedBy} thu hồi ${dateAndTime(revokedAt)})`,
  },
]);
