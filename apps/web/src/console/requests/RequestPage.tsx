import { useEffect } from 'react';
import { call } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ErasedBanner } from '../../ui/ErasedBanner.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { DecisionPanel } from '../decide/DecisionPanel.tsx';
import { useLive } from '../notices/live.ts';
import { useSeen } from '../notices/use-seen.ts';
import { ErasurePanel } from './ErasurePanel.tsx';
import { FilePanel } from './FilePanel.tsx';
import { PageViewer } from './PageViewer.tsx';
import { RequestActions } from './RequestActions.tsx';
import { RequestFacts } from './RequestFacts.tsx';
import { RequestProgress } from './RequestProgress.tsx';
import { UsePanel } from './UsePanel.tsx';
import { WaitsOn } from './WaitsOn.tsx';
import './requests.css';

/** One request: its pages, its facts, where it stands, and what the person may do now. */
export function RequestPage({ id }: { readonly id: string }) {
  const { t } = useWords();
  const request = useAnswer(`request ${id}`, () => call('GET /api/v1/requests/:request', { params: { request: id } }));
  useLive(request.reload);
  useSeen(id);
  const title = request.value?.title;
  useEffect(() => {
    if (title) document.title = `${title} · 印证`;
  }, [title]);
  return (
    <Loading of={request}>
      {(it) => (
        <div className="stack">
          <div className="stack tight">
            <div className="row">
              <StateBadge state={it.state} />
              <span className="small soft">{t('request.number', { code: it.code })}</span>
            </div>
            <h1>{it.erased ? t('erased.request', { matter: it.matter.name }) : it.title}</h1>
          </div>
          {it.erased && <ErasedBanner erased={it.erased} />}
          <WaitsOn request={it} />
          <div className="columns">
            <div className="first">
              <PageViewer request={it} />
            </div>
            <div className="stack">
              {it.mayFile && <FilePanel request={it} onChanged={request.put} />}
              <RequestFacts request={it} />
              {it.mayDecide && <DecisionPanel request={it} onDecided={request.put} />}
              {it.use && <UsePanel request={it} use={it.use} />}
              <RequestProgress request={it} />
              <RequestActions request={it} onChanged={request.put} />
              <ErasurePanel request={it} onChanged={request.reload} />
            </div>
          </div>
        </div>
      )}
    </Loading>
  );
}
