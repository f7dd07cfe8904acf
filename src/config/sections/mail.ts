import { z } from 'zod';
import { asText } from '../../domain/language.ts';
import { isLoopback } from '../../domain/loopback.ts';
import { owners } from '../../domain/severity.ts';
import { amount, flag, optionalText, whole } from './values.ts';

/** No control characters: what stands in a header of a mail must not begin another one. */
function oneLine(text: string): boolean {
  return !/[\p{Cc}\u2028\u2029]/u.test(text);
}

/** The parts of `Tên <địa chỉ>`, or of an address alone; undefined when it is neither. */
export function senderOf(from: string): { name: string; address: string } | undefined {
  if (!oneLine(from)) return undefined;
  const named = /^(?:"([^"<>]*)"\s*|([^"<>]*))<([^<>]+)>$/.exec(from.trim());
  const address = (named ? named[3]! : from).trim();
  if (!z.email().safeParse(address).success) return undefined;
  return { name: (named?.[1] ?? named?.[2] ?? '').trim(), address };
}

const recipient = z
  .strictObject({
    address: z
      .email(asText({ vi: 'không phải địa chỉ thư', en: 'is no mail address' }))
      .describe('Địa chỉ thư.'),
    name: z
      .string()
      .min(1)
      .max(120)
      .refine(oneLine, asText({ vi: 'phải là một dòng chữ', en: 'must be one line of text' }))
      .optional()
      .describe('Tên người nhận.'),
    everything: flag('Nhận toàn bộ (Sở TTTT).'),
    owner: z.enum(owners).optional().describe('Nhận phần của bên xử lý này.'),
    agency: optionalText('Nhận phần của đơn vị này: mã định danh.'),
    when: z
      .enum(['changes', 'schedule'])
      .default('changes')
      .describe('changes: sau lần chạy nào có thay đổi; schedule: theo lịch digest. Mặc định: changes.'),
    critical: flag('Nhận ngay khi có sai lệch nghiêm trọng mới.', true),
    plans: z
      .boolean()
      .optional()
      .describe(
        'Nhận thư mỗi khi có kế hoạch chờ duyệt. Mặc định: true với owner: regulatory, false với người khác.',
      ),
  })
  .refine(
    ({ everything, owner, agency }) => [everything, owner, agency].filter(Boolean).length === 1,
    asText({
      vi: 'cần đúng một trong everything: true, owner, agency',
      en: 'needs exactly one of everything: true, owner, agency',
    }),
  );

/** A reference to a secret, as a configuration writes it. */
const reference = (name: string) => `\${${name}}`;

const smtp = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .describe('Máy chủ thư.')
      .meta({ examples: ['mail.cantho.example.vn'] }),
    port: whole('Cổng.', [1, 65_535], 587),
    security: z
      .enum(['starttls', 'tls', 'none'])
      .default('starttls')
      .describe('starttls (mặc định), tls (cổng 465) hoặc none (chỉ trên chính máy này).'),
    username: z
      .string()
      .optional()
      .describe('Tài khoản; bỏ trống nếu máy chủ không cần.')
      .meta({ examples: [reference('SMTP_USER')] }),
    password: z
      .string()
      .optional()
      .describe(`Mật khẩu: ${reference('ENV')} hoặc ${reference('file:…')}.`)
      .meta({ examples: [reference('SMTP_PASSWORD')] }),
    caFile: optionalText('Tệp chứng chỉ gốc riêng của máy chủ thư (PEM).', './ca.pem'),
    timeoutSeconds: amount('Giây chờ máy chủ thư.', { to: 600, above: true }, 30),
  })
  .refine(({ security, host }) => security !== 'none' || isLoopback(host), {
    path: ['security'],
    message: asText({
      vi: 'none gửi thư và mật khẩu không mã hóa, chỉ dùng được với máy chủ thư trên chính máy này',
      en: 'none sends mail and password unencrypted; it is for a mail server on this very machine',
    }),
  })
  .refine(({ username, password }) => (username === undefined) === (password === undefined), {
    path: ['username'],
    message: asText({
      vi: 'username và password phải cùng có hoặc cùng không',
      en: 'username and password go together',
    }),
  });

/** Letters. Without this section nothing is ever sent. */
export const mailSection = z.strictObject({
  from: z
    .string()
    .min(3)
    .max(250)
    .refine(
      text => senderOf(text) !== undefined,
      asText({
        vi: 'phải là địa chỉ thư, hoặc "Tên <địa chỉ>" trên một dòng',
        en: 'must be a mail address, or "Name <address>" on one line',
      }),
    )
    .describe('Người gửi: địa chỉ thư, hoặc tên và địa chỉ.')
    .meta({ examples: ['dvc-sync Cần Thơ <dvc-sync@cantho.example.vn>'] }),
  smtp,
  recipients: z
    .array(recipient)
    .min(1)
    .describe(
      'Ai nhận thư gì; mỗi dòng đúng một trong everything, owner, agency. Muốn thôi nhận: bỏ dòng của người đó.',
    )
    .meta({
      examples: [
        [
          { address: 'so.tttt@cantho.example.vn', name: 'Sở Thông tin và Truyền thông', everything: true },
          { address: 'vp.ubnd@cantho.example.vn', owner: 'regulatory', when: 'schedule', critical: true },
          { address: 'so.tuphap@cantho.example.vn', agency: 'H13.1.2' },
        ],
      ],
    }),
  holdOffMinutes: whole(
    'Sau một thư khẩn, bao nhiêu phút mới gửi thư khẩn tiếp theo cho cùng người.',
    [0, 10_080],
    60,
  ),
  attachmentMegabytes: amount(
    'Bảng tính lớn hơn chừng này MB thì gửi đường dẫn thay vì đính kèm.',
    { to: 100 },
    5,
  ),
  attempts: whole('Số lần thử gửi một thư trước khi bỏ riêng.', [1, 50], 8),
});

export type MailSettings = z.infer<typeof mailSection>;
export type MailRecipient = MailSettings['recipients'][number];
