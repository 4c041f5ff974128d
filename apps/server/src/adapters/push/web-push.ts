import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { Clock } from '../../ports/clock.ts';
import type { Push, PushOutcome } from '../../ports/push.ts';
import { encryptForBrowser, ephemeral, MAX_MESSAGE_BYTES } from './encrypt.ts';
import { isPublicAddress, lookupPublic } from './public-address.ts';
import { openVapidKey, vapidSigner } from './vapid.ts';

export interface WebPushOptions {
  /** The VAPID key (JWK, 0600); made when it is not there. */
  readonly keyFile: string;
  /** Whom a push service tells about trouble: `mailto:` or `https:`. */
  readonly contact: string;
  readonly clock: Clock;
  /** Whether push services on private addresses or without https are allowed, as in a closed network. The endpoint is the browser's word. */
  readonly allowsPrivateAddresses?: boolean;
  readonly timeoutMs?: number;
}

const TTL_SECONDS = 86_400;

/** Why an endpoint is not called, or null. Names are looked at again when they are resolved. */
function objection(endpoint: string, allowsPrivate: boolean): string | null {
  if (!URL.canParse(endpoint)) return 'not a URL';
  const { protocol, hostname, username } = new URL(endpoint);
  if (protocol !== 'https:' && !(allowsPrivate && protocol === 'http:')) return 'not https';
  if (username) return 'credentials in the URL';
  const host = hostname.replace(/^\[|\]$/g, '');
  return !allowsPrivate && isIP(host) && !isPublicAddress(host) ? 'not a public address' : null;
}

/** Posts without following redirects; resolves with the status. */
function post(endpoint: URL, headers: Record<string, string>, body: Buffer, timeoutMs: number, allowsPrivate: boolean): Promise<number> {
  const request = endpoint.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      endpoint,
      { method: 'POST', headers, signal: AbortSignal.timeout(timeoutMs), ...(allowsPrivate ? {} : { lookup: lookupPublic }) },
      (response) => {
        resolve(response.statusCode ?? 0);
        // The body says nothing that we use, and could be endless.
        response.destroy();
      },
    );
    outgoing.on('error', reject).end(body);
  });
}

function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (status >= 500 || status === 429) return { kind: 'failed', reason: `status ${status}` };
  return { kind: 'refused', reason: `status ${status}` };
}

/** Web Push (RFC 8030, 8291, 8292) to whatever push service a browser's subscription names. */
export async function openWebPush({
  keyFile,
  contact,
  clock,
  allowsPrivateAddresses = false,
  timeoutMs = 10_000,
}: WebPushOptions): Promise<Push> {
  const key = await openVapidKey(keyFile);
  const authorise = vapidSigner(key, contact, clock);
  return {
    publicKey: key.publicKey,
    async send(subscription, message) {
      const against = objection(subscription.endpoint, allowsPrivateAddresses);
      if (against) return { kind: 'refused', reason: against };
      const text = Buffer.from(JSON.stringify(message));
      if (text.length > MAX_MESSAGE_BYTES) return { kind: 'failed', reason: `message of ${text.length} bytes` };
      let body: Buffer;
      try {
        body = encryptForBrowser(text, subscription, ephemeral());
      } catch (cause) {
        return { kind: 'refused', reason: cause instanceof Error ? cause.message : String(cause) };
      }
      const endpoint = new URL(subscription.endpoint);
      const headers = {
        authorization: await authorise(endpoint.origin),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        'content-length': String(body.length),
        ttl: String(TTL_SECONDS),
        urgency: 'high',
      };
      try {
        return outcomeOf(await post(endpoint, headers, body, timeoutMs, allowsPrivateAddresses));
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        return reason === 'not a public address' ? { kind: 'refused', reason } : { kind: 'failed', reason };
      }
    },
  };
}
