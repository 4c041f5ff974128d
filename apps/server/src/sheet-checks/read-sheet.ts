import { parsePageCode } from '@yinzheng/ledger';
import { type RecordView, showRecord } from '../ledger/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { SheetPage } from '../ports/request-store.ts';
import type { Checked } from '../ports/sheet-checks.ts';
import type { Upload } from '../ports/sheets.ts';

/** A sheet whose code is genuine: whoever photographed it has it, so he may be told about it. */
export interface KnownSheet {
  readonly photo: Upload;
  readonly view: RecordView;
  readonly page: SheetPage;
  /** When the key that signed the code was reported compromised. */
  readonly compromisedAt: string | null;
}

/** In a record code: the page's own statement follows the last `/v/`. */
const STATEMENT = /\/v\/([A-Za-z0-9_-]{143})$/;

/**
 * Which page a photographed sheet says it is. A number that somebody knows opens nothing: the code in the photo must be signed by the server
 * and fit the page. no-code: none of a page is readable. Refuses what is no picture with its code of `upload/…`.
 */
export async function readSheet(
  ports: Pick<Ports, 'store' | 'roster' | 'checkpoints' | 'sheetChecks'>,
  photo: Upload,
): Promise<KnownSheet | 'no-code' | 'not-genuine'> {
  const codes = demand(await ports.sheetChecks.readCodes(photo));
  const statement = codes.map((text) => STATEMENT.exec(text)?.[1] ?? '').find((it) => parsePageCode(it).ok);
  if (statement === undefined) return 'no-code';
  const view = await viewOf(ports, statement);
  if (!view?.page?.isGenuine) return 'not-genuine';
  return { photo, view, page: view.page.page, compromisedAt: view.page.compromisedAt };
}

/** Null when the town has no such record. */
async function viewOf(ports: Pick<Ports, 'store' | 'roster' | 'checkpoints'>, code: string): Promise<RecordView | null> {
  try {
    return await showRecord(ports, code);
  } catch (cause) {
    if (cause instanceof Refused && cause.code === 'request/unknown') return null;
    throw cause;
  }
}

/** The value, or the refusal of the picture. */
export function demand<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Refused(checked.code as Refused['code'], checked.params, 'file');
  return checked.value;
}
