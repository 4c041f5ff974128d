import type { KeyHolder } from '@yinzheng/ledger';
import type { useWords } from '../../i18n/use-words.ts';

/** Whose key it is, in words. */
export function holderWords(holder: KeyHolder, t: ReturnType<typeof useWords>['t']): string {
  switch (holder.kind) {
    case 'person':
      return t('roster.holder.person', { id: holder.person });
    case 'machine':
      return t('roster.holder.machine', { id: holder.machine });
    case 'log':
      return t('roster.holder.log', { id: holder.origin });
    case 'server':
      return t('roster.holder.server');
  }
}

/** Long key ids are cut: what is signed is the whole statement, and people compare the beginning. */
export const shortKid = (kid: string): string => kid.slice(0, 12);
