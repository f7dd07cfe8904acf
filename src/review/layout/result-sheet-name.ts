/** The sheet added to a workbook that goes back; when it comes in again with corrections, that sheet is no list. */
export const resultSheetName = 'Kết quả nhập';

/** What our own notes at cells of that workbook begin with. */
export const ownNote = 'dvc-sync: ';
