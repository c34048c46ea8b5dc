export const PUBLISH = 'news.publish_due';
export const EXPIRE = 'news.expire_due';
