import { access, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, sha256Hex } from '@yinzheng/ledger';
import type { Blobs } from '../../ports/blobs.ts';
import { writeDurably } from './durable-file.ts';
import { isMissing } from './missing.ts';

/** Files in a folder, by the first two characters of their digest. */
export function folderBlobs(dir: string): Blobs {
  const fileOf = (digest: Digest): string => {
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new TypeError('not a digest');
    return path.join(dir, digest.slice(0, 2), digest);
  };
  const has = (digest: Digest): Promise<boolean> =>
    access(fileOf(digest)).then(
      () => true,
      () => false,
    );
  return {
    has,
    async put(bytes) {
      const digest = sha256Hex(bytes);
      if (!(await has(digest))) await writeDurably(fileOf(digest), bytes);
      return digest;
    },
    async get(digest) {
      const bytes = await readFile(fileOf(digest)).catch(isMissing);
      if (bytes && sha256Hex(bytes) !== digest) throw new Error(`the stored file ${digest} has changed`);
      return bytes;
    },
    delete: (digest) => rm(fileOf(digest), { force: true }),
  };
}
