import type { Form } from '../forms.ts';
import type { Paper } from './paper.ts';

/** A paper to be signed, and to be counted with. What writes them is loaded with the first: most processes write none. */
export function paperForms(paper: Paper): Record<'docx' | 'xlsx', Form> {
  return {
    docx: {
      file: `${paper.file}.docx`,
      write: async out => (await import('./paper-document.ts')).writePaperDocument(paper, out),
    },
    xlsx: {
      file: `${paper.file}.xlsx`,
      write: async out => (await import('./paper-workbook.ts')).writePaperWorkbook(paper, out),
    },
  };
}

/** Both forms of each paper. */
export async function* formsOfPapers(papers: Iterable<Paper> | AsyncIterable<Paper>): AsyncGenerator<Form> {
  for await (const paper of papers) yield* Object.values(paperForms(paper));
}
