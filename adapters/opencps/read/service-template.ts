import { toRows } from '../answer.ts';
import { fieldsOf, isTrue } from '../fields.ts';
import { isComponent } from '../parts.ts';
import { type PartContents, partFields, type RemotePart, type RemoteTemplate } from '../remote.ts';
import { templateDetail } from '../schema.ts';
import { allRows, detailOrNone, type Row, strictly, type Writing } from '../writing.ts';
import type { Scope, TemplateFacts } from './reading.ts';
import { decodeTemplate } from './template.ts';

export interface ReadTemplate {
  template: RemoteTemplate;
  facts: TemplateFacts;
}

/**
 * A template by id or number with its parts; `undefined` = there is none. The detail is the database, but lacks two
 * fields of a part, which only the list has. Contents are read where a write would wipe them, or has wiped them:
 * `pending` names parts whose contents we had to remember.
 */
export async function readTemplateFor(
  writing: Writing,
  key: string,
  scope: Scope,
  pending: ReadonlySet<string>,
): Promise<ReadTemplate | undefined> {
  const path = `/dossiertemplates/${encodeURIComponent(key)}`;
  const detail = await detailOrNone(writing, path, 'dossierTemplateId', `mẫu hồ sơ ${key}`);
  if (detail === undefined) return undefined;
  const value = strictly(templateDetail, detail, `mẫu hồ sơ ${key}`);
  const rows = toRows(detail.dossierParts) as Row[];
  const id = value.dossierTemplateId.trim();
  const parts = rows.map(
    (row): RemotePart => ({
      partNo: String(row.partNo).trim(),
      fields: { ...fieldsOf(row, partFields), eForm: String(isTrue(String(row.eForm ?? row.hasForm ?? ''))) },
    }),
  );
  if (parts.length > 0 && (scope.components || scope.eform)) {
    const label = `thành phần của mẫu hồ sơ ${id}`;
    const listed = await allRows(writing, `/dossiertemplates/${id}/parts`, label, 'partNo');
    for (const { partNo, fields } of parts) {
      const row = listed.find(one => String(one.partNo).trim() === partNo);
      // Type of deliverable and what becomes of it: a PUT without them would take them away.
      Object.assign(fields, fieldsOf(row ?? {}, ['typeCode', 'deliverableAction']));
    }
    const wiped = parts.filter(
      part =>
        isTrue(part.fields.eForm) || (scope.components && isComponent(part)) || pending.has(part.partNo),
    );
    await Promise.all(
      wiped.map(async part => {
        part.contents = await readContents(writing, id, part.partNo);
      }),
    );
  }
  const scripts = new Map(parts.map(({ partNo, contents }) => [partNo, contents?.formscript]));
  return { template: { id, parts: parts.sort(byNumber) }, facts: decodeTemplate(value, scripts) };
}

async function readContents({ client }: Writing, id: string, partNo: string): Promise<PartContents> {
  const path = `/dossiertemplates/${id}/parts/${encodeURIComponent(partNo)}`;
  const [formscript, formreport, sampledata] = await Promise.all([
    client.text(`${path}/formscript`, `biểu mẫu ${id}/${partNo}`),
    client.value(`${path}/formreport`, `mẫu in ${id}/${partNo}`),
    client.value(`${path}/sampledata`, `dữ liệu mẫu ${id}/${partNo}`),
  ]);
  return { formscript, formreport, sampledata };
}

/** `TP2` before `TP10`: the order in which parts were numbered. */
function byNumber(a: RemotePart, b: RemotePart): number {
  return a.partNo.localeCompare(b.partNo, 'en', { numeric: true });
}
