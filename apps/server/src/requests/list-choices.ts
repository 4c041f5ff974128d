import type { Matter } from '@yinzheng/domain';
import type { Caller } from '../people/mod.ts';
import type { Ports } from '../ports/ports.ts';
import type { Seal } from '../ports/town-store.ts';

/** The catalogue as anyone may read it: each matter in its newest version, barred ones too. */
export const listMatters = (ports: Pick<Ports, 'store'>): Promise<readonly Matter[]> => ports.store.towns.matters();

/** Seals of the bodies in which the caller holds a post. */
export const listSeals = (ports: Pick<Ports, 'store'>, caller: Caller): Promise<readonly Seal[]> =>
  ports.store.towns.sealsOf([...new Set(caller.posts.map(({ body }) => body.id))]);
