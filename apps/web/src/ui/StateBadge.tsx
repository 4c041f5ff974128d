import type { RequestSummary } from '@yinzheng/contract';
import { useWords } from '../i18n/use-words.ts';

const TONES = {
  draft: '',
  filed: 'wait',
  approved: 'wait',
  authorised: 'wait',
  using: 'wait',
  completed: 'good',
  rejected: 'bad',
  returned: 'bad',
  withdrawn: '',
  expired: '',
} as const satisfies Record<RequestSummary['state'], string>;

export function StateBadge({ state }: { readonly state: RequestSummary['state'] }) {
  const { t } = useWords();
  return (
    <span className={`badge ${TONES[state]}`} data-testid="state" data-state={state}>
      {t(`state.${state}`)}
    </span>
  );
}
