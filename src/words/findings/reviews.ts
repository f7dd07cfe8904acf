import type { Shown } from '../../domain/agreement.ts';
import type { Level } from '../../domain/level.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { GroundKind, ReasonCode, Target } from '../../domain/review.ts';
import type { ReviewedPart } from '../../domain/reviewed-facts.ts';
import { type Tier, tierNames } from '../../domain/tier.ts';
import { dayText } from '../../domain/time.ts';
import { conditionWords, shownText } from '../desk.ts';
import { agencyLabel, type First, firstWords, systemLabel } from '../sentence.ts';
import { type About, findingWords } from './shape.ts';

/** Who says so, to go on after a name: "đã được rà soát đủ điều kiện …". */
const whyWords: Record<Target['why'], string> = {
  review: 'đơn vị đã rà soát',
  'roll-up': 'cơ quan tổng hợp đã rà soát',
  decision: 'cơ quan có thẩm quyền đã quyết định',
  'already-online': 'quyết định công bố đã nêu',
  conflict: 'các danh mục mâu thuẫn nhau',
  'not-reviewed': 'chưa ai rà soát',
};

interface Reviewed {
  why: Target['why'];
  sources: First<string>;
}

/** "(Phụ lục I của UBND phường Cái Khế, ds.xlsx, trang «PL I», dòng 12)"; empty where nobody can be quoted. */
function sourceWords({ sources: { first, more } }: Reviewed): string {
  if (first.length === 0) return '';
  return more === 0 ? ` (${first[0]})` : ` (${first[0]} và ${numberWords(more)} nguồn khác)`;
}

export const reviewedPartNames: Record<ReviewedPart, string> = {
  decision: 'quyết định công bố',
  legal: 'căn cứ pháp lý',
  papers: 'giấy tờ',
  fee: 'phí, lệ phí',
  time: 'thời hạn',
  tiers: 'cấp thực hiện',
};

const groundNames: Record<GroundKind, string> = { technical: 'vướng kỹ thuật', legal: 'vướng quy định' };

/** What is in the way, as far as the lists say: "vướng kỹ thuật: chưa có chữ ký số; vướng quy định". */
function groundWords(grounds: { kind: GroundKind; text: string | null }[]): string {
  return grounds
    .map(({ kind, text }) => (text ? `${groundNames[kind]}: ${text}` : groundNames[kind]))
    .join('; ');
}

interface Conflict {
  cause: GroundKind;
  tier: Tier;
  /** Absent: the two lists of the one agency it is about. */
  sides?: { eligible: boolean; agencies: First<{ code: string; name: string }> }[];
}

function conflictWords({ tier, sides }: Conflict, { agency, levels }: About): string {
  if (!sides)
    return `${agency} ghi cả trong danh mục đủ điều kiện lẫn danh mục chưa đủ điều kiện lên ${levels.of(4)}`;
  const words = sides.map(
    ({ eligible, agencies }) =>
      `${eligible ? '' : 'chưa '}đủ điều kiện theo ${firstWords(agencies, 'đơn vị', agencyLabel)}`,
  );
  return `các đơn vị ${tierNames[tier]} rà soát khác nhau: ${words.join('; ')}`;
}

/** What the reviews say, against what systems show. */
export const reviewsWords = {
  'below-target': findingWords<Reviewed & { target: Level; level: Level | null }>({
    title: 'Đủ điều kiện nhưng chưa ở {top}',
    what: 'Dịch vụ đã được rà soát đủ điều kiện cả về kỹ thuật và quy định (hoặc đã được công bố, quyết định ở {top}) nhưng hệ thống đang để {noun} thấp hơn.',
    why: 'Kế hoạch yêu cầu 100% dịch vụ đủ điều kiện được cung cấp ở {top}; người dân vẫn phải đến trực tiếp dù mọi điều kiện đã có.',
    remedy:
      'Sở TTTT hoàn thiện biểu mẫu, quy trình, thanh toán rồi nâng lên {top}: theo kế hoạch do dvc-sync lập, hoặc theo danh sách việc.',
    technical: 'Lập định nghĩa (dvc-sync scaffold hoặc adopt) rồi dvc-sync plan, dvc-sync apply.',
    english: {
      title: 'Eligible, but not at level 4',
      what: 'The service was reviewed as eligible in technique and law (or was announced or decided at level 4), but the system has a lower level.',
      why: 'The plan asks for every eligible service at level 4; people still have to come in person though all conditions hold.',
      remedy:
        'The technical office completes e-form, workflow and payment and raises it to level 4: by a service definition that is pushed with plan and apply, or by the list of tasks.',
    },
    say(params, { procedure, agency, system, levels, shown }) {
      const { why, target, level } = params;
      const able = why === 'already-online' ? `ở ${levels.of(4)}` : `đủ điều kiện lên ${levels.of(4)}`;
      return {
        expected: target,
        actual: level ?? levels.of(null),
        message: `Thủ tục ${procedure} tại ${agency}: ${whyWords[why]} ${able}${sourceWords(params)} nhưng trên ${system} đang ${level === null ? '' : 'ở '}${shown(level)}.`,
      };
    },
  }),
  'above-eligibility': findingWords<
    Reviewed & { level: Level; grounds: { kind: GroundKind; text: string | null }[] }
  >({
    title: 'Ở {top} dù chưa đủ điều kiện',
    what: 'Dịch vụ đã được rà soát chưa đủ điều kiện (Phụ lục II, hoặc thiếu một mặt ở Phụ lục I) nhưng hệ thống vẫn để {top}.',
    why: 'Người dân được hứa làm trọn vẹn qua mạng trong khi quy định hoặc kỹ thuật chưa cho phép; hồ sơ sẽ phải trả lại hoặc yêu cầu đến trực tiếp.',
    remedy:
      'VP UBND xác định có được giữ {top} không: nếu không thì duyệt hạ mức, nếu được thì ghi quyết định kèm căn cứ.',
    technical: 'dvc-sync review decide <mã thủ tục>.',
    english: {
      title: 'At level 4 without being eligible',
      what: 'The service was reviewed as not eligible (Phu luc II, or one side of Phu luc I is missing), but the system has it at level 4.',
      why: 'People are promised to do everything online though law or technique does not allow it; files are sent back or people called in.',
      remedy:
        'The regulatory office settles whether level 4 may stay: if not, it approves the lowering; if so, the decision is recorded with review decide.',
    },
    say(params, { procedure, agency, system, levels, shown }) {
      const { why, level } = params;
      const grounds = groundWords(params.grounds);
      return {
        expected: `dưới ${levels.of(4)}`,
        actual: level,
        message: `Thủ tục ${procedure} tại ${agency}: ${whyWords[why]} là chưa đủ điều kiện lên ${levels.of(4)}${grounds && `, ${grounds}`}${sourceWords(params)} nhưng ${system} đang để ${shown(4)}.`,
      };
    },
  }),
  'explanation-contradicted': findingWords<{
    reason: ReasonCode;
    against: { system: { name: string; role: string }; shown: Shown }[];
  }>({
    title: 'Lý do giải trình trái với hệ thống',
    what: 'Đơn vị nêu trong Phụ lục II một điều kiện chưa đạt để không lên {top}, nhưng các hệ thống đang cho thấy điều kiện ấy đã có hoặc không cần.',
    why: 'Lý do không còn đúng thì thủ tục có thể nâng mức được; hai cơ quan chỉ thống nhất giải trình có căn cứ.',
    remedy:
      'Yêu cầu đơn vị giải trình lại, kèm điều hệ thống cho thấy; đơn vị sửa danh mục rồi gửi lại. Nếu lý do vẫn đúng thì tạm bỏ qua sai lệch này, ghi rõ vì sao.',
    technical: 'dvc-sync review agree <mã thủ tục> --word explain-again.',
    english: {
      title: 'A stated reason is contradicted by the systems',
      what: 'In Phu luc II the unit names a condition that keeps the service from level 4, but the systems show that it holds or is not needed.',
      why: 'Where the reason no longer holds, the level may be raised; the two offices agree only to what is founded.',
      remedy:
        'The unit is asked to explain again (review agree … --word explain-again) with what the systems show; it mends its list and sends it again. Where the reason still holds, the discrepancy is set aside, saying why.',
    },
    say({ reason, against }, { procedure, agency }) {
      const named = conditionWords[reason] ?? reason;
      const seen = against.map(({ system, shown }) => [systemLabel(system), shownText(shown)] as const);
      return {
        expected: 'lý do khớp với hệ thống',
        actual: seen.map(each => each.join(' ')).join('; '),
        message: `Thủ tục ${procedure}: ${agency} giải trình “${named}” trong Phụ lục II, nhưng ${seen.map(([system, shown]) => `theo ${system}, ${shown}`).join('; ')}.`,
      };
    },
  }),
  'review-outdated': findingWords<{
    changed: ReviewedPart[];
    agencies: First<{ code: string; name: string }>;
  }>({
    title: 'Bản ghi quốc gia đã đổi sau khi rà soát',
    what: 'Điều mà danh mục rà soát đã căn cứ (quyết định công bố, căn cứ pháp lý, giấy tờ, phí, thời hạn, cấp thực hiện) nay đã khác trên CSDL quốc gia.',
    why: 'Kết luận rà soát dựa trên thủ tục cũ; biểu mẫu và quy trình dựng theo nó cũng có thể không còn đúng.',
    remedy:
      'Đơn vị được nêu rà soát lại thủ tục này rồi gửi lại danh mục; nếu kết luận không đổi thì gửi lại chính danh mục cũ.',
    technical: 'dvc-sync review import --again <tệp>.',
    english: {
      title: 'The national record has changed since the review',
      what: 'What the review rested on (decision, legal bases, papers, fee, time, tiers) is another one now in the national record.',
      why: 'The conclusion is about the procedure as it was; forms and workflows made for it may be wrong, too.',
      remedy:
        'The units that are named review this procedure again and send their list again; where the conclusion stands, the same file is taken in once more with "review import --again".',
    },
    say({ changed, agencies }, { procedure }) {
      const parts = changed.map(what => reviewedPartNames[what]).join(', ');
      const units = firstWords(agencies, 'đơn vị', agencyLabel);
      return {
        expected: 'như khi rà soát',
        actual: `đã đổi: ${parts}`,
        message: `Thủ tục ${procedure}: ${parts} trên CSDL quốc gia đã đổi sau khi ${units} rà soát; cần rà soát lại.`,
      };
    },
    namesUnits: ({ agencies }) => agencies.more === 0,
  }),
  'not-reviewed': findingWords<{ due: string; unexplained?: true }>({
    title: 'Chưa rà soát dù đã quá hạn',
    what: 'Thủ tục áp dụng cho đơn vị nhưng không có trong Phụ lục I hay Phụ lục II của đơn vị (hay của cơ quan tổng hợp thay), cũng không thuộc danh mục đã ở {top}, trong khi hạn rà soát đã qua.',
    why: 'Chưa rà soát thì không biết có nâng lên {top} được không; chỉ tiêu của thành phố không tính được.',
    remedy:
      'Đơn vị rà soát, bổ sung thủ tục vào một trong hai phụ lục rồi gửi lại; dvc-sync nhắc đơn vị theo các mốc của kế hoạch.',
    english: {
      title: 'Not reviewed though the day has passed',
      what: 'The procedure applies to the unit, but is in neither Phu luc I nor II of the unit (or of the body that consolidates for it), nor in the list of what is at level 4 already, and the last day of the review has passed. A row of Phu luc II that names no condition counts as none.',
      why: 'Without a review nobody knows whether it can go to level 4; the target of the city cannot be counted.',
      remedy:
        'The unit reviews the procedure, adds it to one of the two lists and sends it again; dvc-sync reminds the unit by the milestones of the plan.',
    },
    say: ({ due, unexplained }, { procedure, agency, system }) => ({
      expected: unexplained ? 'Phụ lục II nêu rõ điều kiện chưa đạt' : 'có trong Phụ lục I hoặc Phụ lục II',
      actual: unexplained ? 'không nêu điều kiện nào' : 'chưa có trong danh mục nào',
      message: `Thủ tục ${procedure} trên ${system} tại ${agency} phải được rà soát trước ngày ${dayText(due)} nhưng ${unexplained ? 'chỉ có trong Phụ lục II mà không nêu điều kiện nào chưa đạt' : 'chưa có trong Phụ lục I hay Phụ lục II nào'}.`,
    }),
  }),
  'review-conflict': findingWords<Conflict>({
    title: 'Danh mục rà soát mâu thuẫn',
    what: 'Các đơn vị cùng cấp (hoặc cơ quan tổng hợp thay) rà soát cùng một thủ tục mà kết luận khác nhau, hoặc một đơn vị ghi thủ tục vào cả hai phụ lục.',
    why: 'Kế hoạch yêu cầu thống nhất {noun} giữa các đơn vị cùng cấp; chưa thống nhất thì chưa biết phải nâng ở đâu.',
    remedy:
      'Nguyên nhân kỹ thuật: Sở TTTT hướng dẫn; nguyên nhân quy định: VP UBND hướng dẫn. Đơn vị gửi lại danh mục, hoặc cơ quan có thẩm quyền ghi quyết định; quyết định thay cho mọi danh mục.',
    technical: 'dvc-sync review decide <mã thủ tục>.',
    english: {
      title: 'Review lists contradict each other',
      what: 'Units of one tier (or bodies that consolidate for them) came to different conclusions on one procedure, or a unit put it into both lists.',
      why: 'The plan asks for one level at all units of a tier; without agreement nobody knows where to raise it.',
      remedy:
        'Technical causes: the technical office advises; legal causes: the regulatory office does. The unit sends its list again, or a decision is recorded with review decide; a decision counts more than any list.',
    },
    say: (params, about) => ({
      expected: 'một kết luận thống nhất',
      actual: params.sides ? 'kết luận khác nhau' : 'có trong cả hai danh mục',
      message: `Thủ tục ${about.procedure}: ${conflictWords(params, about)}; nguyên nhân do ${params.cause === 'legal' ? 'quy định của pháp luật' : 'điều kiện kỹ thuật'}.`,
    }),
    namesUnits: ({ sides = [] }) => sides.every(({ agencies }) => agencies.more === 0),
  }),
};
