import { remind } from '../../app/mail/remind.ts';
import { numberWords } from '../../domain/number-words.ts';
import { queueDigests } from '../../runs/mail/queue.ts';
import { askingOf, type JobHandler } from './handler.ts';

/** Puts the letters of the schedule into the outbox, to be sent from there. */
export const digest: JobHandler<'digest'> = async ({ store, configuration, now }) => {
  if (!configuration.mail) return { message: 'chưa khai hộp thư gửi nên không có thư nào' };
  const queued = await queueDigests(store, configuration, now().toISOString());
  return {
    message:
      queued > 0
        ? `${numberWords(queued)} thư tổng hợp chờ gửi`
        : 'không có thư nào: từ thư trước chưa có lần chạy mới, hoặc không ai nhận thư theo lịch',
  };
};

/** Puts the reminders into the outbox, to be sent from there. */
export const reminders: JobHandler<'reminders'> = async work => {
  const { configuration, now } = work;
  if (!configuration.mail) return { message: 'chưa khai hộp thư gửi nên không nhắc ai' };
  if (configuration.reviews.milestones.length === 0)
    return { message: 'kế hoạch chưa có mốc nào nên không nhắc ai' };
  const { queued, unreached } = await remind(askingOf(work), now().toISOString());
  const left =
    unreached.length > 0
      ? `; ${numberWords(unreached.length)} đơn vị cần nhắc chưa có địa chỉ thư: ${unreached.slice(0, 5).join(', ')}${unreached.length > 5 ? '…' : ''}`
      : '';
  return { message: `${numberWords(queued)} thư nhắc chờ gửi${left}` };
};
