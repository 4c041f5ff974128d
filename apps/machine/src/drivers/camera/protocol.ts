/** Motion JPEG as `ffmpeg -f mjpeg -` and `rpicam-vid --codec mjpeg -o -` write it: JPEG files one after another. */

/** Cuts a stream of bytes into whole JPEGs. In entropy-coded data FF is always followed by 00 or a restart marker, so FFD9 ends a picture. */
export function jpegSplitter(onPicture: (jpeg: Uint8Array) => void, maxBytes = 64 * 1024 * 1024): (chunk: Uint8Array) => void {
  let held = Buffer.alloc(0);
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const start = held.indexOf('ffd8ff', 0, 'hex');
      if (start < 0) {
        held = held.subarray(Math.max(0, held.length - 2)); // a start marker may be split between two chunks
        return;
      }
      const end = endOf(held, start);
      if (end < 0) {
        held = held.length - start > maxBytes ? Buffer.alloc(0) : held.subarray(start);
        return;
      }
      onPicture(new Uint8Array(held.subarray(start, end)));
      held = held.subarray(end);
    }
  };
}

/** Walks the marker segments (an EXIF thumbnail holds a JPEG of its own), then looks for the end in the coded data; -1 while not there. */
function endOf(bytes: Buffer, start: number): number {
  let at = start + 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return at; // no JPEG after all: drop what was read
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return at + 2;
    at += 2 + bytes.readUInt16BE(at + 2);
    if (marker !== 0xda) continue;
    for (let next = bytes.indexOf(0xff, at); next >= 0 && next + 1 < bytes.length; next = bytes.indexOf(0xff, next + 1)) {
      const following = bytes[next + 1] ?? 0;
      if (following === 0xd9) return next + 2;
      const isCoded = following === 0 || following === 0xff || (following >= 0xd0 && following <= 0xd7);
      if (isCoded) continue;
      at = next; // another segment between scans (progressive JPEG)
      break;
    }
    if (bytes[at] !== 0xff) return -1;
  }
  return -1;
}
