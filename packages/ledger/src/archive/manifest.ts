import { canonicalJson } from '../canonical.ts';
import type { Digest, Instant } from '../encoding.ts';
import type { Opening } from '../receipt/receipt.ts';

/** What an archive says of itself. */
export interface ArchiveManifest {
  readonly v: 1;
  readonly kind: 'yinzheng-archive';
  readonly madeAt: Instant;
  /** The program that made it. */
  readonly madeBy: string;
  /** Where the log was read: an address or a folder. */
  readonly source: string;
  /** As the server told; null when no server was asked. */
  readonly town: { readonly code: string; readonly name: string } | null;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: Digest };
  readonly scope: ArchiveScope;
  /** How many entries are inside. */
  readonly entries: number;
  /** Whether the trust policy inside was given by whoever made the archive, or only told by the server. */
  readonly trust: 'argument' | 'server';
  /** Requests whose content is opened. */
  readonly opened: number;
}

/** `part`: every request of these seals and bodies with an act in [from, until); an empty list: all of them. */
export type ArchiveScope =
  | { readonly kind: 'whole' }
  | {
      readonly kind: 'part';
      readonly seals: readonly string[];
      readonly bodies: readonly string[];
      readonly from: Instant | null;
      readonly until: Instant | null;
    };

/** Names by id, as a server told them. Nothing proves them. */
export interface ArchiveNames {
  readonly v: 1;
  readonly kind: 'yinzheng-names';
  readonly bodies: Readonly<Record<string, string>>;
  readonly seals: Readonly<Record<string, string>>;
  readonly matters: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, string>>;
  readonly divisions: Readonly<Record<string, string>>;
}

export const NO_NAMES: ArchiveNames = { v: 1, kind: 'yinzheng-names', bodies: {}, seals: {}, matters: {}, people: {}, divisions: {} };

/** What one request's commitments hold, for those who may see it. */
export interface ArchiveOpenings {
  readonly v: 1;
  readonly request: string;
  readonly openings: readonly Opening[];
}

/** The one form of the JSON files of an archive: canonical, and a newline. */
export const archiveJson = (value: ArchiveManifest | ArchiveNames | ArchiveOpenings): string => `${canonicalJson(value)}\n`;
