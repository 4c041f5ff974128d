import { createECDH } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Push } from '../../ports/push.ts';
import { systemClock } from '../clock/system-clock.ts';
import { encryptForBrowser } from './encrypt.ts';
import { FakePushService } from './fake-push-service.ts';
import { MemoryPush } from './memory-push.ts';
import { isPublicAddress, lookupPublic } from './public-address.ts';
import { openWebPush } from './web-push.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'push-'));
});
afterAll(() => rm(dir, { recursive: true }));
const open = (more: object = {}) =>
  openWebPush({
    keyFile: path.join(dir, 'vapid.json'),
    contact: 'mailto:admin@town.example',
    clock: systemClock,
    allowsPrivateAddresses: true,
    timeoutMs: 300,
    ...more,
  });

it('encrypts the example of RFC 8291, appendix A, to the very bytes that are printed there', () => {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'));
  const body = encryptForBrowser(
    Buffer.from('When I grow up, I want to be a watermelon'),
    {
      endpoint: '',
      keys: {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
    },
    { ecdh, salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url') },
  );
  expect(body.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

describe.each([
  [
    'Web Push over HTTP',
    async () => {
      const service = new FakePushService();
      await service.start();
      const push: Push = await open();
      const browsers = new Map();
      return {
        push,
        stop: () => service.stop(),
        async browser(status: number) {
          const browser = await service.subscribe();
          browser.status = status;
          browsers.set(browser.subscription.endpoint, browser);
          return browser.subscription;
        },
        received: (endpoint: string) => browsers.get(endpoint).received,
      };
    },
  ],
  [
    'push in memory',
    async () => {
      const push = new MemoryPush();
      return {
        push,
        stop: () => {},
        async browser(status: number) {
          const endpoint = `https://push.example/${status}`;
          if (status === 410) push.outcomes.set(endpoint, { kind: 'gone' });
          if (status === 503 || status === 0) push.outcomes.set(endpoint, { kind: 'failed', reason: '' });
          if (status === 301) push.outcomes.set(endpoint, { kind: 'refused', reason: '' });
          return { endpoint, keys: { p256dh: '', auth: '' } };
        },
        received: (endpoint: string) => push.sent.filter((it) => it.endpoint === endpoint).map(({ message }) => message),
      };
    },
  ],
])('%s', (_, make) => {
  let bench: Awaited<ReturnType<typeof make>>;
  beforeAll(async () => {
    bench = await make();
  });
  afterAll(() => bench.stop());

  it('delivers what is sent, and nothing else', async () => {
    const subscription = await bench.browser(201);
    const message = { title: '待您审批', request: 'k7qf2m9d00000', text: '示例·经办人甲：居住证明 “1 份”' };
    expect(await bench.push.send(subscription, message)).toEqual({ kind: 'delivered' });
    expect(bench.received(subscription.endpoint)).toEqual([message]);
    expect(Buffer.from(bench.push.publicKey, 'base64url').length).toBe(65);
  });

  it('tells a subscription that is gone from a service that is away or silent', async () => {
    expect(await bench.push.send(await bench.browser(410), {})).toEqual({ kind: 'gone' });
    expect(await bench.push.send(await bench.browser(503), {})).toMatchObject({ kind: 'failed' });
    expect(await bench.push.send(await bench.browser(0), {})).toMatchObject({ kind: 'failed' });
    expect(await bench.push.send(await bench.browser(301), {})).toMatchObject({ kind: 'refused' });
  });
});

describe('Web Push', () => {
  const keys = {
    p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url'),
    auth: Buffer.alloc(16).toString('base64url'),
  };

  it('keeps its key, since subscriptions hang on it', async () => {
    expect((await open()).publicKey).toBe((await open()).publicKey);
    expect((await stat(path.join(dir, 'vapid.json'))).mode & 0o777).toBe(0o600);
  });

  it('never calls inner addresses unless it is told to, by number or by name', async () => {
    const push = await open({ allowsPrivateAddresses: false });
    const inner = [
      '127.0.0.1',
      '10.1.2.3',
      '172.20.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '[::1]',
      '[fd00::1]',
      '[fe80::1]',
      '[::ffff:10.0.0.1]',
      '0',
    ];
    for (const host of inner) {
      expect(await push.send({ endpoint: `https://${host}/p`, keys }, {})).toEqual({ kind: 'refused', reason: 'not a public address' });
    }
    const reason = await new Promise((resolve) => lookupPublic('localhost', {}, (error) => resolve(error?.message)));
    expect(reason).toBe('not a public address');
    for (const address of ['8.8.8.8', '2001:4860:4860::8888']) expect(isPublicAddress(address)).toBe(true);
    for (const endpoint of ['http://push.example/p', 'file:///etc/passwd', 'nonsense', 'https://a:b@push.example/']) {
      expect(await push.send({ endpoint, keys }, {})).toMatchObject({ kind: 'refused' });
    }
  });

  it('refuses keys that are none, and a message that is too long', async () => {
    const push = await open();
    for (const bad of [{ p256dh: '', auth: '' }, keys]) {
      expect(await push.send({ endpoint: 'http://127.0.0.1:9/p', keys: bad }, {})).toMatchObject({ kind: 'refused' });
    }
    expect(await push.send({ endpoint: 'http://127.0.0.1:9/p', keys }, { text: 'x'.repeat(5000) })).toMatchObject({ kind: 'failed' });
  });
});
