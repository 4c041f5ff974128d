import { splitScan } from '../capture/split-scan.ts';
import { codeOfPage, codesInPhoto } from '../find/code-of-page.ts';
import { checkImpression } from '../seals/check-impression.ts';
import { fileSpecimen } from '../seals/file-specimen.ts';
import { sealsOnPaper } from '../seals/seals-on-paper.ts';
import { prepareSource } from '../sheets/prepare.ts';
import { printCodes } from '../sheets/print-codes.ts';
import { preview, renderPage } from '../sheets/render-page.ts';
import { checkSheet } from '../verdict/check-sheet.ts';

/** What a worker can do. Arguments and results are copied between threads: plain values and bytes only. */
export const jobs = {
  prepareSource,
  printCodes,
  preview,
  renderPage,
  checkSheet,
  checkImpression,
  fileSpecimen,
  splitScan,
  codesInPhoto,
  codeOfPage,
  sealsOnPaper,
} as const;

export type Jobs = typeof jobs;
export type JobName = keyof Jobs;
