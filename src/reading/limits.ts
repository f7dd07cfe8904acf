/** What a list of one unit, or of a whole city, never reaches; beyond it a file is not read at all. */
export const limits = {
  /** A city's 92 lists of 400 rows in one workbook are 3 MB. */
  fileBytes: 25 * 1024 * 1024,
  /** All parts of a zip together, counted while they are inflated. */
  inflatedBytes: 200 * 1024 * 1024,
  /** Of one part that only says what the others are; such parts are parsed whole. */
  indexBytes: 8 * 1024 * 1024,
  zipEntries: 5_000,
  sheets: 200,
  /** Rows with content of one sheet. */
  rows: 100_000,
  /** Cells with content of the file. */
  cells: 2_000_000,
  merges: 200_000,
  /** Cells further to the right are left out. */
  columns: 256,
  /** What Excel itself can have; nobody's list is wider, and a reader told of a million columns reads for minutes. */
  sheetColumns: 16_384,
  sheetRows: 1_048_576,
  /** Characters of a cell that are read. */
  text: 10_000,
} as const;

export const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
