import sharp, { type Sharp } from 'sharp';
import { type Box, CODE_STRIP_MM, mmToPx, type Paper, placeOn, reservedBoxes, type Size } from '../paper.ts';
import type { Raster } from '../pdfium/document.ts';
import { done, type Outcome, refuse } from '../problem.ts';
import { isBlank } from './blank.ts';
import type { FixedContent, PageRange, PreparedSource, SourceFile } from './fixed-content.ts';
import { FIXED_DPI, MAX_PICTURE_PIXELS } from './limits.ts';
import { toGray } from './picture-kind.ts';
import { picturePage } from './picture-page.ts';

/** Sides of A4 and A3 are 1 : √2; a picture this close to it is a scan of a whole sheet. */
const SHEET_RATIO = Math.SQRT2;
const RATIO_TOLERANCE = 0.015;
/** White around a photo. */
const MARGIN_MM = 8;

const open = (bytes: Uint8Array, page: number): Sharp =>
  sharp(bytes, { limitInputPixels: MAX_PICTURE_PIXELS, page, failOn: 'truncated', sequentialRead: true });

/** Fixes a photo or scan: upright by its EXIF, on white, fitted on A4, at most 200 dpi. A TIFF may have several pages. */
export async function preparePicture(source: SourceFile, range: PageRange, maxPages: number): Promise<Outcome<PreparedSource>> {
  const file = source.name;
  try {
    const { pages: pageCount = 1, format } = await sharp(source.bytes, { limitInputPixels: false }).metadata();
    const count = format === 'tiff' ? pageCount : 1; // an animation is its first frame
    if (count > maxPages) return refuse('upload/too-many-pages', { pages: count, limit: maxPages });
    const pages: FixedContent[] = [];
    for (let index = range.from; index < Math.min(range.to, count); index++) {
      const { width, height } = await sharp(source.bytes, { page: index, limitInputPixels: false }).metadata();
      if (width * height > MAX_PICTURE_PIXELS) return refuse('upload/took-too-long', { file });
      pages.push({ ...(await fixPicture(source.bytes, index)), sourcePage: index + 1 });
    }
    return done({ pages, pageCount: count });
  } catch {
    return refuse('upload/damaged', { file }); // sharp gives one kind of error for everything that it cannot decode
  }
}

async function fixPicture(bytes: Uint8Array, index: number): Promise<Omit<FixedContent, 'sourcePage'>> {
  const { autoOrient } = await open(bytes, index).metadata();
  const { paper, place, isSheet } = layOut(autoOrient.width / autoOrient.height);
  const raster = await rasterOf(open(bytes, index), place);
  if (isSheet && !isCornerBlank(raster, paper.size)) {
    const shrunk = placeOn(paper, paper.size, false);
    return { content: await picturePage(await rasterOf(open(bytes, index), shrunk), paper, shrunk), ...paper.size };
  }
  return { content: await picturePage(raster, paper, place), ...paper.size };
}

/** A4 in the picture's direction: a scanned sheet covers it, anything else is fitted between the margins and the code strip. */
function layOut(ratio: number): { paper: Paper; place: Box; isSheet: boolean } {
  const isLandscape = ratio > 1;
  const a4: Size = isLandscape ? { widthMm: 297, heightMm: 210 } : { widthMm: 210, heightMm: 297 };
  const paper: Paper = { size: a4, isExact: true };
  const isSheet = Math.abs(Math.max(ratio, 1 / ratio) - SHEET_RATIO) < SHEET_RATIO * RATIO_TOLERANCE;
  if (isSheet) return { paper, place: { leftMm: 0, topMm: 0, ...a4 }, isSheet };
  const room = { widthMm: a4.widthMm - 2 * MARGIN_MM, heightMm: a4.heightMm - MARGIN_MM - CODE_STRIP_MM };
  const widthMm = Math.min(room.widthMm, room.heightMm * ratio);
  const place = { leftMm: (a4.widthMm - widthMm) / 2, topMm: MARGIN_MM, widthMm, heightMm: widthMm / ratio };
  return { paper, place, isSheet };
}

async function rasterOf(picture: Sharp, place: Box): Promise<Raster> {
  const size = { width: mmToPx(place.widthMm, FIXED_DPI), height: mmToPx(place.heightMm, FIXED_DPI) };
  const { data, info } = await picture
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize({ ...size, fit: 'fill', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 4, data };
}

/** Looks at the places of code and label in a picture that covers a whole sheet. */
function isCornerBlank(raster: Raster, sheet: Size): boolean {
  const gray = toGray(raster);
  const perMm = raster.width / sheet.widthMm;
  return reservedBoxes(sheet).every((box) => {
    const [left, right] = [box.leftMm * perMm, (box.leftMm + box.widthMm) * perMm].map(Math.round);
    const [top = 0, bottom = 0] = [box.topMm * perMm, (box.topMm + box.heightMm) * perMm].map(Math.round);
    for (let y = top; y < Math.min(bottom, raster.height); y++) {
      if (!isBlank(gray.subarray(y * raster.width + (left ?? 0), y * raster.width + (right ?? 0)))) return false;
    }
    return true;
  });
}
