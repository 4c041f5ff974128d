import { type Outcome, refuse } from '../problem.ts';
import type { PageRange, PreparedSource, SourceFile } from './fixed-content.ts';
import { kindOf } from './kind.ts';
import type { Limits } from './limits.ts';
import { officeKindOf } from './office-kind.ts';
import { preparePdf } from './prepare-pdf.ts';
import { preparePicture } from './prepare-picture.ts';

/** Fixes some pages of one source. Everything that a file can do wrong comes back as a problem. */
export async function prepareSource(source: SourceFile, range: PageRange, limits: Limits): Promise<Outcome<PreparedSource>> {
  const file = source.name;
  if (source.bytes.length === 0) return refuse('upload/empty', { file });
  if (source.bytes.length > limits.maxBytes) return refuse('upload/too-large', { file, limitMiB: Math.floor(limits.maxBytes / 2 ** 20) });
  const kind = kindOf(source.bytes);
  if (kind === null) return refuse(refusalOf(source.bytes), { file });
  return kind === 'pdf' ? preparePdf(source, range, limits.maxPages) : preparePicture(source, range, limits.maxPages);
}

/** Office files become PDF before they come here, where a converter is installed. */
function refusalOf(bytes: Uint8Array): 'upload/unknown-kind' | 'upload/encrypted' | 'upload/no-converter' {
  const office = officeKindOf(bytes);
  if (office === 'encrypted') return 'upload/encrypted';
  return office === null ? 'upload/unknown-kind' : 'upload/no-converter';
}
