import type { ArchiveScope, Entry } from '@yinzheng/ledger';

export type Part = Extract<ArchiveScope, { kind: 'part' }>;

/** Which entries of a log belong to a part of it; told them all first, in order. */
export interface Selection {
  take(index: number, entry: Entry): void;
  /** After the last one. */
  chosen(): (index: number, entry: Entry) => boolean;
}

interface Chosen {
  readonly fits: boolean;
  isInTime: boolean;
  readonly machines: Set<string>;
}

/**
 * Every act of every request that fits, whenever it was; the whole roster; what was erased; and of each machine that such a request
 * came to, its journal without a gap: all of it, or with a time from its first record that counts to its last. Such a machine's other
 * authorisations come too, so that no record of its journal seems to be under none.
 */
export function selection({ seals, bodies, from, until }: Part): Selection {
  const requests = new Map<string, Chosen>();
  const requestOf = new Map<string, string>();
  const spans = new Map<string, { first: number; last: number }>();
  const uses = new Map<string, { readonly jti: string; readonly machine: string; readonly first: number; last: number }>();
  const isTimed = from !== null || until !== null;
  const isInTime = (at: string): boolean => (from === null || at >= from) && (until === null || at < until);

  const widen = (machine: string, index: number): void => {
    const { first = index, last = index } = spans.get(machine) ?? {};
    spans.set(machine, { first: Math.min(first, index), last: Math.max(last, index) });
  };

  function requestAt(entry: Entry): string | undefined {
    switch (entry.kind) {
      case 'request.filed':
      case 'request.authorised':
      case 'request.withdrawn':
        return entry.facts.request;
      case 'request.decided':
        return entry.facts.statement.request;
      case 'machine.recorded':
        return requestOf.get(entry.facts.jti ?? '');
      default:
        return undefined;
    }
  }

  return {
    take(index, entry) {
      if (entry.kind === 'request.filed') {
        const { request, seal, body } = entry.facts;
        const fits = (seals.length === 0 || seals.includes(seal)) && (bodies.length === 0 || bodies.includes(body));
        if (!requests.has(request)) requests.set(request, { fits, isInTime: false, machines: new Set() });
      }
      if (entry.kind === 'request.authorised') requestOf.set(entry.facts.jti, entry.facts.request);
      const known = requests.get(requestAt(entry) ?? '');
      if (known && isInTime(entry.at)) known.isInTime = true;
      if (entry.kind === 'request.authorised') known?.machines.add(entry.facts.machine);
      if (entry.kind !== 'machine.recorded') return;
      const { dev, jti } = entry.facts;
      if (isTimed && isInTime(entry.at)) widen(dev, index);
      if (jti !== undefined && known?.fits) {
        const use = uses.get(`${jti} ${dev}`);
        if (use) use.last = index;
        else uses.set(`${jti} ${dev}`, { jti, machine: dev, first: index, last: index });
      }
    },
    chosen() {
      const isChosen = (request: string | undefined): boolean => {
        const known = requests.get(request ?? '');
        return known?.fits === true && (!isTimed || known.isInTime);
      };
      const all = [...requests].filter(([request]) => isChosen(request));
      const isFiltered = seals.length > 0 || bodies.length > 0;
      const machines = new Set(all.flatMap(([, it]) => [...it.machines]));
      for (const { jti, machine, first, last } of uses.values()) {
        if (!isChosen(requestOf.get(jti))) continue;
        widen(machine, first);
        widen(machine, last);
      }
      return (index, entry) => {
        if (entry.kind === 'roster.signed' || entry.kind === 'person.erased') return true;
        if (entry.kind === 'request.authorised' && (isFiltered ? machines : spans).has(entry.facts.machine)) return true;
        if (entry.kind !== 'machine.recorded') return isChosen(requestAt(entry));
        const { dev } = entry.facts;
        if (isFiltered && !machines.has(dev)) return false;
        const span = spans.get(dev);
        return !isTimed || (span !== undefined && span.first <= index && index <= span.last);
      };
    },
  };
}
