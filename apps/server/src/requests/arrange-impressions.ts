import { spreadImpressions } from '@yinzheng/domain';
import type { Caller } from '../people/mod.ts';
import { demand } from '../ports/demand.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import { lockRequest } from './load-request.ts';

/** Says how often each page is stamped, now that the clerk has seen the pages. Only while it is a draft. */
export async function arrangeImpressions(
  ports: Pick<Ports, 'store' | 'clock'>,
  caller: Caller,
  id: string,
  impressions: readonly number[],
): Promise<void> {
  await ports.store.transact(async (stores) => {
    const request = await lockRequest(stores, id);
    if (request.filed.clerk !== caller.id) throw new Refused('request/unknown');
    if (request.state !== 'draft') throw new Refused('request/wrong-state', { state: request.state });
    const matter = await stores.towns.matter(request.filed.matter.code, request.filed.matter.version);
    const limit = matter?.maxImpressions ?? 1;
    if (impressions.length !== request.filed.pages.length || impressions.some((count) => count > limit))
      throw new Refused('request/copies-out-of-range', { limit }, 'impressions');
    const spread = demand(spreadImpressions({ ...request.content, copies: request.filed.copies, impressions }, request.filed.pages.length));
    await stores.requests.save({ ...request, filed: { ...request.filed, impressions: spread } }, ports.clock.now());
  });
}
