// What of the library we use, in a module of its own: it is loaded when a workbook is written, and only that much of it
// is built in.
export { Workbook, WorkbookWriter } from '@cj-tech-master/excelts';
