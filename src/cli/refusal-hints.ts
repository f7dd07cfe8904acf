import type { Words } from '../domain/language.ts';
import type { PlanState } from '../domain/push.ts';
import { isRefusal, type Refusal, type RefusalCode, type RefusalParams } from '../domain/refusal.ts';
import { wordsOf } from '../words/refusals.ts';
import { said, spokenLanguage } from './language.ts';
import { shownPath } from './output.ts';

const plans = 'dvc-sync plan list';

const afterState: Partial<Record<PlanState, (plan: string) => string>> = {
  stopped: plan => `dvc-sync apply ${plan} --resume`,
  stale: () => 'dvc-sync plan',
  superseded: () => plans,
  refused: () => 'dvc-sync plan',
};

const headsUnusable: Record<RefusalParams['audit-heads-unusable']['why'], Words> = {
  missing: { vi: 'không thấy khóa nhật ký kiểm tra', en: 'the key of the audit trail is not there:' },
  short: {
    vi: 'khóa nhật ký kiểm tra ngắn hơn 16 byte:',
    en: 'the key of the audit trail is shorter than 16 bytes:',
  },
  unreadable: { vi: 'không đọc được', en: 'cannot be read:' },
  'not-made': {
    vi: 'không tạo được khóa nhật ký kiểm tra',
    en: 'the key of the audit trail could not be made:',
  },
  'not-written': {
    vi: 'không ghi được mốc nhật ký kiểm tra vào',
    en: 'the mark of the audit trail could not be written to',
  },
};

const readAgain = () => said({ vi: 'dvc-sync run, hoặc thêm --run', en: 'dvc-sync run, or give --run' });

/** The command that helps, where one does; the refusal itself is told to people who have no command line as well. */
const hints: { [Code in RefusalCode]?: (params: RefusalParams[Code]) => string | undefined } = {
  'plan-unknown': () => plans,
  'plan-not-waiting': ({ plan, state }) => afterState[state]?.(plan),
  'plan-begun': ({ plan }) => `dvc-sync apply ${plan} --resume`,
  'plan-not-begun': ({ plan }) => `dvc-sync apply ${plan}`,
  'plan-not-approved': ({ plan }) =>
    said({
      vi: `dvc-sync approve ${plan} --as "tên" --reason "lý do"`,
      en: `dvc-sync approve ${plan} --as "name" --reason "why"`,
    }),
  'plan-moved': () => 'dvc-sync plan',
  'definitions-wrong': () =>
    said({
      vi: 'dvc-sync validate (xem từng lỗi), hoặc thêm --only <mã> để bỏ qua',
      en: 'dvc-sync validate (to see each mistake), or give --only <code> to pass over them',
    }),
  'nothing-defined': () => 'dvc-sync scaffold',
  'national-not-read': () => 'dvc-sync run',
  'definition-there': ({ file }) =>
    said({
      vi: `${shownPath(file)} đã có; thêm --force để ghi đè`,
      en: `--force, to overwrite ${shownPath(file)}`,
    }),
  'definition-half-replaced': ({ folder }) =>
    said({ vi: `--force, cho ${shownPath(folder)}`, en: `--force, for ${shownPath(folder)}` }),
  'task-unknown': () => 'dvc-sync tasks',
  'review-file-unknown': () => 'dvc-sync review list --files',
  'message-unknown': () => 'dvc-sync mail list',
  'key-unknown': () => 'dvc-sync keys list',
  'session-unknown': () => 'dvc-sync sessions list',
  'period-not-read': ({ nearest }) =>
    nearest === undefined
      ? 'dvc-sync run'
      : said({ vi: `thêm --as-of ${nearest}`, en: `give --as-of ${nearest}` }),
  'month-not-counted': ({ month }) => `dvc-sync report monthly ${month}`,
  'list-not-read': readAgain,
  'levels-not-read': readAgain,
};

/** What whoever has the machine may hear beside the refusal: what to call, or which of his files it is about. */
export function hintOf(refusal: Refusal): string | undefined {
  if (isRefusal(refusal, 'audit-heads-unusable')) {
    const { why, file, cause } = refusal.params;
    return `${said(headsUnusable[why])} ${file}${cause === undefined ? '' : ` (${cause})`}`;
  }
  const command = hints[refusal.code]?.(refusal.params as never);
  return command === undefined ? undefined : `${said({ vi: 'Dùng', en: 'Use' })}: ${command}`;
}

/** Why it was thrown, as closely as whoever has the machine may hear. */
export function whyOf(error: unknown): string {
  return (isRefusal(error) ? hintOf(error) : undefined) ?? wordsOf(error, spokenLanguage());
}
