import { type ByteLink, LinkSilent } from './port.ts';

/** Two ends of a wire inside one process: what one end sends, the other hears a turn later, like a real line. */
export function inProcessLink(): readonly [ByteLink, ByteLink] {
  const left = new Set<(bytes: Uint8Array) => void>();
  const right = new Set<(bytes: Uint8Array) => void>();
  let isOpen = true;
  const end = (heard: typeof left, toldTo: typeof left): ByteLink => ({
    async send(bytes) {
      if (!isOpen) throw new LinkSilent('the link is closed');
      const copy = bytes.slice();
      setImmediate(() => {
        for (const listener of toldTo) listener(copy);
      });
    },
    onBytes(listener) {
      heard.add(listener);
      return () => heard.delete(listener);
    },
    async close() {
      isOpen = false;
    },
  });
  return [end(left, right), end(right, left)];
}
