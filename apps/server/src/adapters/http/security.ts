import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../ports/refused.ts';

const CSP = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  // Our own pages show our own PDFs in frames, to print them.
  "frame-ancestors 'self'",
].join('; ');

/** Headers of every answer. HSTS only where people come by https. */
export function securityHeaders(isHttps: boolean): (_: FastifyRequest, reply: FastifyReply, done: () => void) => void {
  const headers = {
    'content-security-policy': CSP,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'SAMEORIGIN',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), geolocation=(), microphone=()',
    ...(isHttps ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
  return (_, reply, done) => {
    reply.headers(headers);
    done();
  };
}

/**
 * Refuses what another site makes a browser send (CSRF). Browsers say where a request comes from in headers that pages cannot set;
 * a client that says nothing is no browser, and carries no cookie that its user did not give it.
 */
export function requireSameSite(request: FastifyRequest, ownOrigin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { 'sec-fetch-site': site, origin, host } = request.headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refused('session/cross-site');
  if (origin !== undefined && origin !== ownOrigin && origin !== `http://${host}` && origin !== `https://${host}`) {
    throw new Refused('session/cross-site');
  }
}
