import { ParseSpeeds, PDFDocument } from '@cantoo/pdf-lib';

/**
 * The file's objects, or null when it is not wholly in order: then only pdfium's picture of it counts.
 * The parser reads objects in file order and repairs silently, so anything doubtful is turned away here.
 */
export async function openObjects(bytes: Uint8Array): Promise<PDFDocument | null> {
  try {
    return await PDFDocument.load(bytes, { parseSpeed: ParseSpeeds.Fastest, throwOnInvalidObject: true, updateMetadata: false });
  } catch {
    return null; // not an error of ours: the page is rendered instead
  }
}
