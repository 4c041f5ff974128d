import { SerialPort } from 'serialport';
import { type ByteLink, LinkSilent } from './port.ts';

/** A serial device, 8N1, e.g. `/dev/ttyUSB0`. Rejects when the device is missing or busy. */
export async function openSerial(path: string, baudRate: number): Promise<ByteLink> {
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((cause) => (cause ? reject(cause) : resolve())));
  // A device that is pulled out raises 'error' at any time; the next send or the missing answer tells the driver.
  port.on('error', () => undefined);
  const listeners = new Set<(bytes: Uint8Array) => void>();
  port.on('data', (chunk: Buffer) => {
    for (const listener of listeners) listener(new Uint8Array(chunk));
  });
  return {
    async send(bytes) {
      if (!port.isOpen) throw new LinkSilent(`${path} is closed`); // a closed port would queue it until it opens again
      await new Promise<void>((resolve, reject) => {
        const silent = (cause: Error) => reject(new LinkSilent(`${path}: ${cause.message}`, { cause }));
        port.write(Buffer.from(bytes), (written) =>
          written ? silent(written) : port.drain((drained) => (drained ? silent(drained) : resolve())),
        );
      });
    },
    onBytes(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve())),
  };
}
