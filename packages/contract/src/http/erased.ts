import { type Static, Type } from 'typebox';
import { Instant, OneOf } from '../schema.ts';

/** 个人信息保护法 第四十七条第一款, items one to four. */
export const ErasureGround = OneOf('purpose-ended', 'retention-over', 'consent-withdrawn', 'unlawful');

/** That personal data were erased, as anyone may know it. */
export const Erased = Type.Object({
  at: Instant,
  ground: ErasureGround,
  isEarly: Type.Boolean({ description: 'before the end of the retention period, for a reason that the ledger commits to' }),
});

export type ErasureGround = Static<typeof ErasureGround>;
