import { type Check, fail, pass } from '@yinzheng/ledger';

/** What a seal may, or may not, be used for. Rules carry dates: the catalogue is keyed by region and version. */
export interface Matter {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  /** `barred`: residents' committees do not issue it (民发〔2020〕20号, annex, and local lists). */
  readonly kind: 'open' | 'barred';
  /** The law or list that the matter stands on. */
  readonly basis: string;
  readonly materials: readonly string[];
  /** Names of the approval steps, in order. */
  readonly route: readonly string[];
  readonly maxCopies: number;
  /** Most impressions on one page of one copy. */
  readonly maxImpressions: number;
  readonly deadlineDays: number;
  /** When the page check is unsure of a sheet: the clerk may look at each place and clear it, or it is stopped like one that differs. */
  readonly onDoubt: 'ask' | 'stop';
  /** Where to go instead, for a barred matter. */
  readonly office: string | null;
  readonly region: string;
}

/** A matter may enter the catalogue only with a basis, and an open one only with a route (民发〔2020〕20号). */
export function publishMatter(matter: Matter): Check<Matter> {
  if (matter.basis.trim() === '') return fail('matter/no-basis', { matter: matter.name });
  if (matter.kind === 'open' && matter.route.length === 0) return fail('matter/no-basis', { matter: matter.name });
  return pass(matter);
}
