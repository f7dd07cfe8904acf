import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { makeFolder } from '../../store/core/make-folder.ts';
import { type StagedFile, stage, stageText, type Write } from '../staged-file.ts';

/** A file to be written: text piece by piece, or a stream that is ended. */
export type Form =
  | { name: string; text(write: Write): Promise<void> }
  | { name: string; stream(out: Writable): Promise<void> };

/**
 * Writes the forms into `outDir` (made when missing) and gives back their absolute paths. All take their places at
 * the end, so that a failure leaves the old ones.
 */
export async function writeForms(
  forms: AsyncIterable<Form> | Iterable<Form>,
  outDir: string,
): Promise<string[]> {
  makeFolder(outDir);
  const staged: StagedFile[] = [];
  try {
    for await (const form of forms) {
      const path = resolve(join(outDir, form.name));
      staged.push('text' in form ? await stageText(path, form.text) : await stage(path, form.stream));
    }
    for (const file of staged) await file.publish();
  } catch (error) {
    await Promise.all(staged.map(file => file.discard()));
    throw error;
  }
  return staged.map(file => file.path);
}
