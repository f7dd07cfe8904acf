import type { Form } from '../forms.ts';
import type { Paper } from './paper.ts';
import { paperWorkbook } from './paper-workbook.ts';

/** A paper to be signed, and to be counted with. */
export function paperForms(paper: Paper): Record<'docx' | 'xlsx', Form> {
  return {
    docx: {
      file: `${paper.file}.docx`,
      // What writes it is loaded with the first: most processes write none.
      write: async out => (await import('./paper-document.ts')).writePaperDocument(paper, out),
    },
    xlsx: paperWorkbook(paper),
  };
}

/** Both forms of each paper. */
export async function* formsOfPapers(papers: Iterable<Paper> | AsyncIterable<Paper>): AsyncGenerator<Form> {
  for await (const paper of papers) yield* Object.values(paperForms(paper));
}
