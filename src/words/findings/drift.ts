import type { Said } from '../../domain/finding.ts';
import type { Level } from '../../domain/level.ts';
import { date, dateAndTime } from '../../domain/time.ts';
import type { LevelTerms } from '../level-names.ts';
import type { First } from '../sentence.ts';
import { paperWords } from './cases.ts';
import { type About, findingWords } from './shape.ts';

/** When a value was pushed (ISO 8601, UTC), and that value; absent = the offering was taken away. */
interface PushedLevel {
  at: string;
  /** Nobody pushed it: it was taken over from the system as it was. */
  taken?: true;
  level?: Level | null;
}

/** Where the case of a pushed part is, and what we pushed there. */
export interface PushedPart {
  case?: string;
  /** ISO 8601, UTC. */
  at: string;
  taken?: true;
  /** That there be none was pushed. */
  none: boolean;
}

/** What became of a part, and when and by whom the system says the case was changed. */
export interface Change {
  change: 'case-gone' | 'appeared' | 'gone' | 'other';
  modified?: { at: string; by?: string };
}

const changeWords: Record<Change['change'], string> = {
  'case-gone': 'trường hợp này không còn trên hệ thống',
  appeared: 'đã có',
  gone: 'không còn',
  other: 'đã khác',
};

function driftSaid(
  { case: name, at, taken, none }: PushedPart,
  { procedure, system }: About,
  what: string,
  actual: string,
  modified?: Change['modified'],
): Said {
  const which = name === undefined ? '' : `, trường hợp «${name}»`;
  return {
    expected: `${none ? 'không có ' : ''}${what}, ${pushWords({ at, taken })}`,
    actual,
    message: `Thủ tục ${procedure}${which} trên ${system}: ${what} do dvc-sync ${pushWords({ at, taken })}${none ? ' là để trống' : ''}, nay ${actual}; có người sửa trực tiếp trên hệ thống${modified ? changedWords(modified) : ''}.`,
  };
}

function partSaid(what: string) {
  return (params: PushedPart & Change, about: About): Said =>
    driftSaid(params, about, what, changeWords[params.change], params.modified);
}

/** `đẩy ngày 23/11/2026`. */
function pushWords({ at, taken }: { at: string; taken?: true | undefined }): string {
  return `${taken ? 'lấy từ hệ thống' : 'đẩy'} ngày ${date(at)}`;
}

function changedWords({ at, by }: { at: string; by?: string }): string {
  return ` (hệ thống ghi lần sửa gần nhất ${dateAndTime(at)}${by ? `, người sửa ${by}` : ''})`;
}

function pushedWords({ level }: PushedLevel, levels: LevelTerms): string {
  return level === undefined ? 'ngừng cung cấp' : levels.of(level);
}

/** What somebody changed after we had pushed it. */
export const driftWords = {
  'level-drift': findingWords<{ pushed: PushedLevel; found: { level: Level | null } | null }>({
    title: '{Noun} bị sửa ngoài tệp cấu hình',
    what: '{Noun} của dịch vụ tại một đơn vị không còn là {noun} mà dvc-sync đã đẩy lên và kiểm tra lại, hoặc dịch vụ đó bị gỡ, bị bật lại.',
    why: 'Có người sửa trực tiếp trên hệ thống mà tệp cấu hình đã duyệt không biết; lần đẩy sau sẽ ghi đè, hoặc {noun} sai được giữ nguyên.',
    remedy:
      'Sở TTTT hỏi người quản trị hệ thống vì sao sửa, rồi chọn một trong hai: đặt lại như đã duyệt, hoặc nhận giá trị mới làm cấu hình đã duyệt.',
    technical: 'dvc-sync plan rồi dvc-sync apply, hoặc dvc-sync adopt <mã thủ tục>.',
    english: {
      title: 'The level was changed outside the configuration',
      what: 'The level of a service at an agency is not the one dvc-sync pushed and verified, or the service was taken off or turned on again.',
      why: 'Somebody changed the system and the approved files do not know it; the next push overwrites it, or the wrong level stays.',
      remedy:
        'The technical office asks the administrator of the system why, then does one of two: push again with plan and apply, or take the new value into the files with adopt.',
    },
    say({ pushed, found }, { procedure, agency, system, levels }) {
      const was = pushedWords(pushed, levels);
      const is = found ? `đang cung cấp, ${levels.of(found.level)}` : 'không còn cung cấp';
      return {
        expected: `${was}, ${pushWords(pushed)}`,
        actual: is,
        message: `Thủ tục ${procedure} tại ${agency} trên ${system}: dvc-sync đã ${pushWords(pushed)} là ${was}, nay ${is}; có người sửa trực tiếp trên hệ thống.`,
      };
    },
  }),
  'eform-drift': findingWords<PushedPart & Change>({
    title: 'Biểu mẫu điện tử bị sửa ngoài tệp cấu hình',
    what: 'Biểu mẫu điện tử của trường hợp không còn là biểu mẫu mà dvc-sync đã đẩy lên và kiểm tra lại.',
    why: 'Người dân đang điền một biểu mẫu chưa ai duyệt; lần đẩy sau sẽ ghi đè phần sửa tay mà không ai hay.',
    remedy:
      'Sở TTTT xem phần đã sửa trên hệ thống, rồi chọn một trong hai: đặt lại như đã duyệt, hoặc nhận biểu mẫu mới làm cấu hình đã duyệt.',
    technical: 'dvc-sync plan rồi dvc-sync apply, hoặc dvc-sync adopt <mã thủ tục>.',
    english: {
      title: 'The e-form was changed outside the configuration',
      what: 'The e-form of a case is not the one dvc-sync pushed and verified.',
      why: 'People fill in a form that nobody approved; the next push overwrites the change and nobody notices.',
      remedy:
        'The technical office looks at the change, then does one of two: push again with plan and apply, or take the new form into the files with adopt.',
    },
    say: partSaid('biểu mẫu điện tử'),
  }),
  'workflow-drift': findingWords<PushedPart & Change>({
    title: 'Quy trình điện tử bị sửa ngoài tệp cấu hình',
    what: 'Quy trình điện tử của trường hợp không còn là quy trình mà dvc-sync đã đẩy lên và kiểm tra lại.',
    why: 'Hồ sơ đang đi theo một quy trình chưa ai duyệt; lần đẩy sau sẽ ghi đè phần sửa tay, kể cả bước mà hồ sơ đang đứng.',
    remedy:
      'Sở TTTT xem các bước đã sửa trên hệ thống, rồi chọn một trong hai: đặt lại như đã duyệt, hoặc nhận quy trình mới làm cấu hình đã duyệt.',
    technical: 'dvc-sync plan rồi dvc-sync apply, hoặc dvc-sync adopt <mã thủ tục>.',
    english: {
      title: 'The workflow was changed outside the configuration',
      what: 'The workflow of a case is not the one dvc-sync pushed and verified.',
      why: 'Files go a way that nobody approved; the next push overwrites the change, also the step a file stands at.',
      remedy:
        'The technical office looks at the steps that changed, then does one of two: push again with plan and apply, or take the new workflow into the files with adopt.',
    },
    say: partSaid('quy trình điện tử'),
  }),
  'components-drift': findingWords<
    PushedPart & (Change | { missing: First<string>; added: First<string>; changed: First<string> })
  >({
    title: 'Thành phần hồ sơ bị sửa ngoài tệp cấu hình',
    what: 'Thành phần hồ sơ của trường hợp không còn là danh sách giấy tờ mà dvc-sync đã đẩy lên và kiểm tra lại: thêm, bớt, đổi số bản hoặc đổi bắt buộc.',
    why: 'Người dân bị yêu cầu thêm giấy tờ hoặc nộp thiếu so với danh sách đã duyệt; lần đẩy sau sẽ ghi đè phần sửa tay.',
    remedy:
      'Sở TTTT xem giấy tờ đã sửa trên hệ thống, rồi chọn một trong hai: đặt lại như đã duyệt, hoặc nhận danh sách mới làm cấu hình đã duyệt.',
    technical: 'dvc-sync plan rồi dvc-sync apply, hoặc dvc-sync adopt <mã thủ tục>.',
    english: {
      title: 'Documents were changed outside the configuration',
      what: 'The documents of a case are not those dvc-sync pushed and verified: more, fewer, another number of copies, or now required.',
      why: 'People are asked for more or hand in less than the approved list; the next push overwrites the change.',
      remedy:
        'The technical office looks at what changed, then does one of two: push again with plan and apply, or take the new list into the files with adopt.',
    },
    say(params, about) {
      if ('change' in params) return partSaid('thành phần hồ sơ')(params, about);
      const words = [
        paperWords('mất', params.missing),
        paperWords('thêm', params.added),
        paperWords('đổi số bản hoặc bắt buộc', params.changed),
      ];
      return driftSaid(params, about, 'thành phần hồ sơ', words.filter(Boolean).join('; '));
    },
  }),
};
