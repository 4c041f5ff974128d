export type Kind = 'pdf' | 'picture';

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** What a file is by its first bytes, whatever its name says; null when it is neither PDF nor a picture that we can open. */
export function kindOf(bytes: Uint8Array): Kind | null {
  // Readers accept up to 1024 bytes of other matter before the header (ISO 32000-1, annex H.3.4.1).
  if (ascii(bytes, 0, 1024).includes('%PDF-')) return 'pdf';
  const start = ascii(bytes, 0, 12);
  const isPicture =
    start.startsWith('\xff\xd8\xff') ||
    start.startsWith('\x89PNG\r\n\x1a\n') ||
    (start.startsWith('RIFF') && start.endsWith('WEBP')) ||
    start.startsWith('II*\0') ||
    start.startsWith('MM\0*');
  return isPicture ? 'picture' : null;
}
