import { zipSync } from 'fflate';
import type { OutputFile } from '../output-file.ts';

/** The first moment that ZIP can tell, by whatever clock: equal files give equal bytes. */
const NO_DATE = new Date(1980, 0, 1);

/** Packed by a library without native code, whose result does not depend on the machine. */
export const zipOf = (files: readonly OutputFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), { level: 6, mtime: NO_DATE });
