import { concat, sha256Hex, utf8 } from '@yinzheng/ledger';
import type { Sheets } from '../../ports/sheets.ts';

/** Every upload is one A4 page as it is; its code is written behind it. Nothing is opened, so anything but nothing is a good file. */
export const fakeSheets: Sheets = {
  async prepare(uploads) {
    if (uploads.length === 0) return { ok: false, code: 'upload/none', params: {} };
    const empty = uploads.find(({ bytes }) => bytes.length === 0);
    if (empty) return { ok: false, code: 'upload/empty', params: { file: empty.name } };
    const pages = uploads.map(({ name, bytes }) => ({
      content: bytes,
      contentDigest: sha256Hex(bytes),
      widthMm: 210,
      heightMm: 297,
      source: name,
    }));
    return { ok: true, pages };
  },
  async printCodes(pages, codes) {
    if (pages.length !== codes.length) throw new RangeError(`${pages.length} pages but ${codes.length} codes`);
    const printed = pages.map(({ content }, at) => concat(content, utf8(`\n${codes[at]?.text} ${codes[at]?.label}`)));
    return { pages: printed.map((pdf) => ({ pdf, digest: sha256Hex(pdf) })), set: concat(...printed) };
  },
  fileImprint: async (picture) => (picture.length > 0 ? { ok: true, png: picture } : { ok: false, code: 'imprint/unreadable' }),
  preview: async (pdf, widthPx) => utf8(`RIFF${widthPx}WEBP${sha256Hex(pdf)}`),
};
