import type { Matter, PublicRecord } from '@yinzheng/contract';
import type { ArchiveNames, UseAccount } from '@yinzheng/ledger';
import { type ApiClient, ApiRefusal } from '../api/client.ts';

export type Names = { -readonly [K in keyof Omit<ArchiveNames, 'v' | 'kind'>]: Record<string, string> };

/** Names of matters, and of every seal, body and division that a use speaks of: public, so one record of each seal tells them. */
export async function askNames(api: ApiClient, uses: readonly UseAccount[]): Promise<Names> {
  const names: Names = { bodies: {}, seals: {}, matters: {}, people: {}, divisions: {} };
  for (const { code, name } of await api.get<readonly Matter[]>('/api/v1/matters')) names.matters[code] = name;
  for (const { seal, body, division, matter, request } of uses) {
    if (names.seals[seal] !== undefined && names.bodies[body] !== undefined && names.matters[matter.code] !== undefined) continue;
    const record = await recordOf(api, request);
    if (!record) continue;
    names.seals[seal] = record.seal;
    names.bodies[body] = record.body;
    names.divisions[division] = record.division;
    names.matters[matter.code] ??= record.matter.name;
  }
  return names;
}

/** Null for a request that the server does not know: the log may be older than its database. */
async function recordOf(api: ApiClient, request: string): Promise<PublicRecord | null> {
  try {
    return await api.get<PublicRecord>(`/api/v1/public/records/${request}`);
  } catch (cause) {
    if (cause instanceof ApiRefusal) return null;
    throw cause;
  }
}
