import { call } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/Loading.tsx';
import { useLive } from '../notices/live.ts';
import { MachineCard } from './MachineCard.tsx';

export function MachinesPage() {
  const { t } = useWords();
  const machines = useAnswer('machines', () => call('GET /api/v1/machines'));
  useLive(machines.reload);
  return (
    <div className="stack">
      <div className="stack tight">
        <h1>{t('machines.title')}</h1>
        <p className="soft">{t('machines.lead')}</p>
      </div>
      <Loading of={machines}>
        {(all) =>
          all.length === 0 ? (
            <p className="empty">{t('machines.none')}</p>
          ) : (
            <ul className="request-list">
              {all.map((it) => (
                <li key={it.id}>
                  <MachineCard machine={it} onChanged={machines.reload} />
                </li>
              ))}
            </ul>
          )
        }
      </Loading>
    </div>
  );
}
