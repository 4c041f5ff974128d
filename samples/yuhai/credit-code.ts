import { creditCodeCheck } from '../../packages/domain/src/mod.ts';

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** The check character of an eight-character organisation code (GB 11714): letters count from 10, mod 11. */
function organisationCheck(code: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, index) => total + weight * Number.parseInt(code.charAt(index), 36), 0);
  return '0123456789X0'.charAt(11 - (sum % 11));
}

/**
 * An invented credit code (GB 32100-2015) whose check characters are right: two characters of kind, the county, `XXXX` so that
 * anyone sees the invention, four digits. No authority gives out such codes.
 */
export function inventedCreditCode(kind: string, county: string, digits: string): string {
  const organisation = `XXXX${digits}`;
  const first17 = `${kind}${county}${organisation}${organisationCheck(organisation)}`;
  const check = creditCodeCheck(first17);
  if (check === null) throw new Error(`not in the alphabet of GB 32100: ${first17}`);
  return first17 + check;
}
