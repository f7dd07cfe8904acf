import { z } from 'zod';
import { cleanText } from '../domain/text.ts';

/** Names are compared, shown and sent with their white space folded. */
const text = z.string().max(1_000).overwrite(cleanText).min(1);
const stepId = z
  .string()
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/,
    'mã bước chỉ gồm chữ không dấu, số, ".", "-" và "_", tối đa 100 ký tự',
  );
const hours = z.number().min(0).max(100_000);

/** States of a dossier the platforms know (td-dvc `maTrangThaiHoSo`). */
export const dossierStates = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;

/** `workflow.yaml` as it is written. */
export const workflowSchema = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        id: stepId.describe('Mã cố định của bước; đổi mã là đổi bước, hồ sơ đang ở bước cũ sẽ mắc kẹt.'),
        name: text.describe('Tên bước.'),
        kind: z
          .enum(['start', 'step', 'end'])
          .default('step')
          .describe('start: tiếp nhận; end: kết thúc; step: các bước giữa. Mặc định: step.'),
        role: text.exactOptional().describe('Vai trò thực hiện, có trong "roles" của cấu hình.'),
        hours: hours.describe('Số giờ khi nộp trực tiếp (8 giờ = 1 ngày).'),
        onlineHours: hours.exactOptional().describe('Số giờ khi nộp trực tuyến. Mặc định: như hours.'),
        state: z
          .enum(dossierStates)
          .exactOptional()
          .describe('Trạng thái hồ sơ khi vào bước, "1" … "10". Mặc định: start "2", step "4", end "9".'),
        mayReturn: z.boolean().exactOptional().describe('Được chuyển trả lại bước trước.'),
      }),
    )
    .min(1)
    .max(500)
    .describe('Các bước.'),
  transitions: z
    .array(
      z.strictObject({
        from: stepId.describe('Từ bước.'),
        to: stepId.describe('Đến bước.'),
        action: z
          .string()
          .max(1_000)
          .overwrite(cleanText)
          .default('Chuyển xử lý')
          .describe('Tên thao tác. Mặc định: Chuyển xử lý.'),
      }),
    )
    .max(5_000)
    .describe('Các bước chuyển.'),
});
