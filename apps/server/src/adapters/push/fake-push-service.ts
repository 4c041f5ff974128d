import { createServer, type Server } from 'node:http';
import { importJWK, jwtVerify } from 'jose';
import type { PushSubscription } from '../../ports/push.ts';

const subtle = crypto.subtle;
const P256 = { name: 'ECDH', namedCurve: 'P-256' } as const;
const bytes = (text: string) => new TextEncoder().encode(text);

async function hkdf(salt: BufferSource, key: BufferSource, info: BufferSource, length: number): Promise<ArrayBuffer> {
  const base = await subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
  return subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, base, length * 8);
}

export interface FakeBrowser {
  readonly subscription: PushSubscription;
  readonly received: readonly unknown[];
  /** What the service answers from now on; 0: it never does. */
  status: number;
}

/** A push service with its browsers, for tests: real HTTP, checks the VAPID token, and opens messages by its own reading of RFC 8291, in WebCrypto. */
export class FakePushService {
  readonly #browsers = new Map<string, FakeBrowser & { open(body: Uint8Array): Promise<void> }>();
  readonly #server: Server;
  #origin = '';

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const browser = this.#browsers.get(request.url ?? '');
      if (!browser) return response.writeHead(410).end();
      if (browser.status === 0) return;
      const isAuthorised = await this.#checkVapid(request.headers.authorization ?? '');
      if (!isAuthorised || request.headers['content-encoding'] !== 'aes128gcm' || !request.headers.ttl)
        return response.writeHead(403).end();
      if (browser.status === 201) await browser.open(Buffer.concat(chunks));
      response.writeHead(browser.status, { location: `${this.#origin}/elsewhere` }).end();
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#origin = `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async subscribe(): Promise<FakeBrowser> {
    const keys = await subtle.generateKey(P256, true, ['deriveBits']);
    const auth = crypto.getRandomValues(new Uint8Array(16));
    const point = new Uint8Array(await subtle.exportKey('raw', keys.publicKey));
    const path = `/push/${this.#browsers.size}`;
    const received: unknown[] = [];
    const browser = {
      subscription: {
        endpoint: this.#origin + path,
        keys: { p256dh: Buffer.from(point).toString('base64url'), auth: Buffer.from(auth).toString('base64url') },
      },
      received,
      status: 201,
      async open(body: Uint8Array) {
        const salt = body.slice(0, 16);
        const sender = body.slice(21, 21 + (body[20] ?? 0));
        const theirs = await subtle.importKey('raw', sender, P256, false, []);
        const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, keys.privateKey, 256);
        const secret = await hkdf(auth, shared, Uint8Array.from([...bytes('WebPush: info\0'), ...point, ...sender]), 32);
        const key = await subtle.importKey('raw', await hkdf(salt, secret, bytes('Content-Encoding: aes128gcm\0'), 16), 'AES-GCM', false, [
          'decrypt',
        ]);
        const iv = await hkdf(salt, secret, bytes('Content-Encoding: nonce\0'), 12);
        const record = new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv }, key, body.slice(21 + sender.length)));
        const end = record.findLastIndex((byte) => byte !== 0);
        if (record[end] !== 2) throw new Error('not the last record');
        received.push(JSON.parse(new TextDecoder().decode(record.slice(0, end))));
      },
    };
    this.#browsers.set(path, browser);
    return browser;
  }

  async #checkVapid(header: string): Promise<boolean> {
    const [, token = '', k = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(header) ?? [];
    const point = Buffer.from(k, 'base64url');
    const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
    try {
      const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), { audience: this.#origin });
      return String(payload.sub).startsWith('mailto:') && (payload.exp ?? 0) - Date.now() / 1000 <= 86_400;
    } catch {
      return false;
    }
  }
}
