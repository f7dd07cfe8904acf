import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { makeFolder } from '../../store/core/make-folder.ts';
import { type StagedFile, stage } from '../staged-file.ts';
import type { Paper } from './paper.ts';

export type PaperForm = 'docx' | 'xlsx';

/** A paper in either form; ends `out`. What writes them is loaded with the first: most processes write none. */
export async function writePaper(paper: Paper, form: PaperForm, out: Writable): Promise<void> {
  if (form === 'docx') return (await import('./paper-document.ts')).writePaperDocument(paper, out);
  return (await import('./paper-workbook.ts')).writePaperWorkbook(paper, out);
}

/**
 * Writes each paper as `<file>.docx` and `<file>.xlsx` into `outDir` (made when missing) and gives back their absolute
 * paths. All take their places together at the end, so that a failure leaves the old ones.
 */
export async function writePapers(
  papers: Iterable<Paper> | AsyncIterable<Paper>,
  outDir: string,
  signal?: AbortSignal,
): Promise<string[]> {
  makeFolder(outDir);
  const staged: StagedFile[] = [];
  try {
    for await (const paper of papers) {
      signal?.throwIfAborted();
      const path = (ending: string) => resolve(join(outDir, `${paper.file}.${ending}`));
      staged.push(await stage(path('docx'), out => writePaper(paper, 'docx', out)));
      staged.push(await stage(path('xlsx'), out => writePaper(paper, 'xlsx', out)));
    }
    for (const file of staged) await file.publish();
  } catch (error) {
    await Promise.all(staged.map(file => file.discard()));
    throw error;
  }
  return staged.map(file => file.path);
}
