/** How far an authorisation has come, as its machine's journal tells it. */
export type AuthorisationState = 'issued' | 'received' | 'rejected' | 'using' | 'closed' | 'aborted' | 'revoked' | 'expired';

/**
 * What may follow what. What a machine stamped before it heard that it no longer may was stamped all the same: a use begun there
 * counts, and one that was open when its time ran out still ends.
 */
const NEXT: Readonly<Record<AuthorisationState, readonly AuthorisationState[]>> = {
  issued: ['received', 'rejected', 'revoked', 'expired'],
  received: ['using', 'revoked', 'expired'],
  rejected: ['revoked', 'expired'],
  using: ['using', 'closed', 'aborted', 'expired'],
  closed: [],
  aborted: [],
  revoked: ['using'],
  expired: ['using', 'closed', 'aborted'],
};

export const mayFollow = (from: AuthorisationState, to: AuthorisationState): boolean => NEXT[from].includes(to);
