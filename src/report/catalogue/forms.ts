import { type Form, textForm } from '../forms.ts';
import { writeCpsvAp } from './cpsv-ap.ts';
import { tableSchema, writeCatalogueCsv } from './csv.ts';
import { type Catalogue, type CatalogueFormat, type CatalogueService, catalogueFiles } from './source.ts';

/** The files of a format. */
export function catalogueForms(catalogue: Catalogue, format: CatalogueFormat): Form[] {
  return format === 'cpsv-ap'
    ? [catalogueForm(catalogue, 'cpsv-ap')]
    : [catalogueForm(catalogue, 'csv'), catalogueForm(catalogue, 'schema')];
}

export function catalogueForm(catalogue: Catalogue, part: keyof typeof catalogueFiles): Form {
  return textForm(catalogueFiles[part], async (write, signal) => {
    const wanted = { ...catalogue, services: () => untilStopped(catalogue.services(), signal) };
    if (part === 'cpsv-ap') await writeCpsvAp(wanted, write);
    else if (part === 'csv') await writeCatalogueCsv(wanted, write);
    else await write(`${JSON.stringify(tableSchema(wanted), null, 2)}\n`);
  });
}

async function* untilStopped(
  batches: AsyncIterable<CatalogueService[]>,
  signal: AbortSignal | undefined,
): AsyncIterable<CatalogueService[]> {
  for await (const batch of batches) {
    signal?.throwIfAborted();
    yield batch;
  }
}
