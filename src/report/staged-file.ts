import { once } from 'node:events';
import { createWriteStream, statSync, type WriteStream } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** A file written beside its final place; the old one stays whole until `publish`. */
export interface StagedFile {
  path: string;
  /** Where it lies until then. */
  staged: string;
  publish(): Promise<void>;
  discard(): Promise<void>;
}

export type Write = (text: string) => Promise<void>;

/** Text pieces into a stream, which is ended; the writer waits when whoever reads it is slower. */
export async function writeText(out: Writable, produce: (write: Write) => Promise<void>): Promise<void> {
  let pending: string[] = [];
  let length = 0;
  // Asked once: every asking leaves listeners on the stream.
  const ended = finished(out);
  ended.catch(() => {});
  const send = async () => {
    const text = pending.join('');
    pending = [];
    length = 0;
    if (!out.write(text)) await Promise.race([once(out, 'drain'), ended]);
  };
  await produce(async text => {
    pending.push(text);
    length += text.length;
    if (length > 65_536) await send();
  });
  out.end(pending.join(''));
}

/**
 * `produce` gets the stream and must see that it is ended. Flushed to the disk before it counts as written.
 * It is the owner's alone, since it names people; one it takes the place of keeps the permissions somebody gave it.
 */
export async function stage(path: string, produce: (out: WriteStream) => Promise<void>): Promise<StagedFile> {
  const before = statSync(path, { throwIfNoEntry: false });
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const out = createWriteStream(part, { flush: true, mode: 0o600 });
  const written = finished(out);
  const discard = () => rm(part, { force: true });
  try {
    // Whichever fails first: a full disk must not leave the producer waiting for ever.
    await Promise.race([produce(out), written.then(() => undefined)]);
    await written;
    if (before?.isFile()) await chmod(part, before.mode & 0o777);
  } catch (error) {
    out.destroy();
    await written.catch(() => undefined);
    await discard();
    // Of a write the system does not say where.
    if (error instanceof Error && 'syscall' in error && !('path' in error)) Object.assign(error, { path });
    throw error;
  }
  return { path, staged: part, publish: () => rename(part, path), discard };
}
