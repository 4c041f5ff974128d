export interface TableRow {
  /** As a spreadsheet program numbers it, from 1; empty rows count. */
  readonly number: number;
  /** Text without spaces around it, one for each column of the header. */
  readonly cells: readonly string[];
}

export interface Table {
  readonly header: readonly string[];
  /** Rows that hold anything. */
  readonly rows: readonly TableRow[];
}

/** Reads what people save from spreadsheet programs. */
export interface Tables {
  /**
   * CSV (UTF-8, UTF-16 or GB18030) or XLSX (its first sheet), told by content. Works in a thread with limits of time and memory.
   * Throws `Refused`: import/unreadable, import/too-many-rows, upload/too-large.
   */
  readTable(fileName: string, bytes: Uint8Array): Promise<Table>;
}
