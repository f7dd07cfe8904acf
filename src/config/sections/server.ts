import { isIP } from 'node:net';
import { z } from 'zod';
import { asText } from '../../domain/language.ts';
import { accountRoles } from '../../domain/role.ts';
import { amount, httpAddress, whole } from './values.ts';

const namedNetworks = ['loopback', 'linklocal', 'uniquelocal'];

/** An address, a range of them, or a name of one. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return namedNetworks.includes(text);
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** `serve`: where it listens, who may sign in, what it puts up with. */
export const serverSection = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('Địa chỉ lắng nghe. Mặc định: 127.0.0.1.'),
  port: z.int().min(0).max(65_535).default(8080).describe('Cổng. Mặc định: 8080; 0 = cổng trống bất kỳ.'),
  publicUrl: httpAddress()
    .optional()
    .describe('Địa chỉ mọi người mở dịch vụ, dùng cho đường dẫn trong thư.')
    .meta({ examples: ['https://dvc-sync.cantho.example.vn'] }),
  trustProxy: z
    .array(
      z.string().refine(
        isNetwork,
        asText({
          vi: 'phải là địa chỉ IP, dải IP như 10.0.0.0/8, hoặc loopback, linklocal, uniquelocal',
          en: 'must be an IP address, a range such as 10.0.0.0/8, or loopback, linklocal, uniquelocal',
        }),
      ),
    )
    .default([])
    .describe('Địa chỉ các máy chủ chuyển tiếp được tin phần X-Forwarded-*. Mặc định: không máy nào.')
    .meta({ examples: [['10.0.0.0/8']] }),
  bodyMegabytes: amount('Nội dung lớn nhất được nhận, MB.', { to: 512, above: true }, 20),
  requestsPerMinute: whole('Số yêu cầu mỗi phút của một tài khoản hay địa chỉ.', [1, 1_000_000], 600),
  graceSeconds: whole('Giây chờ việc đang làm kết thúc khi được yêu cầu dừng.', [1, 3600], 30),
  oidc: z
    .strictObject({
      issuer: z
        .url({
          protocol: /^https?$/,
          error: asText({ vi: 'phải là địa chỉ https://', en: 'must be an address of https://' }),
        })
        .refine(
          issuer => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(issuer),
          asText({
            vi: 'phải là địa chỉ https:// (http:// chỉ dùng được trên chính máy này)',
            en: 'must be an address of https:// (http:// is for this very machine)',
          }),
        )
        .describe('Địa chỉ nơi cấp, đúng như trong "iss" của thẻ.')
        .meta({ examples: ['https://sso.cantho.example.vn'] }),
      audience: z
        .string()
        .min(1)
        .describe('Tên dịch vụ này trong "aud" của thẻ.')
        .meta({ examples: ['dvc-sync'] }),
      roleClaim: z
        .string()
        .min(1)
        .default('roles')
        .describe('Mục trong thẻ chứa vai trò; đường dẫn chấm được chấp nhận. Mặc định: roles.'),
      roles: z
        .record(z.string(), z.enum(accountRoles))
        .describe('Giá trị trong mục vai trò → viewer, operator, approver, admin, regulator hoặc unit.')
        .meta({
          examples: [
            { 'can-bo': 'viewer', 'van-hanh': 'operator', 'lanh-dao': 'approver', 'quan-tri': 'admin' },
          ],
        }),
      unitClaim: z
        .string()
        .min(1)
        .default('unit')
        .describe(
          'Mục trong thẻ chứa mã đơn vị, cần cho vai trò unit; đường dẫn chấm được chấp nhận. Mặc định: unit.',
        ),
    })
    .optional()
    .describe('Đăng nhập bằng thẻ OpenID Connect. Bỏ trống: chỉ dùng khóa API.'),
});

export type ServerSettings = z.infer<typeof serverSection>;
