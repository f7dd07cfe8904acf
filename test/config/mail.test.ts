import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../support/certificates.ts';
import { load, problemsOf, wholeText } from './plain-adapter.ts';

const section = (recipient: string, smtp = '') => ({
  'dvc-sync.yaml': `${wholeText}mail:
  from: "dvc-sync Cần Thơ <dvc-sync@example.vn>"
  smtp: { host: mail.example.vn, username: u, password: "bí mật thư"${smtp} }
  recipients:
    - { address: ct@example.vn, everything: true }
    - { ${recipient} }
`,
});

it('takes a mail section: agencies as the list writes them, its root certificate, its password a secret', async () => {
  const files = section('address: tp@example.vn, agency: h13.1.2', ', caFile: ca.pem');
  const loaded = await load({ ...files, 'ca.pem': root });
  expect(loaded.mail).toMatchObject({
    smtp: { port: 587, security: 'starttls', caFile: join(loaded.folder, 'ca.pem') },
    recipients: [
      { everything: true, when: 'changes', critical: true },
      { agency: 'H13.1.2', everything: false },
    ],
    holdOffMinutes: 60,
    attempts: 8,
  });
  expect(loaded.secrets).toContain('bí mật thư');
  expect((await load({})).mail).toBeUndefined();
});

it.each([
  [
    'address: tp@example.vn, agency: H13.1.3',
    '',
    'dvc-sync.yaml:16: mail.recipients[1].agency: không có đơn vị mã H13.1.3 trong danh sách đơn vị; có phải là "H13.1.2"?',
  ],
  [
    'address: tp@example.vn, owner: agency',
    ', caFile: ca.pem',
    'dvc-sync.yaml:13: mail.smtp.caFile: ca.pem: không có tệp này',
  ],
  [
    'address: tp@example.vn, owner: agency',
    ', caFile: agencies.yaml',
    'dvc-sync.yaml:13: mail.smtp.caFile: agencies.yaml không phải chứng chỉ dạng PEM',
  ],
  [
    'address: tp@example.vn, owner: agency',
    ', security: none',
    'dvc-sync.yaml:13: mail.smtp.security: none gửi thư và mật khẩu không mã hóa, chỉ dùng được với máy chủ thư trên chính máy này',
  ],
  ['address: tp, owner: agency', '', 'dvc-sync.yaml:16: mail.recipients[1].address: không phải địa chỉ thư'],
  [
    'address: tp@example.vn',
    '',
    'dvc-sync.yaml:16: mail.recipients[1]: cần đúng một trong everything: true, owner, agency',
  ],
  [
    'address: tp@example.vn, name: "Sở\\r\\nBcc: x@example.vn", owner: agency',
    '',
    'dvc-sync.yaml:16: mail.recipients[1].name: phải là một dòng chữ',
  ],
])('says with its line what is wrong with {%s}%s', async (recipient, smtp, problem) => {
  expect(await problemsOf(section(recipient, smtp))).toEqual([problem]);
});
