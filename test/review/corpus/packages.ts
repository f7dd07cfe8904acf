import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { row, whole, xlsx } from './make.ts';
import type { Sample } from './sample.ts';
import { zip64 } from './zip64.ts';

const list = whole('I', [row(1, '1.004194'), row(2, '1.004222', 'X', '')]);
const rows = ['1.004194 I H13.21.1 + +', '1.004222 I H13.21.1 + ?'];
const name = 'cai-khe.xlsx';
const workbook = xlsx({ rows: list });

/** The same workbook with its parts named otherwise, and what refers to them. */
async function changed(
  rename: (part: string) => string,
  rewrite: (text: string, part: string) => string = text => text,
): Promise<Record<string, Uint8Array>> {
  const parts: Record<string, Uint8Array> = {};
  for (const [part, bytes] of Object.entries(unzipSync(await workbook)))
    parts[rename(part)] = /\.(xml|rels)$/.test(part) ? strToU8(rewrite(strFromU8(bytes), part)) : bytes;
  return parts;
}
const zipOf = (parts: Promise<Record<string, Uint8Array>>) => parts.then(each => zipSync(each));

const moved = changed(
  part =>
    part.replace('xl/workbook.xml', 'xl/workbook2.xml').replace('workbook.xml.rels', 'workbook2.xml.rels'),
  text => text.replaceAll('xl/workbook.xml', 'xl/workbook2.xml'),
);
const inAnotherFolder = changed(
  part => part.replace(/^xl\//, 'content/book/'),
  text => text.replaceAll('xl/', 'content/book/'),
);
const without = (parts: Promise<Record<string, Uint8Array>>, part: string) =>
  parts.then(({ [part]: _left, ...rest }) => rest);

const wordTable = (texts: string[][]) =>
  `<w:tbl>${texts.map(cells => `<w:tr>${cells.map(text => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
const document = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>PHỤ LỤC I</w:t></w:r></w:p>${wordTable(
  [
    ['STT', 'Mã TTHC/DVC', 'Tên thủ tục hành chính', 'Về kỹ thuật', 'Về quy định của pháp luật'],
    ['1', '1.004194', 'Đăng ký tạm trú', 'X', 'X'],
  ],
)}</w:body></w:document>`;
const rels = (target: string) =>
  strToU8(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="R1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${target}"/></Relationships>`,
  );
const types = (part: string, type: string) =>
  strToU8(
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/></Types>`,
  );
const docx = (parts: Record<string, Uint8Array>) => zipSync({ ...parts, 'a/Văn bản.xml': strToU8(document) });
const wordRows = ['1.004194 I H13.21.1 + +'];

/** A megabyte in the file, far more inside; the directory says that it is nothing. */
const bomb = workbook.then(file => {
  const parts = unzipSync(file);
  const nothing = new Uint8Array(16 * 1024 * 1024);
  for (let n = 0; n < 13; n++) parts[`xl/worksheets/extra${n}.xml`] = nothing;
  return zip64(parts, { sizeToTell: 10 });
});

export const packages: Sample[] = [
  { title: 'a ZIP64 end record', name, bytes: workbook.then(file => zip64(unzipSync(file))), rows },
  {
    title: 'ZIP64 sizes and offsets in the directory, and sizes behind the data',
    name,
    bytes: workbook.then(file => zip64(unzipSync(file), { directory: true, behind: true })),
    rows,
  },
  {
    title: 'a ZIP64 bomb that lies about its size',
    name,
    bytes: bomb,
    rows: [],
    error: 'tệp bung ra lớn hơn 200 MB',
  },
  {
    title: 'a ZIP64 directory that claims more parts than a workbook has',
    name,
    bytes: workbook.then(file => zip64(unzipSync(file), { countToTell: 70_000 })),
    rows: [],
    error: 'tệp có 70.000 phần bên trong',
  },
  {
    title: 'a ZIP64 end record that is not where it should be',
    name,
    bytes: workbook.then(file => zip64(unzipSync(file), { lostEnd: true })),
    rows: [],
    error: 'tệp bị hỏng hoặc tải về chưa đủ',
  },
  {
    title: 'bytes behind the end of the zip',
    name,
    bytes: workbook.then(file => new Uint8Array([...file, ...new Uint8Array(300)])),
    rows,
  },
  { title: 'a workbook whose main part has another name', name, bytes: zipOf(moved), rows },
  { title: 'a workbook in another folder', name, bytes: zipOf(inAnotherFolder), rows },
  {
    title: 'a workbook found by its content type alone',
    name,
    bytes: zipOf(without(moved, '_rels/.rels')),
    rows,
  },
  {
    title: 'a workbook with backslashes in the names of its parts',
    name,
    bytes: zipOf(changed(part => part.replaceAll('/', '\\'))),
    rows,
  },
  {
    title: 'a workbook whose parts are spelled in another case',
    name,
    bytes: zipOf(changed(part => (part.startsWith('xl/') ? part.toUpperCase() : part.toLowerCase()))),
    rows,
  },
  {
    title: 'a document in a part of any name',
    name: 'cai-khe.docx',
    bytes: docx({ '_rels/.rels': rels('/a/V%C4%83n%20b%E1%BA%A3n.xml') }),
    rows: wordRows,
  },
  {
    title: 'a document found by its content type alone, in another case',
    name: 'cai-khe.docx',
    bytes: docx({ '[content_types].xml': types('/A/Văn bản.xml', 'wordprocessingml.document.main+xml') }),
    rows: wordRows,
  },
  {
    title: 'slides',
    name: 'a.pptx',
    bytes: docx({ '[Content_Types].xml': types('/a/Văn bản.xml', 'presentationml.presentation.main+xml') }),
    rows: [],
    error: 'đây là bản trình chiếu',
  },
];
