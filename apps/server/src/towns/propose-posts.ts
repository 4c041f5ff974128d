import { holdsPost, type RosterChange } from '@yinzheng/ledger';
import type { Ports } from '../ports/ports.ts';
import { proposeChange, type SampleOfficers } from '../roster/mod.ts';

/** Of a link's changes, as JSON: the ledger entry around them adds town, digests and signatures, and has at most 65,535 bytes. */
const CHUNK_BYTES = 50_000;

type Grant = Extract<RosterChange, { op: 'grant-post' }>;
const keyOf = ({ person, post, body }: Grant): string => `${person} ${post} ${body}`;

/**
 * Proposes to the roster every post that is kept here and neither stands in it nor waits for signatures. Returns how many; none
 * before the town is founded. Doing it again is harmless.
 */
export async function proposePosts(
  ports: Pick<Ports, 'store' | 'clock' | 'chance' | 'roster' | 'town'> & { readonly sampleOfficers: SampleOfficers | null },
): Promise<number> {
  const roster = await ports.roster.current();
  if (!roster) return 0;
  const proposals = await ports.store.roster.proposals();
  const waiting = new Set(proposals.flatMap(({ changes }) => changes.flatMap((it) => (it.op === 'grant-post' ? [keyOf(it)] : []))));
  const grants = (await ports.store.people.allPosts())
    .map((held): Grant => ({ op: 'grant-post', ...held }))
    .filter((it) => !waiting.has(keyOf(it)) && !holdsPost(roster, it.person, it.post, it.body, roster.at));
  for (const changes of chunksOf(grants)) {
    await proposeChange(ports, { changes, why: `导入人员：${changes.length} 项任职 / People imported: ${changes.length} posts` });
  }
  return grants.length;
}

function chunksOf(grants: readonly Grant[]): readonly (readonly Grant[])[] {
  const chunks: Grant[][] = [];
  let left = 0;
  for (const grant of grants) {
    const size = JSON.stringify(grant).length + 1;
    if (size > left) {
      chunks.push([]);
      left = CHUNK_BYTES;
    }
    chunks.at(-1)?.push(grant);
    left -= size;
  }
  return chunks;
}
