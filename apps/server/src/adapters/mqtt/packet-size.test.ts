import fc from 'fast-check';
import mqtt from 'mqtt-packet';
import { expect, it } from 'vitest';
import { packetSizeWatch } from './packet-size.ts';

it('lets small packets through, however they are cut into chunks, and tells of a large one by its header alone', () => {
  const packet = (size: number) =>
    mqtt.generate({ cmd: 'publish', topic: 't', payload: Buffer.alloc(size), qos: 1, messageId: 1, dup: false, retain: false });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 8 }), fc.integer({ min: 1, max: 300 }), (sizes, cut) => {
      const isTooLarge = packetSizeWatch(1_000);
      const bytes = Buffer.concat(sizes.map(packet));
      for (let at = 0; at < bytes.length; at += cut) expect(isTooLarge(bytes.subarray(at, at + cut))).toBe(false);
      expect(isTooLarge(packet(5_000).subarray(0, 4))).toBe(true);
    }),
  );
});
