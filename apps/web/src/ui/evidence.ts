import type { PressEvidence } from '@yinzheng/ledger';
import type { useWords } from '../i18n/use-words.ts';

type Words = ReturnType<typeof useWords>['t'];

const BECAUSE = {
  'seal/sheet-lost': 'sheetLost',
  'seal/partial': 'partial',
  'seal/over-older': 'overOlder',
  'seal/double-strike': 'doubleStrike',
  'seal/too-many': 'tooMany',
  'seal/other-seal': 'otherSeal',
  'seal/other-text': 'otherText',
  'seal/printed': 'printed',
  'check-failed': 'checkFailed',
} as const;

const LIKENESS = { same: 'same', 'same-text': 'sameText', other: 'other', unsure: 'unsure' } as const;

/** What the machine saw that a press had left, in one sentence for laymen. A code without words stands for itself. */
export function evidenceIn(t: Words, { reasons, seals }: PressEvidence): string {
  const because = reasons.map((code) => {
    const known = BECAUSE[code as keyof typeof BECAUSE];
    return known ? t(`evidence.because.${known}`) : code;
  });
  const seen = seals.flatMap(({ diameterMm, xMm, yMm, coverage, likeness }) => [
    t('evidence.seal', {
      diameter: Math.round(diameterMm),
      x: Math.round(xMm),
      y: Math.round(yMm),
      coverage: Math.round(coverage * 100),
    }),
    ...(likeness ? [t(`evidence.${LIKENESS[likeness.is]}`)] : []),
  ]);
  const isNothing = seals.length === 0 && reasons.length === 0;
  return (isNothing ? [t('evidence.none')] : [...because, ...seen]).join(t('evidence.gap'));
}
