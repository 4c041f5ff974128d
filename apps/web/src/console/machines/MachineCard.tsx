import { useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call } from '../../api/client.ts';
import type { Machine } from '../../api/types.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { holds, useSession } from '../session/session.ts';
import { SealImprint } from './SealImprint.tsx';
import '../requests/requests.css';

interface Props {
  readonly machine: Machine;
  readonly onChanged: () => void;
}

export function MachineCard({ machine, onChanged }: Props) {
  const { t } = useWords();
  const { me } = useSession();
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const makeTicket = async () => {
    const answer = await call('POST /api/v1/machines/:machine/ticket', { params: { machine: machine.id } });
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    const name = `ticket-${machine.id}.json`;
    saveFile(name, `${JSON.stringify(answer.value, null, 2)}\n`, 'application/json');
    setSaved(name);
  };
  return (
    <article className="card stack tight" data-machine={machine.id}>
      <div className="row">
        <span className={`badge ${machine.isOnline ? 'good' : 'wait'}`}>
          {t(machine.isOnline ? 'machines.online' : 'machines.offline')}
        </span>
        <span className={`badge ${machine.isEnrolled ? '' : 'wait'}`}>
          {t(machine.isEnrolled ? 'machines.enrolled' : 'machines.notEnrolled')}
        </span>
        {machine.isQuarantined && <span className="badge bad">{t('machines.quarantined')}</span>}
      </div>
      <strong>{machine.name}</strong>
      <span className="small soft">
        {machine.id} · {machine.headSeq < 0 ? t('machines.noHead') : t('machines.head', { seq: machine.headSeq })}
      </span>
      {machine.seals.length > 0 && (
        <ul className="stack tight">
          {machine.seals.map((seal) => (
            <SealImprint key={seal.seal} seal={seal} mayFile={holds(me, 'administrator')} onFiled={onChanged} />
          ))}
        </ul>
      )}
      {holds(me, 'administrator') && (
        <>
          <div>
            <Button onClick={() => void makeTicket()}>{t('machines.ticket')}</Button>
          </div>
          <span className="small soft">{t('machines.ticketHint')}</span>
        </>
      )}
      {saved && <Banner tone="good" role="status" title={t('machines.ticketMade', { file: saved })} />}
      {problem && <ProblemNotice problem={problem} />}
    </article>
  );
}
