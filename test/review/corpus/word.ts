import { strToU8, zipSync } from 'fflate';

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A paragraph of runs, in the words of Word; a plain text is one run. */
export function paragraph(content: string, properties = ''): string {
  return `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content.startsWith('<') || content === '' ? content : run(content)}</w:p>`;
}

export function run(text: string, properties = ''): string {
  return `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/** Cells that begin with `<w:p>` or `<w:sdt>` are taken as they are. */
export function table(rows: readonly (readonly string[])[]): string {
  const cell = (content: string) =>
    `<w:tc>${/^<w:(p|sdt)[ >]/.test(content) ? content : paragraph(content)}</w:tc>`;
  return `<w:tbl>${rows.map(cells => `<w:tr>${cells.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;
}

export const head = [
  'STT',
  'Mã TTHC/DVC',
  'Tên thủ tục hành chính',
  'Về kỹ thuật',
  'Về quy định của pháp luật',
];

/** A document of these blocks; the others are the inside of those parts. */
export function word(blocks: string, { styles = '', numbering = '', comments = '' } = {}): Uint8Array {
  return zipSync({
    'word/document.xml': strToU8(`<w:document ${namespaces}><w:body>${blocks}</w:body></w:document>`),
    'word/styles.xml': strToU8(`<w:styles ${namespaces}>${styles}</w:styles>`),
    'word/numbering.xml': strToU8(`<w:numbering ${namespaces}>${numbering}</w:numbering>`),
    'word/comments.xml': strToU8(`<w:comments ${namespaces}>${comments}</w:comments>`),
    'word/_rels/document.xml.rels': strToU8(
      `<Relationships><Relationship Id="a" Type="${relation}/styles" Target="styles.xml"/><Relationship Id="b" Type="${relation}/numbering" Target="numbering.xml"/><Relationship Id="c" Type="${relation}/comments" Target="comments.xml"/></Relationships>`,
    ),
  });
}
