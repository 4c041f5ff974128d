/** The page check: what is printed, and whether the sheet in the machine is that page. Front door of the package. */

export type { ScanLimits } from './capture/split-scan.ts';
export type { Difference } from './compare/difference.ts';
export type { Point } from './find/homography.ts';
export { type PageCodeSeen, readPageCodes } from './find/read-codes.ts';
export type { Box, Size } from './paper.ts';
export type { Raster } from './pdfium/document.ts';
export type { Outcome, UploadProblem } from './problem.ts';
export { assembleSeam, type SeamReport } from './seals/assemble-seam.ts';
export { checkImpression, type ImpressionCheck, type ImpressionReason, type ImpressionReport } from './seals/check-impression.ts';
export type { SealLikeness, SealPart, SealSeen, SealSpecimen } from './seals/seal.ts';
export type { PageMark } from './sheets/code-mark.ts';
export type { FixedContent, SourceFile } from './sheets/fixed-content.ts';
export type { Limits } from './sheets/limits.ts';
export { type OfficeKind, officeKindOf } from './sheets/office-kind.ts';
export { photosToPdf } from './sheets/photos-to-pdf.ts';
export type { PrintedSet } from './sheets/print-codes.ts';
export { preview, renderPage } from './sheets/render-page.ts';
export { checkSheet, type SheetCheck, type SheetReport } from './verdict/check-sheet.ts';
export { decideSheet, type OnDoubt, type SheetReason, type SheetVerdict } from './verdict/decide-sheet.ts';
export type { Crop } from './verdict/draw-crops.ts';
export { type OnPhoto, onPhoto } from './verdict/on-photo.ts';
export { type CheckWorkers, openCheckWorkers } from './workers/check-workers.ts';
export { openPhotoWorkers, type PhotoWorkers, type SheetPhoto } from './workers/photo-workers.ts';
export type { PoolOptions } from './workers/ran.ts';
export { openSheetWorkers, type PreparedPage, type SheetWorkers } from './workers/sheet-workers.ts';
