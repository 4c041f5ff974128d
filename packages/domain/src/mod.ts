export type { AuthorisationClaims, FiledFace } from './authorisations/claims.ts';
export { issueAuthorisation, type Placement, type Terms } from './authorisations/issue.ts';
export { signAuthorisation, signToken } from './authorisations/sign.ts';
export { type AuthorisationState, mayFollow } from './authorisations/state.ts';
export { type MachineView, openServerToken, verifyAuthorisation } from './authorisations/verify.ts';
export { type Approver, admitReason, afterDecision, matchesRequest, mayDecide, stateDecision } from './decisions/decide.ts';
export { mayStandTogether } from './decisions/separation.ts';
export { admitEarly, mayConfirm, mayErase, type Retention, retainedUntil } from './erasures/erase.ts';
export { type Matter, publishMatter } from './matters/matter.ts';
export { admitWish, allowedImpressions, composeFacts, spreadImpressions } from './requests/draft.ts';
export { move } from './requests/move.ts';
export type { Request, RequestState, SealOnDuty, Wish } from './requests/request.ts';
export { type ToldDifference, tellDifferences } from './sheet-checks/tell-differences.ts';
export { creditCodeCheck, isCreditCode } from './towns/credit-code.ts';
export { type DivisionLevel, isWithin, levelOf } from './towns/division-code.ts';
export {
  decideUse,
  type Impression,
  type ImpressionState,
  impressionsLeft,
  leftOnPage,
  pagesLeft,
  startUse,
  type UseAct,
  type UseState,
} from './uses/use.ts';
