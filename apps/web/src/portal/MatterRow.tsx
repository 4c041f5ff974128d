import type { Matter } from '@yinzheng/contract';
import { useWords } from '../i18n/use-words.ts';
import { Facts } from '../ui/Facts.tsx';

export function MatterRow({ matter }: { readonly matter: Matter }) {
  const { t } = useWords();
  const open = [
    [t('matters.basis'), matter.basis],
    [
      t('matters.materials'),
      matter.materials.length > 0 ? (
        <ul className="bullets">
          {matter.materials.map((it) => (
            <li key={it}>{it}</li>
          ))}
        </ul>
      ) : (
        t('matters.noMaterials')
      ),
    ],
    [t('matters.deadline'), matter.deadlineDays > 0 ? t('common.days', { days: matter.deadlineDays }) : t('matters.onTheSpot')],
    [t('matters.copies'), t('matters.copiesValue', { copies: matter.maxCopies })],
    [t('matters.route'), matter.route.join(' → ')],
    [t('matters.onDoubt'), t(`matters.onDoubtValue.${matter.onDoubt}`)],
  ] as const;
  const barred = [
    [t('matters.office'), <strong key="office">{matter.office ?? ''}</strong>],
    [t('matters.basis'), matter.basis],
  ] as const;
  return (
    <details className="matter" data-matter={matter.code}>
      <summary>{matter.name}</summary>
      <Facts rows={matter.kind === 'open' ? open : barred} />
    </details>
  );
}
