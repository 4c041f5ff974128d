import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pki } from '../../ports/pki.ts';
import { Refused } from '../../ports/refused.ts';
import { FakeClock } from '../clock/fake-clock.ts';
import { machineRequest } from '../pki/fake-machine-request.ts';
import { openTownPki } from '../pki/town-pki.ts';
import type { GatewayHandlers } from './handlers.ts';
import type { HttpServer } from './http-server.ts';
import { createMachineGateway } from './machine-gateway.ts';

const DIGEST = 'a'.repeat(64);

describe('the machines’ gateway', () => {
  let dir = '';
  let pki: Pki;
  let gateway: HttpServer;
  let port = 0;
  let own: { cert: string; key: string };
  const stored: [string, number][] = [];
  const refused = new Set<string>();
  const isAccepted = async (_: string, certificate: string) => !refused.has(certificate);

  const handlers: GatewayHandlers = {
    machines: {
      enrol: async ({ body }) => {
        if (body.code !== 'right') throw new Refused('machine/wrong-code');
        return { certificate: await pki.issueMachineCertificate(body.machine, body.csr), roster: [] };
      },
      fetchFile: async ({ machine, params }) => ({ body: Buffer.from(`${params.digest.slice(0, 4)} for ${machine}`) }),
      storeFile: async ({ machine, bytes }) => {
        stored.push([machine, bytes.length]);
        return null;
      },
    },
  };

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'gateway-'));
    pki = await openTownPki({ dir, town: '330381002000', hosts: [], clock: new FakeClock(new Date().toISOString()) });
    gateway = createMachineGateway({
      handlers,
      pki,
      isAccepted,
      logger: pino({ level: 'silent' }),
      host: '127.0.0.1',
      port: 0,
      isStrict: true,
    });
    port = await gateway.start();
  });
  afterAll(async () => {
    await gateway.stop();
    await rm(dir, { recursive: true });
  });

  const call = (
    method: string,
    url: string,
    { body, type = 'application/json', ...identity }: { body?: string | Buffer; type?: string; cert?: string; key?: string } = {},
  ) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const outgoing = request(
        {
          host: 'localhost',
          port,
          path: url,
          method,
          ca: pki.ca,
          agent: false,
          headers: body === undefined ? {} : { 'content-type': type },
          ...identity,
        },
        (response) => buffer(response).then((bytes) => resolve({ status: response.statusCode ?? 0, text: bytes.toString() }), reject),
      );
      outgoing.on('error', reject).end(body);
    });
  const enrol = (csr: string, code: string) =>
    call('POST', '/machine/v1/enrolment', {
      body: JSON.stringify({ code, machine: 'm1', csr, journalKey: { alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519', x: 'AA' }, proof: 'a.b.c' }),
    });

  it('enrols a machine that has no certificate yet, and then knows it by the one that it got', async () => {
    const { key, csr } = await machineRequest('whatever');
    const enrolled = await enrol(csr, 'right');
    expect(enrolled.status).toBe(200);
    own = { cert: JSON.parse(enrolled.text).certificate, key };
    expect(await call('GET', `/machine/v1/files/${DIGEST}`, own)).toEqual({ status: 200, text: 'aaaa for m1' });
    expect((await call('PUT', `/machine/v1/files/${DIGEST}`, { ...own, body: Buffer.alloc(3_000_000), type: 'image/jpeg' })).status).toBe(
      200,
    );
    expect(stored).toEqual([['m1', 3_000_000]]);
  });

  it('gives and takes no file without a certificate of the town, whoever signed another', async () => {
    const stranger = await openTownPki({
      dir: path.join(dir, 'stranger'),
      town: 'x',
      hosts: [],
      clock: new FakeClock(new Date().toISOString()),
    });
    const { key, csr } = await machineRequest('m1');
    const forged = { key, cert: await stranger.issueMachineCertificate('m1', csr) };
    const ours = { key: pki.client.key, cert: pki.client.certificate };
    for (const identity of [{}, forged, ours]) {
      for (const [method, body] of [['GET'], ['PUT', 'x']] as const) {
        const { status, text } = await call(method, `/machine/v1/files/${DIGEST}`, {
          ...identity,
          ...(body ? { body, type: 'image/jpeg' } : {}),
        });
        expect([status, JSON.parse(text).code]).toEqual([403, 'machine/bad-signature']);
      }
    }
    expect(stored.length).toBe(1);
  });

  it('says what is wrong with a file or a path', async () => {
    const codeOf = async (...args: Parameters<typeof call>) => JSON.parse((await call(...args)).text).code;
    expect(await codeOf('GET', '/machine/v1/files/abc', own)).toBe('message/malformed');
    expect(await codeOf('PUT', `/machine/v1/files/${DIGEST}`, { ...own, body: 'x', type: 'text/html' })).toBe('message/malformed');
    expect(
      await codeOf('PUT', `/machine/v1/files/${DIGEST}`, { ...own, body: Buffer.alloc(40_000_000), type: 'image/jpeg' }).catch(
        (cause) => cause.code,
      ),
    ).toMatch(/message\/too-large|EPIPE|ECONNRESET/);
    expect(await codeOf('GET', '/api/v1/town')).toBe('route/unknown');
  });

  it('slows down who guesses enrolment codes', async () => {
    const { csr } = await machineRequest('m1');
    const statuses = [];
    for (let i = 0; i < 12; i++) statuses.push((await enrol(csr, `guess${i}`)).status);
    expect(statuses[0]).toBe(403);
    expect(statuses[11]).toBe(429);
  });
});
