import { numberWords } from '../../domain/number-words.ts';
import type { JobHandler } from '../jobs/handler.ts';
import { queueDigests } from './queue.ts';

/** The `digest` job: puts the letters of the schedule into the outbox, to be sent from there. */
export const digestJob: JobHandler<'digest'> = async ({ store, configuration, now }) => {
  if (!configuration.mail) return { message: 'chưa khai hộp thư gửi nên không có thư nào' };
  const queued = await queueDigests(store, configuration, now().toISOString());
  return {
    message:
      queued > 0
        ? `${numberWords(queued)} thư tổng hợp chờ gửi`
        : 'không có thư nào: từ thư trước chưa có lần chạy mới, hoặc không ai nhận thư theo lịch',
  };
};
