import fc from 'fast-check';
import { type ParsedMail, simpleParser } from 'mailparser';
import { expect, it } from 'vitest';
import { mailSection, senderOf } from '../../../src/config/sections/mail.ts';
import type { Message } from '../../../src/report/mail/content.ts';
import { headerText, toMime } from '../../../src/report/mail/mime.ts';
import { wrapped } from '../../../src/report/mail/text.ts';
import { minute } from '../../store/findings.ts';
import { anyText } from '../support.ts';

const letter = { messageId: 'dvc-sync.0123', notBefore: minute(1) };

function message(subject: string, filename = 'Sai lệch.xlsx', headline = 'Còn 1 sai lệch.'): Message {
  const content = {
    kind: 'Thư tổng hợp',
    place: 'Cần Thơ',
    part: '',
    headline,
    lead: [headline],
    figures: [],
    sections: [{ title: headline, items: [{ title: headline, text: headline }] }],
    footer: [headline],
  };
  const attachments = [{ filename, content: Buffer.from('x') }];
  return { subject, urgent: false, content, attachments };
}

async function sent(given: Message, name?: string): Promise<ParsedMail> {
  const recipient = { address: 'a@example.vn', ...(name !== undefined && { name }) };
  const { source } = await toMime(letter, given, { from: 'dvc-sync <b@example.vn>' }, recipient);
  expect(source.toString('latin1')).not.toMatch(/[^\r]\n/);
  return simpleParser(source, { skipImageLinks: true });
}

/** Every header there is, by name. */
const usual = [
  'auto-submitted',
  'content-language',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
  'x-auto-response-suppress',
];

it('lets no text begin a header, and brings subject, name and file name back as they were', async () => {
  const text = fc.oneof(anyText, fc.constantFrom('a\r\nBcc: evil@example.com', 'x\n\nbody', '\u2028Bcc: x'));
  await fc.assert(
    fc.asyncProperty(text, text, text, async (subject, name, file) => {
      const mail = await sent(message(`x${subject}`, `${file}.xlsx`, file), name);
      expect([...mail.headers.keys()].sort()).toEqual(usual);
      // White space at folds is the mail program's own.
      const plain = (given: string | undefined) =>
        headerText(given ?? '')
          .replace(/\s+/g, ' ')
          .trim();
      expect(plain(mail.subject)).toBe(plain(`x${subject}`));
      const [to] = [mail.to].flat();
      expect(to!.value).toHaveLength(1);
      expect(to!.value[0]!.address).toBe('a@example.vn');
    }),
    { numRuns: 150 },
  );
});

it('leaves nothing in a header text that could end a line, and all else', () => {
  fc.assert(
    fc.property(anyText, text => {
      expect(headerText(text)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    }),
  );
  expect(headerText(' Sở\r\nBcc: x ')).toBe('Sở Bcc: x');
  expect(headerText('Ủy ban nhân dân'.normalize('NFD'))).toBe('Ủy ban nhân dân');
});

it('names files in Vietnamese, long ones and odd ones too', async () => {
  for (const file of [
    'Sai lệch DVCTT Ủy ban nhân dân quận Ninh Kiều 23-11-2026.xlsx',
    `${'Phường Thới An Đông, ưỡn ẹo '.repeat(4)}.xlsx`,
    'a"b\'c%20;d.xlsx',
  ]) {
    const [attachment] = (await sent(message('x', file))).attachments;
    expect(attachment!.filename).toBe(file);
  }
});

it('makes the same bytes of the same letter', async () => {
  const once = () => toMime(letter, message('Một'), { from: 'b@example.vn' }, { address: 'a@example.vn' });
  expect((await once()).source).toEqual((await once()).source);
});

it('shows remote text as text, never as markup', async () => {
  const mail = await sent(message('x', 'x.xlsx', '<img src=x onerror=alert(1)>&amp;'));
  expect(mail.html).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;amp;');
  expect(mail.html).not.toContain('<img');
});

it('breaks lines of the text at spaces and keeps every word', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 100 }), { maxLength: 40 }), words => {
      const text = words.join(' ');
      const lines = wrapped(text, '  ', '- ').split('\n');
      expect(lines.join(' ').replace(/^- /, '').split(/\s+/).filter(Boolean)).toEqual(
        text.split(/\s+/).filter(Boolean),
      );
      for (const line of lines) {
        if (line.trim().includes(' ') && !/^- \S+$/.test(line)) expect(line.length).toBeLessThanOrEqual(74);
      }
    }),
  );
});

it.each([
  ['dvc-sync Cần Thơ <a@example.vn>', { name: 'dvc-sync Cần Thơ', address: 'a@example.vn' }],
  ['"Sở, TTTT" <a@example.vn>', { name: 'Sở, TTTT', address: 'a@example.vn' }],
  ['a@example.vn', { name: '', address: 'a@example.vn' }],
  ['<a@example.vn>', { name: '', address: 'a@example.vn' }],
  ['ai đó', undefined],
  ['A <a@example.vn>, B <b@example.vn>', undefined],
  ['A\r\nBcc: x@example.vn <a@example.vn>', undefined],
  ['A <a@example.vn\r\nBcc: x@example.vn>', undefined],
])('reads the sender %j', (from, parts) => {
  expect(senderOf(from)).toEqual(parts);
});

it.each([
  [
    'an address with a line break',
    { recipients: [{ address: 'a@example.vn\r\nBcc: b@example.vn', everything: true }] },
  ],
  [
    'a name with a line break',
    { recipients: [{ address: 'a@example.vn', name: 'A\nBcc: b', everything: true }] },
  ],
  ['two addresses in one', { recipients: [{ address: 'a@example.vn,b@example.vn', everything: true }] }],
  [
    'a recipient of two parts',
    { recipients: [{ address: 'a@example.vn', everything: true, agency: 'H13' }] },
  ],
  ['plain text to another host', { smtp: { host: 'mail.example.vn', security: 'none' } }],
  [
    'plain text to a host that only looks like ours',
    { smtp: { host: '127.0.0.1.example.vn', security: 'none' } },
  ],
  ['an account without a password', { smtp: { host: 'mail.example.vn', username: 'a' } }],
  ['a sender that is none', { from: 'không ai' }],
])('refuses a configuration with %s', (_, change) => {
  const right = {
    from: 'a@example.vn',
    smtp: { host: 'mail.example.vn' },
    recipients: [{ address: 'a@example.vn', everything: true }],
  };
  expect(mailSection.safeParse(right).success).toBe(true);
  expect(mailSection.safeParse({ ...right, ...change }).success).toBe(false);
});
