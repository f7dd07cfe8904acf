import type { Shown } from '../domain/agreement.ts';
import { isLevel } from '../domain/level.ts';
import { numberWords } from '../domain/number-words.ts';
import { type Tier, tierNames } from '../domain/tier.ts';
import { dateAndTime } from '../domain/time.ts';
import { type ReasonWords, unknownReason } from '../review/reason-words.ts';
import { conditionWords, shownText } from '../words/desk.ts';
import { unitWords } from '../words/findings/content.ts';
import { localPartNames } from '../words/findings/national.ts';
import { reviewedPartNames } from '../words/findings/reviews.ts';
import { sentenceCase } from '../words/sentence.ts';
import type { Names } from './names.ts';

/** What rules call what they saw, for people; a word of another version stands for itself. */
const terms: Record<string, string> = {
  source: 'nguồn',
  level: 'mức dịch vụ',
  offeringLevel: 'mức của đơn vị',
  shownLevel: 'mức người dân thấy',
  levels: 'mức dịch vụ ở từng nơi',
  counts: 'số đơn vị ở từng mức',
  national: 'CSDL quốc gia',
  local: 'hệ thống',
  missing: 'thiếu',
  surplus: 'thừa',
  added: 'thêm',
  changed: 'đổi',
  nationalCase: 'trường hợp trong CSDL quốc gia',
  nationalComponents: 'số giấy tờ trong CSDL quốc gia',
  localComponents: 'số giấy tờ ở hệ thống',
  nationalFees: 'phí, lệ phí trong CSDL quốc gia',
  fees: 'phí, lệ phí',
  deadlines: 'thời hạn giải quyết',
  onlinePayment: 'thanh toán trực tuyến',
  tiers: 'cấp thực hiện',
  tier: 'cấp',
  override: 'ngoại lệ đã khai báo',
  listed: 'có trong danh mục',
  active: 'đang sử dụng',
  applied: 'đã áp dụng',
  test: 'dịch vụ thử',
  offered: 'có cung cấp',
  notOffered: 'không cung cấp ở',
  unmappedOfferings: 'dịch vụ của đơn vị chưa ghép mã',
  forms: 'các cách viết mã',
  rows: 'số dòng',
  name: 'tên',
  otherCodes: 'mã khác cùng tên',
  texts: 'nội dung',
  bodies: 'cơ quan thực hiện',
  locality: 'địa phương',
  ownLocality: 'địa phương này',
  status: 'tình trạng',
  error: 'lỗi',
  takenAt: 'đọc lúc',
  part: 'phần',
  before: 'trước',
  after: 'sau',
  share: 'tỷ lệ mất',
  quarantined: 'số bản ghi không dùng được',
  examples: 'ví dụ',
  suggestions: 'gợi ý',
  id: 'mã ở hệ thống',
  identification: 'mã định danh',
  offerings: 'số dịch vụ',
  closedCases: 'trường hợp không nhận trực tuyến',
  link: 'địa chỉ nộp hồ sơ',
  pushed: 'lần đẩy gần nhất',
  found: 'đang thấy',
  eform: 'biểu mẫu điện tử',
  workflow: 'quy trình điện tử',
  state: 'tình trạng',
  reason: 'lý do',
  due: 'hạn',
  case: 'trường hợp',
  cause: 'nguyên nhân',
  sides: 'các ý kiến',
  eligible: 'đủ điều kiện',
  agencies: 'đơn vị',
  reasons: 'lý do',
  sources: 'danh mục',
  at: 'lúc',
  by: 'bởi',
  plan: 'kế hoạch',
  target: 'mục tiêu',
  value: 'giá trị',
  unit: 'đơn vị tính',
  text: 'nguyên văn',
  channel: 'cách nộp',
  amount: 'số tiền',
  code: 'mã',
  key: 'mã',
  citizen: 'người dân',
  business: 'doanh nghiệp',
  of: 'của',
  description: 'mô tả',
  type: 'loại',
  agencyCount: 'số đơn vị',
  deadlineHours: 'thời hạn giải quyết (giờ)',
  onlineDeadlineHours: 'thời hạn khi nộp trực tuyến (giờ)',
  longestHours: 'các bước dài nhất (giờ)',
  longestOnlineHours: 'các bước dài nhất khi nộp trực tuyến (giờ)',
  overruns: 'vượt thời hạn',
  defects: 'bước có lỗi',
  step: 'bước',
  detail: 'lỗi',
  fields: 'lĩnh vực',
  score: 'độ giống',
  suspicious: 'mức phí đáng ngờ',
  freeWithAmount: 'ghi miễn phí nhưng có số tiền',
  alsoRestsOn: 'còn căn cứ vào',
  records: 'số bản ghi',
  shown: 'đang hiện',
  shows: 'đang hiện',
  facts: 'điều đã thấy',
  unexplained: 'chưa có lý do',
  procedureName: 'tên thủ tục',
  guidance: 'hướng dẫn',
  office: 'hỏi cơ quan phụ trách',
  question: 'câu hỏi',
  asked: 'hỏi lúc',
  answer: 'trả lời',
  answered: 'trả lời lúc',
  agency: 'đơn vị',
  grounds: 'điều kiện',
  technical: 'kỹ thuật',
  legal: 'quy định',
  blocks: 'vướng',
  sourceCount: 'số danh mục',
  systems: 'các hệ thống',
  system: 'hệ thống',
  verdict: 'kết quả kiểm tra',
  checkedAt: 'kiểm tra lúc',
  touches: 'liên quan tới',
  unknown: 'chưa rõ',
};

/** All others are called as in the city's list. */
const reasonsByCode: Record<string, string> = {
  ...conditionWords,
  [unknownReason]: 'chưa xếp vào điều kiện nào',
};

/** Words of ours that stand as values. */
const values: Record<string, Record<string, string>> = {
  state: { usable: 'dùng được', empty: 'trống', invalid: 'bị lỗi' },
  channel: { direct: 'trực tiếp', online: 'trực tuyến', post: 'bưu chính' },
  unit: unitWords,
  office: { technical: 'kỹ thuật', regulatory: 'quy định' },
  verdict: {
    gone: 'không còn trang nào',
    'other-procedure': 'trang của thủ tục khác',
    'other-unit': 'trang của đơn vị khác',
  },
  missing: localPartNames,
  unknown: localPartNames,
  changed: reviewedPartNames,
  cause: { technical: 'kỹ thuật', legal: 'quy định' },
  reason: reasonsByCode,
  reasons: reasonsByCode,
  part: { procedure: 'thủ tục', agency: 'đơn vị', offering: 'dịch vụ', case: 'trường hợp' },
};

/** Digests say nothing to people, nor do places in a record and the codes of what is said beside them or in the sentence. */
const hidden = new Set(['hash', 'digest', 'fingerprint', 'path', 'defect', 'why']);

const isLevelKey = (key: string) => /level/i.test(key);

/** What a rule saw, in words: a line for each thing. */
export function evidenceWords(
  evidence: Readonly<Record<string, unknown>>,
  names: Called,
): { term: string; said: string[] }[] {
  return Object.entries(evidence).flatMap(([key, value]) => {
    if (hidden.has(key)) return [];
    const said = linesOf(value, key, names);
    return said.length === 0 ? [] : [{ term: sentenceCase(termOf(key, names)), said }];
  });
}

type Called = Pick<Names, 'system' | 'isSystem' | 'agency' | 'levels'> & {
  /** Those reasons of the lists are coded with. */
  conditions: ReasonWords['conditions'];
};

/** Keys are words of rules, systems or units; one of another version stands for itself. */
function termOf(key: string, names: Called): string {
  if (Object.hasOwn(terms, key)) return terms[key]!;
  if (Object.hasOwn(tierNames, key)) return tierNames[key as Tier];
  return names.isSystem(key) ? names.system(key) : names.agency(key);
}

/** A list has a line for each of its entries, a record one for each part. */
function linesOf(value: unknown, key: string, names: Called): string[] {
  if (Array.isArray(value)) return value.flatMap(each => phrase(each, key, names) || []);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([part, own]) => {
      if (hidden.has(part)) return [];
      const words = phrase(own, isLevelKey(key) ? key : part, names);
      return words === '' ? [] : [`${termOf(part, names)}: ${words}`];
    });
  const words = phrase(value, key, names);
  return words === '' ? [] : [words];
}

function phrase(value: unknown, key: string, names: Called): string {
  if (value === undefined) return '';
  if (value === null) return isLevelKey(key) ? names.levels.of(null) : 'không có';
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (typeof value === 'number') {
    if (isLevelKey(key) && isLevel(value)) return names.levels.of(value);
    return key === 'share' ? `${numberWords(value * 100)}%` : numberWords(value, 2);
  }
  if (typeof value === 'string') return stringWords(value, key, names);
  if (Array.isArray(value)) return value.map(each => phrase(each, key, names)).join('; ');
  if (key === 'value' && 'code' in (value as object)) return shownText(value as Shown);
  return linesOf(value, key, names).join(', ');
}

function stringWords(value: string, key: string, names: Called): string {
  if (['source', 'sources', 'notOffered', 'system'].includes(key) && names.isSystem(value))
    return names.system(value);
  if (key === 'agencies' || key === 'agency') return names.agency(value);
  if ((key === 'tier' || key === 'tiers') && Object.hasOwn(tierNames, value)) return tierNames[value as Tier];
  if (['at', 'takenAt', 'asked', 'answered', 'checkedAt'].includes(key)) return dateAndTime(value);
  const called = Object.hasOwn(values, key) ? values[key]! : {};
  if (Object.hasOwn(called, value)) return called[value]!;
  if (called === reasonsByCode && Object.hasOwn(names.conditions, value))
    return names.conditions[value]!.name;
  return value;
}
