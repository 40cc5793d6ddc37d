/** The bounds of a sheet in the spreadsheet programs of today. */
export const mostRows = 1_048_576;
export const mostColumns = 16_384;
/** Excel's bound for the text of one cell is 32,767 characters. */
export const longestCell = 1 << 20;
/** Cells of one sheet, with what its writer only says is repeated or reached over; beyond, a file means to keep a reader busy. */
export const mostCells = 50_000_000;
/** Sheets of a workbook, tables of a page. */
export const mostSheets = 1_000;
