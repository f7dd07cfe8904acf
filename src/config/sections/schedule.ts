import { z } from 'zod';
import { scheduledJobs } from '../../domain/job.ts';
import { asText } from '../../domain/language.ts';
import { cronProblem } from '../cron.ts';

const defaults = {
  reconcile: '30 5 * * *',
  'full-refresh': '0 1 * * 0',
  plan: null,
  reminders: '0 7 * * 1-5',
  digest: '30 7 * * 1',
  'monthly-report': '0 6 1 * *',
  housekeeping: '15 3 * * *',
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
      'Biểu thức cron năm trường (phút giờ ngày tháng thứ), giờ Việt Nam; null = không chạy theo lịch.',
    ),
  missed: z
    .enum(['once', 'skip'])
    .default('once')
    .describe('Lỡ giờ vì dịch vụ tắt: once = chạy bù một lần khi bật lại, skip = bỏ qua. Mặc định: once.'),
  jitterSeconds: z
    .int()
    .min(0)
    .max(3600)
    .default(0)
    .describe('Lùi lại ngẫu nhiên tới chừng này giây, để không dồn vào một lúc. Mặc định: 0.'),
});

/** When each job is due. A job that is not named keeps its usual time. */
export const scheduleSection = z.strictObject(
  Object.fromEntries(
    scheduledJobs.map(job => [
      job,
      entry.prefault({ at: defaults[job] }).describe(`Mặc định: ${defaults[job] ?? 'không chạy theo lịch'}.`),
    ]),
  ) as Record<(typeof scheduledJobs)[number], z.ZodPrefault<typeof entry>>,
);

export type ScheduleSettings = z.infer<typeof scheduleSection>;
