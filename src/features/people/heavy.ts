// What worker threads use of this feature: no page hangs on it.
export * from './audience.ts';
