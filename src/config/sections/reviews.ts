import { z } from 'zod';
import { asText } from '../../domain/language.ts';
import { owners } from '../../domain/severity.ts';
import { tiers } from '../../domain/tier.ts';
import { readDay, writtenDay } from '../../domain/time.ts';
import { flag, optionalText, whole } from './values.ts';

/** As people write it (`15/06/2021`) or ISO; the settings have it as `YYYY-MM-DD`, where it is one of the calendar. */
const day = z
  .string()
  .regex(
    writtenDay,
    asText({
      vi: 'phải là ngày dạng 15/06/2021 hoặc 2021-06-15',
      en: 'must be a day such as 15/06/2021 or 2021-06-15',
    }),
  )
  .transform(text => readDay(text) ?? text);

const milestone = z.strictObject({
  id: z
    .string()
    .regex(
      /^[a-z0-9-]{1,40}$/,
      asText({ vi: 'chỉ gồm chữ thường, số và "-"', en: 'has small letters, digits and "-" only' }),
    )
    .describe('Tên ngắn, không đổi.'),
  name: z.string().min(1).describe('Việc phải xong, như ghi trong kế hoạch.'),
  from: day.optional().describe('Ngày bắt đầu, khi việc kéo dài.'),
  due: day.describe('Ngày cuối cùng.'),
  what: z
    .enum(['review', 'registration', 'improvement', 'configuration', 'other'])
    .describe(
      'review: gửi danh mục rà soát; registration: tạo dịch vụ trên CSDL quốc gia; improvement: khắc phục; configuration: cấu hình và công khai; other: xác nhận bằng tay.',
    ),
  tiers: z.array(z.enum(tiers)).default([]).describe('Các cấp phải làm.'),
  agencies: z.array(z.string().min(1)).default([]).describe('Các đơn vị phải làm: mã định danh.'),
  owner: z.enum(owners).optional().describe('Bên phải làm, khi không phải là các đơn vị.'),
  remindDaysBefore: z
    .array(z.int().min(0).max(365))
    .default([7, 3, 1])
    .describe('Nhắc trước hạn chừng này ngày làm việc. Mặc định: 7, 3, 1.'),
  remindEveryDaysAfter: whole('Quá hạn thì nhắc lại sau mỗi chừng này ngày làm việc.', [1, 365], 3),
});

/** Reviews of the plan: who reports to whom until when, and what is out of them. */
export const reviewsSection = z.strictObject({
  milestones: z
    .array(milestone)
    .default([])
    .describe('Các mốc của kế hoạch; mẫu sáu mốc: config/can-tho/reviews.yaml.'),
  holidays: z
    .array(day)
    .default([])
    .describe('Ngày nghỉ ngoài thứ bảy, chủ nhật; không tính là ngày làm việc.'),
  reasons: optionalText(
    'Tệp từ khóa → điều kiện chưa đáp ứng, tính từ tệp này. Bỏ trống: bộ từ khóa có sẵn.',
    './review-reasons.yaml',
  ),
  appraisal: optionalText(
    'Tệp danh mục nội dung thẩm định, tính từ tệp này; mẫu: config/can-tho/appraisal.yaml.',
    './appraisal.yaml',
  ),
  requireAppraisal: flag('Chỉ nâng mức dịch vụ đã thẩm định đạt.'),
  unitCosts: z
    .record(z.string().min(1), z.int().min(0).max(1_000_000_000_000))
    .default({})
    .describe(
      'Đơn giá của thành phố, đồng cho mỗi việc khắc phục, theo mã điều kiện trong improvement.xlsx (eform, workflow, payment …). Điều kiện không ghi: chưa có đơn giá.',
    )
    .meta({ examples: [{ eform: 2_000_000 }] }),
  decision: optionalText(
    'Văn bản công bố các dịch vụ đã ở mức độ 4 (không phải rà soát, nhưng phải giữ mức độ 4).',
    'Quyết định số 2974/QĐ-UBND',
  ),
});

export type ReviewSettings = z.infer<typeof reviewsSection>;
export type MilestoneSettings = ReviewSettings['milestones'][number];
