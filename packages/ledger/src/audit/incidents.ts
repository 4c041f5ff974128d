import type { Entry } from '../entry.ts';
import type { ErasedFacts } from '../erasure.ts';
import type { JournalRecord, JournalType } from '../journal.ts';
import type { Incident } from './account.ts';

/** Records that are no part of a use's rules, and that somebody should see. */
const TOLD: ReadonlySet<JournalType> = new Set<JournalType>([
  'auth.rejected',
  'auth.revoked',
  'finger.fail',
  'seal.missing',
  'tamper',
  'time.step',
  'recover.torn',
  'power',
]);

/** What one entry says that a person should look at. */
export function incidentsOf(index: number, entry: Entry, request: string | undefined): readonly Incident[] {
  switch (entry.kind) {
    case 'request.filed': {
      const { waiver, request: filed } = entry.facts;
      return waiver ? [{ kind: 'waiver', at: entry.at, index, request: filed, detail: { of: 'by', is: waiver.by } }] : [];
    }
    case 'roster.signed':
      return entry.facts.statement.changes.flatMap((it) =>
        it.op === 'revoke-key' ? [{ kind: 'key-revoked', at: entry.at, index, detail: { of: 'reason', is: it.reason } } as const] : [],
      );
    case 'person.erased':
      return [
        { kind: 'person-erased', at: entry.at, index, detail: { of: 'ground', is: entry.facts.ground }, ...erasedRequest(entry.facts.of) },
      ];
    case 'machine.recorded': {
      const kind = kindOf(entry.facts);
      if (!kind) return [];
      const { wall, dev, data } = entry.facts;
      const detail = detailOf(data);
      return [{ kind, at: wall, index, machine: dev, ...(request ? { request } : {}), ...(detail ? { detail } : {}) }];
    }
    default:
      return [];
  }
}

const erasedRequest = (of: ErasedFacts['of']) => (of.kind === 'request' ? { request: of.request } : {});

function kindOf({ type, data }: JournalRecord): Incident['kind'] | null {
  if (TOLD.has(type)) return type as Incident['kind'];
  if (type === 'use.voided') return 'impression-voided';
  if (type === 'use.unknown') return 'impression-unknown';
  if (type === 'use.aborted') return 'use-aborted';
  if (type === 'use.cleared') return 'page-cleared';
  if (type === 'use.impression')
    return data.outcome === 'doubtful' ? 'impression-doubtful' : data.outcome === 'missing' ? 'impression-missing' : null;
  if (type !== 'use.page') return null;
  return data.verdict === 'stop' ? 'page-stopped' : data.verdict === 'ask' ? 'page-asked' : null;
}

const TELLING = ['reason', 'code', 'detail', 'state', 'n', 'page'] as const;

/** The one word or number of a record that tells most; the whole record is in the log. */
function detailOf(data: JournalRecord['data']): Incident['detail'] {
  const of = TELLING.find((key) => ['string', 'number'].includes(typeof data[key]));
  return of && { of, is: String(data[of]) };
}
