export interface CheckLine {
  readonly id: string;
  readonly text: string;
  readonly isPassed: boolean;
}

/** What was checked, each line with a mark that does not rely on colour. */
export function Checks({ lines }: { readonly lines: readonly CheckLine[] }) {
  return (
    <ul className="checks">
      {lines.map((line) => (
        <li key={line.id} className={line.isPassed ? 'good' : 'bad'} data-check={line.id} data-passed={line.isPassed}>
          <span className="mark" aria-hidden="true">
            {line.isPassed ? '✓' : '✕'}
          </span>
          <span>{line.text}</span>
        </li>
      ))}
    </ul>
  );
}
