import type { CivilDate, ClockMinutes, ClockSpan, Weekday } from '../model/units.ts';
import type { PlannerProblem } from '../model/words.ts';
import { booleanOf, clockOf, codeOf, dateOf, listOf, numberOf, spanOf, weekdaysOf } from './cells.ts';
import { problem } from './problem.ts';
import type { Table, TableName } from './table.ts';

/** Which column of a table is which field. */
export interface Headers {
  readonly table: Table;
  has(key: string): boolean;
  columnOf(key: string): number | null;
  titleOf(key: string): string | undefined;
  family(family: string): readonly { readonly name: string; readonly key: string }[];
  /** Where each field stands in a row of its own. */
  rowOf?(key: string): number | undefined;
}

/** How a value is described to who has to correct it. */
export interface Expected {
  readonly zh: string;
  readonly en: string;
}

/** One row, asked field by field. What cannot be read is told to `problems`, and a harmless value stands in for it until all is told. */
export class Row {
  readonly #headers: Headers;
  readonly #cells: readonly string[];
  readonly #problems: PlannerProblem[];
  readonly number: number;

  constructor(headers: Headers, row: { readonly number: number; readonly cells: readonly string[] }, problems: PlannerProblem[]) {
    this.#headers = headers;
    this.#cells = row.cells;
    this.#problems = problems;
    this.number = row.number;
  }

  /** `villages.csv:7 经度` */
  at(key?: string): string {
    const header = key === undefined ? undefined : (this.#headers.titleOf(key) ?? key);
    const number = (key === undefined ? undefined : this.#headers.rowOf?.(key)) ?? this.number;
    return `${this.#headers.table.file}:${number}${header === undefined ? '' : ` ${header}`}`;
  }

  tell(code: PlannerProblem['code'], key: string | undefined, zh: string, en: string): void {
    this.#problems.push(problem(code, this.at(key), zh, en));
  }

  get table(): TableName {
    return this.#headers.table.name;
  }

  has(key: string): boolean {
    return this.#headers.has(key);
  }

  /** As it stands, '' where the cell is empty or the column is not there. */
  text(key: string): string {
    const column = this.#headers.columnOf(key);
    return column === null ? '' : (this.#cells[column] ?? '');
  }

  /** A name that must be there. */
  name(key: string): string {
    const text = this.text(key);
    if (text === '' && this.#headers.has(key))
      this.tell('plan/missing-value', key, '这里是空的，请填写。', 'This is empty; please fill it in.');
    return text;
  }

  /** An id that must be there, in one piece. */
  id(key: string): string {
    const text = this.name(key);
    return text === '' ? '' : this.#code(key, text);
  }

  optionalId(key: string): string | undefined {
    const text = this.text(key);
    return text === '' ? undefined : this.#code(key, text);
  }

  #code(key: string, text: string): string {
    const read = codeOf(text);
    if ('code' in read) return read.code;
    this.tell(
      'plan/code-rounded',
      key,
      `代码“${text}”被电子表格改成了数字，后几位已经丢失。请把这一列设为“文本”格式后重新填写完整代码。`,
      `The code “${text}” was turned into a number by the spreadsheet and has lost its last digits. Format the column as text and enter the codes again.`,
    );
    return text;
  }

  codes(key: string): readonly string[] {
    return listOf(this.text(key));
  }

  amount(key: string, { min = -Infinity, max = Infinity, isWhole = false }: Limits, otherwise?: number): number {
    const text = this.text(key);
    if (text === '' && otherwise !== undefined) return otherwise;
    if (text === '') {
      this.name(key);
      return 0;
    }
    const value = numberOf(text);
    if (value !== null && value >= min && value <= max && (!isWhole || Number.isInteger(value))) return value;
    this.#wrong(key, text, amountWords(min, max, isWhole));
    return otherwise ?? Math.max(0, min === -Infinity ? 0 : min);
  }

  boolean(key: string, otherwise: boolean): boolean {
    return this.read(key, booleanOf, { zh: '“是”或“否”', en: '“yes” or “no”' }) ?? otherwise;
  }

  weekdays(key: string): readonly Weekday[] {
    return (
      this.read(key, weekdaysOf, { zh: '星期，如 1,3,5 或 一三五 或 周一至周五', en: 'weekdays, like 1,3,5 or Mon Wed Fri or 1-5' }) ?? []
    );
  }

  date(key: string): CivilDate | undefined {
    return this.read(key, dateOf, { zh: '日期，如 2026-12-01', en: 'a date, like 2026-12-01' });
  }

  dates(key: string): readonly CivilDate[] {
    const each = (text: string): readonly CivilDate[] | null => allOf(listOf(text).map(dateOf));
    return this.read(key, each, { zh: '日期，如 2026-12-01，几个之间用逗号', en: 'dates, like 2026-12-01, with commas between' }) ?? [];
  }

  span(key: string): ClockSpan | undefined {
    return this.read(key, spanOf, { zh: '时段，如 08:00-17:30', en: 'a span, like 08:00-17:30' });
  }

  /** Ascending; those that meet or overlap become one. */
  spans(key: string): readonly ClockSpan[] {
    const each = (text: string): readonly ClockSpan[] | null => allOf(text.split(/[,;、，；]/).map(spanOf));
    const expected = { zh: '时段，如 08:00-11:30，几个之间用分号', en: 'spans, like 08:00-11:30, with semicolons between' };
    const spans = [...(this.read(key, each, expected) ?? [])].sort((a, b) => a.from - b.from);
    return spans.reduce<ClockSpan[]>((merged, span) => {
      const last = merged.at(-1);
      if (last && span.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
      else merged.push(span);
      return merged;
    }, []);
  }

  clocks(key: string): readonly ClockMinutes[] {
    const each = (text: string): readonly ClockMinutes[] | null => allOf(listOf(text).map(clockOf));
    const clocks = this.read(key, each, { zh: '时刻，如 08:30，几个之间用逗号', en: 'times, like 08:30, with commas between' }) ?? [];
    return [...new Set(clocks)].sort((a, b) => a - b);
  }

  /** Undefined where the cell is empty, or says what `parse` does not know, which is told. */
  read<T>(key: string, parse: (text: string) => T | null, expected: Expected): T | undefined {
    const text = this.text(key);
    if (text === '') return undefined;
    const value = parse(text);
    if (value !== null) return value;
    this.#wrong(key, text, expected);
    return undefined;
  }

  /** Columns of a family with something in their cells: the name behind the colon, and the key to ask with. */
  family(family: string): readonly { readonly name: string; readonly key: string }[] {
    return this.#headers.family(family).filter(({ key }) => this.text(key) !== '');
  }

  #wrong(key: string, text: string, { zh, en }: Expected): void {
    this.tell('plan/bad-value', key, `“${text}”看不懂：这里应为${zh}。`, `“${text}” is not understood: this should be ${en}.`);
  }
}

interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly isWhole?: boolean;
}

const allOf = <T>(values: readonly (T | null)[]): readonly T[] | null =>
  values.length > 0 && values.every((it) => it !== null) ? (values as T[]) : null;

function amountWords(min: number, max: number, isWhole: boolean): Expected {
  const [zh, en] = isWhole ? ['整数', 'a whole number'] : ['数', 'a number'];
  if (max !== Infinity) return { zh: ` ${min} 到 ${max} 的${zh}`, en: `${en} from ${min} to ${max}` };
  return min === -Infinity ? { zh, en } : { zh: `不小于 ${min} 的${zh}`, en: `${en}, ${min} or more` };
}
