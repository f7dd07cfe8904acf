/** What `report catalogue` can be asked for. */
export const catalogueFormats = ['cpsv-ap', 'csv'] as const;
export type CatalogueFormat = (typeof catalogueFormats)[number];

export const catalogueFiles = {
  'cpsv-ap': 'catalogue.jsonld',
  csv: 'catalogue.csv',
  /** Beside the CSV, where readers of "CSV on the Web" look for it. */
  schema: 'catalogue.csv-metadata.json',
} as const;
