import { opens } from '../commitment.ts';
import type { Digest } from '../encoding.ts';
import { checkRequestContent } from '../shapes/receipt.ts';
import type { Acts } from './acts.ts';
import type { Opening, RequestContent } from './receipt.ts';
import { type Problem, problem } from './report.ts';

export interface Opened {
  readonly content?: RequestContent;
  readonly waiver?: string;
  /** By the decision's step, from 0. */
  readonly reasons: ReadonlyMap<number, string>;
  readonly problems: readonly Problem[];
}

type Place = { readonly of: 'content' } | { readonly of: 'waiver' } | { readonly of: 'reason'; readonly step: number };

/** Opens what a receipt opens: only commitments that stand in its acts, each at most once, in the order of the acts. */
export function openOpenings(openings: readonly Opening[], { filed, decided }: Acts): Opened {
  const { content, waiver } = filed.entry.facts;
  const places: readonly (Place & { readonly commitment: Digest })[] = [
    { of: 'content', commitment: content },
    ...(waiver ? [{ of: 'waiver' as const, commitment: waiver.reason }] : []),
    ...decided.map(({ entry }, step) => ({ of: 'reason' as const, step, commitment: entry.facts.statement.reason })),
  ];
  const problems: Problem[] = [];
  const reasons = new Map<number, string>();
  let opened: Pick<Opened, 'content' | 'waiver'> = {};
  let next = 0;
  for (const [at, opening] of openings.entries()) {
    const where = `openings[${at}]`;
    const found = places.findIndex(({ commitment }, place) => place >= next && commitment === opening.commitment);
    const place = places[found];
    if (!place || !opens(opening)) {
      problems.push(problem(place ? 'opening/does-not-open' : 'opening/of-nothing', where));
      continue;
    }
    next = found + 1;
    const { value } = opening;
    const request = checkRequestContent(value);
    if (place.of === 'content' && request.ok) opened = { ...opened, content: request.value };
    else if (place.of === 'waiver' && typeof value === 'string') opened = { ...opened, waiver: value };
    else if (place.of === 'reason' && typeof value === 'string') reasons.set(place.step, value);
    else problems.push(problem('opening/wrong-shape', where));
  }
  return { ...opened, reasons, problems };
}
