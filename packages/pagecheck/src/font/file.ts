import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

let file: Buffer | undefined;

/** Noto Sans SC Regular (SIL Open Font License 1.1), read once a thread from its package: 10 MiB. */
export function chineseFontFile(): Buffer {
  file ??= readFileSync(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'));
  return file;
}
