import type { KeyHolder, RosterChange } from '@yinzheng/ledger';
import { useWords } from '../../i18n/use-words.ts';
import { holderWords, shortKid } from './holder-words.ts';

interface Props {
  readonly changes: readonly RosterChange[];
  /** Whose each known key is: a revocation itself names only the key. */
  readonly holders: ReadonlyMap<string, KeyHolder>;
}

/** A change of the roster in words, by the ids that the statement itself carries, and what it means for keys. */
export function RosterChanges({ changes, holders }: Props) {
  const { t } = useWords();
  const holderOf = (it: RosterChange): KeyHolder | undefined =>
    it.op === 'add-key' ? it.holder : it.op === 'revoke-key' ? holders.get(it.kid) : undefined;
  const textOf = (it: RosterChange): string => {
    switch (it.op) {
      case 'grant-post':
      case 'end-post':
        return t(`roster.${it.op}`, { person: it.person, body: it.body, post: t(`post.${it.post}`) });
      case 'name-officer':
      case 'end-officer':
        return t(`roster.${it.op}`, { person: it.person });
      case 'add-key':
        return t(it.sample ? 'roster.add-key-sample' : 'roster.add-key', { holder: holderWords(it.holder, t), kid: shortKid(it.kid) });
      case 'revoke-key': {
        const holder = holders.get(it.kid);
        const values = { kid: shortKid(it.kid), reason: t(`roster.reason.${it.reason}`) };
        return holder ? t('roster.revoke-key-of', { ...values, holder: holderWords(holder, t) }) : t('roster.revoke-key', values);
      }
    }
  };
  const meaningOf = (it: RosterChange): string | null => {
    const holder = holderOf(it);
    if (!holder || (it.op !== 'add-key' && it.op !== 'revoke-key')) return null;
    return t(`roster.means.${it.op}.${holder.kind}`) + (it.op === 'revoke-key' ? ` ${t(`roster.means.reason.${it.reason}`)}` : '');
  };
  return (
    <ul className="bullets">
      {changes.map((it) => (
        <li key={JSON.stringify(it)}>
          {textOf(it)}
          {meaningOf(it) && <p className="small soft">{meaningOf(it)}</p>}
        </li>
      ))}
    </ul>
  );
}
