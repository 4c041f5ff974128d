import { parseCanonical } from '../canonical.ts';
import type { Check } from '../check.ts';
import { text } from '../encoding.ts';
import { checkManifest, checkNames, checkOpenings } from '../shapes/archive.ts';
import type { ArchiveManifest, ArchiveNames, ArchiveOpenings } from './manifest.ts';

export const parseManifest = (bytes: Uint8Array): Check<ArchiveManifest> => parsed(bytes, checkManifest);
export const parseNames = (bytes: Uint8Array): Check<ArchiveNames> => parsed(bytes, checkNames);
export const parseOpenings = (bytes: Uint8Array): Check<ArchiveOpenings> => parsed(bytes, checkOpenings);

function parsed<T>(bytes: Uint8Array, check: (value: unknown) => Check<T>): Check<T> {
  let json: string;
  try {
    json = text(bytes);
  } catch {
    return { ok: false, code: 'json/unreadable', params: { detail: 'UTF-8' } };
  }
  if (!json.endsWith('\n')) return { ok: false, code: 'json/not-canonical' };
  const value = parseCanonical(json.slice(0, -1));
  return value.ok ? check(value.value) : value;
}
