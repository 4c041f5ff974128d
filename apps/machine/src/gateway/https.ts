import { Agent, request } from 'node:https';

export interface TlsParts {
  /** PEM of the only authority whose servers this machine believes. */
  readonly ca: string;
  readonly key?: string;
  readonly cert?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}

export interface GatewayHttp {
  /** Rejects when the network fails or nothing comes for 20 s; any HTTP status is an answer. */
  send(method: 'GET' | 'PUT' | 'POST', path: string, body?: { readonly type: string; readonly bytes: Uint8Array }): Promise<HttpAnswer>;
  close(): void;
}

const SILENCE_MS = 20_000;

/** HTTPS to the gateway with the machine's certificate (none while it enrols); connections are kept. */
export function gatewayHttp(baseUrl: string, tls: TlsParts): GatewayHttp {
  const agent = new Agent({ ...tls, keepAlive: true, maxSockets: 4 });
  return {
    send(method, path, body) {
      const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
      const headers = body ? { 'content-type': body.type, 'content-length': body.bytes.length } : {};
      const sent = request(new URL(path, baseUrl), { method, agent, headers, timeout: SILENCE_MS }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: new Uint8Array(Buffer.concat(chunks)) }));
        answer.on('error', reject);
      });
      sent.on('timeout', () => sent.destroy(new Error(`the gateway said nothing for ${SILENCE_MS / 1000} s`)));
      sent.on('error', reject);
      sent.end(body?.bytes);
      return promise;
    },
    close: () => agent.destroy(),
  };
}
