import { decodePicture } from '../capture/decode-picture.ts';
import { renderPage } from '../sheets/render-page.ts';
import { readPageCodes } from './read-codes.ts';
import { readPictureCodes } from './read-page-code.ts';

/** Enough for the smallest modules of a code that nobody photographed. */
const DPI = 200;

/** The text of the code that is printed on a fixed page; null when it has none. Throws when the page is not one of ours. */
export async function codeOfPage(page: Uint8Array): Promise<string | null> {
  const codes = await readPageCodes(await renderPage(page, DPI));
  return codes[0]?.text ?? null;
}

/** The texts of all codes in a photo. Throws when it cannot be decoded. */
export async function codesInPhoto(photo: Uint8Array): Promise<readonly string[]> {
  return (await readPictureCodes(await decodePicture(photo))).map(({ text }) => text);
}
