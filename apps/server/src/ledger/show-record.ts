import type { Matter } from '@yinzheng/domain';
import { findPageCodeKey, fitsPage, parsePageCode, REQUEST_ID } from '@yinzheng/ledger';
import type { StoredErasure } from '../ports/erasure-store.ts';
import type { StoredCheckpoint } from '../ports/ledger-store.ts';
import type { Ports } from '../ports/ports.ts';
import { Refused } from '../ports/refused.ts';
import type { SheetPage, StoredDecision, StoredImpression, StoredRequest } from '../ports/request-store.ts';
import type { Seal } from '../ports/town-store.ts';

/** What anyone may know of a record. Names of people, title and purpose stay out of it. */
export interface RecordView {
  readonly request: Pick<StoredRequest, 'id' | 'state' | 'filed' | 'filedAt' | 'erasedAt'>;
  /** What took its personal half, if anything did. */
  readonly erasure: StoredErasure | null;
  readonly seal: Seal | null;
  readonly matter: Matter | null;
  readonly decisions: readonly Pick<StoredDecision, 'step' | 'verdict' | 'at'>[];
  readonly impressions: readonly StoredImpression[];
  /**
   * Present when the link came off a printed page. `isGenuine`: signed by a key that was the server's on the day of printing, and fitting
   * the page we hold. `compromisedAt`: when that key was reported compromised.
   */
  readonly page: { readonly page: SheetPage; readonly isGenuine: boolean; readonly compromisedAt: string | null } | null;
  readonly ledger: {
    readonly checkpoint: StoredCheckpoint | null;
    readonly newestIndex: number;
    /** Whether a witnessed checkpoint covers the newest act. */
    readonly isWitnessed: boolean;
  };
}

/** Finds a record by the code printed on a page, by its id, or by the number that people read out. */
export async function showRecord(ports: Pick<Ports, 'store' | 'roster' | 'checkpoints'>, code: string): Promise<RecordView> {
  const request = await findRequest(ports, code);
  if (!request || request.filedAt === null) throw new Refused('request/unknown');
  const { requests, towns, ledger } = ports.store;
  const { filed } = request;
  const [seal, matter, decisions, authorisation, about, checkpoint, erasure, witnessed] = await Promise.all([
    towns.seal(filed.seal),
    towns.matter(filed.matter.code, filed.matter.version),
    requests.decisions(request.id),
    requests.authorisationOf(request.id),
    ledger.about(request.id),
    ledger.newestCheckpoint(),
    request.erasedAt ? ports.store.erasures.newestOf(request.id) : null,
    ports.checkpoints.witnessed(),
  ]);
  const newest = about.entries.at(-1)?.index ?? -1;
  return {
    request,
    erasure,
    seal,
    matter,
    decisions,
    impressions: authorisation ? await requests.impressions(authorisation.jti) : [],
    page: await pageOf(ports, request, code),
    ledger: {
      checkpoint,
      newestIndex: checkpoint && !about.isWaiting && newest < checkpoint.size ? newest : -1,
      isWitnessed: witnessed !== null && !about.isWaiting && newest < witnessed.size,
    },
  };
}

/** The id of the request that a printed code, an id or a record number names. */
async function findRequest({ store }: Pick<Ports, 'store'>, code: string): Promise<StoredRequest | null> {
  const parsed = parsePageCode(code);
  if (parsed.ok) return store.requests.load(parsed.value.request);
  if (REQUEST_ID.test(code)) return store.requests.load(code);
  return store.requests.byRecordNumber(code.replace('-', '').toLowerCase());
}

async function pageOf(ports: Pick<Ports, 'store' | 'roster'>, request: StoredRequest, code: string): Promise<RecordView['page']> {
  const parsed = parsePageCode(code);
  if (!parsed.ok) return null;
  const pages = await ports.store.requests.pages(request.id);
  const page = pages.find((it) => it.page === parsed.value.page);
  if (!page) return null;
  const fits = fitsPage(parsed.value, {
    request: request.id,
    page: page.page,
    pages: pages.length,
    // After an erasure the server's signature alone vouches for the content: the page's own digest would tell it to whoever can guess.
    content: page.contentDigest ?? parsed.value.contentPrefix,
    body: request.filed.body,
  });
  const roster = await ports.roster.current();
  const key = fits && roster ? await findPageCodeKey(parsed.value, roster) : null;
  return { page, isGenuine: key !== null, compromisedAt: key?.compromisedAt ?? null };
}
