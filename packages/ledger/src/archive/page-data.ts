import { canonicalJson, parseCanonical, sha256Hex } from '../canonical.ts';
import { type Check, fail, pass } from '../check.ts';
import { fromB64, text, toB64, utf8 } from '../encoding.ts';
import { checkPageIndex } from '../shapes/archive.ts';
import type { PageChunk, PageIndex } from './page-index.ts';

/**
 * The page's own copy of an archive's files. A page opened from a disk may fetch nothing, but it may load classic scripts: so the
 * files lie in scripts, gzip in base64, each of which calls `yinzheng(name, payload)`.
 */
export const PAGE_DATA_FOLDER = 'data/';
export const PAGE_INDEX = 'index';

/** A chunk is closed when it holds as many bytes; one larger file has a chunk of its own. */
export const CHUNK_BYTES = 512 * 1024;

export const chunkName = (number: number): string => String(number).padStart(6, '0');
export const pageDataPath = (name: string): string => `${PAGE_DATA_FOLDER}${name}.js`;

/** The one text of such a script. */
export const formatPageData = (name: string, payload: string): string => `yinzheng("${name}","${payload}");\n`;

/** Name and payload of a script's text; null for any other text than `formatPageData` writes. */
export function parsePageData(script: string): { readonly name: string; readonly payload: string } | null {
  const [, name, payload] = /^yinzheng\("(index|\d{6})","([A-Za-z0-9+/=]*)"\);\n$/.exec(script) ?? [];
  return name === undefined || payload === undefined ? null : { name, payload };
}

export const encodeIndex = (index: PageIndex): string => toB64(utf8(canonicalJson(index)));

/** Refuses with `archive/malformed`. */
export function decodeIndex(payload: string): Check<PageIndex> {
  const malformed = (detail: string) => fail('archive/malformed', { path: pageDataPath(PAGE_INDEX), detail });
  try {
    const parsed = parseCanonical(text(fromB64(payload)));
    const shape = parsed.ok ? checkPageIndex(parsed.value) : parsed;
    return shape.ok ? shape : malformed(shape.code);
  } catch {
    return malformed('base64');
  }
}

/** Packs files into one payload. */
export async function encodeChunk(
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Promise<{ readonly chunk: PageChunk; readonly payload: string }> {
  const joined = new Blob(files.map(({ bytes }) => bytes as Uint8Array<ArrayBuffer>));
  const payload = toB64(await bytesOf(joined.stream().pipeThrough(new CompressionStream('gzip'))));
  return { payload, chunk: { sha256: sha256Hex(utf8(payload)), files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length })) } };
}

/** The files of a payload, by path. Refuses with `archive/chunk-changed` {path}. */
export async function decodeChunk(number: number, chunk: PageChunk, payload: string): Promise<Check<ReadonlyMap<string, Uint8Array>>> {
  const changed = fail('archive/chunk-changed', { path: pageDataPath(chunkName(number)) });
  if (sha256Hex(utf8(payload)) !== chunk.sha256) return changed;
  let joined: Uint8Array;
  try {
    joined = await bytesOf(new Blob([fromB64(payload) as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip')));
  } catch {
    return changed; // no base64, or no gzip
  }
  const files = new Map<string, Uint8Array>();
  let at = 0;
  for (const { path, bytes } of chunk.files) {
    files.set(path, joined.slice(at, at + bytes));
    at += bytes;
  }
  return at === joined.length && files.size === chunk.files.length ? pass(files) : changed;
}

const bytesOf = async (stream: ReadableStream): Promise<Uint8Array> => new Uint8Array(await new Response(stream).arrayBuffer());
