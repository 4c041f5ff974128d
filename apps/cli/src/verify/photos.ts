import { type ErrorCode, isErrorCode, problem } from '@yinzheng/contract';
import type { ReceiptFacts } from '@yinzheng/ledger';
import { type Bilingual, both } from '../language.ts';
import type { PhotoFinding, PhotoRefusal } from '../photo-check/check-photos.ts';
import { plain } from '../terminal.ts';
import type { VerifyOptions } from './options.ts';

export interface PhotosChecked {
  readonly findings: readonly PhotoFinding[];
  /** Pictures that were written. */
  readonly pictures: readonly string[];
}

const NONE: PhotosChecked = { findings: [], pictures: [] };

/** Checks the photos that were given with `--photo`; in words why that cannot be done. The page check is loaded only when there is one. */
export async function checkGivenPhotos(
  receipt: string,
  facts: ReceiptFacts | null,
  { photos, pageNumber, pictures }: VerifyOptions,
): Promise<PhotosChecked | Bilingual> {
  if (photos.length === 0 || !facts) return NONE;
  const { checkPhotos } = await import('../photo-check/check-photos.ts');
  const numbered = pageNumber === undefined ? {} : { pageNumber };
  const findings = await checkPhotos({ receipt, facts, photos, pictures: pictures !== undefined, ...numbered });
  if ('path' in findings) return describeRefusal(findings);
  if (pictures === undefined) return { findings, pictures: [] };
  const { writePictures } = await import('../photo-check/write-pictures.ts');
  try {
    return { findings, pictures: await writePictures(pictures, findings) };
  } catch (cause) {
    const detail = plain((cause as Error).message);
    return both(`写不了“${plain(pictures)}”：${detail}`, `Cannot write to “${plain(pictures)}”: ${detail}`);
  }
}

/** For programs: what was found without its pictures, which `--pictures` writes. */
export function withoutPictures(finding: PhotoFinding) {
  const { found } = finding;
  if (found.kind !== 'checked') return finding;
  const { crops: _crops, sideBySide: _sideBySide, ...report } = found.report;
  return { ...finding, found: { ...found, report } };
}

function describeRefusal({ path, code, params }: PhotoRefusal): Bilingual {
  if (!isErrorCode(code)) return both(`读不到文件：${plain(path)}`, `The file cannot be read: ${plain(path)}`);
  const { message, todo } = problem(code satisfies ErrorCode, params);
  return both(`${plain(message.zh)}${todo.zh} [${code}]`, `${plain(message.en)} ${todo.en} [${code}]`);
}
