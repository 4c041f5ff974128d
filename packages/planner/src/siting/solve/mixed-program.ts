/** A mixed-integer program to be made smallest, rows compressed; survives being sent to a worker. */
export interface MixedProgram {
  readonly costs: Float64Array;
  readonly lowers: Float64Array;
  readonly uppers: Float64Array;
  readonly isWhole: Uint8Array;
  readonly rowLowers: Float64Array;
  readonly rowUppers: Float64Array;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** Added to the objective. */
  readonly offset: number;
  /** A solution to begin with, by column. */
  readonly begin: Float64Array | null;
}

/** Puts a program together column by column and row by row. */
export class ProgramMaker {
  readonly #costs: number[] = [];
  readonly #lowers: number[] = [];
  readonly #uppers: number[] = [];
  readonly #isWhole: number[] = [];
  readonly #begin: number[] = [];
  readonly #rowLowers: number[] = [];
  readonly #rowUppers: number[] = [];
  readonly #starts: number[] = [0];
  readonly #columns: number[] = [];
  readonly #values: number[] = [];
  offset = 0;

  /** Returns the column's number. */
  column(cost: number, lower: number, upper: number, isWhole: boolean, begin: number): number {
    this.#costs.push(cost);
    this.#lowers.push(lower);
    this.#uppers.push(upper);
    this.#isWhole.push(isWhole ? 1 : 0);
    return this.#begin.push(begin) - 1;
  }

  /** `lower ≤ Σ value × column ≤ upper`; no column twice. */
  row(lower: number, upper: number, terms: Iterable<readonly [column: number, value: number]>): void {
    for (const [column, value] of terms) {
      this.#columns.push(column);
      this.#values.push(value);
    }
    this.#starts.push(this.#columns.length);
    this.#rowLowers.push(lower);
    this.#rowUppers.push(upper);
  }

  made(): MixedProgram {
    return {
      costs: Float64Array.from(this.#costs),
      lowers: Float64Array.from(this.#lowers),
      uppers: Float64Array.from(this.#uppers),
      isWhole: Uint8Array.from(this.#isWhole),
      rowLowers: Float64Array.from(this.#rowLowers),
      rowUppers: Float64Array.from(this.#rowUppers),
      starts: Int32Array.from(this.#starts),
      columns: Int32Array.from(this.#columns),
      values: Float64Array.from(this.#values),
      offset: this.offset,
      begin: Float64Array.from(this.#begin),
    };
  }
}
