import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { CHANNELS, parseTopic } from '@yinzheng/contract';

/** Who is at the other end of a connection: our own client, or a machine by its certificate. */
export type Peer = { readonly role: 'server' } | { readonly role: 'machine'; readonly machine: string; readonly certificate: string };

/** Node's `AB:CD:…` as the hex that we keep. */
const digestOf = (fingerprint256: string): string => fingerprint256.replaceAll(':', '').toLowerCase();

/** By the certificate that TLS has checked against the town's CA; null for a certificate that names neither. */
export function peerOf(stream: Duplex): Peer | null {
  if (!(stream instanceof TLSSocket) || !stream.authorized) return null;
  const { subject, fingerprint256 } = stream.getPeerCertificate();
  if (subject?.OU === 'server') return { role: 'server' };
  if (subject?.OU === 'machine' && typeof subject.CN === 'string')
    return { role: 'machine', machine: subject.CN, certificate: digestOf(fingerprint256) };
  return null;
}

/** A machine speaks only on its own topics, on channels that go from machines, and leaves retained messages only where the channel keeps one. */
export function mayPublish(peer: Peer, town: string, topic: string, isRetained: boolean): boolean {
  if (peer.role === 'server') return true;
  const to = parseTopic(topic);
  if (to === null || to.town !== town || to.machine !== peer.machine) return false;
  const { from, retain } = CHANNELS[to.channel];
  return from === 'machine' && (retain || !isRetained);
}

/** A machine hears only what the server says to it. */
export function maySubscribe(peer: Peer, town: string, filter: string): boolean {
  if (peer.role === 'server') return true;
  const to = parseTopic(filter);
  return to !== null && to.town === town && to.machine === peer.machine && CHANNELS[to.channel].from === 'server';
}
