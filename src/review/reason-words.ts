import { z } from 'zod';
import type { GroundKind, ReasonCode } from '../domain/review.ts';

const phrases = z.array(z.string().trim().min(1));

/** The word list as its YAML file has it; what each key means stands in `config/can-tho/review-reasons.yaml`. */
export const reasonWordsSchema = z.strictObject({
  conditions: z.record(
    z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'mã điều kiện chỉ gồm chữ thường không dấu, số và "-"'),
    z.strictObject({
      name: z.string().trim().min(1),
      ground: z.enum(['technical', 'legal']),
      words: phrases.min(1),
    }),
  ),
  settled: phrases.default([]),
  lacking: phrases.default([]),
});

/** Words by which free text is coded to the conditions of the plan. */
export interface ReasonWords {
  conditions: Record<ReasonCode, { name: string; ground: GroundKind; words: string[] }>;
  /** Say of a clause that a condition is met or not asked for. */
  settled: string[];
  /** Say of a clause that something is missing; they win over `settled`. */
  lacking: string[];
}

/** Understood as a reason, but none of the words: listed for a person to code. */
export const unknownReason: ReasonCode = 'other';

const technical = (name: string, ...words: string[]) => ({ name, ground: 'technical' as const, words });
const legal = (name: string, ...words: string[]) => ({ name, ground: 'legal' as const, words });

/** The built-in list; `config/can-tho/review-reasons.yaml` is the same one to start from. */
export const defaultReasonWords: ReasonWords = {
  conditions: {
    'file-size': technical(
      'Dung lượng hồ sơ',
      'dung lượng',
      'tệp quá lớn',
      'file quá lớn',
      'file lớn',
      'bản vẽ khổ lớn',
      'hồ sơ quá nhiều trang',
    ),
    'database-connection': technical(
      'Kết nối cơ sở dữ liệu',
      'cơ sở dữ liệu',
      'csdl',
      'kết nối dữ liệu',
      'chia sẻ dữ liệu',
      'kết nối, liên thông dữ liệu',
    ),
    'digital-signature': technical(
      'Chữ ký số',
      'chữ ký số',
      'chữ kí số',
      'ký số',
      'kí số',
      'ký điện tử',
      'chứng thư số',
    ),
    'electronic-result': technical(
      'Kết quả, giấy phép, chứng từ điện tử',
      'kết quả điện tử',
      'giấy phép điện tử',
      'chứng từ điện tử',
      'bản điện tử',
      'kết quả giấy',
      'kết quả là bản giấy',
      'phôi',
    ),
    'inter-agency-transfer': technical(
      'Liên thông hồ sơ giữa các cơ quan',
      'liên thông hồ sơ',
      'hồ sơ liên thông',
      'liên thông giữa',
      'liên thông với',
      'chưa liên thông',
      'lấy ý kiến cơ quan',
      'thủ tục liên thông',
    ),
    'specialised-software': technical(
      'Phần mềm chuyên ngành',
      'phần mềm',
      'hệ thống chuyên ngành',
      'hệ thống của bộ',
      'hệ thống ngành dọc',
    ),
    payment: technical(
      'Thanh toán điện tử',
      'thanh toán',
      'thu phí',
      'nộp phí',
      'phí, lệ phí',
      'lệ phí',
      'nghĩa vụ tài chính',
    ),
    'original-needed': legal(
      'Phải nộp hoặc đối chiếu bản chính',
      'bản chính',
      'bản gốc',
      'đối chiếu',
      'bản giấy',
      'bản sao chứng thực',
    ),
    'in-person': legal(
      'Phải có mặt, thẩm định thực tế',
      'có mặt',
      'trực tiếp',
      'thẩm định thực tế',
      'kiểm tra thực tế',
      'xác minh thực tế',
      'thực địa',
      'đo đạc',
      'lăn tay',
      'phỏng vấn',
    ),
    legislation: legal(
      'Quy định của pháp luật',
      'luật',
      'nghị định',
      'thông tư',
      'nghị quyết',
      'quy định',
      'pháp lệnh',
    ),
  },
  settled: [
    'không cần',
    'không yêu cầu',
    'không phải',
    'không bắt buộc',
    'không vướng',
    'không có vướng mắc',
    'không có khó khăn',
    'không quy định phải',
    'đã có',
    'đã kết nối',
    'đã được',
    'đã liên thông',
    'đã tích hợp',
    'đã triển khai',
    'đã hoàn thành',
    'đã thực hiện',
    'đã bố trí',
    'có thể',
    'đáp ứng',
    'bảo đảm',
    'đảm bảo',
    'đủ điều kiện',
    'đầy đủ',
    'phù hợp',
    'cho phép',
  ],
  lacking: [
    'chưa',
    'thiếu',
    'không có chữ',
    'không có phần mềm',
    'không có kết nối',
    'không đủ',
    'không đạt',
    'không đáp ứng',
    'không bảo đảm',
    'không đảm bảo',
    'không thể',
    'không được',
    'không cho phép',
    'không phù hợp',
    'vượt quá',
    'quá lớn',
    'quá tải',
    'phải nộp',
    'phải có mặt',
    'phải đến',
    'phải thẩm định',
    'phải kiểm tra',
    'phải đối chiếu',
    'bắt buộc',
  ],
};
