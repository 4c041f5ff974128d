/**
 * Text of a CSV file. Excel of a Chinese Windows saves "CSV" as GB18030 and "CSV UTF-8" with a byte order mark; "Unicode text" is
 * UTF-16. Bytes that are valid UTF-8 are UTF-8: hardly any GB18030 text is. Null when it is no text in any of them.
 */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be', bytes);
  const text = decode('utf-8', bytes) ?? decode('gb18030', bytes);
  return text?.includes('\0') ? null : text;
}

/** Without its byte order mark. */
function decode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null; // the decoder's one way of saying that these bytes are something else
  }
}
