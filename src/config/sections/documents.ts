import { z } from 'zod';
import { optionalText } from './values.ts';

/** Files of wording, without `.yaml`: what the program ships and a city may have its own of. */
export const wordingNames = [
  'bao-cao-thang',
  'danh-muc-muc-do-4',
  'dang-ky',
  'kien-nghi',
  'phu-luc-1',
  'phu-luc-2',
] as const;

/** What official documents say of who issues and signs them (Decree 30/2020/NĐ-CP). */
export const documentsSection = z.strictObject({
  issuer: z.string().min(1).default('ỦY BAN NHÂN DÂN').describe('Cơ quan ban hành, dòng dưới cùng bên trái.'),
  above: optionalText('Cơ quan chủ quản, dòng trên; bỏ trống nếu không có.', 'BỘ …'),
  symbol: z.string().min(1).default('BC-UBND').describe('Ký hiệu văn bản, sau số: "BC-UBND".'),
  place: optionalText('Địa danh. Mặc định: tên thành phố.', 'Cần Thơ'),
  signer: z
    .strictObject({
      authority: z
        .array(z.string().min(1))
        .default([])
        .describe('Quyền hạn ký: ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"].'),
      title: z.string().min(1).describe('Chức vụ: "PHÓ CHỦ TỊCH".'),
      name: optionalText('Họ tên người ký.'),
    })
    .optional()
    .describe('Người ký.')
    .meta({
      examples: [
        { authority: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'], title: 'PHÓ CHỦ TỊCH', name: 'Nguyễn Văn A' },
      ],
    }),
  recipients: z
    .array(z.string().min(1))
    .default([])
    .describe('Nơi nhận, mỗi dòng một nơi.')
    .meta({ examples: [['Bộ …', 'Lưu: VT']] }),
  baseUri: z
    .url('phải là địa chỉ, ví dụ https://dichvucong.cantho.gov.vn/danh-muc/')
    .regex(/[/#:]$/, 'phải kết thúc bằng "/", "#" hoặc ":"')
    .optional()
    .describe(
      'Phần đầu của mọi định danh trong danh mục dữ liệu mở, kết thúc bằng "/". Mặc định: urn:dvc-sync:<locality>/.',
    )
    .meta({ examples: ['https://dichvucong.cantho.example.vn/danh-muc/'] }),
  templates: optionalText(
    'Thư mục lời văn thay cho bộ có sẵn, tính từ tệp này: chép tệp muốn sửa từ assets/wording của chương trình.',
    './templates',
  ),
});

export type DocumentSettings = z.infer<typeof documentsSection>;
