import { numberWords } from '../../domain/number-words.ts';
import { dayText } from '../../domain/time.ts';
import { namesOf } from '../names.ts';
import type { SessionActionsBody } from './bodies.ts';
import type { Composer } from './composing.ts';
import { pageAddress } from './report-address.ts';

/** What somebody agreed to do in working sessions, when its day is near or over. */
export const composeSessionActions: Composer = async (letter, { configuration }) => {
  const { owner, day, actions } = letter.body as SessionActionsBody;
  const names = namesOf(configuration.city);
  const whose = names.who(owner);
  const late = actions.filter(({ until }) => until < day).length;
  // Reminded of days ahead, an action is not due yet.
  const due = actions.every(({ until }) => until > day) ? 'sắp đến hạn' : 'đến hạn';
  const count = numberWords(actions.length);
  const held = [...new Set(actions.map(({ session }) => session))];
  const address = pageAddress(configuration, `/buoi-lam-viec${held.length === 1 ? `/${held[0]}` : ''}`);
  return {
    subject: `${count} việc đã thống nhất ${late > 0 ? 'quá hạn hoặc ' : ''}${due}: ${whose}`,
    content: {
      kind: 'Nhắc việc sau buổi làm việc',
      part: whose,
      headline: `${count} việc ${whose} đã nhận ở buổi làm việc nay ${due}${late > 0 ? `, trong đó ${numberWords(late)} việc đã quá hạn` : ''}.`,
      lead: ['Việc nào xong hoặc phải lùi ngày thì đề nghị báo lại để ghi vào biên bản lần sau.'],
      figures: [
        { value: actions.length, label: `việc ${due}`, tone: 'plain' },
        ...(late > 0 ? [{ value: late, label: 'việc quá hạn', tone: 'bad' as const }] : []),
      ],
      ...(address && { link: { label: 'Báo kết quả trên trang', address } }),
      sections: [
        {
          title: 'Các việc',
          items: actions.map(({ action, until, what, session, heldOn }) => ({
            title: action,
            text: `Hạn ${dayText(until)}${until < day ? ' (đã quá hạn)' : ''}`,
            note: [
              what !== null && `Vướng mắc: ${what}`,
              `${what === null ? 'Buổi' : 'buổi'} làm việc số ${session} ngày ${dayText(heldOn)}`,
            ]
              .filter(Boolean)
              .join('; '),
          })),
        },
      ],
    },
  };
};
