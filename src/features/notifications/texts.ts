export default {
  'notifications.title': 'Inbox',
  'notifications.names_two': '{first} and {second}',
  'notifications.names_more': '{first} and {n} others',
  'notifications.mail.open': 'Open it',
  'notifications.mail.unsubscribe': 'No more mail of this kind:',
} as const;
