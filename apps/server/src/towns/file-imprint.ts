import { hash } from 'node:crypto';
import type { Digest } from '@yinzheng/ledger';
import { keepFiles } from '../files/mod.ts';
import { notifyPosts } from '../notices/mod.ts';
import { type Caller, demandPost } from '../people/mod.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';

type Used = Pick<Ports, 'store' | 'clock' | 'chance' | 'roster' | 'blobs' | 'sheets' | 'retention'>;

const REPLACED = { zh: '备案印模已更换，请核对', en: 'The filed imprint was replaced; please compare it with the seal' };

/**
 * Files a picture of a seal's impression as its imprint (印鉴备案): what machines compare new impressions with. It counts for
 * authorisations from now on; a machine that has not fetched the one before compares without it. Supervisors hear of a replacement. `caller` null is the program itself, loading its sample.
 * Refuses post/not-held, seal/unknown, imprint/*.
 */
export async function fileImprint(ports: Used, caller: Caller | null, seal: string, picture: Uint8Array): Promise<Digest> {
  if (caller) demandPost(caller, 'administrator');
  const filed = await ports.sheets.fileImprint(picture);
  if (!filed.ok) throw new Refused(filed.code, {}, 'file');
  const digest: Digest = hash('sha256', filed.png);
  await keepFiles(ports, [digest]);
  await ports.blobs.put(filed.png);
  await ports.store.transact(async (stores) => {
    const { towns, files } = stores;
    const known = await towns.setImprint(seal, digest);
    if (!known) throw new Refused('seal/unknown', {}, 'seal');
    await files.settle(digest);
    if (!known.before || known.before === digest) return;
    await files.release([known.before], ports.clock.now());
    if (caller) await notifyPosts(ports, stores, { posts: ['supervisor'], kind: 'incident', title: seal, text: REPLACED });
  });
  return digest;
}

/** The filed imprint, for anybody who works here: it is on every sheet that the seal stamped. Refuses file/unknown. */
export async function readImprint(ports: Pick<Ports, 'store' | 'blobs'>, seal: string): Promise<Uint8Array> {
  const digest = await ports.store.towns.imprintOf(seal);
  const png = digest && (await ports.blobs.get(digest));
  if (!png) throw new Refused('file/unknown');
  return png;
}
