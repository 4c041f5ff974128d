import type { SheetAnswer } from '@yinzheng/contract';
import { useWords } from '../../i18n/use-words.ts';

type Outline = SheetAnswer['differences'][number]['outline'];
const pointsOf = (outline: Outline): string => outline.map(({ x, y }) => `${x * 1000},${y * 1000}`).join(' ');
/** The corner that lies uppermost, and leftmost among those: where its number goes. */
const cornerOf = (outline: Outline) => [...outline].sort((p, q) => p.y + p.x * 0.5 - (q.y + q.x * 0.5))[0] ?? { x: 0, y: 0 };
const within = (share: number): string => `${Math.max(2, Math.min(98, share * 100))}%`;

/** The person's own photo with boxes around what differs and rings around the seals; numbers lead to the list below. */
export function MarkedPhoto({ photo, differences, seals }: Pick<SheetAnswer, 'differences' | 'seals'> & { readonly photo: string }) {
  const { t } = useWords();
  const rings = seals.filter(({ outline }) => outline.length > 0);
  return (
    <figure className="marked">
      <div className="marked-photo">
        <img src={photo} alt={t('sheet.photoAlt', { differences: differences.length, seals: seals.length })} />
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          {rings.map(({ outline }) => (
            <polygon key={pointsOf(outline)} className="ring" points={pointsOf(outline)} />
          ))}
          {differences.map(({ outline, certainty }) => (
            <polygon key={pointsOf(outline)} className={certainty} points={pointsOf(outline)} />
          ))}
        </svg>
        {differences.map(({ outline }, at) => (
          <span
            key={pointsOf(outline)}
            className="place-number"
            aria-hidden="true"
            style={{ left: within(cornerOf(outline).x), top: within(cornerOf(outline).y) }}
          >
            {at + 1}
          </span>
        ))}
      </div>
      <figcaption className="small soft">{t(differences.length > 0 ? 'sheet.captionBoxes' : 'sheet.caption')}</figcaption>
    </figure>
  );
}
