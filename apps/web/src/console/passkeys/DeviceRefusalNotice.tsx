import { useWords } from '../../i18n/use-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import type { DeviceRefusal } from './device.ts';

export function DeviceRefusalNotice({ refusal }: { readonly refusal: DeviceRefusal }) {
  const { t } = useWords();
  const text = refusal.kind === 'cancelled' ? t('passkey.cancelled') : t('passkey.failed', { detail: refusal.detail });
  return <Banner tone="wait" role="alert" title={text} />;
}
