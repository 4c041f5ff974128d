/**
 * Watches an MQTT byte stream and tells when a packet announces more than `limit` bytes (MQTT 3.1.1 §2.2: one byte of type, then the
 * remaining length, seven bits a byte), so that the connection can be cut before those bytes are gathered in memory.
 */
export function packetSizeWatch(limit: number): (chunk: Uint8Array) => boolean {
  let toSkip = 0;
  let isInLength = false;
  let length = 0;
  let shift = 0;
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (toSkip > 0) {
        const step = Math.min(toSkip, chunk.length - at);
        toSkip -= step;
        at += step;
        continue;
      }
      const byte = chunk[at++] ?? 0;
      if (!isInLength) {
        isInLength = true;
        length = 0;
        shift = 0;
        continue;
      }
      length += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (length > limit || shift > 28) return true;
      if ((byte & 0x80) === 0) {
        isInLength = false;
        toSkip = length;
      }
    }
    return false;
  };
}
