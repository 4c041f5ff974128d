import type { ArchiveReport, UseAccount } from '@yinzheng/ledger';
import { Link } from 'wouter';
import { useWords } from '../i18n/use-words.ts';
import { timeOf } from './lists.ts';
import { contentOf, type Named } from './names.ts';

interface Props {
  readonly use: UseAccount;
  readonly report: ArchiveReport;
  readonly named: Named;
  readonly isFlagged: boolean;
}

export function UseRow({ use, report, named, isFlagged }: Props) {
  const { t, time } = useWords();
  const content = contentOf(report, use);
  const title =
    content.kind === 'opened' ? content.content.title : t(content.kind === 'erased' ? 'audit.use.erased' : 'audit.use.notOpened');
  return (
    <li>
      <Link
        href={`/uses/${use.request}`}
        className="card linked use"
        data-testid="use"
        aria-label={t('audit.use.open', { number: use.recordNumber })}
      >
        <span className="row spread">
          <strong className="mono">{use.recordNumber}</strong>
          <span className="row tight">
            {isFlagged && <span className="badge wait">{t('audit.use.flagged')}</span>}
            <StateOfUse use={use} />
          </span>
        </span>
        <span className={content.kind === 'opened' ? 'title' : 'title soft'}>{title}</span>
        <span className="small soft">
          {named.matter(use.matter.code)} · {named.seal(use.seal)} · {time(timeOf(use))}
        </span>
        <span className="small soft">
          {[use.clerk, ...use.decisions.map(({ approver }) => approver)].map(named.person).join(' / ')} · <Pressed use={use} />
        </span>
      </Link>
    </li>
  );
}

/** How often it was pressed, of how many that were allowed; what was voided was not pressed. */
function Pressed({ use }: { readonly use: UseAccount }) {
  const { t } = useWords();
  const made = use.impressions.filter(({ outcome }) => outcome !== 'voided').length;
  const allowed = use.authorised ? ` / ${t('audit.use.of', { allowed: use.authorised.allowed })}` : '';
  return `${t('audit.use.made', { made })}${allowed}`;
}

const TONES = {
  filed: 'wait',
  rejected: 'bad',
  returned: 'bad',
  withdrawn: '',
  authorised: 'wait',
  using: 'wait',
  closed: 'good',
  aborted: 'bad',
} as const;

function StateOfUse({ use }: { readonly use: UseAccount }) {
  const { t } = useWords();
  return <span className={`badge ${TONES[use.state]}`}>{t(`audit.state.${use.state}`)}</span>;
}
