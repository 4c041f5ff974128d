export type { AuthorisationClaims } from './authorisations/claims.ts';
