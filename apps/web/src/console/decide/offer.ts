import type { RequestDetail } from '@yinzheng/contract';
import type { Verdict } from '@yinzheng/ledger';
import { useEffect, useState } from 'react';
import type { Refusal } from '../../api/answer.ts';
import { call, fetchBytes } from '../../api/client.ts';
import type { StatementToSign } from '../../api/types.ts';
import { type CheckedStatement, checkStatement } from './check-statement.ts';

export type Offer =
  | { readonly kind: 'checking' }
  | { readonly kind: 'refused'; readonly problem: Refusal }
  | { readonly kind: 'checked'; readonly offered: StatementToSign; readonly checked: CheckedStatement };

interface Choice {
  readonly request: RequestDetail;
  readonly approver: string;
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Fetches the statement for a choice and checks it on this device, once for each choice. */
export function useOffer(choice: Choice): Offer {
  const [offer, setOffer] = useState<Offer>({ kind: 'checking' });
  // the dialog lives for one choice
  useEffect(() => {
    let isCurrent = true;
    const { request, verdict, reason } = choice;
    const ask = async (): Promise<Offer> => {
      const answer = await call('POST /api/v1/requests/:request/decision-statements', {
        params: { request: request.id },
        body: { verdict, reason },
      });
      if (!answer.ok) return { kind: 'refused', problem: answer.problem };
      const fetchPage = async (url: string) => {
        const page = await fetchBytes(url);
        return page.ok ? page.value : null;
      };
      const checked = await checkStatement(answer.value, { ...choice, now: new Date(), fetchPage });
      return { kind: 'checked', offered: answer.value, checked };
    };
    ask().then((it) => isCurrent && setOffer(it));
    return () => {
      isCurrent = false;
    };
  }, []);
  return offer;
}
