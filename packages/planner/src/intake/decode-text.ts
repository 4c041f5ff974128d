export interface Decoded {
  readonly text: string;
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';
}

/**
 * Text of a CSV file. Excel of a Chinese Windows saves "CSV" as GB18030 (GBK's superset) and "CSV UTF-8" with a byte order mark;
 * "Unicode text" is UTF-16. Bytes that are valid UTF-8 are UTF-8: hardly any GB18030 text is. Null when it is no text in any of them.
 */
export function decodeText(bytes: Uint8Array): Decoded | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be', bytes);
  const decoded = decode('utf-8', bytes) ?? decode('gb18030', bytes);
  return decoded?.text.includes('\0') ? null : decoded;
}

/** Without its byte order mark. */
function decode(encoding: Decoded['encoding'], bytes: Uint8Array): Decoded | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return null; // the decoder's one way of saying that these bytes are something else
  }
}
