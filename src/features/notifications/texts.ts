export default {
  'notifications.title': 'Inbox',
} as const;
