import { readFile, rename, writeFile } from 'node:fs/promises';
import { type Document, isMap, isScalar, isSeq, parseDocument, YAMLMap } from 'yaml';

/**
 * Writes a person's mapping into the files a person edits: comments, order and style stay. The new text is parsed
 * again by the caller's next start, so a bad value is found before anything uses it.
 *
 * @throws Error when the file is not what `init` writes (no list, no such agency).
 */
export async function writeAgencyId(
  file: string,
  system: string,
  remote: string,
  agency: string,
): Promise<void> {
  await edit(file, document => {
    const list = document.contents;
    const entry = isSeq(list)
      ? list.items.find(
          item => isMap(item) && String(item.get('code')).toUpperCase() === agency.toUpperCase(),
        )
      : undefined;
    if (!isMap(entry)) throw new Error(`${file} không có đơn vị mã ${agency}`);
    const there: unknown = entry.get('ids', true);
    const ids = isMap(there) ? there : new YAMLMap();
    if (ids !== there) {
      ids.flow = true;
      entry.set('ids', ids);
    }
    const before = ids.get(system, true);
    const known = isSeq(before)
      ? before.items.map(item => (isScalar(item) ? String(item.value) : ''))
      : isScalar(before)
        ? [String(before.value)]
        : [];
    if (known.includes(remote)) return;
    ids.set(system, known.length === 0 ? remote : document.createNode([...known, remote], { flow: true }));
  });
}

/** A remote procedure code → national code, under `codes.<system>` of the configuration. */
export async function writeProcedureCode(
  file: string,
  system: string,
  remote: string,
  national: string,
): Promise<void> {
  await edit(file, document => document.setIn(['codes', system, remote], national));
}

async function edit(file: string, change: (document: Document) => void): Promise<void> {
  const document = parseDocument(await readFile(file, 'utf8'));
  if (document.errors[0]) throw new Error(`${file}: ${document.errors[0].message}`);
  change(document);
  // A kill between the two lines leaves the old file whole.
  await writeFile(`${file}.new`, document.toString({ lineWidth: 0 }));
  await rename(`${file}.new`, file);
}
