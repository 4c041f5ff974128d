export { type NoticeFeed, openNoticeFeed } from './notice-feed.ts';
export { notifyPeople } from './notify-people.ts';
export { notifyPosts } from './notify-posts.ts';
export { notifySupervisors } from './notify-supervisors.ts';
export { openPushCourier } from './push-courier.ts';
export { listNotices, markRead, subscribeToPush } from './read-notices.ts';
