import { randomBytes } from 'node:crypto';
import type { Chance } from '../../ports/chance.ts';

export const systemChance: Chance = { bytes: (length) => randomBytes(length) };
