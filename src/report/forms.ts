import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { makeFolder } from '../store/core/private-files.ts';
import { type StagedFile, stage, type Write, writeText } from './staged-file.ts';

export { makeFolder };

/** A file that can be made: on a disk, for whoever downloads it, for a mail. */
export interface Form {
  /** Its name. */
  file: string;
  /** Writes it and ends the stream. */
  write(out: Writable, signal?: AbortSignal): Promise<void>;
}

/** A form of text, written piece by piece. */
export function textForm(file: string, produce: (write: Write, signal?: AbortSignal) => Promise<void>): Form {
  return { file, write: (out, signal) => writeText(out, write => produce(write, signal)) };
}

/**
 * Writes the forms into `outDir` (made when missing) and gives back their absolute paths. All are written beside the
 * old ones first and take their places together at the end, so a failure or a kill leaves the old files whole.
 */
export async function writeForms(
  forms: AsyncIterable<Form> | Iterable<Form>,
  outDir: string,
  signal?: AbortSignal,
): Promise<string[]> {
  makeFolder(outDir);
  const staged: StagedFile[] = [];
  try {
    for await (const form of forms) {
      signal?.throwIfAborted();
      staged.push(await stage(resolve(join(outDir, form.file)), out => form.write(out, signal)));
    }
    for (const file of staged) await file.publish();
  } catch (error) {
    await Promise.all(staged.map(file => file.discard()));
    throw error;
  }
  return staged.map(file => file.path);
}

/** Writes a form into a stream; stops where the stream is closed or `signal` says so. */
export async function streamForm(form: Form, out: Writable, signal: AbortSignal): Promise<void> {
  const written = finished(out);
  // Whichever comes first: a reader who has gone must not leave the producer waiting for ever.
  await Promise.race([form.write(out, signal), written]);
  await written;
}

/** A form in memory, for what is sent as a whole; undefined when it is larger than `most` bytes, and then not made to its end. */
export async function inMemory(form: Form): Promise<Buffer>;
export async function inMemory(form: Form, most: number, signal?: AbortSignal): Promise<Buffer | undefined>;
export async function inMemory(
  form: Form,
  most = Number.POSITIVE_INFINITY,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  const tooLarge = new AbortController();
  const pieces: Buffer[] = [];
  let size = 0;
  const out = new Writable({
    write(piece: Buffer, _encoding, done) {
      size += piece.length;
      if (size <= most) pieces.push(piece);
      else tooLarge.abort(tooLarge);
      done();
    },
  });
  try {
    await streamForm(form, out, AbortSignal.any([tooLarge.signal, ...(signal ? [signal] : [])]));
  } catch (error) {
    if (error !== tooLarge) throw error;
  }
  return size <= most ? Buffer.concat(pieces) : undefined;
}
