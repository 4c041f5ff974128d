import { prepareSource } from '../src/sheets/prepare.ts';
import { printCodes } from '../src/sheets/print-codes.ts';
import { chanceOf } from './chance.ts';
import type { Form } from './typeset/form.ts';
import { writePdf } from './typeset/write-pdf.ts';

const LIMITS = { maxBytes: 64 * 2 ** 20, maxPages: 100 };
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** As long as the longest address that a record code holds. */
export function codeOf(seed: number): string {
  const next = chanceOf(`code ${seed}`);
  return `https://yinzheng.example.org/v/${Array.from({ length: 140 }, () => next.pick([...BASE64URL])).join('')}`;
}

/** A form as the server fixes it and prints its code on it: a PDF of one page. Also how a forger's page carries a copied code. */
export async function sheetOf(form: Form, seed: number, asPicture: boolean): Promise<Uint8Array> {
  const source = { name: form.layout, bytes: await writePdf(form, asPicture) };
  const prepared = await prepareSource(source, { from: 0, to: 1 }, LIMITS);
  if (!prepared.ok) throw new Error(prepared.problem.code);
  const contents = prepared.value.pages.map(({ content }) => content);
  const printed = await printCodes(contents, [{ text: codeOf(seed), label: `第 1 页 共 1 页 · K7QF-${1000 + (seed % 9000)}` }]);
  const [page] = printed.pages;
  if (!page) throw new Error('a form of no page');
  return page.pdf;
}
