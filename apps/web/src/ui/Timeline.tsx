import { useWords } from '../i18n/use-words.ts';

export interface Step {
  readonly id: string;
  readonly text: string;
  readonly note?: string | undefined;
  readonly at?: string | undefined;
  readonly state: 'done' | 'now' | 'next' | 'bad';
}

export function Timeline({ steps }: { readonly steps: readonly Step[] }) {
  const { time } = useWords();
  return (
    <ol className="timeline">
      {steps.map((step) => (
        <li key={step.id} className={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <div>{step.text}</div>
          {step.note && <div className="small">{step.note}</div>}
          {step.at && (
            <time className="small soft" dateTime={step.at}>
              {time(step.at)}
            </time>
          )}
        </li>
      ))}
    </ol>
  );
}
