/** A sentence in both languages of the product. `{name}` is filled from the problem's `params`. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export interface ErrorRow {
  /** HTTP status that carries it. */
  readonly status: number;
  /** What was wrong. */
  readonly what: Bilingual;
  /** What to do about it. */
  readonly todo: Bilingual;
}

export const row = (status: number, whatZh: string, whatEn: string, todoZh: string, todoEn: string): ErrorRow => ({
  status,
  what: { zh: whatZh, en: whatEn },
  todo: { zh: todoZh, en: todoEn },
});
