import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Configuration } from '../../config/configuration.ts';
import type { MailSettings } from '../../config/sections/mail.ts';
import { withoutAccents } from '../../domain/text.ts';
import type { DigestBody } from '../../report/mail/bodies.ts';
import { composeLetter } from '../../report/mail/compose.ts';
import { letterHtml } from '../../report/mail/html.ts';
import { toMime } from '../../report/mail/mime.ts';
import { changesOf, sliceKey, sliceOf } from '../../report/mail/slice.ts';
import { letterText } from '../../report/mail/text.ts';
import type { Store } from '../../store/core/contract.ts';
import { makeFolder, ownerOnly } from '../../store/core/private-files.ts';
import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { listLetters, messageIdOf } from '../../store/mail/outbox.ts';
import { changesBetween } from '../../store/runs/changes.ts';
import type { RunRow } from '../../store/runs/runs.ts';
import { digest } from './queue.ts';

export interface PreviewedLetter {
  to: string;
  part: string;
  subject: string;
  bytes: number;
  /** Absolute paths: the mail as it would be sent, its HTML with pictures, its text. */
  files: string[];
}

/** Where letters are written, and for whom. */
interface Previewing {
  store: Store;
  configuration: Configuration;
  mail: MailSettings;
  folder: string;
  signal: AbortSignal;
}

/**
 * Writes the digest of that run as every configured recipient would get it; sends and queues nothing. A file name is
 * made of a number, the address and the part.
 */
export async function previewLetters(run: RunRow, previewing: Previewing): Promise<PreviewedLetter[]> {
  const { store, mail } = previewing;
  const span = { from: run.startedAt, until: run.startedAt, runs: 1 };
  const counts = await changesBetween(store, run.id, span);
  const letters = mail.recipients.map(recipient => {
    const slice = sliceOf(recipient);
    const changes = changesOf(slice, counts);
    const body: DigestBody = { slice, run: run.id, ...span, changes, failedSources: [] };
    return digest(recipient, body, run.finishedAt ?? run.startedAt);
  });
  return writeLetters(letters, previewing);
}

/** Writes the letters that wait in the outbox, as they would go out now; sends nothing. */
export async function previewWaiting(now: string, previewing: Previewing): Promise<PreviewedLetter[]> {
  const waiting = await listLetters(previewing.store, { standing: 'waiting' }, now, previewLimit);
  return writeLetters(waiting.reverse(), previewing);
}

/** Letters of one preview: a person looks at them. */
const previewLimit = 1_000;

async function writeLetters(letters: readonly NewLetter[], { folder, signal, ...composing }: Previewing) {
  makeFolder(folder);
  const made: PreviewedLetter[] = [];
  for (const [index, letter] of letters.entries()) {
    signal.throwIfAborted();
    const { message, recipient } = await composeLetter(letter, { ...composing, signal });
    const named = { ...letter, messageId: messageIdOf(letter) };
    const { subject, source } = await toMime(named, message, composing.mail, recipient);
    const pictured = ({ png }: { png: Buffer }) => `data:image/png;base64,${png.toString('base64')}`;
    const html = letterHtml(message.content, subject, pictured);
    const part = sliceKey(sliceOf(recipient));
    const name = fileName(index + 1, letter.to, part);
    const contents = { eml: source, html, txt: letterText(message.content) };
    const files: string[] = [];
    for (const [ending, content] of Object.entries(contents)) {
      const path = resolve(join(folder, `${name}.${ending}`));
      await writeFile(path, content, { mode: ownerOnly });
      files.push(path);
    }
    made.push({ to: letter.to, part, subject, bytes: source.length, files });
  }
  return made;
}

/** Plain letters, digits and a few signs only. */
function fileName(number: number, address: string, part: string): string {
  const plain = withoutAccents(`${address}-${part}`).replace(/[^A-Za-z0-9.@_-]+/g, '-');
  return `${String(number).padStart(2, '0')}-${plain.slice(0, 120)}`;
}
