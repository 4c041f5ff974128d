/** The service worker: shows what the server pushes and opens the page it is about. It caches nothing: documents stay on the server. */

/** What the server pushes: no title and no name, since a lock screen shows it. */
interface Pushed {
  readonly request?: string;
  readonly text?: { readonly zh: string; readonly en: string };
}
interface Shown {
  readonly url: string;
}
interface Page {
  readonly url: string;
  focus(): Promise<Page>;
  navigate(url: string): Promise<unknown>;
}
type Waiting = Event & { waitUntil(work: Promise<unknown>): void };
type PushEvent = Waiting & { readonly data: { json(): unknown; text(): string } | null };
type ClickEvent = Waiting & { readonly notification: Notification };

/** TypeScript's worker types clash with the page's; this is the part that is used. */
const worker = self as unknown as {
  readonly location: { readonly href: string };
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(of: { type: 'window' }): Promise<readonly Page[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: Waiting) => void): void;
  addEventListener(type: 'push', listen: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listen: (event: ClickEvent) => void): void;
};

function read(data: PushEvent['data']): Pushed {
  try {
    return (data?.json() as Pushed | null) ?? {};
  } catch {
    return {}; // not ours: the person still learns that there is something
  }
}

async function open(url: string): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window' });
  const page = pages.find((it) => new URL(it.url).pathname === url) ?? pages[0];
  await (page ? page.focus().then((it) => it.navigate(url)) : worker.clients.openWindow(url));
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('push', (event) => {
  const { request, text } = read(event.data);
  const isEnglish = new URL(worker.location.href).searchParams.get('language') === 'en';
  const shown: Shown = { url: request ? `/requests/${request}` : '/notices' };
  const body = text?.[isEnglish ? 'en' : 'zh'] ?? (isEnglish ? 'There is a new notice.' : '您有新的通知。');
  const options = { body, icon: '/icon-192.png', badge: '/icon-192.png', tag: shown.url, data: shown };
  event.waitUntil(worker.registration.showNotification(isEnglish ? 'Yinzheng' : '印证', options));
});
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as Shown | null)?.url ?? '/notices'));
});
