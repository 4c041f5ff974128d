import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { streamCamera } from './driver.ts';
import { jpegSplitter } from './protocol.ts';

const picture = (shade: number, progressive = false): Promise<Uint8Array> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: shade, g: 90, b: 10 } } })
    .jpeg({ progressive })
    .toBuffer()
    .then((bytes) => new Uint8Array(bytes));

test('pictures are cut out of a stream that is split anywhere, progressive ones and thumbnails inside included', async () => {
  const thumbnail = await picture(1);
  const exif = Buffer.concat([Buffer.from([0xff, 0xe1, (thumbnail.length + 2) >> 8, (thumbnail.length + 2) & 0xff]), thumbnail]);
  const plain = await picture(2);
  const withThumbnail = Buffer.concat([plain.subarray(0, 2), exif, plain.subarray(2)]);
  const pictures = [plain, new Uint8Array(withThumbnail), await picture(3, true)];
  const stream = Buffer.concat([Buffer.from('noise'), ...pictures]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), (sizes) => {
      const found: Uint8Array[] = [];
      const split = jpegSplitter((jpeg) => found.push(jpeg));
      for (let at = 0, turn = 0; at < stream.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        split(stream.subarray(at, at + size));
        at += size;
      }
      expect(found.map((jpeg) => Buffer.from(jpeg).toString('hex'))).toEqual(pictures.map((jpeg) => Buffer.from(jpeg).toString('hex')));
    }),
    { numRuns: 50 },
  );
});

test('a photograph is never a frame that began before it was asked for', async () => {
  // A process that shows what an ffmpeg-like one does: a new picture every 40 ms, its number in the shade.
  const frames = await Promise.all(Array.from({ length: 30 }, (_, turn) => picture(turn * 8)));
  const script = `const frames=${JSON.stringify(frames.map((jpeg) => Buffer.from(jpeg).toString('base64')))};let at=0;
    setInterval(()=>{process.stdout.write(Buffer.from(frames[at++%frames.length],'base64'))},40)`;
  const camera = streamCamera(process.execPath, ['-e', script]);
  await camera.start();
  try {
    const shadeOf = async (jpeg: Uint8Array): Promise<number> => (await sharp(jpeg).stats()).channels[0]?.mean ?? -1;
    const first = await shadeOf(await camera.photograph());
    await new Promise((resolve) => setTimeout(resolve, 150));
    const second = await shadeOf(await camera.photograph());
    expect(second - first).toBeGreaterThanOrEqual(8 * 3);
  } finally {
    await camera.stop();
  }
});

test('a camera process that ended is started again by the next photograph, and one that cannot start says so', async () => {
  const jpeg = Buffer.from(await picture(9)).toString('base64');
  const script = `const frame=Buffer.from('${jpeg}','base64');let left=6;
    const timer=setInterval(()=>{process.stdout.write(frame);if(--left===0){clearInterval(timer);process.exit()}},20)`;
  const camera = streamCamera(process.execPath, ['-e', script]);
  await camera.start();
  expect((await camera.photograph()).length).toBeGreaterThan(100);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await camera.photograph()).length).toBeGreaterThan(100);
  await camera.stop();
  await expect(streamCamera('no-such-camera', []).photograph()).rejects.toThrow(/ENOENT/);
});
