import type { Configuration } from '../../config/configuration.ts';
import type { MailRecipient, MailSettings } from '../../config/sections/mail.ts';
import { ownLocality } from '../../domain/localities.ts';
import type { Store } from '../../store/core/contract.ts';
import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { contactLines } from '../contacts.ts';
import { namesOf } from '../names.ts';
import type { Attachment, LetterContent, Message } from './content.ts';
import { pageAddress } from './report-address.ts';

/** What making a letter needs beside the letter. */
export interface Composing {
  store: Store;
  configuration: Configuration;
  mail: MailSettings;
  /** The entry of the configuration that the letter is for. */
  recipient: MailRecipient;
  signal?: AbortSignal;
}

/** What a letter of a kind says, before it is given what every letter has. */
export interface Draft {
  subject: string;
  urgent?: boolean;
  content: Omit<LetterContent, 'place' | 'footer'> & Partial<Pick<LetterContent, 'footer'>>;
  attachments?: Attachment[];
}

/** Makes the letters of one kind; the same each time it is asked for the same letter. @throws UnsendableLetter */
export type Composer = (letter: NewLetter, composing: Composing) => Promise<Draft>;

/** The letter with whom it is from, and the small print every letter ends with. */
export function finished(
  { subject, urgent = false, content, attachments = [] }: Draft,
  composing: Pick<Composing, 'recipient' | 'configuration'>,
): Message {
  const { configuration } = composing;
  const { footer = [], ...said } = content;
  return {
    subject: `${subjectStart(configuration)} ${subject}`,
    urgent,
    content: {
      ...said,
      place: namesOf(configuration.city).place,
      footer: [...footer, ...usualFooter(composing)],
    },
    attachments,
  };
}

/** The letter can never be made or sent; Vietnamese, says why. */
export class UnsendableLetter extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnsendableLetter';
  }
}

/** `[dvc-sync Cần Thơ] `: what every subject begins with. */
export function subjectStart({ city }: Configuration): string {
  return `[dvc-sync ${ownLocality(city.locality, city.agencies) ?? city.locality}]`;
}

function usualFooter({ recipient, configuration }: Pick<Composing, 'recipient' | 'configuration'>): string[] {
  const handbook = pageAddress(configuration, '/tro-giup');
  return [
    ...contactLines(configuration.city, { unit: recipient.agency }),
    ...(handbook === undefined ? [] : [`Cách đọc thư và việc của từng nơi: ${handbook}`]),
    `Thư do dvc-sync tự lập và gửi tới ${recipient.address}; giờ ghi trong thư là giờ Việt Nam.`,
    'Muốn thôi nhận hoặc đổi cách nhận: báo người quản trị dvc-sync.',
  ];
}
