/** The same as for any upload. */
export const MAX_FILE_MIB = 64;
export const MAX_ROWS = 200_000;
export const MAX_COLUMNS = 200;
/** Of an XLSX file, all parts together: a spreadsheet of the largest size that we take has far less. */
export const MAX_UNPACKED_BYTES = 256 * 2 ** 20;
/** Of the reading thread; with more it is ended and the file refused. */
export const MAX_HEAP_MIB = 512;
export const MAX_TIME_MS = 30_000;
/** Text up to this size is split in a few milliseconds, less than a thread takes to start. */
export const INLINE_BYTES = 2 ** 18;
