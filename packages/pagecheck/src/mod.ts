/** The page check: what is printed, and whether the sheet in the machine is that page. Front door of the package. */
export type { Box, Size } from './paper.ts';
export type { Raster } from './pdfium/document.ts';
export { checkSheet, type SheetCheck, type SheetVerdict, type StopReason } from './photo/check-sheet.ts';
export type { Difference } from './photo/compare.ts';
export type { Point } from './photo/homography.ts';
export { type BeforeAfter, findNewImpression, type NewImpression } from './photo/new-impression.ts';
export { photosToPdf } from './photo/photos-to-pdf.ts';
export { type PageCodeSeen, readPageCodes } from './photo/read-codes.ts';
export type { Outcome, UploadProblem } from './problem.ts';
export type { PageMark } from './sheets/code-mark.ts';
export type { FixedContent, SourceFile } from './sheets/fixed-content.ts';
export type { Limits } from './sheets/limits.ts';
export type { PrintedSet } from './sheets/print-codes.ts';
export { preview, renderPage } from './sheets/render-page.ts';
export { type CheckWorkers, openCheckWorkers } from './workers/check-workers.ts';
export type { PoolOptions } from './workers/ran.ts';
export { openSheetWorkers, type PreparedPage, type SheetWorkers } from './workers/sheet-workers.ts';
