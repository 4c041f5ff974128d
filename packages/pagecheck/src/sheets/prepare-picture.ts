import sharp, { type Sharp } from 'sharp';
import type { Plane } from '../capture/image.ts';
import { planesOf } from '../capture/planes.ts';
import { type Box, CODE_STRIP_MM, mmToPx, type Paper, placeOn, reservedBoxes, type Size } from '../paper.ts';
import type { Raster } from '../pdfium/document.ts';
import { done, type Outcome, refuse } from '../problem.ts';
import { readingDirection } from '../text/reading-direction.ts';
import { isBlank } from './blank.ts';
import type { FixedContent, PageRange, PreparedSource, SourceFile } from './fixed-content.ts';
import { flattenSheet } from './flatten-sheet.ts';
import { FIXED_DPI, MAX_PICTURE_PIXELS } from './limits.ts';
import { photographedSheet } from './photographed-sheet.ts';
import { toGray } from './picture-kind.ts';
import { picturePage } from './picture-page.ts';
import { turnedBy } from './turn-raster.ts';

/** Sides of A4 and A3 are 1 : √2; a picture this close to it is a scan of a whole sheet. */
const SHEET_RATIO = Math.SQRT2;
const RATIO_TOLERANCE = 0.015;
const [SHORT_MM, LONG_MM] = [210, 297];
/** Longest side at which a sheet is looked for in a photo and cut out of it: 200 dpi when it fills four fifths. */
const PHOTO_PX = 3200;
/** White around a photo. */
const MARGIN_MM = 8;

const open = (bytes: Uint8Array, page: number): Sharp =>
  sharp(bytes, { limitInputPixels: MAX_PICTURE_PIXELS, page, failOn: 'truncated', sequentialRead: true });

/**
 * Fixes a photo or scan, at most 200 dpi. A scanned sheet, or one that lies in a photo and stands out from what is around it, becomes the
 * whole page, the way up that it is read; any other picture is upright by its EXIF, on white, fitted on A4. A TIFF may have several pages.
 */
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
  const whole = await wholeSheet(bytes, index, isSheet ? place : null);
  if (whole === null) return { content: await picturePage(await rasterOf(open(bytes, index), place), paper, place), ...paper.size };
  const covered = layOut(whole.width / whole.height).paper;
  const full: Box = { leftMm: 0, topMm: 0, ...covered.size };
  const free = isCornerBlank(whole, covered.size) ? full : placeOn(covered, covered.size, false);
  return { content: await picturePage(whole, covered, free), ...covered.size };
}

/** A scan of a whole sheet, or the sheet cut out of a photo of it, the way up that it is read; null for any other picture. */
async function wholeSheet(bytes: Uint8Array, index: number, scanned: Box | null): Promise<Raster | null> {
  const sheet = scanned ? await rasterOf(open(bytes, index), scanned) : await cutOut(open(bytes, index));
  if (sheet === null) return null;
  const turn = await readingDirection(planesOf(sheet).green, sheet.width / (sheet.width > sheet.height ? LONG_MM : SHORT_MM));
  return turnedBy(sheet, turn ?? 0);
}

async function cutOut(picture: Sharp): Promise<Raster | null> {
  const { data, info } = await picture
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize({ width: PHOTO_PX, height: PHOTO_PX, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const planes = planesOf({ width: info.width, height: info.height, channels: 4, data });
  const corners = photographedSheet(planes);
  return corners && flattenSheet(planes, corners);
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

/** Pixels whose mean is looked at: grain goes, and a hairline still shows, as at the 48 dpi at which PDF pages are looked at. */
const GRAIN_PX = 4;

/** Looks at the places of code and label in a picture that covers a whole sheet. */
function isCornerBlank(raster: Raster, sheet: Size): boolean {
  const means = shrunk({ width: raster.width, height: raster.height, data: toGray(raster) }, GRAIN_PX);
  const perMm = means.width / sheet.widthMm;
  return reservedBoxes(sheet).every((box) => {
    const [left = 0, right = 0] = [box.leftMm * perMm, (box.leftMm + box.widthMm) * perMm].map(Math.round);
    const [top = 0, bottom = 0] = [box.topMm * perMm, (box.topMm + box.heightMm) * perMm].map(Math.round);
    for (let y = top; y < Math.min(bottom, means.height); y++) {
      if (!isBlank(means.data.subarray(y * means.width + left, y * means.width + right))) return false;
    }
    return true;
  });
}

function shrunk({ width, height, data }: Plane, by: number): Plane {
  const [w, h] = [Math.floor(width / by), Math.floor(height / by)];
  const means = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let dy = 0; dy < by; dy++) for (let dx = 0; dx < by; dx++) sum += data[(y * by + dy) * width + x * by + dx] as number;
      means[y * w + x] = sum / by ** 2;
    }
  }
  return { width: w, height: h, data: means };
}
