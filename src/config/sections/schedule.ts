import { z } from 'zod';
import { scheduledJobs } from '../../domain/job.ts';
import { asText } from '../../domain/language.ts';
import { cronProblem } from '../cron.ts';
import { whole } from './values.ts';

const usual = {
  reconcile: { at: '30 5 * * *', about: 'Đối chiếu.' },
  'full-refresh': { at: '0 1 * * 0', about: 'Đối chiếu, đọc lại mọi chi tiết từ đầu.' },
  plan: { at: null, about: 'Lập kế hoạch đẩy; mặc định không chạy theo lịch.' },
  reminders: { at: '0 7 * * 1-5', about: 'Nhắc việc và mốc đến hạn.' },
  digest: { at: '30 7 * * 1', about: 'Thư tổng hợp cho người nhận theo lịch.' },
  'monthly-report': { at: '0 6 1 * *', about: 'Số liệu tháng trước.' },
  housekeeping: { at: '15 3 * * *', about: 'Dọn dữ liệu cũ theo mục keep.' },
} as const;

const entry = z.strictObject({
  at: z
    .string()
    .superRefine((expression, context) => {
      const problem = cronProblem(expression);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: asText(problem) });
    })
    .nullable()
    .describe(
      'Biểu thức cron năm trường, giờ Việt Nam: phút giờ ngày tháng thứ (0 hoặc 7 = chủ nhật); ngày và thứ cùng có thì phải đúng cả hai; L = ngày cuối tháng; null = không chạy theo lịch.',
    ),
  missed: z
    .enum(['once', 'skip'])
    .default('once')
    .describe('Lỡ giờ vì dịch vụ tắt: once = chạy bù một lần khi bật lại, skip = bỏ qua. Mặc định: once.'),
  jitterSeconds: whole('Lùi lại ngẫu nhiên tới chừng này giây, để không dồn vào một lúc.', [0, 3600], 0),
});

/** When each job is due. A job that is not named keeps its usual time. */
export const scheduleSection = z.strictObject(
  Object.fromEntries(
    scheduledJobs.map(job => [job, entry.prefault({ at: usual[job].at }).describe(usual[job].about)]),
  ) as Record<(typeof scheduledJobs)[number], z.ZodPrefault<typeof entry>>,
);

export type ScheduleSettings = z.infer<typeof scheduleSection>;
