/** The sheet added to a workbook that goes back; when it comes in again with corrections, that sheet is no list. */
export const resultSheetName = 'Kết quả nhập';
