import MailComposer from 'nodemailer/lib/mail-composer';
import { type MailRecipient, type MailSettings, senderOf } from '../../config/sections/mail.ts';
import type { LetterRow } from '../../store/mail/letter-rows.ts';
import type { Message } from './content.ts';
import { letterHtml } from './html.ts';
import { letterText } from './text.ts';

/** What goes to the mail server. */
export interface Mime {
  envelope: { from: string; to: string };
  /** With angle brackets; the same however often the letter is sent. */
  messageId: string;
  subject: string;
  source: Buffer;
}

/** The letter as a mail (RFC 5322, MIME): text and HTML, drawings by content id, attachments. Always the same bytes. */
export async function toMime(
  letter: Pick<LetterRow, 'messageId' | 'notBefore'>,
  { subject: given, urgent, content, attachments }: Message,
  { from }: Pick<MailSettings, 'from'>,
  recipient: Pick<MailRecipient, 'address' | 'name'>,
): Promise<Mime> {
  const sender = senderOf(from)!;
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  const messageId = `<${letter.messageId}@${domain}>`;
  const subject = headerText(given);
  const drawn = content.sections.flatMap(({ pictures = [] }) => pictures);
  const cid = (name: string) => `${name}.${letter.messageId}@${domain}`;
  const node = new MailComposer({
    from: { name: headerText(sender.name), address: sender.address },
    to: { name: headerText(recipient.name ?? ''), address: recipient.address },
    subject,
    messageId,
    date: new Date(letter.notBefore),
    text: letterText(content),
    html: letterHtml(content, subject, picture => `cid:${cid(picture.name)}`),
    attachments: [
      ...drawn.map(({ name, png }) => ({
        filename: `${name}.png`,
        contentType: 'image/png',
        contentDisposition: 'inline',
        content: png,
        cid: cid(name),
      })),
      ...attachments.map(({ filename, content }) => ({ filename: headerText(filename), content })),
    ],
    headers: {
      // Machines must not answer machines (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': 'vi',
      ...(urgent && { Importance: 'High', 'X-Priority': '1 (Highest)' }),
    },
    baseBoundary: letter.messageId,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return {
    envelope: { from: sender.address, to: recipient.address },
    messageId,
    subject,
    source: await node.build(),
  };
}

/** One line, no control characters: what stands in a header can begin no other header. */
export function headerText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}
