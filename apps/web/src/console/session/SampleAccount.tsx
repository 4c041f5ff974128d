import type { SampleSignIn } from '../../api/types.ts';

interface Props {
  readonly account: SampleSignIn;
  readonly isBusy: boolean;
  readonly onChoose: () => void;
}

export function SampleAccount({ account, isBusy, onChoose }: Props) {
  return (
    <button type="button" className="sample-account" disabled={isBusy} onClick={onChoose} data-account={account.account}>
      <strong>{account.name}</strong>
      <span className="small soft">
        {account.posts} · {account.body}
      </span>
    </button>
  );
}
