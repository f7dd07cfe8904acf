import type { City } from '../../domain/city.ts';
import { dayText } from '../../domain/time.ts';
import { type LevelTerms, levelTerms } from '../../words/level-names.ts';
import { headLines } from '../contacts.ts';
import { namesOf } from '../names.ts';
import { leftWords } from '../reviews/milestones.ts';
import type { ReminderBody } from './bodies.ts';
import type { Composer } from './composing.ts';
import { procedureSection } from './content.ts';
import { pageAddress } from './report-address.ts';

/** What a milestone asks next of whoever is to be reminded. */
const nextSteps: Record<ReminderBody['what'], (levels: LevelTerms) => string> = {
  review: () =>
    'Gửi danh mục theo mẫu Phụ lục I (đủ điều kiện) và Phụ lục II (chưa đủ điều kiện, nêu rõ điều kiện chưa đạt) tới nơi tổng hợp. Mỗi thủ tục chỉ ghi ở một phụ lục.',
  registration: levels =>
    `Đăng ký các dịch vụ ${levels.of(4)} còn lại trên CSDL quốc gia về TTHC, rồi xác nhận từng việc trong danh sách việc cần làm.`,
  improvement: () =>
    'Rà lại từng điều kiện còn thiếu và khắc phục; điều kiện không khắc phục được thì báo cơ quan có thẩm quyền ghi quyết định.',
  configuration: levels =>
    `Cấu hình các dịch vụ đủ điều kiện lên ${levels.of(4)} trên Cổng DVC và Hệ thống một cửa, rồi đối chiếu lại.`,
  other: () => 'Khi đã xong, người phụ trách xác nhận mốc này đã xong.',
};

/** What a milestone that asks for procedures names, and the page with all of it. */
const named: Partial<Record<ReminderBody['what'], { title: string; noun: string; page: string }>> = {
  review: { title: 'Thủ tục chưa rà soát', noun: 'thủ tục', page: '/ra-soat' },
  registration: { title: 'Dịch vụ chưa đăng ký', noun: 'dịch vụ', page: '/viec-can-lam' },
  configuration: {
    title: 'Dịch vụ chưa được nâng mức',
    noun: 'dịch vụ',
    page: '/sai-lech?rule=below-target',
  },
};

/** A reminder of one milestone to one unit; what it says is what was known when it was put into the outbox. */
export const composeReminder: Composer = async (letter, { configuration }) => {
  const { slice, what, name, due, state, missing } = letter.body as ReminderBody;
  const { title, noun, page } = named[what] ?? {};
  const address = page && pageAddress(configuration, page);
  const { city } = configuration;
  const names = namesOf(city);
  const unit = slice.part === 'owner' ? names.owner(slice.owner) : names.agency(state.unit);
  const late = state.workingDaysLeft < 0;
  const time = leftWords(state.workingDaysLeft);
  return {
    subject: `${late ? 'QUÁ HẠN' : 'Nhắc hạn'}: ${name}, ${dayText(due)}`,
    urgent: late,
    content: {
      kind: 'Nhắc việc theo kế hoạch',
      part: unit,
      headline: late
        ? `“${name}” đã quá hạn ${dayText(due)} mà chưa xong.`
        : `“${name}” hết hạn ngày ${dayText(due)}, ${time}.`,
      lead: [
        ...(state.missing === null ? [] : [`${unit}: ${state.missing}.`]),
        ...headLines(city, { unit: state.unit, fields: fieldsOf(city, state.unit) }),
      ],
      figures: [
        {
          value: Math.abs(state.workingDaysLeft),
          label: late ? 'ngày làm việc quá hạn' : 'ngày làm việc còn lại',
          tone: late ? 'bad' : 'plain',
        },
      ],
      ...(address && { link: { label: 'Mở trang', address } }),
      sections: [
        { title: 'Cần làm gì', items: [{ text: nextSteps[what](levelTerms(city.levelNames)) }] },
        ...(title && missing ? [procedureSection(title, missing, { noun, rest: address })] : []),
      ],
    },
  };
};

/** Fields of work that a unit manages. */
function fieldsOf({ fields }: Pick<City, 'fields'>, unit: string): string[] {
  return Object.entries(fields).flatMap(([field, agency]) => (agency === unit ? [field] : []));
}
