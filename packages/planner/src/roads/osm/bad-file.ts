import type { PlannerProblem } from '../../model/words.ts';

/** Thrown deep within the reading of a file, and made a problem where the reading began; it never leaves `roads`. */
export class BadFile extends Error {
  readonly problem: PlannerProblem;

  constructor(code: PlannerProblem['code'], at: string, zh: string, en: string) {
    super(en);
    this.problem = { code, at, words: { zh, en } };
  }
}

export function damaged(at: string): BadFile {
  return new BadFile(
    'plan/roads-damaged',
    at,
    '道路文件不完整或已损坏。请重新下载或导出 .osm.pbf 文件。',
    'The roads file is cut short or damaged. Download or export the .osm.pbf file again.',
  );
}
