import { type Check, fail, pass } from './check.ts';
import type { Digest, Instant } from './encoding.ts';
import type { Post } from './roster.ts';
import { postsInForce, type RosterState } from './roster-state.ts';

/** On what ground personal data are erased: 个人信息保护法 第四十七条第一款, items one to four, in their order. */
export const ERASURE_GROUNDS = ['purpose-ended', 'retention-over', 'consent-withdrawn', 'unlawful'] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

/** Most digests in each list of one entry, so that it stays below the entry's limit; what is more goes into further entries. */
export const ERASED_LIMIT = 450;

/**
 * What was forgotten, why, and by whose word: the salts behind `commitments` and the files named by `files` are gone. Two people did
 * it, by id; what they erased is nowhere in it.
 */
export interface ErasedFacts {
  readonly of:
    | { readonly kind: 'request'; readonly request: string }
    /** `nameUntil`: the register keeps the name until then, as the law demands; everything else is gone. */
    | { readonly kind: 'person'; readonly person: string; readonly nameUntil?: Instant };
  readonly ground: ErasureGround;
  /** Commitments of the request's entries whose salts were dropped. */
  readonly commitments: readonly Digest[];
  /** Pages and photographs that its entries name and that were deleted. */
  readonly files: readonly Digest[];
  readonly askedBy: string;
  readonly confirmedBy: string;
  /** The retention period had not passed: a commitment to the confirmer's reason, a string. */
  readonly early?: Digest;
}

const ASKERS: Readonly<Record<ErasedFacts['of']['kind'], readonly Post[]>> = {
  request: ['clerk', 'supervisor', 'auditor'],
  person: ['administrator', 'supervisor', 'auditor'],
};
const CONFIRMERS: readonly Post[] = ['supervisor', 'auditor'];

/**
 * Whether two different people erased, each with a post that may: by the roster as the log held it before, whatever time the entry claims.
 * Refuses with `erasure/one-person`,
 * `approval/post-not-held` {person, post}.
 */
export function checkErasure(facts: ErasedFacts, roster: RosterState, at: Instant): Check<true> {
  if (facts.askedBy === facts.confirmedBy) return fail('erasure/one-person');
  const mayNot = (person: string, posts: readonly Post[]) => !postsInForce(roster, person, at).some((post) => posts.includes(post));
  const asking = ASKERS[facts.of.kind];
  if (mayNot(facts.askedBy, asking)) return fail('approval/post-not-held', { person: facts.askedBy, post: asking.join('/') });
  if (mayNot(facts.confirmedBy, CONFIRMERS))
    return fail('approval/post-not-held', { person: facts.confirmedBy, post: CONFIRMERS.join('/') });
  return pass(true);
}
