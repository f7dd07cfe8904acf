import { z } from 'zod';
import { owners } from '../../domain/severity.ts';

const recipient = z
  .strictObject({
    address: z.email('không phải địa chỉ thư').describe('Địa chỉ thư.'),
    name: z.string().min(1).max(120).optional().describe('Tên người nhận.'),
    everything: z.boolean().default(false).describe('Nhận toàn bộ (Sở TTTT). Mặc định: false.'),
    owner: z.enum(owners).optional().describe('Nhận phần của bên xử lý này.'),
    agency: z.string().min(1).optional().describe('Nhận phần của đơn vị này: mã định danh.'),
    when: z
      .enum(['changes', 'schedule'])
      .default('changes')
      .describe('changes: sau lần chạy nào có thay đổi; schedule: theo lịch digest. Mặc định: changes.'),
    critical: z
      .boolean()
      .default(true)
      .describe('Nhận ngay khi có sai lệch nghiêm trọng mới. Mặc định: true.'),
  })
  .refine(
    ({ everything, owner, agency }) => [everything, owner, agency].filter(Boolean).length === 1,
    'cần đúng một trong everything: true, owner, agency',
  );

/** Letters. Without this section nothing is ever sent. */
export const mailSection = z.strictObject({
  from: z.string().min(3).max(250).describe('Người gửi: "dvc-sync Cần Thơ <dvc-sync@cantho.gov.vn>".'),
  smtp: z.strictObject({
    host: z.string().min(1).describe('Máy chủ thư.'),
    port: z.int().min(1).max(65_535).default(587).describe('Cổng. Mặc định: 587.'),
    security: z
      .enum(['starttls', 'tls', 'none'])
      .default('starttls')
      .describe('starttls (mặc định), tls (cổng 465) hoặc none (chỉ trên chính máy này).'),
    username: z.string().optional().describe('Tài khoản; bỏ trống nếu máy chủ không cần.'),
    password: z.string().optional().describe('Mật khẩu: ${ENV} hoặc ${file:…}.'),
    caFile: z.string().min(1).optional().describe('Tệp chứng chỉ gốc riêng của máy chủ thư (PEM).'),
    timeoutSeconds: z
      .number()
      .positive()
      .max(600)
      .default(30)
      .describe('Giây chờ máy chủ thư. Mặc định: 30.'),
  }),
  recipients: z.array(recipient).min(1).describe('Ai nhận thư gì. Muốn thôi nhận: bỏ dòng của người đó.'),
  holdOffMinutes: z
    .int()
    .min(0)
    .max(10_080)
    .default(60)
    .describe('Sau một thư khẩn, bao nhiêu phút mới gửi thư khẩn tiếp theo cho cùng người. Mặc định: 60.'),
  attachmentMegabytes: z
    .number()
    .min(0)
    .max(100)
    .default(5)
    .describe('Bảng tính lớn hơn chừng này MB thì gửi đường dẫn thay vì đính kèm. Mặc định: 5.'),
  attempts: z
    .int()
    .min(1)
    .max(50)
    .default(8)
    .describe('Số lần thử gửi một thư trước khi bỏ riêng. Mặc định: 8.'),
});

export type MailSettings = z.infer<typeof mailSection>;
export type MailRecipient = MailSettings['recipients'][number];
