import { checkSheet, preview, readPageCodes, renderPage } from '@yinzheng/pagecheck';
import { answerJobs } from './answer-jobs.ts';
import { newInkMm2 } from './new-ink.ts';

const jobs = {
  /** The text of the record code on an approved page, null when it has none. */
  async readCode(page: Uint8Array): Promise<string | null> {
    const codes = await readPageCodes(await renderPage(page, 200));
    return codes[0]?.text ?? null;
  },
  checkSheet,
  preview,
  newInkMm2,
};

export type PageJobs = typeof jobs;

answerJobs(jobs);
