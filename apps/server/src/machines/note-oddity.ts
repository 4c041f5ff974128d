import { type JournalRecord, type RosterState, useEvent } from '@yinzheng/ledger';
import { notifySupervisors } from '../notices/mod.ts';
import type { Ports } from '../ports/ports.ts';
import type { StoredAuthorisation } from '../ports/request-store.ts';
import type { Stores } from '../ports/store.ts';

interface Oddity {
  /** What is told once of a use, however often it happens. */
  readonly key: string;
  readonly text: { readonly zh: string; readonly en: string };
}

/** Tells supervisors of what a person should look at: doubt that was cleared, a sheet that differs, a press without one clean impression. */
export async function noteOddity(
  ports: Pick<Ports, 'clock'>,
  stores: Stores,
  roster: RosterState,
  { request: id, jti }: StoredAuthorisation,
  record: JournalRecord,
): Promise<void> {
  const oddity = oddityOf(record);
  const request = oddity && (await stores.requests.load(id));
  if (oddity && request) await notifySupervisors(ports, stores, roster, { request, key: `${jti} ${oddity.key}`, text: oddity.text });
}

function oddityOf(record: JournalRecord): Oddity | null {
  const event = useEvent(record);
  if (!event) return null;
  switch (event.type) {
    case 'use.page': {
      const { page, copy, verdict } = event.data;
      if (verdict !== 'stop' || !isAnother(record.data.reasons)) return null;
      const text = {
        zh: `机内纸张与批准的第 ${page} 页不一致，已停止用印，请查看照片`,
        en: `The sheet in the machine was not approved page ${page}; it was stopped. See the photograph`,
      };
      return { key: `differs ${page} ${copy}`, text };
    }
    case 'use.cleared': {
      const { page, photo } = event.data;
      const text = {
        zh: `核对第 ${page} 页时拿不准，经办人看过后放行，请复核照片`,
        en: `The check was unsure of page ${page} and the clerk cleared it; please review the photograph`,
      };
      return { key: `cleared ${photo}`, text };
    }
    case 'use.impression': {
      const { n, page, outcome } = event.data;
      if (outcome === 'confirmed') return null;
      return { key: `press ${n}`, text: outcome === 'missing' ? missing(page) : doubtful(page) };
    }
    case 'use.unknown': {
      const { n } = event.data;
      const text = {
        zh: `第 ${n} 次用印结果不明，已计为用过，请查看纸张`,
        en: `What became of impression ${n} is not known; it counts as used. Look at the sheet`,
      };
      return { key: `press ${n}`, text };
    }
    default:
      return null;
  }
}

const missing = (page: number) => ({
  zh: `第 ${page} 页压下印章后没有看到新的红印，已计为用过，请查看纸张和印泥`,
  en: `After the press on page ${page} no new red mark was seen; it counts as used. Look at the sheet and the ink`,
});

const doubtful = (page: number) => ({
  zh: `第 ${page} 页的印迹存疑，请对照照片和纸张`,
  en: `The impression on page ${page} is doubtful; compare the photograph and the sheet`,
});

/** Another page in its turn, a blank sheet or none is a slip of the hand; a sheet that passes for the page and differs is none. */
const isAnother = (reasons: unknown): boolean =>
  Array.isArray(reasons) && (reasons.includes('page/differs') || reasons.includes('page/refused-by-clerk'));
