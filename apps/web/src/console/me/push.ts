import { call } from '../../api/client.ts';
import type { Language } from '../../i18n/i18n.ts';

export type PushState = 'unsupported' | 'denied' | 'off' | 'on';

const hasPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Whether this device gets pushes now. */
export async function pushState(): Promise<PushState> {
  if (!hasPush()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const registration = await navigator.serviceWorker.getRegistration('/');
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks the person, subscribes this device, and tells the server where to push. `failed`: the push service or the server could not be reached. */
export async function turnPushOn(key: string, language: Language): Promise<PushState | 'failed'> {
  if (!hasPush()) return 'unsupported';
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  try {
    await navigator.serviceWorker.register(`/sw.js?language=${language}`);
    const registration = await navigator.serviceWorker.ready;
    const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint, keys } = subscription.toJSON();
    if (!endpoint || !keys?.p256dh || !keys.auth) return 'failed';
    const answer = await call('POST /api/v1/push-subscriptions', {
      body: { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } },
    });
    return answer.ok ? 'on' : 'failed';
  } catch {
    return 'failed'; // e.g. no push service in this browser: notices in the page still come
  }
}
