import { z } from 'zod';
import { optionalText } from './values.ts';

/** The audit trail: what proves it from outside the database. */
export const auditSection = z.strictObject({
  keyFile: optionalText(
    'Tệp chứa khóa ký các mốc của nhật ký kiểm tra, ít nhất 16 byte, tính từ tệp này. Mặc định: audit.key trong dataDir, tự tạo khi khởi động lần đầu.',
    '/run/secrets/audit.key',
  ),
});

export type AuditSettings = z.infer<typeof auditSection>;
