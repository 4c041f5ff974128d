import type { RequestSummary } from '@yinzheng/contract';
import { Link } from 'wouter';
import { useWords } from '../../i18n/use-words.ts';
import { StateBadge } from '../../ui/StateBadge.tsx';

export function RequestCard({ request }: { readonly request: RequestSummary }) {
  const { t, shortTime } = useWords();
  return (
    <Link href={`/requests/${request.id}`} className="card linked stack tight" data-request={request.id}>
      <span className="row spread">
        <StateBadge state={request.state} />
        <time className="small soft" dateTime={request.updatedAt}>
          {shortTime(request.updatedAt)}
        </time>
      </span>
      <strong className="request-title">{request.erasedAt ? t('erased.request', { matter: request.matter.name }) : request.title}</strong>
      <span className="small">
        {request.erasedAt ? t('erased.title') : `${request.matter.name} · ${t('requests.applicant', { name: request.applicant })}`}
      </span>
      <span className="small soft">
        {request.body.name} · {t('requests.by', { name: request.clerk.name })} ·{' '}
        {t('requests.pages', { pages: request.pages, copies: request.copies })}
      </span>
      <span className="small request-waits">{t(`requests.waits.${request.state}`)}</span>
    </Link>
  );
}
