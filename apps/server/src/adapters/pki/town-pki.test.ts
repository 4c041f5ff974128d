import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pki } from '../../ports/pki.ts';
import { FakeClock } from '../clock/fake-clock.ts';
import { machineRequest } from './fake-machine-request.ts';
import { openTownPki } from './town-pki.ts';

const DAY_MS = 86_400_000;

describe('the town’s certificates', () => {
  let dir = '';
  let pki: Pki;
  const clock = new FakeClock(new Date().toISOString());
  const open = (hosts: readonly string[] = ['seal.example.cn']) => openTownPki({ dir, town: '330381002000', hosts, clock });

  beforeAll(async () => {
    dir = path.join(await mkdtemp(path.join(tmpdir(), 'pki-')), 'pki');
    pki = await open();
  });
  afterAll(() => rm(path.dirname(dir), { recursive: true }));

  it('keeps its keys to itself', async () => {
    for (const file of ['ca.pem', 'server.pem', 'client.pem']) expect((await stat(path.join(dir, file))).mode & 0o777).toBe(0o600);
  });

  it('names every host that machines use', () => {
    const server = new X509Certificate(pki.server.certificate);
    for (const name of ['localhost', 'seal.example.cn']) expect(server.checkHost(name)).toBe(name);
    for (const address of ['127.0.0.1', '::1']) expect(server.checkIP(address)).toBeDefined();
    expect(server.checkHost('other.example.cn')).toBeUndefined();
  });

  it('opens what it made, renews what is near its end or lacks a name, and never changes the CA', async () => {
    expect((await open()).server).toEqual(pki.server);
    const renamed = await open(['seal.example.cn', '10.1.2.3']);
    expect(new X509Certificate(renamed.server.certificate).checkIP('10.1.2.3')).toBeDefined();
    clock.advance(370 * DAY_MS);
    const renewed = await open();
    expect(renewed.server.certificate).not.toBe(renamed.server.certificate);
    expect(renewed.client.certificate).not.toBe(pki.client.certificate);
    expect(renewed.ca).toBe(pki.ca);
    clock.step(-370 * DAY_MS);
    pki = await open();
  });

  it('lets a machine in over TLS by the certificate for its own key, and nobody without one', async () => {
    const { key, csr } = await machineRequest('someone-else');
    const certificate = await pki.issueMachineCertificate('machine-1', csr);
    const seen: unknown[] = [];
    const server = createServer({
      cert: pki.server.certificate,
      key: pki.server.key,
      ca: pki.ca,
      requestCert: true,
      rejectUnauthorized: true,
    });
    server.on('secureConnection', (socket: TLSSocket) => {
      const { CN, OU } = socket.getPeerCertificate().subject;
      seen.push({ CN, OU });
      socket.end('welcome');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const enter = (own: { cert?: string; key?: string }) =>
      new Promise<string>((resolve) => {
        const socket = connect({ port, host: '127.0.0.1', ca: pki.ca, ...own });
        let text = '';
        socket.on('data', (chunk) => {
          text += chunk;
        });
        socket.on('error', () => {}).on('close', () => resolve(text));
      });
    expect(await enter({ cert: certificate, key })).toBe('welcome');
    expect(await enter({})).toBe('');
    const stranger = await openTownPki({ dir: path.join(dir, 'other'), town: 'x', hosts: [], clock });
    expect(await enter({ cert: await stranger.issueMachineCertificate('machine-1', csr), key })).toBe('');
    expect(seen).toEqual([{ CN: 'machine-1', OU: 'machine' }]);
    server.close();
  });

  it('refuses a request that is unreadable, not signed by its key, or of another kind of key', async () => {
    const { csr } = await machineRequest('machine-1');
    const der = Buffer.from(csr.replace(/-----.*?-----|\s/g, ''), 'base64');
    der[der.length - 1] = (der[der.length - 1] ?? 0) ^ 1;
    const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
    const publicKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' }) as string;
    for (const bad of ['', 'hello', publicKey, forged]) {
      await expect(pki.issueMachineCertificate('machine-1', bad)).rejects.toMatchObject({ code: 'machine/bad-signature' });
    }
  });

  it('does not replace a CA that it cannot read', async () => {
    const other = path.join(dir, 'broken');
    await openTownPki({ dir: other, town: 'x', hosts: [], clock });
    await writeFile(path.join(other, 'ca.pem'), 'torn');
    await expect(openTownPki({ dir: other, town: 'x', hosts: [], clock })).rejects.toThrow('ca.pem');
  });
});
