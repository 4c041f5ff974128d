import { call } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { useLive } from '../notices/live.ts';
import { holds, useSession } from '../session/session.ts';
import { KeyList } from './KeyList.tsx';
import { PendingChangeCard } from './PendingChangeCard.tsx';

/** Roster changes that wait for officers' signatures. */
export function RosterPage() {
  const { t } = useWords();
  const { me } = useSession();
  const pending = useAnswer('roster pending', () => call('GET /api/v1/roster/pending'));
  const keys = useAnswer('roster keys', () => call('GET /api/v1/roster/keys'));
  const reload = () => {
    pending.reload();
    keys.reload();
  };
  useLive(reload);
  const listed = keys.value ?? [];
  const holders = new Map(listed.map(({ kid, holder }) => [kid, holder]));
  return (
    <div className="stack">
      <div className="stack tight">
        <h1>{t('roster.title')}</h1>
        <p className="soft">{t('roster.lead')}</p>
      </div>
      {!me.isOfficer && <Banner tone="plain">{t('roster.notOfficer')}</Banner>}
      <Loading of={pending}>
        {(all) =>
          all.length === 0 ? (
            <p className="empty">{t('roster.none')}</p>
          ) : (
            <ul className="stack">
              {all.map((it) => (
                <li key={it.id}>
                  <PendingChangeCard pending={it} holders={holders} onSigned={reload} />
                </li>
              ))}
            </ul>
          )
        }
      </Loading>
      {(me.isOfficer || holds(me, 'administrator')) && <KeyList keys={listed} onProposed={reload} />}
    </div>
  );
}
