/** Where a command reads and writes; tests pass their own. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A line for the reader. */
  print(line: string): void;
  /** A line about what went wrong. */
  complain(line: string): void;
}

export const processTerminal = (): Terminal => ({
  env: process.env,
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
});

/** Text from a file may hold escape sequences and direction marks that make a terminal show something else; here it may not. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '�');

/** The same for text of several lines: its breaks stay. */
export const plainLines = (text: string): string => text.split('\n').map(plain).join('\n');
