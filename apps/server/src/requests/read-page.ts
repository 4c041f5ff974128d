import type { Digest } from '@yinzheng/ledger';
import type { Caller } from '../people/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { loadRequest } from './load-request.ts';

type Used = Pick<Ports, 'store' | 'blobs'>;

/** The fixed page as one-page PDF: the bytes whose digest is approved and stamped. */
export async function readPage(ports: Used, caller: Caller, id: string, page: number): Promise<Uint8Array> {
  await loadFiles(ports, caller, id);
  const found = (await ports.store.requests.pages(id)).find((it) => it.page === page);
  return bytesOf(ports, found?.digest);
}

/** A WebP picture of a page. */
export async function readPreview(
  ports: Used & Pick<Ports, 'sheets'>,
  caller: Caller,
  id: string,
  page: number,
  widthPx: number,
): Promise<Uint8Array> {
  return ports.sheets.preview(await readPage(ports, caller, id, page), widthPx);
}

/** All fixed pages as one PDF, to print. */
export async function readSheetSet(ports: Used, caller: Caller, id: string): Promise<Uint8Array> {
  await loadFiles(ports, caller, id);
  return bytesOf(ports, await ports.store.requests.sheetSet(id));
}

/** A photograph that belongs to a use of this request. */
export async function readPhoto(ports: Used, caller: Caller, id: string, digest: Digest): Promise<Uint8Array> {
  await loadFiles(ports, caller, id);
  const authorisation = await ports.store.requests.authorisationOf(id);
  const impressions = authorisation ? await ports.store.requests.impressions(authorisation.jti) : [];
  const isOfRequest = impressions.some(({ photoBefore, photoAfter }) => photoBefore === digest || photoAfter === digest);
  return bytesOf(ports, isOfRequest ? digest : null);
}

/** Refuses file/erased from the moment of the erasure on, also while the disk still has the file. */
async function loadFiles(ports: Used, caller: Caller, id: string): Promise<void> {
  if ((await loadRequest(ports, caller, id)).erasedAt) throw new Refused('file/erased');
}

async function bytesOf({ blobs }: Used, digest: Digest | null | undefined): Promise<Uint8Array> {
  const bytes = digest ? await blobs.get(digest) : null;
  if (!bytes) throw new Refused('file/unknown');
  return bytes;
}
