import type { RequestDetail } from '@yinzheng/contract';
import type { Refusal } from '../../api/answer.ts';
import { fetchReceipt, fileAddress } from '../../api/client.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/Button.tsx';
import { saveFile } from '../../ui/save-file.ts';

interface Props {
  readonly request: RequestDetail;
  /** Gets why there is no receipt yet; null when one was saved. */
  readonly onProblem: (problem: Refusal | null) => void;
  /** Whether what was saved still lacks its witnesses. */
  readonly onSaved: (isAwaitingWitnesses: boolean) => void;
}

/** Saves the receipt byte for byte; a plain link would save a refusal as if it were one. */
export function ReceiptButton({ request, onProblem, onSaved }: Props) {
  const { t } = useWords();
  const save = async () => {
    const answer = await fetchReceipt(fileAddress('/api/v1/requests/:request/receipt', { request: request.id }));
    onProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    saveFile(`receipt-${request.code}.json`, answer.value.bytes, 'application/json');
    onSaved(answer.value.isAwaitingWitnesses);
  };
  return (
    <Button onClick={() => void save()} data-testid="receipt">
      {t('request.receipt')}
    </Button>
  );
}
