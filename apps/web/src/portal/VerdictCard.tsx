import './verdict.css';

interface Props {
  readonly tone: 'good' | 'wait' | 'bad';
  /** For tests and screen captures; people read the title. */
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly page?: string | undefined;
  readonly note?: string | undefined;
}

const MARKS = { good: '印', wait: '待', bad: '✕' } as const;

/** The answer, large: a shape, a word and a sentence, so that no one has to tell colours apart. */
export function VerdictCard({ tone, kind, title, text, page, note }: Props) {
  return (
    <section className={`verdict ${tone}`} data-testid="verdict" data-verdict={kind} role="status">
      <div className="verdict-mark" aria-hidden="true">
        {MARKS[tone]}
      </div>
      <div className="stack tight">
        <h2>{title}</h2>
        {page && <p className="verdict-page">{page}</p>}
        <p>{text}</p>
        {note && <p className="verdict-note">{note}</p>}
      </div>
    </section>
  );
}
