import type { KeyHolder, RosterChange } from '@yinzheng/ledger';
import { useWords } from '../../i18n/use-words.ts';

/** Long key ids are cut: what is signed is the whole statement, and people compare the beginning. */
const KEY_CHARACTERS = 12;

function nameOf(holder: KeyHolder): string {
  switch (holder.kind) {
    case 'person':
      return holder.person;
    case 'machine':
      return holder.machine;
    case 'log':
      return holder.origin;
    case 'server':
      return '';
  }
}

/** A change of the roster in words, by the ids that the statement itself carries. */
export function RosterChanges({ changes }: { readonly changes: readonly RosterChange[] }) {
  const { t } = useWords();
  const textOf = (it: RosterChange): string => {
    switch (it.op) {
      case 'grant-post':
      case 'end-post':
        return t(`roster.${it.op}`, { person: it.person, body: it.body, post: t(`post.${it.post}`) });
      case 'name-officer':
      case 'end-officer':
        return t(`roster.${it.op}`, { person: it.person });
      case 'add-key': {
        const holder = t(`roster.holder.${it.holder.kind}`, { id: nameOf(it.holder) });
        return t(it.sample ? 'roster.add-key-sample' : 'roster.add-key', { holder, kid: it.kid.slice(0, KEY_CHARACTERS) });
      }
      case 'revoke-key':
        return t('roster.revoke-key', { kid: it.kid.slice(0, KEY_CHARACTERS), reason: t(`roster.reason.${it.reason}`) });
    }
  };
  return (
    <ul className="bullets">
      {changes.map((it) => (
        <li key={JSON.stringify(it)}>{textOf(it)}</li>
      ))}
    </ul>
  );
}
