import { z } from 'zod';
import { cleanText } from '../domain/text.ts';
import { tiers } from '../domain/tier.ts';

/** Names are compared, shown and sent with their white space folded. */
const text = z.string().max(10_000).overwrite(cleanText).min(1);
const count = z.int().min(0).max(1_000);

/** Also part of a file name: `eform.<key>.json`. */
const caseKey = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    'mã trường hợp chỉ gồm chữ không dấu, số, ".", "-" và "_", tối đa 100 ký tự',
  );

/** What nobody knows is not decided by leaving it out. */
const unknown = z.literal('unknown');
const yesOrNo = z.union([z.boolean(), unknown]);

const duration = z
  .union([z.number().min(0).max(100_000), text])
  .describe('"5 ngày làm việc", "3 ngày", "4 giờ", hoặc số giờ (8 giờ = 1 ngày).');

const component = z.strictObject({
  name: text.describe('Tên giấy tờ, đúng như CSDL quốc gia.'),
  code: text.exactOptional().describe('Mã giấy tờ, nếu có.'),
  originals: count.describe('Số bản chính.'),
  copies: count.describe('Số bản sao.'),
  required: z.boolean().describe('true: không có thì không nhận hồ sơ.'),
  template: z.url().optional().describe('Địa chỉ tải mẫu đơn; biểu mẫu điện tử phải dẫn tới đó.'),
});

const serviceCase = z.strictObject({
  key: caseKey.default('default').describe('Mã cố định của trường hợp. Mặc định: default.'),
  name: z
    .string()
    .max(10_000)
    .overwrite(cleanText)
    .default('')
    .describe('Tên trường hợp; trống khi chỉ có một.'),
  deadline: z
    .strictObject({
      inPerson: duration.describe(
        'Khi nộp trực tiếp: "5 ngày làm việc", "3 ngày", "4 giờ", hoặc số giờ (8 giờ = 1 ngày).',
      ),
      online: duration.optional().describe('Khi nộp trực tuyến; bỏ trống khi hệ thống không phân biệt.'),
      unit: z
        .enum(['workingDay', 'day'])
        .optional()
        .describe('Với số giờ: tính theo ngày làm việc (mặc định) hay ngày thường.'),
    })
    .describe('Thời hạn giải quyết.'),
  components: z.array(component).max(500).default([]).describe('Thành phần hồ sơ.'),
});

/** `service.yaml` as it is written. */
export const serviceSchema = z.strictObject({
  procedure: z
    .string()
    .regex(/^\d\.\d{6}$/, 'phải là mã quốc gia trong dấu nháy, ví dụ "1.004194"')
    .describe('Mã thủ tục quốc gia, trong dấu nháy.'),
  name: text.describe('Tên thủ tục.'),
  level: z
    .literal([1, 2, 3, 4])
    .describe('Mức độ phải đạt: 4 toàn trình, 3 một phần, 2 và 1 cung cấp thông tin.'),
  applies: z
    .strictObject({
      tiers: z.array(z.enum(tiers)).min(1).exactOptional().describe('Các cấp; mọi đơn vị của cấp đó.'),
      agencies: z.array(text).min(1).max(10_000).exactOptional().describe('Mã các đơn vị.'),
    })
    .describe('Nơi áp dụng: theo cấp, theo đơn vị, hoặc cả hai.'),
  cases: z.array(serviceCase).min(1).max(100).describe('Các trường hợp.'),
  fees: z
    .union([
      unknown,
      z
        .array(
          z.strictObject({
            name: text.describe('Tên khoản thu.'),
            kind: z.enum(['phí', 'lệ phí']).describe('Loại khoản thu.'),
            amount: z.int().min(0).max(1e12).describe('Số tiền, đồng.'),
          }),
        )
        .max(500),
    ])
    .default([])
    .describe('Phí, lệ phí; trống = không thu; unknown = chưa biết.'),
  payment: z
    .strictObject({ online: yesOrNo.describe('Nộp phí, lệ phí qua mạng được; unknown = chưa biết.') })
    .describe('Thanh toán.'),
  channels: z
    .strictObject({
      online: yesOrNo.describe('Nộp hồ sơ qua mạng được; unknown = chưa biết, giữ như hệ thống đang có.'),
      post: yesOrNo.describe('Nhận kết quả qua bưu chính công ích được; unknown = chưa biết.'),
    })
    .describe('Cách nộp và nhận.'),
  readiness: z
    .array(
      z.strictObject({
        condition: text.describe('Điều kiện của kế hoạch.'),
        state: z.enum(['met', 'not-met', 'not-needed', 'unknown']).describe('Tình trạng.'),
        source: text.describe('Căn cứ: văn bản, người xác nhận.'),
      }),
    )
    .max(100)
    .default([])
    .describe('Các điều kiện kỹ thuật và pháp lý của kế hoạch.'),
  adopted: z
    .strictObject({
      system: text.describe('Tên hệ thống.'),
      level: z.literal([1, 2, 3, 4]).describe('Mức độ lúc đó.'),
      day: z.iso.date().describe('Ngày lấy, YYYY-MM-DD.'),
    })
    .optional()
    .describe(
      'Lấy nguyên từ hệ thống nào: tệp chỉ nói về hệ thống ấy, và chừng nào "level" chưa cao hơn mức lúc đó thì điều còn chưa biết chỉ là cảnh báo. Xóa khóa này để áp dụng cho mọi hệ thống.',
    ),
});

export type ServiceFile = z.infer<typeof serviceSchema>;
